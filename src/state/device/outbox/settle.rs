//! After a write was taken: what waited behind it stands on what it left, and what the device kept
//! of its text is not needed any more.

use domain::{
    journal::Kind,
    outbox::{About, Entry, Target},
};
use leptos::prelude::*;

use super::{Ending, Settled, UNKEPT, text_of};
use crate::{
    state::{Device, device::NEWS_OUTBOX},
    web::idb::{Change, Key, Store},
};

impl Device {
    /// A create was answered. From this moment on its form writes to what it has made: what waits
    /// behind it under the name of something new must not be passed by that, and so it is about the
    /// same from now on, also what is only just being put into the queue. Gives back the ids of
    /// what has changed in the queue, for the store.
    pub(super) fn has_made(self, settled: &Settled) -> Vec<String> {
        self.outbox
            .made
            .try_update_value(|made| made.push(settled.clone()));
        let entry = &settled.entry;
        let followed = self.outbox.queue.try_update(|queue| {
            let Some((shown, etag)) = settled.left() else {
                return Vec::new();
            };
            let follows = queue.follow(entry, shown, etag);
            let entries = queue.entries().iter();
            entries
                .filter(|(number, _)| follows.contains(number))
                .map(|(_, entry)| entry.id.clone())
                .collect()
        });
        followed.unwrap_or_default()
    }

    /// Lets a write of something new be one of what that has become meanwhile. `false` where it has
    /// become nothing yet.
    pub(super) fn bind(self, entry: &mut Entry) -> bool {
        let Target::New(_) = &entry.target else {
            return false;
        };
        let made = self.outbox.made.try_with_value(|made| {
            let is_same =
                |made: &&Settled| made.entry.id != entry.id && made.entry.is_about_the_same(entry);
            made.iter().rev().find(is_same).cloned()
        });
        let Some((shown, etag)) = made
            .as_ref()
            .and_then(Option::as_ref)
            .and_then(Settled::left)
        else {
            return false;
        };
        entry.stand_on(shown, etag);
        true
    }

    /// Takes a write out that the service has taken.
    pub(super) async fn took(self, number: u64, settled: &Settled) {
        let noted = self.noted(settled).await;
        let mut changes = Vec::new();
        if number < UNKEPT {
            changes.push(Change::Remove(Store::Outbox, Key::Number(number)));
        }
        let entry = &settled.entry;
        self.outbox.queue.try_update(|queue| {
            queue.take_out(number);
            let Some((shown, etag)) = settled.left() else {
                return;
            };
            for follows in queue.follow(entry, shown, etag) {
                let found = queue.entries().iter().find(|(n, _)| *n == follows);
                if let Some((number, entry)) = found.filter(|(number, _)| *number < UNKEPT) {
                    let key = Key::Number(*number);
                    changes.push(Change::Put(Store::Outbox, key, text_of(entry)));
                }
            }
        });
        // Where the device fails, the write may be sent again after a reload; the service then
        // says that it has it already.
        let with_history: Vec<Change> = changes.iter().cloned().chain(noted.changes()).collect();
        match self.write(&with_history).await {
            Ok(keys) => {
                let number = keys.into_iter().next_back().and_then(|key| match key {
                    Key::Number(number) => Some(number),
                    Key::Text(_) => None,
                });
                self.has_noted(noted, number);
            }
            Err(_) => {
                // A full disk has no room for the history; the queue needs none to become shorter.
                let _ = self.write(&changes).await;
                self.has_noted(noted, None);
            }
        }
        self.tell(NEWS_OUTBOX);
        // What was typed over a text that is now undone is for the merge.
        if settled.entry.step.is_none() {
            self.text_was_taken(settled).await;
        }
    }

    /// Edits that no form has open any more: those of the same text go, the others stand on what
    /// the service has now.
    async fn text_was_taken(self, settled: &Settled) {
        let entry = &settled.entry;
        let Ending::Done(left) = &settled.ending else {
            return;
        };
        let kind = match entry.about() {
            About::Scenario => Kind::Scenario,
            About::Segment => Kind::Segment,
            About::Directory => return,
        };
        let Some(left) = left.shown() else {
            return;
        };
        let known = untrack(|| self.edits_of(&entry.scope, kind, entry.target.name()));
        for edit in known.into_iter().filter(|edit| edit.holder.is_free()) {
            let Ok(Some(Ok(mut unsent))) = self.read_edit(&edit.key).await else {
                continue;
            };
            let before = std::slice::from_ref(&edit.key);
            let result = match entry.write.carries(&unsent.edited) {
                None => continue,
                Some(true) => self.keep(before, None).await,
                // Typed beside it: it stays on what it began with, and a merge takes care of it.
                Some(false) if !entry.is_known_to(&unsent.lineage(&edit.key)) => continue,
                Some(false) => {
                    unsent.edited.stand_on(left);
                    let moved = edit.key.standing_on(&unsent.edited);
                    self.keep(before, Some((&moved, &unsent))).await
                }
            };
            if result.is_err() {
                // It stays as it was: an edit of an older version, which a merge takes care of.
                break;
            }
        }
    }
}

/// Whether a settled write was about a scenario or a segment: by its id, or by the name of a new
/// one.
#[must_use]
pub fn is_about(
    settled: &Settled,
    about: About,
    scope: &str,
    id: Option<&str>,
    name: &str,
) -> bool {
    settled.entry.scope == scope
        && settled.entry.about() == about
        && match (&settled.entry.target, id) {
            (Target::Known(known), Some(id)) => known == id,
            (Target::New(known), None) => known == name,
            // A form of something that was just created under its name.
            (Target::New(known), Some(_)) => !name.is_empty() && known == name,
            (Target::Known(_), None) => false,
        }
}

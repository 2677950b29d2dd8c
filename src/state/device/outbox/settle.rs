//! After a write was taken: what waited behind it stands on what it left, and what the device kept
//! of its text is not needed any more.

use domain::{
    Draft,
    journal::{Edited, Kind},
    outbox::{Target, Write},
};
use leptos::prelude::*;

use super::{Ending, Settled, UNKEPT, left_by, text_of};
use crate::{
    api::opencx::Tagged,
    state::{Device, device::NEWS_OUTBOX},
    web::idb::{Change, Key, Store},
};

impl Device {
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
            let Ending::Done(Some(tagged)) = &settled.ending else {
                return;
            };
            let Tagged { training, etag } = tagged.as_ref();
            for follows in queue.follow(&entry.scope, &entry.target, training, etag.as_deref()) {
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
        let (Write::Put { draft: sent, .. }, Some(left)) = (&entry.write, left_by(&settled.ending))
        else {
            return;
        };
        let known = untrack(|| self.edits_of(&entry.scope, Kind::Scenario, entry.target.name()));
        for edit in known.into_iter().filter(|edit| edit.holder.is_free()) {
            let Ok(Some(Ok(mut unsent))) = self.read_edit(&edit.key).await else {
                continue;
            };
            let Edited::Scenario(typed) = &mut unsent.edited else {
                continue;
            };
            let same = Draft {
                base: sent.base.clone(),
                ..typed.clone()
            } == *sent;
            let key = edit.key.clone();
            let result = if same {
                self.keep(std::slice::from_ref(&key), None).await
            } else {
                typed.base = Some(Box::new(left.clone()));
                let moved = domain::journal::EditKey {
                    item: left.id.clone(),
                    version: Some(left.updated_at.clone()),
                    ..key.clone()
                };
                self.keep(std::slice::from_ref(&key), Some((&moved, &unsent)))
                    .await
            };
            if result.is_err() {
                // It stays as it was: an edit of an older version, which a merge takes care of.
                break;
            }
        }
    }
}

/// Whether a settled write was about a scenario: by its id, or by the name of a new one.
#[must_use]
pub fn is_about(settled: &Settled, scope: &str, id: Option<&str>, name: &str) -> bool {
    settled.entry.scope == scope
        && match (&settled.entry.target, id) {
            (Target::Known(known), Some(id)) => known == id,
            (Target::New(known), None) => known == name,
            // A form of a scenario that was just created under its name.
            (Target::New(known), Some(_)) => !name.is_empty() && known == name,
            (Target::Known(_), None) => false,
        }
}

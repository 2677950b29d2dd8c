//! Going on with edits that were not sent.

use domain::journal::{Edited, Kind, Unsent};
use leptos::{prelude::*, task::spawn_local};

use super::Form;
use crate::{
    api::opencx::Tagged,
    pages::unsent::{self, Recovered},
    state::device::{Holder, KnownEdit},
};

impl Form {
    /// Goes on with edits of this scenario that were not sent: with the newest of those that no
    /// other tab has open, and later with those that the person chooses in the list.
    pub fn look_for_unsent(self) {
        unsent::follow_choices(
            self.device,
            Kind::Scenario,
            move || self.item(),
            move |wanted| {
                let Some(item) = untrack(|| self.item()) else {
                    return;
                };
                let scope = self.workspace.scope();
                spawn_local(async move {
                    let found =
                        unsent::find(self.device, &scope, Kind::Scenario, &item, wanted).await;
                    if let Some((edit, unsent)) = found {
                        self.go_on_with(&edit, unsent);
                    }
                });
            },
        );
    }

    /// Shows unsent edits in place of what the service has. Typed text is never overwritten by
    /// them: then they stay where they are.
    fn go_on_with(self, edit: &KnownEdit, unsent: Unsent) {
        let recovered = Recovered::of(edit, &unsent);
        let written = unsent.written;
        let Edited::Scenario(draft) = unsent.edited else {
            return;
        };
        match self.changes.try_with_untracked(Vec::is_empty) {
            Some(true) => {}
            Some(false) => {
                self.messages
                    .say("Other unsent edits of this scenario stay in the list.");
                return;
            }
            None => return,
        }
        self.journal.take_over(edit.key.clone(), unsent.over);
        if let Some(key) = unsent.create_key.filter(|_| draft.is_new()) {
            self.device.doubt(&key);
            self.create_key.set_value(key);
        }
        let now = self.base_untracked();
        let etag = self.etag_untracked();
        let same = now.as_ref().map(|now| &now.updated_at)
            == draft.base.as_deref().map(|base| &base.updated_at);
        self.recovered.set(Some(recovered));
        self.put(draft, etag.clone().filter(|_| same));
        self.written.set(written);
        // Somebody may have written since they were typed.
        if let Some(training) = now.filter(|_| !same) {
            self.arrived(Tagged { training, etag });
        }
    }

    /// The scenario's id; of a new one, its name on this device. `None` where the form is gone:
    /// what the device keeps is told to forms that are just being left, too.
    fn item(self) -> Option<String> {
        let id = self
            .edited
            .try_with(|draft| draft.base.as_deref().map(|base| base.id.clone()))?;
        id.or_else(|| self.journal.name())
    }

    /// Gives recovered edits up. They can be put back as long as the message stands.
    pub fn discard_recovered(self) {
        self.recovered.set(None);
        self.give_up("Discarded the unsent edits.");
    }

    /// Gives up what is typed, and offers to put it back.
    pub fn give_up(self, words: &str) {
        self.give_up_for(words, move || self.revert());
    }

    /// Gives up what is typed for what `show` shows, and offers to put it back.
    pub(super) fn give_up_for(self, words: &str, show: impl FnOnce()) {
        let edited = Edited::Scenario(self.draft.get_untracked());
        let (key, text) = self.journal.aside(edited);
        let (device, listing, messages) = (self.device, self.listing, self.messages);
        show();
        let put_back = move || {
            let (key, text) = (key.clone(), text.clone());
            spawn_local(async move {
                match device.put_back(&key, text).await {
                    Ok(()) => {
                        device.want(key.clone());
                        if key.is_new() {
                            listing.open_unsent(&key.item);
                        } else {
                            listing.open(&key.item);
                        }
                    }
                    Err(error) => messages.failed(format!("{error} {}", error.advice())),
                }
            });
        };
        messages.done_with(words, "Undo", put_back);
    }

    /// The edits of this scenario that stand in other tabs, or that this form does not show.
    pub fn other_edits(self) -> Vec<KnownEdit> {
        let Some(item) = self.item() else {
            return Vec::new();
        };
        self.device
            .edits_of(&self.workspace.scope(), Kind::Scenario, &item)
            .into_iter()
            .filter(|edit| edit.holder != Holder::OpenHere)
            .collect()
    }
}

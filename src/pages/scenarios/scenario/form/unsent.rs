//! Going on with edits that were not sent.

use domain::journal::{Edited, Kind, Unsent};
use leptos::prelude::*;

use super::Form;
use crate::{
    api::opencx::Tagged,
    pages::unsent::{self, Recovered},
    state::device::KnownEdit,
};

impl Form {
    /// Goes on with edits of this scenario that were not sent: with the newest of those that no
    /// other tab has open, and later with those that the person chooses in the list.
    pub fn look_for_unsent(self) {
        unsent::look_for(
            self.device,
            self.workspace.scope(),
            Kind::Scenario,
            move || self.item(),
            move |edit, unsent| self.go_on_with(edit, unsent),
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

    /// Gives up what is typed, and offers to put it back.
    pub fn give_up(self, words: &str) {
        self.give_up_for(words, move || self.revert());
    }

    /// Gives up what is typed for what `show` shows, and offers to put it back.
    pub(super) fn give_up_for(self, words: &str, show: impl FnOnce()) {
        self.recovered.set(None);
        let listing = self.listing;
        unsent::give_up(
            (self.device, self.messages),
            self.journal,
            Edited::Scenario(self.draft.get_untracked()),
            words,
            show,
            move |key| {
                if key.is_new() {
                    listing.open_unsent(&key.item);
                } else {
                    listing.open(&key.item);
                }
            },
        );
    }

    /// The edits of this scenario that stand in other tabs, or that this form does not show.
    pub fn other_edits(self) -> Vec<KnownEdit> {
        let scope = self.workspace.scope();
        let item = self.item();
        item.map_or_else(Vec::new, |item| {
            unsent::others(self.device, &scope, Kind::Scenario, &item)
        })
    }
}

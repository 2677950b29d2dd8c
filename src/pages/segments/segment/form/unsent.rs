//! Going on with edits of a segment that were not sent.

use domain::journal::{Edited, Kind, Unsent};
use leptos::prelude::*;

use super::Form;
use crate::{
    pages::unsent::{self, Recovered},
    state::device::KnownEdit,
};

impl Form {
    /// Goes on with edits of this segment that were not sent.
    pub fn look_for_unsent(self) {
        unsent::look_for(
            self.device,
            self.segments.workspace.scope(),
            Kind::Segment,
            move || self.item(),
            move |edit, unsent| self.go_on_with(edit, unsent),
        );
    }

    /// Typed text is never overwritten by an edit that is found: then that stays where it is.
    fn go_on_with(self, edit: &KnownEdit, unsent: Unsent) {
        let recovered = Recovered::of(edit, &unsent);
        let Edited::Segment(draft) = unsent.edited else {
            return;
        };
        if self.changes.try_with_untracked(Vec::is_empty) != Some(true) {
            return;
        }
        self.journal.take_over(edit.key.clone(), unsent.over);
        if let Some(key) = unsent.create_key.filter(|_| draft.is_new()) {
            self.device.doubt(&key);
            self.create_key.set_value(key);
        }
        let now = self.base_untracked();
        self.recovered.set(Some(recovered));
        self.draft.set(draft);
        // Somebody may have written since they were typed.
        if let Some(now) = now {
            self.arrived(now);
        }
    }

    /// Gives up what is typed, and offers to put it back.
    pub fn give_up(self, words: &str) {
        self.give_up_for(words, move || self.revert());
    }

    /// Gives up what is typed for what `show` shows, and offers to put it back.
    pub(super) fn give_up_for(self, words: &str, show: impl FnOnce()) {
        self.recovered.set(None);
        let segments = self.segments;
        unsent::give_up(
            (self.device, self.messages),
            self.journal,
            Edited::Segment(self.draft.get_untracked()),
            words,
            show,
            move |key| segments.open_unsent(key),
        );
    }

    /// The edits of this segment that stand in other tabs, or that this form does not show.
    pub fn other_edits(self) -> Vec<KnownEdit> {
        let scope = self.segments.workspace.scope();
        let item = self.item();
        item.map_or_else(Vec::new, |item| {
            unsent::others(self.device, &scope, Kind::Segment, &item)
        })
    }

    /// The segment's id; of a new one, its name on this device. `None` where the form is gone.
    fn item(self) -> Option<String> {
        let id = self
            .draft
            .try_with(|draft| draft.base.as_deref().map(|base| base.id.clone()))?;
        id.or_else(|| self.journal.name())
    }
}

//! Going on with edits of a segment that were not sent.

use domain::journal::{Edited, Kind, Unsent};
use leptos::{prelude::*, task::spawn_local};

use super::Form;
use crate::{
    pages::unsent::{self, Recovered},
    state::device::{Holder, KnownEdit},
};

impl Form {
    /// Goes on with edits of this segment that were not sent.
    pub fn look_for_unsent(self) {
        unsent::follow_choices(
            self.device,
            Kind::Segment,
            move || self.item(),
            move |wanted| {
                let Some(item) = untrack(|| self.item()) else {
                    return;
                };
                let scope = self.segments.workspace.scope();
                spawn_local(async move {
                    let found =
                        unsent::find(self.device, &scope, Kind::Segment, &item, wanted).await;
                    if let Some((edit, unsent)) = found {
                        self.go_on_with(&edit, unsent);
                    }
                });
            },
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
        let edited = Edited::Segment(self.draft.get_untracked());
        let (key, text) = self.journal.aside(edited);
        let (device, segments, messages) = (self.device, self.segments, self.messages);
        show();
        let put_back = move || {
            let (key, text) = (key.clone(), text.clone());
            spawn_local(async move {
                match device.put_back(&key, text).await {
                    Ok(()) => {
                        device.want(key.clone());
                        segments.open_unsent(&key);
                    }
                    Err(error) => messages.failed(format!("{error} {}", error.advice())),
                }
            });
        };
        messages.done_with(words, "Undo", put_back);
    }

    /// The edits of this segment that stand in other tabs, or that this form does not show.
    pub fn other_edits(self) -> Vec<KnownEdit> {
        let Some(item) = self.item() else {
            return Vec::new();
        };
        let scope = self.segments.workspace.scope();
        let mut others = self.device.edits_of(&scope, Kind::Segment, &item);
        others.retain(|edit| edit.holder != Holder::OpenHere);
        others
    }

    /// The segment's id; of a new one, its name on this device. `None` where the form is gone.
    fn item(self) -> Option<String> {
        let id = self
            .draft
            .try_with(|draft| draft.base.as_deref().map(|base| base.id.clone()))?;
        id.or_else(|| self.journal.name())
    }
}

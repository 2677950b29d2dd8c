//! Back to an older version: it fills the form, and nothing is sent.

use contract::opencx::Training;
use domain::journal::Edited;
use leptos::{prelude::*, task::spawn_local};

use super::Form;
use crate::pages::older::draft_of;

impl Form {
    /// Fills the form with an older version. What was typed before stays among the unsent edits.
    /// `done` is called when the form shows it.
    pub fn fill(self, older: Training, done: impl FnOnce() + 'static) {
        self.set_aside_and(move |kept| {
            let Some(base) = self
                .edited
                .try_with_untracked(|draft| draft.base.as_deref().cloned())
            else {
                return;
            };
            let draft = draft_of(self.workspace, &older, base.as_ref());
            let etag = self.etag_untracked();
            self.put(draft, etag);
            self.touched.set(Vec::new());
            self.attempt.set(0);
            self.failure.set(None);
            self.messages.done(format!(
                "The form shows the older version. Nothing was sent{}.",
                aside_words(kept)
            ));
            done();
        });
    }

    /// Sets what is typed aside, among the unsent edits, before something else takes its place.
    /// `act` is told whether there was anything, and not called where it cannot be kept.
    pub(super) fn set_aside_and(self, act: impl FnOnce(bool) + 'static) {
        let typed = self
            .is_dirty_untracked()
            .then(|| Edited::Scenario(self.draft.get_untracked()));
        let Some((key, text)) = typed.map(|typed| self.journal.aside(typed)) else {
            return act(false);
        };
        let (device, messages) = (self.device, self.messages);
        spawn_local(async move {
            match device.put_back(&key, text).await {
                Ok(()) => act(true),
                Err(error) => messages.failed(format!(
                    "The form is as it was, because what you have typed could not be set aside. {error}"
                )),
            }
        });
    }

    fn is_dirty_untracked(self) -> bool {
        !self.changes.with_untracked(Vec::is_empty)
    }
}

/// Where what was typed is, behind a sentence.
pub(super) const fn aside_words(kept: bool) -> &'static str {
    if kept {
        "; what you had typed is among the unsent edits"
    } else {
        ""
    }
}

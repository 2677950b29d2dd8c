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
        let typed = self
            .is_dirty_untracked()
            .then(|| Edited::Scenario(self.draft.get_untracked()));
        let (device, messages) = (self.device, self.messages);
        let aside = typed.map(|typed| self.journal.aside(typed));
        let kept = aside.is_some();
        spawn_local(async move {
            if let Some((key, text)) = aside
                && let Err(error) = device.put_back(&key, text).await
            {
                messages.failed(format!(
                    "The form is as it was, because what you have typed could not be set aside. {error}"
                ));
                return;
            }
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
            messages.done(if kept {
                "The form shows the older version. Nothing was sent; what you had typed is among the unsent edits."
            } else {
                "The form shows the older version. Nothing was sent."
            });
            done();
        });
    }

    fn is_dirty_untracked(self) -> bool {
        !self.changes.with_untracked(Vec::is_empty)
    }
}

//! What the buttons of the form do.

use contract::FieldErrors;
use domain::{SegmentDraft, outbox::SegmentWrite};
use leptos::prelude::*;

use super::{Doing, Form, HEADING_ID};
use crate::{
    api::ApiError,
    web::{focus, ids},
};

impl Form {
    /// Shows this, and forgets what was said of the form before.
    pub(super) fn show(self, draft: SegmentDraft) {
        self.draft.set(draft);
        self.refused.set(FieldErrors::default());
        self.touched.set(Vec::new());
        self.attempt.set(0);
        self.failure.set(None);
        self.theirs.set(None);
    }

    /// Sends what is typed. Where it cannot be, every problem is shown, and the summary takes the
    /// focus.
    pub fn save(self) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        let draft = self.draft.get_untracked();
        if !draft.is_new() && draft.changes().is_empty() {
            self.messages
                .say("There is nothing to save: the service has this segment.");
            return;
        }
        if draft.to_input().is_err() {
            self.attempt.update(|attempt| *attempt += 1);
            return;
        }
        let write = self.segments.workspace.segments().with_untracked(|known| {
            let known = known.ready().map(Vec::as_slice).unwrap_or_default();
            SegmentWrite::put(draft, known)
        });
        self.enqueue(Doing::Save, write);
    }

    /// Deletes the segment.
    pub fn delete(self) {
        if let Some(base) = self.base_untracked() {
            let base = Box::new(base);
            self.enqueue(Doing::Delete, SegmentWrite::Delete { base });
        }
    }

    /// Gives up what was typed since the last save.
    pub fn revert(self) {
        match self.draft.with_untracked(|draft| draft.base.clone()) {
            Some(base) => {
                self.show(SegmentDraft::of(&base));
                self.messages.say("The edits were given up.");
                focus::focus_id(HEADING_ID);
            }
            None => {
                self.journal.note(None);
                self.leaving.release();
                self.segments.close();
            }
        }
    }

    /// Puts the person's edits on top of what the service has now.
    pub fn keep_mine(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.draft.update(|draft| *draft = draft.rebase(&theirs));
            self.theirs.set(None);
            self.messages
                .say("Your edits stand on the newer segment now. Nothing was sent yet.");
        }
    }

    /// Gives up the person's edits for what the service has now.
    pub fn take_theirs(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            // What was said of the conflict holds no longer.
            self.messages.say("");
            self.give_up_for("This is the newer segment.", move || {
                self.show(SegmentDraft::of(&theirs));
            });
        }
    }

    pub(super) async fn did_not_work(self, doing: Doing, mut error: ApiError) {
        if error == ApiError::Changed
            && let Some(base) = self.base_untracked()
        {
            match self.segments.workspace.read_segment(&base.id).await {
                // Without edits there is nothing to decide: the newer one is shown.
                Ok(newer) if self.changes.try_with_untracked(Vec::is_empty) == Some(true) => {
                    self.show(SegmentDraft::of(&newer));
                }
                // The form has come to the newer one while the write of an older one waited.
                Ok(newer) if newer == base => {
                    self.messages.failed(
                        "An earlier save was not taken: somebody else was faster. What is in the \
                         form stands on the newer segment. Save it again to send it.",
                    );
                    return;
                }
                Ok(newer) => {
                    self.theirs.try_set(Some(newer));
                    self.messages.say(
                        "Somebody changed this segment since you opened it. Nothing was sent.",
                    );
                    return;
                }
                Err(why) => error = why,
            }
        }
        self.messages.say(error.to_string());
        if let ApiError::Invalid(errors) = &error {
            self.refused.try_set(errors.clone());
            self.attempt.try_update(|attempt| *attempt += 1);
        }
        if doing == Doing::Save && matches!(error, ApiError::Conflict { .. }) {
            // The name of this create stands for another text at the service.
            self.create_key.try_set_value(ids::random());
        }
        self.failure.try_set(Some((doing, error)));
    }
}

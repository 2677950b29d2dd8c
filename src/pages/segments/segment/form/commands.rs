//! What the buttons of the form do.

use std::future::Future;

use contract::FieldErrors;
use domain::SegmentDraft;
use leptos::{prelude::*, task::spawn_local};

use super::{Doing, Form, HEADING_ID};
use crate::{
    api::ApiError,
    pages::segments::{list_pane::LIST_ID, listing::Left},
    web::{
        clock,
        focus::{self, Place},
    },
};

impl Form {
    /// Shows this, and forgets what was said of the form before.
    fn show(self, draft: SegmentDraft) {
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
        let input = match draft.to_input() {
            Ok(input) => input,
            Err(_) => {
                self.attempt.update(|attempt| *attempt += 1);
                return;
            }
        };
        let workspace = self.segments.workspace;
        let base = self.base_untracked();
        let is_new = base.is_none();
        let key = self.create_key.get_value();
        let command = async move {
            match base {
                Some(base) => workspace.update_segment(&base, &input).await,
                None => workspace.create_segment(&input, &key).await,
            }
        };
        self.run(Doing::Save, command, move |segment| {
            let words = if is_new { "Created" } else { "Saved" };
            self.messages.say(format!("{words} “{}”.", segment.name));
            let saved = self
                .draft
                .with_untracked(|typed| typed.saved(&draft, &segment));
            self.recovered.set(None);
            self.show(saved);
            self.sent.set(Some(clock::wall_time()));
            if is_new {
                self.leaving.release();
                let left = Left {
                    draft: self.draft.get_untracked(),
                    sent: self.sent.get_untracked(),
                    kept: self.journal.stored(),
                    place: Place::here(),
                };
                self.segments.became(&segment.id, left);
            }
        });
    }

    /// Deletes the segment.
    pub fn delete(self) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let name = base.name.clone();
        let workspace = self.segments.workspace;
        let command = async move { workspace.delete_segment(&base).await };
        self.run(Doing::Delete, command, move |()| {
            self.leaving.release();
            self.segments.close();
            // Its row is gone as well.
            focus::focus_id(LIST_ID);
            self.messages.done(format!("Deleted the segment “{name}”."));
        });
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

    /// Runs a command and shows how it ended. The form may be gone by then.
    fn run<T: 'static>(
        self,
        doing: Doing,
        command: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.failure.set(None);
        self.busy.set(Some(doing));
        spawn_local(async move {
            let result = command.await;
            let is_gone = self.busy.try_set(None).is_some();
            match result {
                Ok(_) if is_gone => {}
                Err(error) if is_gone => self.messages.say(error.to_string()),
                Ok(value) => done(value),
                Err(error) => self.did_not_work(doing, error).await,
            }
        });
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
            self.show(SegmentDraft::of(&theirs));
            self.messages.say("This is the newer segment.");
        }
    }

    async fn did_not_work(self, doing: Doing, mut error: ApiError) {
        if error == ApiError::Changed
            && let Some(base) = self.base_untracked()
        {
            match self.segments.workspace.read_segment(&base.id).await {
                // Without edits there is nothing to decide: the newer one is shown.
                Ok(newer) if self.changes.try_with_untracked(Vec::is_empty) == Some(true) => {
                    self.show(SegmentDraft::of(&newer));
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
        self.failure.try_set(Some((doing, error)));
    }
}

//! What the buttons do.

use std::future::Future;

use contract::opencx::TrainingInput;
use domain::{ChangedField, Draft, Intent, Merge, Publication, Warning};
use leptos::{prelude::*, task::spawn_local};

use super::{Asked, Busy, Form, Merging};
use crate::{
    api::{ApiError, Reading, opencx::Tagged},
    pages::scenarios::listing::Left,
    web::{clock, focus::Place},
};

impl Form {
    /// Saves the draft, after asking where the audience widens or the scenario goes offline.
    pub fn save(self) {
        if !self.may_send() {
            return;
        }
        let asks: Vec<Warning> = untrack(move || self.warnings())
            .into_iter()
            .filter(Warning::asks)
            .collect();
        if asks.is_empty() {
            self.send(Intent::SaveDraft);
        } else {
            self.asked.set(Some(Asked::Save(asks)));
        }
    }

    /// Shows what publishing changes; nothing is sent before the person has seen it.
    pub fn review(self) {
        if self.may_send() {
            self.asked.set(Some(Asked::Publish));
        }
    }

    /// Whether the form can be sent. Where not, every problem is shown, and the summary takes the
    /// focus.
    fn may_send(self) -> bool {
        if self.busy.get_untracked().is_some() {
            return false;
        }
        self.attempt.update(|attempt| *attempt += 1);
        let ok = self
            .problems
            .with_untracked(contract::FieldErrors::is_empty);
        if ok {
            self.attempt.set(0);
        }
        ok
    }

    /// Sends the draft.
    pub fn send(self, intent: Intent) {
        let draft = self.draft.get_untracked();
        let input = match draft.to_input(intent) {
            Ok(input) => input,
            Err(errors) => {
                self.refused.set(errors);
                self.attempt.update(|attempt| *attempt += 1);
                return;
            }
        };
        let busy = if intent == Intent::Publish {
            Busy::Publishing
        } else {
            Busy::Saving
        };
        let sent = draft.clone();
        self.run(
            busy,
            async move { self.write(draft, input).await },
            move |form, fresh| {
                let words = words_after(intent, &fresh);
                let id = fresh.training.id.clone();
                form.took(&sent, fresh);
                form.say_sent(&words);
                if sent.is_new() {
                    form.leaving.release();
                    let left = Left {
                        draft: form.draft.get_untracked(),
                        etag: form.etag_untracked(),
                        sent: form.sent.get_untracked(),
                        kept: form.journal.stored(),
                        place: Place::here(),
                    };
                    form.listing.became(&id, left);
                }
            },
        );
    }

    async fn write(self, draft: Draft, input: TrainingInput) -> Result<Tagged, ApiError> {
        let workspace = self.workspace;
        match draft.base.as_deref() {
            None => workspace.create(&input, &self.create_key.get_value()).await,
            Some(base) => {
                let etag = self.etag_untracked();
                workspace.update(base, &input, etag.as_deref()).await
            }
        }
    }

    /// Takes the scenario offline.
    pub fn unpublish(self) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let etag = self.etag_untracked();
        let workspace = self.workspace;
        self.run(
            Busy::Working,
            async move { workspace.set_draft(&base, true, etag.as_deref()).await },
            |form, fresh| {
                form.show(fresh);
                form.say_sent("Taken offline. The AI no longer uses it.");
            },
        );
    }

    /// Goes back from the pending draft to the live text.
    pub fn discard(self) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let mut draft = Draft::of(&base);
        draft.title.clone_from(&base.title);
        draft.content.clone_from(&base.content);
        let input = match draft.to_input(Intent::KeepState) {
            Ok(input) => input,
            Err(errors) => {
                self.refused.set(errors);
                return;
            }
        };
        let etag = self.etag_untracked();
        let workspace = self.workspace;
        self.run(
            Busy::Working,
            async move { workspace.update(&base, &input, etag.as_deref()).await },
            |form, fresh| {
                form.show(fresh);
                form.say_sent("Discarded the draft. The live text is as it was.");
            },
        );
    }

    /// Gives up what was typed since the last save.
    pub fn revert(self) {
        if let Some(training) = self.base_untracked() {
            let etag = self.etag_untracked();
            self.show(Tagged { training, etag });
            self.messages.say("The edits were given up.");
        } else {
            self.journal.note(None);
            self.leaving.release();
            self.listing.close();
        }
    }

    /// Deletes the scenario.
    pub fn delete(self) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let etag = self.etag_untracked();
        let workspace = self.workspace;
        self.busy.set(Some(Busy::Working));
        spawn_local(async move {
            let result = workspace.delete(&base, etag.as_deref()).await;
            self.busy.try_set(None);
            match result {
                Ok(()) => {
                    self.leaving.release();
                    self.listing.close();
                    self.messages
                        .done(format!("Deleted “{}”.", base.working_title()));
                }
                Err(error) => self.did_not_work(error).await,
            }
        });
    }

    /// Fills the draft with a version's text.
    pub fn restore(self, version: u64) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let etag = self.etag_untracked();
        let workspace = self.workspace;
        self.run(
            Busy::Working,
            async move { workspace.restore(&base.id, version, etag.as_deref()).await },
            move |form, fresh| {
                form.show(fresh);
                form.say_sent(&format!(
                    "Version {version} is the draft now. Nothing is live before you publish it."
                ));
                form.listing.show_tab(super::super::super::Tab::Edit);
            },
        );
    }

    /// Moves the scenario at once, without touching the text.
    pub fn move_here(self) {
        if let Some(base) = self.base_untracked() {
            self.listing
                .moving
                .set(Some(super::super::super::Cut::Scenarios(vec![base.id])));
        }
    }

    /// Opens a copy as a new scenario.
    pub fn duplicate(self) {
        self.listing.duplicate(&self.draft.get_untracked());
    }

    /// Puts the person's edits on top of what the service has now.
    pub fn keep_mine(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            let rebased = self.draft.with_untracked(|d| d.rebase(&theirs.training));
            self.stand_on(theirs, rebased);
            self.messages
                .say("Your edits stand on the newer text now. Nothing was sent yet.");
        }
    }

    /// Puts the person's edits and somebody else's together. What both changed is asked first.
    pub fn begin_merge(self) {
        let Some(theirs) = self.theirs.get_untracked() else {
            return;
        };
        let merge = self
            .draft
            .with_untracked(|draft| Merge::of(draft, &theirs.training));
        let merging = Merging { merge, theirs };
        if merging.merge.open() > 0 {
            self.merging.set(Some(merging));
        } else {
            self.take_merged(merging);
        }
    }

    /// Decides something of the merge.
    pub fn decide(self, decide: impl FnOnce(&mut Merge)) {
        self.merging.update(|merging| {
            if let Some(merging) = merging {
                decide(&mut merging.merge);
            }
        });
    }

    /// Takes the merge over, once everything is decided.
    pub fn end_merge(self) {
        if let Some(merging) = self.merging.get_untracked() {
            self.take_merged(merging);
        }
    }

    fn take_merged(self, merging: Merging) {
        if let Some(merged) = merging.merge.draft() {
            self.stand_on(merging.theirs, merged);
            self.messages
                .say("Your edits and theirs are put together. Nothing was sent yet.");
        }
    }

    fn stand_on(self, theirs: Tagged, draft: Draft) {
        self.put(draft, theirs.etag);
        self.theirs.set(None);
        self.merging.set(None);
        self.failure.set(None);
    }

    /// Gives up the person's edits for what the service has now.
    pub fn take_theirs(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.show(theirs);
            self.messages.say("This is the newer text.");
        }
    }

    /// Runs a command and shows how it ended. The form may be gone by then.
    fn run(
        self,
        busy: Busy,
        command: impl Future<Output = Result<Tagged, ApiError>> + 'static,
        done: impl FnOnce(Self, Tagged) + 'static,
    ) {
        self.failure.set(None);
        self.busy.set(Some(busy));
        spawn_local(async move {
            let result = command.await;
            let is_gone = self.busy.try_set(None).is_some();
            match result {
                Ok(_) if is_gone => {}
                Err(error) if is_gone => self.messages.say(error.to_string()),
                Ok(fresh) => done(self, fresh),
                Err(error) => self.did_not_work(error).await,
            }
        });
    }

    async fn did_not_work(self, error: ApiError) {
        if let ApiError::Changed = error
            && let Some(base) = self.base_untracked()
        {
            match self.workspace.read(&base.id, None::<&Reading>).await {
                Ok(fresh) => {
                    self.theirs.try_set(Some(fresh));
                    self.messages.say(
                        "Somebody changed this scenario since you opened it. Nothing was sent.",
                    );
                    return;
                }
                Err(why) => {
                    self.failure.try_set(Some(why));
                    return;
                }
            }
        }
        if let ApiError::Invalid(errors) = &error {
            self.refused.try_set(errors.clone());
            self.attempt.try_update(|attempt| *attempt += 1);
        }
        self.messages.say(error.to_string());
        self.failure.try_set(Some(error));
    }

    fn say_sent(self, words: &str) {
        self.sent.try_set(Some(clock::wall_time()));
        self.messages.say(words);
    }
}

fn words_after(intent: Intent, fresh: &Tagged) -> String {
    let publication = Publication::of(&fresh.training);
    match (intent, publication) {
        (Intent::Publish, Publication::Published) => match fresh.training.current_version {
            Some(version) => format!("Published version {version}."),
            None => "Published.".to_owned(),
        },
        (Intent::Publish, _) => "Sent, but the service keeps it as a draft.".to_owned(),
        (_, Publication::Changed) => {
            "Saved as a draft. The live text stays until you publish.".to_owned()
        }
        (_, Publication::Published) => "Saved. It is live.".to_owned(),
        (_, Publication::Draft) => "Saved as a draft.".to_owned(),
    }
}

/// The field of a problem, as a link target.
#[must_use]
pub fn field_id(field: &str) -> Option<String> {
    let name = field.split(['[', '.']).next().unwrap_or(field);
    ChangedField::ALL
        .into_iter()
        .find(|known| known.name() == name)
        .map(|known| format!("field-{}", known.name()))
}

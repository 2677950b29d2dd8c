//! What the buttons do.

use contract::opencx::Version;
use domain::{
    Action, ChangedField, Draft, Intent, Merge, Publication, Warning, outbox::Write, seen,
};
use leptos::prelude::*;

use super::{Asked, Busy, Form, Merging, older::aside_words, sending::Then};
use crate::{
    api::{ApiError, Reading, opencx::Tagged},
    web::{clock, ids},
};

impl Form {
    /// Saves the draft, after asking where the audience widens or the scenario goes offline.
    pub fn save(self) {
        if !self.may_send() {
            return;
        }
        let asks: Vec<Warning> = untrack(move || self.warnings.get())
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
        if let Err(errors) = draft.to_input(intent) {
            self.refused.set(errors);
            self.attempt.update(|attempt| *attempt += 1);
            return;
        }
        let busy = if intent == Intent::Publish {
            Busy::Publishing
        } else {
            Busy::Saving
        };
        self.enqueue(busy, Write::Put { draft, intent }, Then::Goes);
    }

    /// Takes the scenario offline.
    pub fn unpublish(self) {
        if let Some(base) = self.base_untracked() {
            let write = Write::SetDraft {
                base: Box::new(base),
                is_draft: true,
            };
            let words = "Taken offline. The AI no longer uses it.".to_owned();
            self.enqueue(Busy::Working, write, Then::Offers(words));
        }
    }

    /// Goes back from the pending draft to the live text.
    pub fn discard(self) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let draft = Draft {
            title: base.title.clone(),
            content: base.content.clone(),
            ..Draft::of(&base)
        };
        let intent = Intent::KeepState;
        self.set_aside_and(move |kept| {
            let words = format!(
                "Discarded the draft. The live text is as it was{}.",
                aside_words(kept)
            );
            self.replace(Write::Put { draft, intent }, words, false);
        });
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

    /// Deletes the scenario, after asking where it could not be created again.
    pub fn begin_delete(self) {
        if untrack(|| self.why_not(Action::Create)).is_some() {
            self.asked.set(Some(Asked::Delete));
        } else {
            self.delete();
        }
    }

    /// Deletes the scenario.
    pub fn delete(self) {
        if let Some(base) = self.base_untracked() {
            let words = format!(
                "Deleted “{}”. Undo creates it again, with a new id and without its versions.",
                base.working_title()
            );
            let write = Write::Delete {
                base: Box::new(base),
            };
            self.enqueue(Busy::Working, write, Then::Offers(words));
        }
    }

    /// Fills the draft with a version's text.
    pub fn restore(self, version: &Version) {
        let Some(base) = self.base_untracked() else {
            return;
        };
        let draft = Draft {
            title: version.title.clone(),
            content: version.content.clone(),
            ..Draft::of(&base)
        };
        let intent = Intent::SaveDraft;
        let version = version.version;
        self.set_aside_and(move |kept| {
            let words = format!(
                "Version {version} is the draft now. Nothing is live before you publish it{}.",
                aside_words(kept)
            );
            self.replace(Write::Put { draft, intent }, words, true);
        });
    }

    /// Sends a text in place of what stands in the form.
    fn replace(self, write: Write, words: String, shows_text: bool) {
        let over = Box::new(self.draft.get_untracked());
        let then = Then::Replaces {
            words,
            over,
            shows_text,
        };
        self.enqueue(Busy::Working, write, then);
    }

    /// Moves the scenario at once, without touching the text.
    pub fn move_here(self) {
        if let Some(base) = self.base_untracked() {
            self.listing
                .moving
                .set(Some(super::super::super::Cut::Scenarios(vec![base.id])));
        }
    }

    /// Asks where a copy of what the service has is to go.
    pub fn begin_copy(self) {
        if let Some(base) = self.base_untracked() {
            self.listing.begin_copy(&[base.id]);
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
        let mut merge = self
            .draft
            .with_untracked(|draft| Merge::of(draft, &theirs.training));
        self.written
            .with_untracked(|written| merge.write_again(written));
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
        let written = self
            .merging
            .with_untracked(|merging| merging.as_ref().map(|merging| merging.merge.written()));
        if let Some(written) = written {
            self.written.set(written);
        }
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
            // What was said of the conflict holds no longer.
            self.messages.say("");
            self.give_up_for("This is the newer text.", move || self.show(theirs));
        }
    }

    pub(super) async fn did_not_work(self, error: ApiError) {
        if let ApiError::Changed = error
            && let Some(base) = self.base_untracked()
        {
            match self.workspace.read(&base.id, None::<&Reading>).await {
                // The form has come to the newer text while the write of an older one waited.
                Ok(fresh) if seen::is_unchanged(&base, &fresh.training) => {
                    self.etag.try_set(fresh.etag);
                    self.stands_already();
                    return;
                }
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
        if matches!(error, ApiError::Conflict { .. }) && self.base_untracked().is_none() {
            // The name of this create stands for another text at the service.
            self.create_key.try_set_value(ids::random());
        }
        self.messages.say(error.to_string());
        self.failure.try_set(Some(error));
    }

    fn stands_already(self) {
        if self.changes.try_with_untracked(Vec::is_empty) == Some(false) {
            self.messages.failed(
                "An earlier save was not taken: somebody else was faster. What is in the form stands \
                 on the newer text. Save it again to send it.",
            );
        }
    }

    pub(super) fn say_sent(self, words: &str) {
        self.sent.try_set(Some(clock::wall_time()));
        self.messages.say(words);
    }
}

pub(super) fn words_after(intent: Intent, fresh: &Tagged) -> String {
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

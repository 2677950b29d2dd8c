//! What the form of a voice agent's training edits: a value with its base.

use contract::{
    FieldErrors,
    talkover::{Training, TrainingInput, TrainingStatus},
};
use serde::{Deserialize, Serialize};

use super::stored;

mod field;

pub use field::TrainingField;

/// The value of a training's form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingDraft {
    /// The key by which the service finds the training again. It is always sent and shown
    /// (decision 28).
    #[serde(default)]
    pub node_id: String,
    /// Subject or title, as typed.
    #[serde(default)]
    pub subject: String,
    /// What the agent learns, as typed.
    #[serde(default)]
    pub instructions: String,
    /// Whether the agent is to use it.
    #[serde(default = "stored::status::active", with = "stored::status")]
    pub status: TrainingStatus,
    /// The training as the service showed it when the form was opened; `None` for a new one.
    #[serde(default, with = "stored::optional_row")]
    pub base: Option<Box<Training>>,
}

impl TrainingDraft {
    /// A new training, active as the service's own default is.
    #[must_use]
    pub const fn new(node_id: String) -> Self {
        Self {
            node_id,
            subject: String::new(),
            instructions: String::new(),
            status: TrainingStatus::Active,
            base: None,
        }
    }

    /// The form of a training. Where the service does not show by which key it knows the training,
    /// the edit makes a new one under `spare`, which is not in use yet.
    #[must_use]
    pub fn of(training: &Training, spare: String) -> Self {
        Self {
            node_id: training.node_id.clone().unwrap_or(spare),
            subject: training.subject.clone(),
            instructions: training.instructions.clone(),
            status: training.current_status.clone(),
            base: Some(Box::new(training.clone())),
        }
    }

    /// Whether the service does not have its training yet.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// Whether the service does not show the key of its training: it cannot be written again, so
    /// the edit makes a new one and then deletes the old one (decision 28).
    #[must_use]
    pub fn has_unknown_node(&self) -> bool {
        self.base.as_deref().is_some_and(|b| b.node_id.is_none())
    }

    /// What to say before such an edit.
    #[must_use]
    pub fn warning(&self) -> Option<&'static str> {
        self.has_unknown_node().then_some(
            "The service does not show by which key it knows this training. Saving therefore \
             creates it anew, with another id, and then deletes the old one. If something fails in \
             between, both are there until you decide.",
        )
    }

    /// The fields that differ from the base; for a new training, from an empty form. White space
    /// around the subject makes no difference.
    #[must_use]
    pub fn changes(&self) -> Vec<TrainingField> {
        let base = match self.base.as_deref() {
            Some(base) => Self::of(base, String::new()),
            None => Self::new(String::new()),
        };
        TrainingField::ALL
            .into_iter()
            .filter(|field| match field {
                TrainingField::Subject => self.subject.trim() != base.subject.trim(),
                TrainingField::Instructions => self.instructions != base.instructions,
                TrainingField::Status => self.status != base.status,
            })
            .collect()
    }

    /// Whether there are edits that a save would send.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        !self.changes().is_empty()
    }

    /// Everything that keeps it from being sent, under the names of the body's fields.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.input().problems()
    }

    /// The body of the write.
    ///
    /// # Errors
    ///
    /// [`TrainingDraft::problems`], where there are any.
    pub fn to_input(&self) -> Result<TrainingInput, FieldErrors> {
        let input = self.input();
        input.problems().or(input)
    }

    /// The same edits on a newer reading of the training: what was edited stays, everything else
    /// takes the newer value.
    #[must_use]
    pub fn rebase(&self, newer: &Training) -> Self {
        let mut rebased = Self::of(newer, self.node_id.clone());
        for field in self.changes() {
            rebased.take(field, self);
        }
        rebased
    }

    /// Lets what is typed stand on another state of the training: one that this device has made,
    /// or that the person has seen.
    pub fn stand_on(&mut self, now: &Training) {
        if let Some(node_id) = &now.node_id {
            self.node_id.clone_from(node_id);
        }
        self.base = Some(Box::new(now.clone()));
    }

    /// The same text as a new training under the same key, for one that somebody has deleted.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self {
            base: None,
            ..self.clone()
        }
    }

    /// The same form under another key, which is not in use yet.
    #[must_use]
    pub fn under(&self, node_id: String) -> Self {
        Self {
            node_id,
            ..self.clone()
        }
    }

    /// The form after `sent` was accepted: what the service returned, under what was typed
    /// meanwhile.
    #[must_use]
    pub fn saved(&self, sent: &Self, returned: &Training) -> Self {
        let mut typed = self.clone();
        typed.base = Some(Box::new(Training {
            subject: sent.subject.clone(),
            instructions: sent.instructions.clone(),
            current_status: sent.status.clone(),
            ..returned.clone()
        }));
        typed.rebase(returned)
    }

    /// Whether the service shows what this form is to leave. White space around the texts does
    /// not count: Talkover takes it off.
    #[must_use]
    pub fn is_shown_by(&self, now: &Training) -> bool {
        let mine = (self.subject.trim(), self.instructions.trim(), &self.status);
        mine == content(now)
    }

    /// Takes a field over from another form.
    pub(super) fn take(&mut self, field: TrainingField, from: &Self) {
        match field {
            TrainingField::Subject => self.subject.clone_from(&from.subject),
            TrainingField::Instructions => self.instructions.clone_from(&from.instructions),
            TrainingField::Status => self.status.clone_from(&from.status),
        }
    }

    /// The status is always said: without one an update would make an inactive training active.
    fn input(&self) -> TrainingInput {
        TrainingInput {
            node_id: Some(self.node_id.clone()),
            subject: self.subject.trim().to_owned(),
            instructions: self.instructions.clone(),
            current_status: Some(self.status.clone()),
        }
    }
}

/// Whether two readings of a training are the same to a person. Ids and times do not count, nor
/// does white space around the texts.
#[must_use]
pub fn same_content(one: &Training, other: &Training) -> bool {
    content(one) == content(other)
}

fn content(training: &Training) -> (&str, &str, &TrainingStatus) {
    let (subject, instructions) = (training.subject.trim(), training.instructions.trim());
    (subject, instructions, &training.current_status)
}

#[cfg(test)]
mod tests;

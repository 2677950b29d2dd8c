//! A form that the service has refused: what it said stands at the fields until they are changed.

use contract::FieldErrors;
use serde::{Deserialize, Serialize};

use super::{
    Change, Run, TrainingDraft, TrainingField,
    batch::{Refusal, State, Step},
};
use crate::outbox::Target;

/// What was sent of a training, and why the service refuses it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// The form as it was sent.
    pub draft: TrainingDraft,
    /// What the service said.
    pub refusal: Refusal,
}

impl Refused {
    /// Of which training.
    #[must_use]
    pub fn target(&self) -> Target {
        Change::Put(self.draft.clone()).target()
    }

    /// What still holds at the fields of the form as it is now: of a field that was changed since,
    /// nobody knows what the service would say.
    #[must_use]
    pub fn problems(&self, now: &TrainingDraft) -> FieldErrors {
        let mut problems = FieldErrors::default();
        for field in TrainingField::ALL {
            if field.is_same(&self.draft, now) {
                for message in self.refusal.at(field.name()) {
                    problems.push(field.name(), message);
                }
            }
        }
        problems
    }

    /// What the service said about no field that the form lets a person change; gone with the
    /// first change of the form.
    #[must_use]
    pub fn elsewhere(&self, now: &TrainingDraft) -> Vec<String> {
        let is_changed = TrainingField::ALL
            .iter()
            .any(|field| !field.is_same(&self.draft, now));
        if is_changed {
            return Vec::new();
        }
        let refusal = &self.refusal;
        let said = refusal.at("node_id").into_iter().chain(refusal.elsewhere());
        let mut said: Vec<String> = said.map(str::to_owned).collect();
        if said.is_empty() && self.problems(now).is_empty() {
            said.push(refusal.message.clone());
        }
        said
    }
}

impl TrainingField {
    fn is_same(self, one: &TrainingDraft, other: &TrainingDraft) -> bool {
        match self {
            Self::Subject => one.subject == other.subject,
            Self::Instructions => one.instructions == other.instructions,
            Self::Status => one.status == other.status,
        }
    }
}

impl Run {
    /// The form whose refusal waits for a decision.
    #[must_use]
    pub fn refused(&self) -> Option<Refused> {
        let task = self.current()?;
        match (&task.step, &task.state) {
            (Step::Put(draft), State::Refused(refusal)) => Some(Refused {
                draft: draft.clone(),
                refusal: refusal.clone(),
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;

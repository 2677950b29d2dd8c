//! One change that waits.

use contract::{
    FieldErrors,
    talkover::{Training, TrainingStatus},
};
use serde::{Deserialize, Serialize};

use super::{super::stored, Step};
use crate::{
    outbox::Target,
    talkover::{TrainingDraft, TrainingField, same_content},
    words::list,
};

/// A change of one training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A form: a new training where it has no base, else an edit.
    Put(TrainingDraft),
    /// Deletes it; the training as it was.
    Delete(#[serde(with = "stored::row")] Box<Training>),
}

impl Change {
    /// The deletion of a training.
    #[must_use]
    pub fn delete(training: &Training) -> Self {
        Self::Delete(Box::new(training.clone()))
    }

    /// Of which training: one that the service has by its id, a new one by its `node_id`.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Put(draft) => match draft.base.as_deref() {
                Some(base) => Target::Known(base.id.clone()),
                None => Target::New(draft.node_id.clone()),
            },
            Self::Delete(training) => Target::Known(training.id.clone()),
        }
    }

    /// The training as it was; `None` of a new one.
    #[must_use]
    pub fn base(&self) -> Option<&Training> {
        match self {
            Self::Put(draft) => draft.base.as_deref(),
            Self::Delete(training) => Some(training),
        }
    }

    /// Its subject, as the person knows it.
    #[must_use]
    pub fn subject(&self) -> &str {
        match (self.base(), self) {
            (Some(base), _) => base.subject.trim(),
            (None, Self::Put(draft)) => draft.subject.trim(),
            (None, Self::Delete(_)) => "",
        }
    }

    /// What it does: `Change the subject and instructions of “Refunds”`.
    #[must_use]
    pub fn words(&self) -> String {
        let named = named(self.subject());
        let draft = match self {
            Self::Delete(_) => return format!("Delete {named}"),
            Self::Put(draft) if draft.is_new() => return format!("Create {named}"),
            Self::Put(draft) => draft,
        };
        match (draft.changes().as_slice(), &draft.status) {
            ([], _) => format!("Leave {named} as it is"),
            ([TrainingField::Status], TrainingStatus::Active) => format!("Activate {named}"),
            ([TrainingField::Status], TrainingStatus::Inactive) => format!("Deactivate {named}"),
            (fields, _) => {
                let labels = fields.iter().map(|field| field.label().to_lowercase());
                let labels: Vec<String> = labels.collect();
                format!("Change the {} of {named}", list(&labels))
            }
        }
    }

    /// What to say before it.
    #[must_use]
    pub fn warning(&self) -> Option<&'static str> {
        match self {
            Self::Put(draft) => draft.warning(),
            Self::Delete(_) => None,
        }
    }

    /// What keeps it from being sent.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        match self {
            Self::Put(draft) => draft.problems(),
            Self::Delete(_) => FieldErrors::default(),
        }
    }

    /// Whether the service would have something else afterwards.
    pub(super) fn changes_something(&self) -> bool {
        match self {
            Self::Put(draft) => draft.is_dirty(),
            Self::Delete(_) => true,
        }
    }

    /// Whether both are of one training: by its id, or by its key.
    pub(super) fn is_of_the_same(&self, other: &Self) -> bool {
        let same_key = self.key().is_some() && self.key() == other.key();
        same_key || self.target() == other.target()
    }

    /// The steps that make it, in their order. A row that cannot be written again is deleted only
    /// after the one that takes its place is there (decision 28).
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        match self {
            Self::Delete(training) => vec![Step::Delete(training.clone())],
            Self::Put(draft) => {
                let mut steps = vec![Step::Put(draft.clone())];
                if let Some(base) = draft.base.as_ref().filter(|_| draft.has_unknown_node()) {
                    steps.push(Step::DeleteOld(base.clone()));
                }
                steps
            }
        }
    }

    /// Goes on from a change of the same training that was made while this one was typed over it:
    /// it stands on what that has left. One that was typed over anything else stays what it is, and
    /// meets that as somebody else's. Whether it has gone on.
    pub fn follow(&mut self, made: &TrainingDraft, left: &Training) -> bool {
        let is_same_base = match (self.base(), made.base.as_deref()) {
            (None, None) => true,
            (Some(one), Some(other)) => one.id == other.id && same_content(one, other),
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !is_same_base || !self.is_of_the_same(&Self::Put(made.clone())) {
            return false;
        }
        match self {
            Self::Put(draft) => draft.base = Some(Box::new(left.clone())),
            Self::Delete(training) => left.clone_into(training),
        }
        true
    }

    fn key(&self) -> Option<&str> {
        match self {
            Self::Put(draft) => Some(&draft.node_id),
            Self::Delete(training) => training.node_id.as_deref(),
        }
    }
}

/// A subject in a sentence.
pub(in crate::talkover) fn named(subject: &str) -> String {
    if subject.is_empty() {
        "a training without a subject".to_owned()
    } else {
        format!("“{subject}”")
    }
}

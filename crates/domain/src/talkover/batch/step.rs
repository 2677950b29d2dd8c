//! The requests that make a batch.

use contract::{
    FieldErrors,
    talkover::{Training, TrainingInput},
};
use serde::{Deserialize, Serialize};

use super::{super::stored, Change, change::named};
use crate::talkover::TrainingDraft;

/// One request of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// Makes a training or writes it again, by its `node_id`.
    Put(TrainingDraft),
    /// Deletes the row in whose place the step before has put another; the row as it was.
    DeleteOld(#[serde(with = "stored::row")] Box<Training>),
    /// Deletes a training; as it was.
    Delete(#[serde(with = "stored::row")] Box<Training>),
    /// Publishes the agent.
    Publish,
}

/// What is to be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// `POST /agents/{agent_id}/trainings`
    Put(TrainingInput),
    /// `DELETE /agents/{agent_id}/trainings/{training_id}`
    Delete {
        /// The training's id.
        training_id: String,
    },
    /// `POST /agents/{agent_id}/publish`
    Publish,
}

impl Step {
    /// The row that it overwrites or deletes, as the person has seen it: what a fresh list must
    /// still show, and what `If-Match` is for where the service gives tags. `None` where it
    /// overwrites nothing.
    #[must_use]
    pub fn over(&self) -> Option<&Training> {
        match self {
            // What cannot be written again is not overwritten but replaced.
            Self::Put(draft) => draft.base.as_deref().filter(|b| b.node_id.is_some()),
            Self::DeleteOld(training) | Self::Delete(training) => Some(training),
            Self::Publish => None,
        }
    }

    /// What it does.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Put(draft) => Change::Put(draft.clone()).words(),
            Self::DeleteOld(old) => {
                format!("Delete the old row of {}", named(old.subject.trim()))
            }
            Self::Delete(training) => Change::Delete(training.clone()).words(),
            Self::Publish => "Publish the agent".to_owned(),
        }
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// What keeps it from being sent.
    pub fn request(&self) -> Result<Request, FieldErrors> {
        Ok(match self {
            Self::Put(draft) => Request::Put(draft.to_input()?),
            Self::DeleteOld(training) | Self::Delete(training) => Request::Delete {
                training_id: training.id.clone(),
            },
            Self::Publish => Request::Publish,
        })
    }
}

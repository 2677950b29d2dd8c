//! A step of a run, and how far it is.

use contract::talkover::{Setup, Training};
use serde::{Deserialize, Serialize};

use super::{super::stored, Conflict, Refusal, Step};

/// How far a step is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum State {
    /// Its turn comes, and then what the service has is read first.
    #[default]
    Waiting,
    /// What the service has is as expected: it may be sent.
    Checked,
    /// It is being sent.
    Sending,
    /// It may have been done, or not: a fresh reading decides.
    Unanswered {
        /// What happened, in words for the person.
        said: String,
        /// What the service said against it, which counts where the reading shows no reason.
        refusal: Option<Refusal>,
    },
    /// It is done, whoever did it.
    Done {
        /// The training that it has left.
        #[serde(default, with = "stored::optional_row")]
        left: Option<Box<Training>>,
    },
    /// It was refused. It stays until somebody decides.
    Refused(Refusal),
    /// Somebody else has been there. Nothing was sent.
    Conflict(Conflict),
    /// The agent cannot be published, because of these. None where the service does not say.
    NotReady(Vec<Setup>),
    /// Put aside: it goes back to the changes that wait.
    Skipped,
    /// Given up.
    Dropped,
}

/// A step of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// What is to be done.
    pub step: Step,
    /// How far it is.
    #[serde(default)]
    pub state: State,
    /// Number of the change that it belongs to, from 0; `None` of the publish.
    #[serde(default)]
    pub(super) change: Option<usize>,
    /// How often it was sent since the person decided about it.
    #[serde(default)]
    pub(super) attempts: u32,
    /// Whether it was ever sent.
    #[serde(default)]
    pub(in crate::talkover) sent: bool,
    /// Whether it may have been done although its answer was lost.
    #[serde(default)]
    pub(super) unsure: bool,
    /// Ids of the trainings that were there before it was sent.
    #[serde(default)]
    pub(super) known: Vec<String>,
}

impl Task {
    pub(super) const fn new(step: Step, change: Option<usize>) -> Self {
        Self {
            step,
            state: State::Waiting,
            change,
            attempts: 0,
            sent: false,
            unsure: false,
            known: Vec::new(),
        }
    }

    /// Whether it is done.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self.state, State::Done { .. })
    }

    /// Whether nothing more comes of it.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(
            self.state,
            State::Done { .. } | State::Skipped | State::Dropped
        )
    }

    /// Whether somebody must decide before the run goes on.
    #[must_use]
    pub const fn needs_decision(&self) -> bool {
        matches!(
            self.state,
            State::Refused(_) | State::Conflict(_) | State::NotReady(_)
        )
    }

    /// Whether the service may have done it, though nothing shows that it has.
    pub(super) fn may_be_done(&self) -> bool {
        !self.is_done() && (self.unsure || self.state == State::Sending)
    }

    /// Whether its answer is missing.
    pub(super) const fn is_open_ended(&self) -> bool {
        matches!(self.state, State::Sending | State::Unanswered { .. })
    }
}

//! Writes on their way to the service: what is sent when, and what becomes of it.
//!
//! The queue is a value. A tab sends what it is told to, hands back what happened, and stores what
//! has changed; everything that is decided is decided here.

use contract::opencx::Training;
use serde::{Deserialize, Serialize};

use crate::{Draft, Intent, Moment};

mod outcome;
mod proof;
mod queue;
mod stored;

pub use outcome::{Failure, Next, Outcome, after};
pub use proof::{CREATE_MARKER, is_done};
pub use queue::{Blocked, Queue};

/// Which scenario a write is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    /// One that the service has, by its id.
    Known(String),
    /// One that it does not have yet, by the name that this device gave it.
    New(String),
}

impl Target {
    /// The id, or the name on this device.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known(name) | Self::New(name) => name,
        }
    }
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A whole form: a create where it has no base, else an update.
    Put {
        /// The form.
        draft: Draft,
        /// What for.
        intent: Intent,
    },
    /// Takes it offline (`true`) or publishes the pending text (`false`).
    SetDraft {
        /// The scenario as it was.
        base: Box<Training>,
        /// Which of the two.
        is_draft: bool,
    },
    /// Moves it to a directory, or out of all of them.
    Move {
        /// The scenario as it was.
        base: Box<Training>,
        /// Where to.
        directory_id: Option<String>,
    },
    /// Deletes it.
    Delete {
        /// The scenario as it was.
        base: Box<Training>,
    },
}

impl Write {
    /// The scenario as it was before; `None` of a create.
    #[must_use]
    pub fn base(&self) -> Option<&Training> {
        match self {
            Self::Put { draft, .. } => draft.base.as_deref(),
            Self::SetDraft { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                Some(base)
            }
        }
    }

    /// Puts it on a newer state of its scenario, which this device has made itself.
    fn stand_on(&mut self, newer: &Training) {
        let newer = Box::new(newer.clone());
        match self {
            Self::Put { draft, .. } => draft.base = Some(newer),
            Self::SetDraft { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                *base = newer
            }
        }
    }

    /// What it does, in words: "Save", "Create and publish".
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Put { draft, intent } => match (draft.is_new(), intent) {
                (true, Intent::Publish) => "Create and publish",
                (true, Intent::SaveDraft | Intent::KeepState) => "Create",
                (false, Intent::Publish) => "Publish",
                (false, Intent::SaveDraft) => "Save the draft",
                (false, Intent::KeepState) => "Change",
            },
            Self::SetDraft { is_draft: true, .. } => "Take offline",
            Self::SetDraft {
                is_draft: false, ..
            } => "Publish",
            Self::Move { .. } => "Move",
            Self::Delete { .. } => "Delete",
        }
    }
}

/// Why a write waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// There was no answer.
    NoAnswer,
    /// The service asks to wait (429).
    TooMany,
    /// The service failed (5xx), or what it answered cannot be read.
    Service,
}

/// How far a write is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum State {
    /// It is to be sent.
    Ready,
    /// It is being sent.
    Sending,
    /// It is sent again later.
    Waiting {
        /// Since when, by the device's clock. Where that lies ahead, the clock was set back, and the
        /// wait is over: by how much it was set nobody knows.
        #[serde(default)]
        since: Moment,
        /// When, by the device's clock.
        until: Moment,
        /// Why not now.
        why: Reason,
    },
    /// The service refuses it. It stays until somebody decides.
    Failed(Failure),
}

/// A write on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "stored::Stored", into = "stored::Stored")]
pub struct Entry {
    /// Unique; also the `Idempotency-Key` of a create.
    pub id: String,
    /// The workspace, with the base URL of its service.
    pub scope: String,
    /// Which scenario.
    pub target: Target,
    /// Its title, for people.
    pub title: String,
    /// What is written.
    pub write: Write,
    /// The tag of the state that it was made for, where the service gave one.
    pub etag: Option<String>,
    /// When the person asked for it, by the device's clock.
    pub at: Moment,
    /// The tab that sends it.
    pub tab: String,
    /// How often it was sent.
    pub attempts: u32,
    /// Whether an earlier attempt may have been done although its answer was lost.
    pub unsure: bool,
    /// How far it is.
    pub state: State,
    /// What the last attempt ended with, in words for the person.
    pub said: Option<String>,
    /// Several writes that were asked for at once.
    pub group: Option<String>,
    /// The step of the undo history that it undoes or does again; what it does is then no step of
    /// its own.
    pub step: Option<String>,
}

impl Entry {
    /// A write that was just asked for.
    #[must_use]
    pub fn new(id: String, scope: String, target: Target, write: Write, at: Moment) -> Self {
        let title = match &write {
            Write::Put { draft, .. } => draft.title.trim().to_owned(),
            Write::SetDraft { base, .. } | Write::Move { base, .. } | Write::Delete { base } => {
                base.working_title().to_owned()
            }
        };
        Self {
            id,
            scope,
            target,
            title,
            write,
            etag: None,
            at,
            tab: String::new(),
            attempts: 0,
            unsure: false,
            state: State::Ready,
            said: None,
            group: None,
            step: None,
        }
    }

    /// Whether somebody must decide before it goes on.
    #[must_use]
    pub const fn is_failed(&self) -> bool {
        matches!(self.state, State::Failed(_))
    }

    /// Whether another text may still take the place of the one in it: none of it can have
    /// reached the service.
    #[must_use]
    pub const fn may_change(&self) -> bool {
        !self.unsure && !matches!(self.state, State::Sending)
    }
}

#[cfg(test)]
mod tests;

//! What becomes of a write after an attempt.

use serde::{Deserialize, Serialize};

use super::{Entry, Reason, State};
use crate::Moment;

/// Attempts after which an answer that cannot be read counts as a refusal.
const UNREADABLE_TRIES: u32 = 5;

/// The longest time, in milliseconds, by which those are spread who were told to wait the same time.
pub(crate) const SPREAD: i64 = 1_000;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The service took it.
    Done,
    /// There was no answer: it may be done, or not.
    NoAnswer {
        /// What happened, in words for the person.
        said: String,
    },
    /// The service failed: it may be done, or not.
    Service {
        /// What happened, in words for the person.
        said: String,
    },
    /// What must be asked before it is sent had no answer, or none that helps: nothing was sent.
    NotSent {
        /// What happened, in words for the person.
        said: String,
        /// Why it waits.
        why: Reason,
    },
    /// The service asks to wait; it has done nothing.
    TooMany {
        /// Milliseconds.
        wait: i64,
    },
    /// The service asks for another key; it has done nothing.
    NoKey,
    /// The answer to a write that was done cannot be read.
    Unreadable(Failure),
    /// The service refuses it, and has done nothing.
    Refused(Failure),
}

/// Why the service refuses a write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What happened, in words for the person.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// Whether somebody else has changed the scenario since.
    pub changed: bool,
    /// Whether the scenario is gone.
    pub gone: bool,
}

/// What is to be done with an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// It is done: take it out.
    TakeOut,
    /// Keep it like this.
    Keep(Box<Entry>),
}

/// What becomes of an entry that was sent. `backoff` is in milliseconds, for the attempts so far
/// ([`crate::pace::backoff`]).
#[must_use]
pub fn after(entry: &Entry, outcome: Outcome, now: Moment, backoff: i64) -> Next {
    let mut entry = entry.clone();
    let wait = |wait: i64, why| State::Waiting {
        since: now,
        until: now.plus(wait),
        why,
    };
    entry.state = match outcome {
        Outcome::Done => return Next::TakeOut,
        Outcome::NoAnswer { said } => {
            entry.said = Some(said);
            entry.unsure = true;
            wait(backoff, Reason::NoAnswer)
        }
        Outcome::Service { said } => {
            entry.said = Some(said);
            entry.unsure = true;
            wait(backoff, Reason::Service)
        }
        Outcome::NotSent { said, why } => {
            entry.said = Some(said);
            wait(backoff, why)
        }
        Outcome::Unreadable(failure) => {
            entry.unsure = true;
            entry.said = Some(failure.message.clone());
            if entry.attempts >= UNREADABLE_TRIES {
                State::Failed(failure)
            } else {
                wait(backoff, Reason::Service)
            }
        }
        // Not before the service allows it, and not all at the same moment.
        Outcome::TooMany { wait: asked } => {
            entry.said = None;
            entry.attempts = entry.attempts.saturating_sub(1);
            wait(asked.saturating_add(backoff.min(SPREAD)), Reason::TooMany)
        }
        // Due at once: whoever sends waits for a key.
        Outcome::NoKey => {
            entry.said = None;
            entry.attempts = entry.attempts.saturating_sub(1);
            wait(0, Reason::NoKey)
        }
        Outcome::Refused(failure) => State::Failed(failure),
    };
    Next::Keep(Box::new(entry))
}

//! A run that waits until the service is well again, and then goes on by itself, by the same times
//! as a write in the outbox.

use serde::{Deserialize, Serialize};

use super::Run;
use crate::{
    Moment,
    outbox::{self, Reason, SPREAD},
    pace,
};

/// A failure after which waiting helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Why it waits.
    pub why: Reason,
    /// What happened, in words for the person.
    pub said: String,
    /// Milliseconds for which the service has asked.
    pub asked: Option<i64>,
}

/// The wait of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Since when it waits.
    pub since: Moment,
    /// When it goes on.
    pub until: Moment,
    /// Why it waits.
    pub why: Reason,
    /// What happened, in words for the person.
    pub said: String,
}

impl Rest {
    /// The wait as one of the outbox, which is told in the same words and is over by the same clock.
    #[must_use]
    pub const fn waiting(&self) -> outbox::State {
        outbox::State::Waiting {
            since: self.since,
            until: self.until,
            why: self.why,
        }
    }
}

impl Run {
    /// Waits after a failure: as long as the service has asked for, or longer from failure to
    /// failure. `chance`, in `0..1`, spreads those who failed together.
    pub fn rest(&mut self, pause: Pause, now: Moment, chance: f64) {
        let backoff = i64::try_from(pace::backoff(self.rests, chance)).unwrap_or(i64::MAX);
        let wait = match pause.asked {
            // Not before the service allows it, and not all at the same moment.
            Some(asked) => asked.saturating_add(backoff.min(SPREAD)),
            None => {
                self.rests = self.rests.saturating_add(1);
                backoff
            }
        };
        self.rest = Some(Rest {
            since: now,
            until: now.plus(wait),
            why: pause.why,
            said: pause.said,
        });
    }

    /// What it waits for, while it does.
    #[must_use]
    pub const fn resting(&self) -> Option<&Rest> {
        self.rest.as_ref()
    }

    /// Goes on where the time has come. What was read before is old by then.
    pub fn wake(&mut self, now: Moment) {
        let is_over = |rest: &mut Rest| rest.waiting().waits_until(now) <= Some(now);
        if self.rest.take_if(is_over).is_some() {
            self.look_again();
        }
    }
}

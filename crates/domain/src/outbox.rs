//! Writes on their way to the service: what is sent when, and what becomes of it.
//!
//! The queue is a value. A tab sends what it is told to, hands back what happened, and stores what
//! has changed; everything that is decided is decided here.

use contract::opencx::Training;
use serde::{Deserialize, Serialize};

use crate::{Intent, Moment};

mod ahead;
mod directory;
mod moving;
mod once;
mod outcome;
mod proof;
mod queue;
mod segment;
mod stored;
mod write;

pub use ahead::Blocked;
pub use directory::{DirectoryWrite, Standing};
pub use moving::Moving;
pub use once::sender;
pub(crate) use outcome::SPREAD;
pub use outcome::{Failure, Next, Outcome, after};
pub use proof::{CREATE_MARKER, is_done};
pub use queue::Queue;
pub use segment::SegmentWrite;
pub use write::{About, Shown, Write};

/// Which scenario, segment or directory a write is about.
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

/// Why a write waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// There was no answer.
    NoAnswer,
    /// The service asks to wait (429).
    TooMany,
    /// The service failed (5xx), or what it answered cannot be read.
    Service,
    /// The service asks for another key (401), and nobody has given one yet.
    NoKey,
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

impl State {
    /// When a wait is over, by the device's clock; `now` at the latest where the clock was set
    /// back since. `None` of what does not wait for a time.
    #[must_use]
    pub fn waits_until(&self, now: Moment) -> Option<Moment> {
        match self {
            Self::Waiting { since, until, .. } => Some(if now < *since { now } else { *until }),
            Self::Ready | Self::Sending | Self::Failed(_) => None,
        }
    }
}

/// A write on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "stored::Stored", into = "stored::Stored")]
pub struct Entry {
    /// Unique; also the `Idempotency-Key` of a create.
    pub id: String,
    /// The workspace, with the base URL of its service.
    pub scope: String,
    /// Which scenario, segment or directory.
    pub target: Target,
    /// Its title or name, for people.
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
    /// Whether another text may have reached the service under its name: that was taken back, or was
    /// refused, after an answer was lost.
    pub renewed: bool,
    /// Whose key its first doubtful attempt had, as [`sender`] tells them apart.
    pub sender: Option<String>,
    /// How far it is.
    pub state: State,
    /// What the last attempt ended with, in words for the person.
    pub said: Option<String>,
    /// Several writes that were asked for at once.
    pub group: Option<String>,
    /// The step of the undo history that it undoes or does again; what it does is then no step of
    /// its own.
    pub step: Option<String>,
    /// The form that asked for it ([`EditKey::origin`](crate::journal::EditKey::origin)).
    pub origin: Option<String>,
    /// The forms that its text goes on from, its own among them.
    pub over: Vec<String>,
}

impl Entry {
    /// A write that was just asked for.
    #[must_use]
    pub fn new(id: String, scope: String, target: Target, write: Write, at: Moment) -> Self {
        let title = write.title().to_owned();
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
            renewed: false,
            sender: None,
            state: State::Ready,
            said: None,
            group: None,
            step: None,
            origin: None,
            over: Vec::new(),
        }
    }

    /// Whether its text goes on from that of an earlier write, so that it may be put over it. A form
    /// that was opened beside a waiting write does not know its text, and must not undo it.
    #[must_use]
    pub fn goes_on_from(&self, earlier: &Self) -> bool {
        let has_texts = self.write.has_text() && earlier.write.has_text();
        // An undo is looked over by itself before it is asked for, behind all that waits.
        !has_texts || self.step.is_some() || earlier.is_known_to(&self.over)
    }

    /// Whether it may take the place of one that waits: its text goes on from that, and does all that
    /// the other was asked for. What is to go live is not quietly kept as a draft.
    #[must_use]
    pub fn takes_place_of(&self, earlier: &Self) -> bool {
        let publishes = |entry: &Self| {
            matches!(
                entry.write,
                Write::Put {
                    intent: Intent::Publish,
                    ..
                }
            )
        };
        self.write.has_text()
            && earlier.write.has_text()
            && self.goes_on_from(earlier)
            && (publishes(self) || !publishes(earlier))
    }

    /// Whether its text is in what a form holds that goes on from the texts of the forms in
    /// `lineage`. To any other form it is as if somebody else had written.
    #[must_use]
    pub fn is_known_to(&self, lineage: &[String]) -> bool {
        match &self.origin {
            Some(origin) => lineage.contains(origin),
            // An undo is made of no form's text; an older build wrote no origins.
            None => self.step.is_none(),
        }
    }

    /// What kind of thing it is about.
    #[must_use]
    pub const fn about(&self) -> About {
        self.write.about()
    }

    /// Whether another write is of the same thing, as far as both are named alike.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.scope == other.scope && self.about() == other.about() && self.target == other.target
    }

    /// Puts it on what an earlier write of this device has left of the same thing.
    pub fn stand_on(&mut self, left: Shown<'_>, etag: Option<&str>) {
        self.target = Target::Known(left.id().to_owned());
        self.write.stand_on(left);
        self.etag = etag.map(str::to_owned);
    }

    /// Whether somebody must decide before it goes on.
    #[must_use]
    pub const fn is_failed(&self) -> bool {
        matches!(self.state, State::Failed(_))
    }

    /// The person asks for it again. Of a move that was refused they have read why: it starts from
    /// where the scenario is now.
    pub fn try_again(&mut self, now: Option<&Training>) {
        if let (State::Failed(_), Write::Move { base, .. }, Some(now)) =
            (&self.state, &mut self.write, now)
        {
            **base = now.clone();
        }
        self.state = State::Ready;
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

//! How writes end.

use contract::opencx::{Directory, Segment, Training};
use domain::outbox::{Entry, Shown};

use crate::api::{ApiError, opencx::Tagged};

/// What the service shows after a write.
#[derive(Clone, Debug)]
pub enum Left {
    /// The scenario.
    Scenario(Box<Tagged>),
    /// The segment.
    Segment(Box<Segment>),
    /// The directory.
    Directory(Box<Directory>),
    /// It was deleted.
    Nothing,
}

impl Left {
    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> Option<&Tagged> {
        match self {
            Self::Scenario(tagged) => Some(tagged),
            Self::Segment(_) | Self::Directory(_) | Self::Nothing => None,
        }
    }

    /// The segment.
    #[must_use]
    pub fn segment(&self) -> Option<&Segment> {
        match self {
            Self::Segment(segment) => Some(segment),
            Self::Scenario(_) | Self::Directory(_) | Self::Nothing => None,
        }
    }

    /// What there is now.
    pub(super) fn shown(&self) -> Option<Shown<'_>> {
        match self {
            Self::Scenario(tagged) => Some(Shown::Scenario(&tagged.training)),
            Self::Segment(segment) => Some(Shown::Segment(segment)),
            Self::Directory(directory) => Some(Shown::Directory(directory)),
            Self::Nothing => None,
        }
    }
}

/// How a write ended.
#[derive(Clone, Debug)]
pub enum Ending {
    /// The service has taken it.
    Done(Left),
    /// The service refuses it.
    Refused(ApiError),
}

/// A write that has ended.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The write, as it was sent.
    pub entry: Entry,
    /// How it ended.
    pub ending: Ending,
}

impl Settled {
    /// What it has left, and its tag where there is one. `None` of what was refused or deleted.
    pub(super) fn left(&self) -> Option<(Shown<'_>, Option<&str>)> {
        let Ending::Done(left) = &self.ending else {
            return None;
        };
        let etag = left.scenario().and_then(|tagged| tagged.etag.as_deref());
        Some((left.shown()?, etag))
    }
}

/// How the writes of a group ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupEnd {
    /// Taken by the service.
    pub done: usize,
    /// Refused; they stay in the queue.
    pub refused: usize,
}

/// The scenario as a write of it has left it.
pub(in crate::state::device) fn left_by(ending: &Ending) -> Option<&Training> {
    match ending {
        Ending::Done(left) => left.scenario().map(|tagged| &tagged.training),
        Ending::Refused(_) => None,
    }
}

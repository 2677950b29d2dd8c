//! What is to be written.

use contract::opencx::{Directory, Segment, Training};

use super::{DirectoryWrite, SegmentWrite};
use crate::{Draft, Intent, SegmentDraft, journal::Edited};

/// What kind of thing a write is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// A scenario.
    Scenario,
    /// A segment.
    Segment,
    /// A directory.
    Directory,
}

impl About {
    /// The word on the screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Segment => "segment",
            Self::Directory => "directory",
        }
    }
}

/// What the service shows after a write.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// The scenario.
    Scenario(&'a Training),
    /// The segment.
    Segment(&'a Segment),
    /// The directory.
    Directory(&'a Directory),
}

impl Shown<'_> {
    /// What kind of thing it is.
    #[must_use]
    pub const fn about(&self) -> About {
        match self {
            Self::Scenario(_) => About::Scenario,
            Self::Segment(_) => About::Segment,
            Self::Directory(_) => About::Directory,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Scenario(training) => &training.id,
            Self::Segment(segment) => &segment.id,
            Self::Directory(directory) => &directory.id,
        }
    }
}

/// What is to be written. The first four are about a scenario.
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
    /// Something about a segment.
    Segment(SegmentWrite),
    /// Something about a directory.
    Directory(DirectoryWrite),
}

impl Write {
    /// What kind of thing it is about.
    #[must_use]
    pub const fn about(&self) -> About {
        match self {
            Self::Put { .. } | Self::SetDraft { .. } | Self::Move { .. } | Self::Delete { .. } => {
                About::Scenario
            }
            Self::Segment(_) => About::Segment,
            Self::Directory(_) => About::Directory,
        }
    }

    /// The scenario as it was before; `None` of a create, and of what is about no scenario.
    #[must_use]
    pub fn base(&self) -> Option<&Training> {
        match self {
            Self::Put { draft, .. } => draft.base.as_deref(),
            Self::SetDraft { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                Some(base)
            }
            Self::Segment(_) | Self::Directory(_) => None,
        }
    }

    /// Whether it makes something that the service does not have yet.
    #[must_use]
    pub fn is_create(&self) -> bool {
        match self {
            Self::Put { draft, .. } => draft.is_new(),
            Self::SetDraft { .. } | Self::Move { .. } | Self::Delete { .. } => false,
            Self::Segment(write) => write.is_create(),
            Self::Directory(write) => write.is_create(),
        }
    }

    /// Whether it carries a text that somebody typed into a form.
    #[must_use]
    pub const fn has_text(&self) -> bool {
        match self {
            Self::Put { .. } | Self::Segment(SegmentWrite::Put { .. }) => true,
            Self::SetDraft { .. }
            | Self::Move { .. }
            | Self::Delete { .. }
            | Self::Segment(SegmentWrite::Delete { .. })
            | Self::Directory(_) => false,
        }
    }

    /// The title or name of what it is about, as the person knows it.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Put { draft, .. } => draft.title.trim(),
            Self::SetDraft { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                base.working_title()
            }
            Self::Segment(write) => write.name(),
            Self::Directory(write) => write.name(),
        }
    }

    /// Whether an edit is the text that this write carries, whatever each of them began with.
    /// `None` where it carries none of that kind.
    #[must_use]
    pub fn carries(&self, edited: &Edited) -> Option<bool> {
        match (self, edited) {
            (Self::Put { draft: sent, .. }, Edited::Scenario(typed)) => {
                let typed = Draft {
                    base: sent.base.clone(),
                    ..typed.clone()
                };
                Some(typed == *sent)
            }
            (Self::Segment(SegmentWrite::Put { draft: sent, .. }), Edited::Segment(typed)) => {
                let typed = SegmentDraft {
                    base: sent.base.clone(),
                    ..typed.clone()
                };
                Some(typed == *sent)
            }
            _ => None,
        }
    }

    /// Puts it on a newer state of what it is about, which this device has made itself.
    pub(super) fn stand_on(&mut self, newer: Shown<'_>) {
        match (self, newer) {
            (Self::Put { draft, .. }, Shown::Scenario(newer)) => {
                draft.base = Some(Box::new(newer.clone()));
            }
            (
                Self::SetDraft { base, .. } | Self::Move { base, .. } | Self::Delete { base },
                Shown::Scenario(newer),
            ) => **base = newer.clone(),
            (Self::Segment(write), Shown::Segment(newer)) => write.stand_on(newer),
            (Self::Directory(write), Shown::Directory(newer)) => write.stand_on(newer),
            // What one kind of thing has become says nothing of another.
            (_, Shown::Scenario(_) | Shown::Segment(_) | Shown::Directory(_)) => {}
        }
    }

    /// What it does, in words: "Save", "Create and publish". Of a segment or a directory also to
    /// which: "Create the segment “VIP”".
    #[must_use]
    pub fn words(&self) -> String {
        let words = match self {
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
            Self::Segment(write) => return write.words(),
            Self::Directory(write) => return write.words(),
        };
        words.to_owned()
    }

    /// Whether a scenario's write speaks of a segment or a directory, before or after it.
    pub(super) fn names(&self, about: About, id: &str) -> bool {
        let in_training = |training: &Training| match about {
            About::Segment => training.restricted_to_segments.iter().any(|s| s == id),
            About::Directory => training.directory_id.as_deref() == Some(id),
            About::Scenario => false,
        };
        let in_new = match self {
            Self::Put { draft, .. } => match about {
                About::Segment => draft.segments.iter().any(|s| s == id),
                About::Directory => draft.directory_id.as_deref() == Some(id),
                About::Scenario => false,
            },
            Self::Move { directory_id, .. } => {
                about == About::Directory && directory_id.as_deref() == Some(id)
            }
            Self::SetDraft { .. } | Self::Delete { .. } | Self::Segment(_) | Self::Directory(_) => {
                false
            }
        };
        in_new || self.base().is_some_and(in_training)
    }

    /// Whether it takes a segment or a directory away that scenarios may speak of.
    pub(super) const fn takes_away(&self) -> bool {
        matches!(
            self,
            Self::Segment(SegmentWrite::Delete { .. })
                | Self::Directory(DirectoryWrite::Delete { .. })
        )
    }
}

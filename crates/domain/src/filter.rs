//! What a list shows and in which order, and both in a URL's query.

use std::collections::BTreeSet;

use contract::opencx::{Channel, TrainingType};

use crate::{Publication, Status, Window};

mod query;

/// What a list shows. Values of one field are alternatives, the fields hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur in the title or content, working or published, without regard
    /// to case. Parts of words count. Blank means no condition.
    pub text: String,
    /// One type, or both.
    pub r#type: Option<TrainingType>,
    /// Empty means all.
    pub states: BTreeSet<State>,
    /// Scenarios that *apply* on at least one of these channels: the ones restricted to it and
    /// the unrestricted ones, because the question behind it is "what does the AI see here?".
    /// Empty means all.
    pub channels: BTreeSet<Channel>,
    /// Scenarios that *apply* to at least one of these groups. Empty means all.
    pub segments: BTreeSet<SegmentChoice>,
    /// Where to look.
    pub directory: DirectoryChoice,
}

/// A state that a list can be filtered by. The first three exclude each other; the other two
/// come from the window and go with any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Not live.
    Draft,
    /// Live without pending edits.
    Published,
    /// Live with pending edits.
    Changed,
    /// Its window opens later.
    Scheduled,
    /// Its window is over.
    Expired,
}

/// A group of contacts that a list can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SegmentChoice {
    /// Only scenarios without a segment restriction.
    Everyone,
    /// Scenarios that apply to a contact of this segment: restricted to it, or unrestricted.
    Id(String),
}

/// The part of the tree that a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum DirectoryChoice {
    /// Everything.
    #[default]
    All,
    /// Scenarios in no directory. One whose directory is unknown has a directory.
    None,
    /// A directory with everything beneath it.
    Id(String),
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// Whether the largest, latest or last comes first.
    pub descending: bool,
}

/// What a list can be sorted by. Ties go by id, so that an order is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Time of the last change.
    Updated,
    /// Time of creation.
    Created,
    /// Working title, in natural order.
    Title,
    /// Live first, then scheduled, expired, drafts ([`Status::rank`]).
    State,
    /// Start of the window; scenarios without one are last in either direction.
    StartTime,
    /// Path of the directory, in natural order; scenarios without one are last in either
    /// direction.
    Directory,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.conditions() == 0
    }

    /// How many fields beside the text narrow the list: the number on a "Filters" button.
    #[must_use]
    pub fn conditions(&self) -> usize {
        [
            self.r#type.is_some(),
            !self.states.is_empty(),
            !self.channels.is_empty(),
            !self.segments.is_empty(),
            self.directory != DirectoryChoice::All,
        ]
        .into_iter()
        .filter(|narrows| *narrows)
        .count()
    }

    /// The words of the text, folded, each once, longest first.
    #[must_use]
    pub fn terms(&self) -> Vec<String> {
        let mut terms: Vec<String> = self
            .text
            .split_whitespace()
            .map(crate::natural::fold)
            .collect();
        terms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        terms.dedup();
        terms
    }
}

impl State {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Published,
        Self::Changed,
        Self::Scheduled,
        Self::Expired,
    ];

    /// The word on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Published => "Published",
            Self::Changed => "Changed",
            Self::Scheduled => "Scheduled",
            Self::Expired => "Expired",
        }
    }

    /// Name of its icon, as in [`crate::status::Badge`].
    #[must_use]
    pub const fn icon(self) -> &'static str {
        self.name()
    }

    /// The word in a URL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Changed => "changed",
            Self::Scheduled => "scheduled",
            Self::Expired => "expired",
        }
    }

    /// Whether a scenario of this status is in this state.
    #[must_use]
    pub const fn includes(self, status: Status) -> bool {
        match self {
            Self::Draft => matches!(status.publication, Publication::Draft),
            Self::Published => matches!(status.publication, Publication::Published),
            Self::Changed => matches!(status.publication, Publication::Changed),
            Self::Scheduled => matches!(status.window, Window::Scheduled),
            Self::Expired => matches!(status.window, Window::Expired),
        }
    }
}

impl SortBy {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Updated,
        Self::Created,
        Self::Title,
        Self::State,
        Self::StartTime,
        Self::Directory,
    ];

    /// The words on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Updated => "Updated",
            Self::Created => "Created",
            Self::Title => "Title",
            Self::State => "State",
            Self::StartTime => "Start",
            Self::Directory => "Directory",
        }
    }

    /// The word in a URL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Title => "title",
            Self::State => "state",
            Self::StartTime => "start",
            Self::Directory => "directory",
        }
    }
}

impl Default for Sort {
    fn default() -> Self {
        Self::first(SortBy::Updated)
    }
}

impl Sort {
    /// The direction that one expects first: the newest time, else from A to Z.
    #[must_use]
    pub const fn first(by: SortBy) -> Self {
        Self {
            by,
            descending: matches!(by, SortBy::Updated | SortBy::Created),
        }
    }

    /// What a press on a column's header does: turn this order round, or sort by that column.
    #[must_use]
    pub fn pressed(self, by: SortBy) -> Self {
        if self.by == by {
            Self {
                by,
                descending: !self.descending,
            }
        } else {
            Self::first(by)
        }
    }

    /// The value of `aria-sort` for a column.
    #[must_use]
    pub fn aria(self, by: SortBy) -> &'static str {
        match (self.by == by, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }
}

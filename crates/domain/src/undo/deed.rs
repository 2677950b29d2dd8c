//! What was done, in the words of the history.

use crate::words::count;

/// Something that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// A new scenario.
    Created,
    /// Text or settings were saved.
    Saved,
    /// A text went live.
    Published,
    /// A scenario went offline.
    TookOffline,
    /// Pending edits were given up.
    Discarded,
    /// An older version became the draft.
    Restored,
    /// Into another directory.
    Moved,
    /// Deleted.
    Deleted,
}

impl Deed {
    /// One title as `Published “Opening hours”`, several as `Moved 12 scenarios`.
    #[must_use]
    pub fn label(self, titles: &[&str]) -> String {
        let verb = match self {
            Self::Created => "Created",
            Self::Saved => "Saved",
            Self::Published => "Published",
            Self::TookOffline => "Took offline",
            Self::Discarded => "Discarded the draft of",
            Self::Restored => "Restored an older text of",
            Self::Moved => "Moved",
            Self::Deleted => "Deleted",
        };
        match titles {
            [title] => format!("{verb} “{title}”"),
            several => format!("{verb} {}", count(several.len() as u64, "scenario")),
        }
    }
}

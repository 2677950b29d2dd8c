//! What was done, in the words of the history.

use serde::{Deserialize, Serialize};

use crate::{Intent, outbox::Write, words::count};

/// Something that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// What a write of a scenario is; `None` of other writes, which are not in the history. A
    /// restored version is saved like any other text, and cannot be told apart.
    #[must_use]
    pub fn of(write: &Write) -> Option<Self> {
        Some(match write {
            Write::Put { draft, intent } => {
                let Some(base) = draft.base.as_deref() else {
                    return Some(Self::Created);
                };
                let text = (draft.title.trim(), draft.content.as_str());
                let live = (base.title.trim(), base.content.as_str());
                let waits = (base.working_title().trim(), base.working_content());
                match intent {
                    Intent::Publish => Self::Published,
                    Intent::KeepState if draft.is_live() && text == live && text != waits => {
                        Self::Discarded
                    }
                    Intent::SaveDraft | Intent::KeepState => Self::Saved,
                }
            }
            Write::SetDraft { is_draft: true, .. } => Self::TookOffline,
            Write::SetDraft {
                is_draft: false, ..
            } => Self::Published,
            Write::Move { .. } => Self::Moved,
            Write::Delete { .. } => Self::Deleted,
            Write::Segment(_) | Write::Directory(_) => return None,
        })
    }

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

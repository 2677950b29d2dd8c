//! A write as it is kept on the device.

use contract::{
    DecodeError,
    opencx::{Directory, Segment, Training},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{DirectoryWrite, Entry, SegmentWrite, State, Target, Write};
use crate::{Draft, Intent, Moment, SegmentDraft, journal::Damaged};

/// The form in which entries are written.
const FORMAT: u64 = 1;

#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    format: u64,
    id: String,
    scope: String,
    target: Target,
    title: String,
    does: Does,
    #[serde(default)]
    draft: Option<Draft>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    segment: Option<SegmentDraft>,
    /// The scenario, segment or directory; a form has its own.
    #[serde(default)]
    base: Option<Value>,
    #[serde(default)]
    etag: Option<String>,
    at: Moment,
    #[serde(default)]
    tab: String,
    #[serde(default)]
    attempts: u32,
    #[serde(default)]
    unsure: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    renewed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sender: Option<String>,
    state: State,
    #[serde(default)]
    said: Option<String>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    step: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    over: Vec<String>,
}

/// A build that does not know one of these leaves the entry in the store.
#[derive(Serialize, Deserialize)]
enum Does {
    SaveDraft,
    Publish,
    KeepState,
    SetDraft {
        is_draft: bool,
    },
    Move {
        directory_id: Option<String>,
    },
    Delete,
    PutSegment {
        namesakes: Vec<String>,
    },
    DeleteSegment,
    CreateDirectory {
        name: String,
        parent_id: Option<String>,
        namesake: Option<String>,
    },
    RenameDirectory {
        name: String,
    },
    MoveDirectory {
        parent_id: Option<String>,
        place: String,
    },
    DeleteDirectory,
}

/// A write in its parts.
struct Parts {
    does: Does,
    draft: Option<Draft>,
    segment: Option<SegmentDraft>,
    base: Option<Value>,
}

impl Parts {
    fn of(write: Write) -> Self {
        let parts = |does, base| Self {
            does,
            draft: None,
            segment: None,
            base: Some(base),
        };
        match write {
            Write::Put { draft, intent } => Self {
                does: match intent {
                    Intent::SaveDraft => Does::SaveDraft,
                    Intent::Publish => Does::Publish,
                    Intent::KeepState => Does::KeepState,
                },
                draft: Some(draft),
                segment: None,
                base: None,
            },
            Write::SetDraft { base, is_draft } => {
                parts(Does::SetDraft { is_draft }, base.to_json())
            }
            Write::Move { base, directory_id } => {
                parts(Does::Move { directory_id }, base.to_json())
            }
            Write::Delete { base } => parts(Does::Delete, base.to_json()),
            Write::Segment(SegmentWrite::Put { draft, namesakes }) => Self {
                does: Does::PutSegment { namesakes },
                draft: None,
                segment: Some(draft),
                base: None,
            },
            Write::Segment(SegmentWrite::Delete { base }) => {
                parts(Does::DeleteSegment, json!(base))
            }
            Write::Directory(write) => Self::of_directory(write),
        }
    }

    fn of_directory(write: DirectoryWrite) -> Self {
        let (does, base) = match write {
            DirectoryWrite::Create {
                name,
                parent_id,
                namesake,
            } => {
                let does = Does::CreateDirectory {
                    name,
                    parent_id,
                    namesake,
                };
                (does, None)
            }
            DirectoryWrite::Rename { base, name } => (Does::RenameDirectory { name }, Some(base)),
            DirectoryWrite::Move {
                base,
                parent_id,
                place,
            } => (Does::MoveDirectory { parent_id, place }, Some(base)),
            DirectoryWrite::Delete { base } => (Does::DeleteDirectory, Some(base)),
        };
        Self {
            does,
            draft: None,
            segment: None,
            base: base.map(|base| json!(base)),
        }
    }

    fn read(self) -> Result<Write, DecodeError> {
        let Self {
            does,
            draft,
            segment,
            base,
        } = self;
        let missing = |path: &str| DecodeError {
            path: path.to_owned(),
            problem: "is missing".to_owned(),
        };
        let base = || base.clone().ok_or_else(|| missing("base"));
        let training = || Ok::<_, DecodeError>(Box::new(Training::from_json(base()?)?));
        Ok(match does {
            Does::SaveDraft | Does::Publish | Does::KeepState => Write::Put {
                draft: draft.ok_or_else(|| missing("draft"))?,
                intent: match does {
                    Does::Publish => Intent::Publish,
                    Does::KeepState => Intent::KeepState,
                    _ => Intent::SaveDraft,
                },
            },
            Does::SetDraft { is_draft } => Write::SetDraft {
                base: training()?,
                is_draft,
            },
            Does::Move { directory_id } => Write::Move {
                base: training()?,
                directory_id,
            },
            Does::Delete => Write::Delete { base: training()? },
            Does::PutSegment { namesakes } => Write::Segment(SegmentWrite::Put {
                draft: segment.ok_or_else(|| missing("segment"))?,
                namesakes,
            }),
            Does::DeleteSegment => Write::Segment(SegmentWrite::Delete {
                base: Box::new(Segment::from_json(base()?)?),
            }),
            Does::CreateDirectory {
                name,
                parent_id,
                namesake,
            } => Write::Directory(DirectoryWrite::Create {
                name,
                parent_id,
                namesake,
            }),
            Does::RenameDirectory { name } => Write::Directory(DirectoryWrite::Rename {
                base: Directory::from_json(base()?)?,
                name,
            }),
            Does::MoveDirectory { parent_id, place } => Write::Directory(DirectoryWrite::Move {
                base: Directory::from_json(base()?)?,
                parent_id,
                place,
            }),
            Does::DeleteDirectory => Write::Directory(DirectoryWrite::Delete {
                base: Directory::from_json(base()?)?,
            }),
        })
    }
}

impl From<Entry> for Stored {
    fn from(entry: Entry) -> Self {
        let parts = Parts::of(entry.write);
        Self {
            format: FORMAT,
            id: entry.id,
            scope: entry.scope,
            target: entry.target,
            title: entry.title,
            does: parts.does,
            draft: parts.draft,
            segment: parts.segment,
            base: parts.base,
            etag: entry.etag,
            at: entry.at,
            tab: entry.tab,
            attempts: entry.attempts,
            unsure: entry.unsure,
            renewed: entry.renewed,
            sender: entry.sender,
            state: entry.state,
            said: entry.said,
            group: entry.group,
            step: entry.step,
            origin: entry.origin,
            over: entry.over,
        }
    }
}

impl TryFrom<Stored> for Entry {
    type Error = DecodeError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        // What a newer build asks for may be more than this one would send of it.
        if stored.format > FORMAT {
            return Err(DecodeError {
                path: "format".to_owned(),
                problem: format!("is {}", stored.format),
            });
        }
        let parts = Parts {
            does: stored.does,
            draft: stored.draft,
            segment: stored.segment,
            base: stored.base,
        };
        Ok(Self {
            id: stored.id,
            scope: stored.scope,
            target: stored.target,
            title: stored.title,
            write: parts.read()?,
            etag: stored.etag,
            at: stored.at,
            tab: stored.tab,
            attempts: stored.attempts,
            unsure: stored.unsure,
            renewed: stored.renewed,
            sender: stored.sender,
            state: stored.state,
            said: stored.said,
            group: stored.group,
            step: stored.step,
            origin: stored.origin,
            over: stored.over,
        })
    }
}

impl Entry {
    /// Reads a write as the device keeps it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what of it can still be read.
    pub fn read(text: &str) -> Result<Self, Damaged> {
        serde_json::from_str(text).map_err(|error| Damaged::other(text, FORMAT, &error))
    }
}

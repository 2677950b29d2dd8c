//! A write as it is kept on the device.

use contract::{DecodeError, opencx::Training};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Entry, State, Target, Write};
use crate::{Draft, Intent, Moment};

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
    /// Beside a form, which has its own.
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
    state: State,
    #[serde(default)]
    said: Option<String>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    step: Option<String>,
}

#[derive(Serialize, Deserialize)]
enum Does {
    SaveDraft,
    Publish,
    KeepState,
    SetDraft { is_draft: bool },
    Move { directory_id: Option<String> },
    Delete,
}

impl From<Entry> for Stored {
    fn from(entry: Entry) -> Self {
        let (does, draft, base) = match entry.write {
            Write::Put { draft, intent } => {
                let does = match intent {
                    Intent::SaveDraft => Does::SaveDraft,
                    Intent::Publish => Does::Publish,
                    Intent::KeepState => Does::KeepState,
                };
                (does, Some(draft), None)
            }
            Write::SetDraft { base, is_draft } => (Does::SetDraft { is_draft }, None, Some(base)),
            Write::Move { base, directory_id } => (Does::Move { directory_id }, None, Some(base)),
            Write::Delete { base } => (Does::Delete, None, Some(base)),
        };
        Self {
            format: FORMAT,
            id: entry.id,
            scope: entry.scope,
            target: entry.target,
            title: entry.title,
            does,
            draft,
            base: base.map(|base| base.to_json()),
            etag: entry.etag,
            at: entry.at,
            tab: entry.tab,
            attempts: entry.attempts,
            unsure: entry.unsure,
            state: entry.state,
            said: entry.said,
            group: entry.group,
            step: entry.step,
        }
    }
}

impl TryFrom<Stored> for Entry {
    type Error = DecodeError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let missing = |path: &str| DecodeError {
            path: path.to_owned(),
            problem: "is missing".to_owned(),
        };
        let base = stored
            .base
            .map(Training::from_json)
            .transpose()?
            .map(Box::new);
        let base = || base.clone().ok_or_else(|| missing("base"));
        let draft = stored.draft;
        let put = |intent| {
            let draft = draft.clone().ok_or_else(|| missing("draft"))?;
            Ok::<_, DecodeError>(Write::Put { draft, intent })
        };
        let write = match stored.does {
            Does::SaveDraft => put(Intent::SaveDraft)?,
            Does::Publish => put(Intent::Publish)?,
            Does::KeepState => put(Intent::KeepState)?,
            Does::SetDraft { is_draft } => Write::SetDraft {
                base: base()?,
                is_draft,
            },
            Does::Move { directory_id } => Write::Move {
                base: base()?,
                directory_id,
            },
            Does::Delete => Write::Delete { base: base()? },
        };
        Ok(Self {
            id: stored.id,
            scope: stored.scope,
            target: stored.target,
            title: stored.title,
            write,
            etag: stored.etag,
            at: stored.at,
            tab: stored.tab,
            attempts: stored.attempts,
            unsure: stored.unsure,
            state: stored.state,
            said: stored.said,
            group: stored.group,
            step: stored.step,
        })
    }
}

//! How a step stands to what the service has now.

use contract::talkover::Training;
use serde::{Deserialize, Serialize};

use super::{super::stored, Step};
use crate::talkover::{TrainingDraft, same_content};

/// Why a step is not sent: somebody has been there since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Conflict {
    /// The training is another one now; as it is.
    Changed(#[serde(with = "stored::row")] Box<Training>),
    /// The training is gone.
    Deleted,
    /// What was to be made is there under its key, with another text; as it is.
    Taken(#[serde(with = "stored::row")] Box<Training>),
    /// The answer to a create was lost, the service shows no keys, and a training is there that was
    /// not there before: perhaps the one that was made, changed by somebody since. If it is, a form
    /// that stands on it goes on; if not, one under another key ([`TrainingDraft::under`]).
    Doubtful(#[serde(with = "stored::row")] Box<Training>),
    /// The row that took the place of the old one is gone. The old one is all that there is.
    NoReplacement,
}

impl Conflict {
    /// What the service has now.
    #[must_use]
    pub fn now(&self) -> Option<&Training> {
        match self {
            Self::Changed(now) | Self::Taken(now) | Self::Doubtful(now) => Some(now),
            Self::Deleted | Self::NoReplacement => None,
        }
    }

    /// What happened, and that nothing was sent.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Changed(_) => "Somebody else has changed it since. Nothing was sent over it.",
            Self::Deleted => "Somebody else has deleted it since. Nothing was sent.",
            Self::Taken(_) => {
                "There is a training under this node ID already, with another text. Nothing was \
                 sent over it."
            }
            Self::Doubtful(_) => {
                "The answer was lost, and a new training is there that may be this one, changed by \
                 somebody else. Nothing was sent again."
            }
            Self::NoReplacement => {
                "Somebody else has deleted the new row. The old one was kept, or nothing would be \
                 left."
            }
        }
    }
}

/// How a step stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// It is to be sent.
    Open,
    /// It is done, whoever did it; what it has left.
    Done(Option<Box<Training>>),
    /// Nothing may be sent.
    Conflict(Conflict),
}

impl Standing {
    pub(super) fn conflict(self) -> Option<Conflict> {
        match self {
            Self::Conflict(conflict) => Some(conflict),
            Self::Open | Self::Done(_) => None,
        }
    }
}

/// What a run knows besides the list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen<'a> {
    /// Whether the step was sent and may have been done.
    pub unsure: bool,
    /// Ids that were there before it was sent.
    pub known: &'a [String],
    /// The id of the row that took the place of the old one.
    pub replacement: Option<&'a str>,
}

impl Step {
    /// Compares the step with a fresh list. Content alone decides, no clock has a say.
    pub(super) fn standing(&self, rows: &[Training], seen: &Seen<'_>) -> Standing {
        match self {
            Self::Put(draft) => put(draft, rows, seen),
            Self::Delete(base) => match with_id(rows, &base.id) {
                None => Standing::Done(None),
                now => unchanged(base, now),
            },
            // A service that found the old row by the new key has written it and made no other.
            Self::DeleteOld(old) if seen.replacement == Some(&old.id) => Standing::Done(None),
            Self::DeleteOld(old) => match with_id(rows, &old.id) {
                None => Standing::Done(None),
                now => {
                    let replacement = seen.replacement.and_then(|id| with_id(rows, id));
                    if replacement.is_none() {
                        return Standing::Conflict(Conflict::NoReplacement);
                    }
                    unchanged(old, now)
                }
            },
            Self::Publish => Standing::Open,
        }
    }
}

fn put(draft: &TrainingDraft, rows: &[Training], seen: &Seen<'_>) -> Standing {
    let keyed = draft.base.as_deref().filter(|base| base.node_id.is_some());
    if let Some(base) = keyed {
        return match with_id(rows, &base.id).or_else(|| with_key(rows, &draft.node_id)) {
            Some(now) if draft.is_shown_by(now) => done(draft, now),
            now => unchanged(base, now),
        };
    }
    if let Some(now) = with_key(rows, &draft.node_id) {
        return if draft.is_shown_by(now) {
            done(draft, now)
        } else {
            Standing::Conflict(Conflict::Taken(Box::new(now.clone())))
        };
    }
    // Where the service does not show by which key it knows its rows, what a lost answer has left
    // is the same in every field, and was not there before.
    let is_new =
        |row: &&Training| seen.unsure && row.node_id.is_none() && !seen.known.contains(&row.id);
    let mut new = rows.iter().filter(is_new);
    if let Some(made) = new.clone().find(|row| draft.is_shown_by(row)) {
        return done(draft, made);
    }
    if let Some(other) = new.next() {
        return Standing::Conflict(Conflict::Doubtful(Box::new(other.clone())));
    }
    let Some(base) = draft.base.as_deref() else {
        return Standing::Open;
    };
    match unchanged(base, with_id(rows, &base.id)) {
        // Nothing is replaced by the same.
        Standing::Open if !draft.is_dirty() => Standing::Done(Some(Box::new(base.clone()))),
        standing => standing,
    }
}

fn done(draft: &TrainingDraft, now: &Training) -> Standing {
    Standing::Done(Some(Box::new(keyed(draft, now.clone()))))
}

/// What a form has left, with the key under which it was sent.
pub(super) fn keyed(draft: &TrainingDraft, mut now: Training) -> Training {
    now.node_id.get_or_insert_with(|| draft.node_id.clone());
    now
}

fn unchanged(base: &Training, now: Option<&Training>) -> Standing {
    match now {
        None => Standing::Conflict(Conflict::Deleted),
        Some(now) if now.id == base.id && same_content(base, now) => Standing::Open,
        Some(now) => Standing::Conflict(Conflict::Changed(Box::new(now.clone()))),
    }
}

fn with_id<'a>(rows: &'a [Training], id: &str) -> Option<&'a Training> {
    rows.iter().find(|row| row.id == id)
}

/// The row that a write under a key would overwrite: services take a training's own id for its key
/// as well (decision 28).
fn with_key<'a>(rows: &'a [Training], key: &str) -> Option<&'a Training> {
    let by_key = rows.iter().find(|row| row.node_id.as_deref() == Some(key));
    by_key.or_else(|| with_id(rows, key))
}

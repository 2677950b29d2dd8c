//! Under which key a sight is kept, and what the keys alone say.

use std::fmt::Write;

use super::Sight;
use crate::{
    Moment,
    journal::{decoded, push_encoded},
};

/// In the place of a hash: the scenario was there no longer.
pub(super) const DELETED: &str = "deleted";

/// The key of a sight. With its size in it, what is kept is measured without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeenKey {
    /// The workspace, with the base URL of its service.
    pub scope: String,
    /// Id of the scenario.
    pub scenario: String,
    /// [`Sight::at`]: a content that comes back is another sight.
    pub at: Moment,
    /// [`Sight::hash`].
    pub hash: String,
    /// Bytes of its text.
    pub size: u64,
}

impl SeenKey {
    /// The key of a sight whose text has `size` bytes.
    #[must_use]
    pub fn of(scope: &str, sight: &Sight, size: u64) -> Self {
        Self {
            scope: scope.to_owned(),
            scenario: sight.scenario.clone(),
            at: sight.at,
            hash: sight.hash.clone(),
            size,
        }
    }

    /// As it stands in the store.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = Self::prefix_of(&self.scope, &self.scenario);
        // Writing into a string cannot fail.
        let _ = write!(text, "{}|{}|{}|", self.at.0, self.hash, self.size);
        text
    }

    /// What all keys of a workspace begin with, and no other key.
    #[must_use]
    pub fn prefix(scope: &str) -> String {
        let mut text = String::new();
        push_encoded(&mut text, scope);
        text.push('|');
        text
    }

    /// What all keys of a scenario begin with, and no other key.
    #[must_use]
    pub fn prefix_of(scope: &str, scenario: &str) -> String {
        let mut text = Self::prefix(scope);
        push_encoded(&mut text, scenario);
        text.push('|');
        text
    }

    /// Reads a key; `None` of a text that is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('|');
        let key = Self {
            scope: decoded(parts.next()?)?,
            scenario: decoded(parts.next()?)?,
            at: Moment(parts.next()?.parse().ok()?),
            hash: parts.next()?.to_owned(),
            size: parts.next()?.parse().ok()?,
        };
        (parts.next() == Some("") && parts.next().is_none()).then_some(key)
    }

    /// Whether it says that the scenario was gone.
    #[must_use]
    pub fn is_deletion(&self) -> bool {
        self.hash == DELETED
    }
}

/// Whether a scenario may have changed between two moments, by the keys of all its sights. Only
/// then [`between`](super::between) needs the sights themselves.
#[must_use]
pub fn may_differ(keys: &[SeenKey], one: Moment, other: Moment) -> bool {
    let (from, to) = (one.min(other), one.max(other));
    let is_within = |key: &SeenKey| from < key.at && key.at <= to;
    // First seen later: that it was created in between may stand in its text.
    let is_later = keys.iter().all(|key| to < key.at);
    keys.iter().any(is_within) || (is_later && !keys.is_empty())
}

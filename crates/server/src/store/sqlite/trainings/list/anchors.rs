//! Where the pages that were read last ended, so that the next ones need not count up to there.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Places remembered at once.
const REMEMBERED: usize = 4_096;
/// Characters of an instant in a row: RFC 3339 with milliseconds and `Z`.
const INSTANT_CHARS: usize = 24;

/// The beginning of a page of one filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub workspace: String,
    pub kind: Option<&'static str>,
    pub is_draft: Option<bool>,
    pub search: Option<String>,
    pub offset: u64,
}

/// What is known about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// `created_at` and `id` of the row before it.
    pub after: Option<(String, String)>,
    /// Rows that match, on all pages.
    pub total: u64,
}

impl Anchor {
    /// Behind the row with this `created_at` and `id`, written as one text.
    pub(super) fn behind(last: &str, total: u64) -> Self {
        let after = last
            .split_at_checked(INSTANT_CHARS)
            .map(|(created_at, id)| (created_at.to_owned(), id.to_owned()));
        Self { after, total }
    }
}

/// The places of one revision of the data; a write makes all of them worthless.
#[derive(Debug, Default)]
pub(in crate::store::sqlite) struct Anchors(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    revision: u64,
    places: HashMap<Place, Anchor>,
}

impl Anchors {
    pub(super) fn at(&self, place: &Place, revision: u64) -> Option<Anchor> {
        let remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (remembered.revision == revision)
            .then(|| remembered.places.get(place).cloned())
            .flatten()
    }

    pub(super) fn keep(&self, place: Place, revision: u64, anchor: Anchor) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.revision > revision {
            return;
        }
        if remembered.revision < revision || remembered.places.len() >= REMEMBERED {
            remembered.places.clear();
            remembered.revision = revision;
        }
        remembered.places.insert(place, anchor);
    }
}

//! Rows as they go over the wire.

use super::Refusal;

/// One row: its JSON as it is answered, and the tag of this state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// JSON object.
    pub body: String,
    /// Strong ETag, with its quotes.
    pub etag: String,
}

/// What a write left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The row.
    pub row: Row,
    /// Whether this is the kept answer of an earlier request with the same `Idempotency-Key`.
    pub replayed: bool,
}

impl Written {
    /// A row that has just been written.
    #[must_use]
    pub fn now(row: Row) -> Self {
        Self {
            row,
            replayed: false,
        }
    }
}

/// A page of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// JSON objects in order, with commas between them.
    pub items: String,
    /// Rows in `items`.
    pub count: u64,
    /// Rows that match, on all pages.
    pub total: u64,
}

/// The condition of a write (`If-Match`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IfMatch {
    /// None: the last write wins.
    #[default]
    Anything,
    /// Any state (`*`), but the row must be there.
    Existing,
    /// One of these states, as ETags with their quotes.
    OneOf(Vec<String>),
}

impl IfMatch {
    /// Whether the write may go on.
    ///
    /// # Errors
    ///
    /// [`Refusal::Changed`] with the tag of the row as it is now.
    pub fn check(&self, etag: &str) -> Result<(), Refusal> {
        match self {
            Self::OneOf(tags) if !tags.iter().any(|tag| tag == etag) => Err(Refusal::Changed {
                etag: etag.to_owned(),
            }),
            Self::Anything | Self::Existing | Self::OneOf(_) => Ok(()),
        }
    }
}

/// The strong ETag of a row: the digits of its `updated_at`, which grows with every change of
/// that row.
#[must_use]
pub fn etag(updated_at: &str) -> String {
    let digits: String = updated_at.chars().filter(char::is_ascii_digit).collect();
    format!("\"{digits}\"")
}

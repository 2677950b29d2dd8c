//! Rows as they go over the wire.

/// One row: its JSON as it is answered, and the tag of this state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// JSON object.
    pub body: String,
    /// Strong ETag, with its quotes.
    pub etag: String,
}

/// A page of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// JSON objects, in order.
    pub rows: Vec<String>,
    /// Rows that match, on all pages.
    pub total: u64,
}

/// The strong ETag of a row: its `updated_at`, which grows with every change of that row.
#[must_use]
pub fn etag(updated_at: &str) -> String {
    let digits: String = updated_at.chars().filter(char::is_ascii_digit).collect();
    format!("\"{digits}\"")
}

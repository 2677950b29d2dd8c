//! Limits where OpenCX documents none (decision 14).

/// Longest title, in characters after trimming.
pub const TITLE_CHARS: usize = 500;
/// Longest content, in characters after trimming.
pub const CONTENT_CHARS: usize = 50_000;
/// Largest metadata, in bytes of compact JSON.
pub const METADATA_BYTES: usize = 64 * 1024;
/// Largest request body, in bytes.
pub const BODY_BYTES: usize = 1024 * 1024;
/// Longest name of a directory or a segment, in characters after trimming.
pub const NAME_CHARS: usize = 120;
/// Deepest directory: one at the top has depth 1 (decision 16).
pub const DIRECTORY_DEPTH: usize = 8;
/// Most rows in one page of a list.
pub const PAGE_ROWS: u64 = 100;
/// Largest number that a query may carry: JavaScript's largest safe integer.
pub const LARGEST_NUMBER: u64 = 9_007_199_254_740_991;
/// Longest text that is searched for, in characters after trimming.
pub const QUERY_CHARS: usize = 10_000;
/// Most hits in the answer to a search (decision 18).
pub const SEARCH_ROWS: u64 = 50;
/// Hits in the answer to a search that names no number (decision 18).
pub const SEARCH_ROWS_DEFAULT: u64 = 10;
/// Largest knowledge document, in bytes of UTF-8: it fits into a body with its escapes.
pub const DOCUMENT_BYTES: usize = 512 * 1024;
/// Longest name of a knowledge document, in characters after trimming.
pub const DOCUMENT_NAME_CHARS: usize = 255;

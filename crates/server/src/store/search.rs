//! What searches ask the store for. A text is known by its number, which is no wire value.

use std::collections::HashMap;

use contract::opencx::{SearchInput, SearchSource};

use super::StoreError;

/// A text that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Its number.
    pub number: i64,
    /// Which scenario or document it belongs to.
    pub owner: i64,
    /// BM25; more is better.
    pub rank: f64,
}

/// A text as a hit shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it is from.
    pub source: SearchSource,
    /// Id of the scenario or the document.
    pub id: String,
    /// Title of the scenario, or the headings above the passage.
    pub title: String,
    /// The text.
    pub content: String,
    /// Whether it is not live.
    pub is_draft: bool,
}

/// The texts of scenarios and knowledge. Every function names the workspace first.
pub trait SearchStore: Send + Sync {
    /// Refuses segments that do not exist: with a misspelt one a search would show what is for
    /// everyone alone.
    fn check_segments(
        &self,
        workspace: &str,
        segments: &[String],
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The texts that pass the filters of `input` and have a word of `expression`, the best first;
    /// of each scenario and each document the best one alone.
    fn by_words(
        &self,
        workspace: &str,
        input: &SearchInput,
        expression: String,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<Found>, StoreError>> + Send;

    /// The texts with these numbers, as far as they are there.
    fn texts(
        &self,
        workspace: &str,
        numbers: &[i64],
    ) -> impl Future<Output = Result<HashMap<i64, Text>, StoreError>> + Send;

    /// The number of all texts.
    fn text_count(&self, workspace: &str) -> impl Future<Output = Result<u64, StoreError>> + Send;
}

//! Searches over scenarios and knowledge (decision 18).
//!
//! With a model, searches are by meaning and by words together ([`hybrid`]); without one, or while
//! it does not answer, by words alone.
//!
//! A search by words asks SQLite's FTS5 for every text that has at least one of the query's words,
//! ordered by BM25, a hit in the title counting four times one in the content. Words are compared
//! without case, accents and English endings. Each scenario or document is shown once, by its text
//! that fits best.

use contract::opencx::{SearchAnswer, SearchHit, SearchInput, SearchMode};

use crate::store::{EmbeddingStore, Found, SearchStore, StoreError, Text};

mod embedder;
mod hybrid;
mod index;
mod remote;
mod vectors;
mod words;

pub use embedder::{EmbedError, Embedder};
pub use index::Index;
pub use remote::{Remote, RemoteConfig};

/// The BM25 that gets a score of one half. A title that has three rare words of a question is
/// above it, a content that mentions one of them below.
const HALF: f64 = 10.0;

/// Finds what fits a query best.
///
/// # Errors
///
/// What the database says, and a segment that does not exist by its name.
pub async fn search(
    store: &(impl SearchStore + EmbeddingStore),
    index: &Index,
    workspace: &str,
    input: &SearchInput,
) -> Result<SearchAnswer, StoreError> {
    store.check_segments(workspace, &input.segments).await?;
    if let Some(query) = index.query(workspace, &input.query).await? {
        return hybrid::search(store, index, workspace, input, query).await;
    }
    let found = match words::expression(&input.query) {
        Some(words) => store.by_words(workspace, input, words, input.limit).await?,
        // Only punctuation: there is no word that a text could have.
        None => Vec::new(),
    };
    let numbers: Vec<i64> = found.iter().map(|found| found.number).collect();
    let mut texts = store.texts(workspace, &numbers).await?;
    let items = found
        .into_iter()
        // One that was deleted in between has no text any more.
        .filter_map(|found| Some(hit(texts.remove(&found.number)?, lexical_score(found))))
        .collect();
    Ok(SearchAnswer {
        items,
        mode: SearchMode::Lexical,
    })
}

fn hit(text: Text, score: f64) -> SearchHit {
    let Text {
        source,
        id,
        title,
        content,
        is_draft,
    } = text;
    SearchHit {
        source,
        id,
        title,
        content,
        score,
        is_draft,
    }
}

/// BM25 from 0 to 1: `b / (b + 10)`. It grows with the rank, and says nothing across two queries.
fn lexical_score(found: Found) -> f64 {
    let rank = found.rank.max(0.0);
    rank / (rank + HALF)
}

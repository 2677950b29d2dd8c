//! The room of knowledge documents.

use contract::opencx::{KnowledgeDocument, KnowledgePassage, KnowledgeText};

use super::{Refusal, StoreError};

/// Knowledge documents with their passages. Every function names the workspace first.
pub trait KnowledgeStore: Send + Sync {
    /// Rows after the first `offset`, by name, and the number of all.
    fn list_documents(
        &self,
        workspace: &str,
        limit: u64,
        offset: u64,
    ) -> impl Future<Output = Result<(Vec<KnowledgeDocument>, u64), StoreError>> + Send;

    /// One document with its passages.
    fn document(
        &self,
        workspace: &str,
        id: &str,
    ) -> impl Future<Output = Result<Option<KnowledgeText>, StoreError>> + Send;

    /// Writes a document with its passages in the place of the one that has its name, where there
    /// is one: that one's id and `created_at` stay. Says what was written.
    fn put_document(
        &self,
        workspace: &str,
        document: KnowledgeDocument,
        passages: Vec<KnowledgePassage>,
    ) -> impl Future<Output = Result<KnowledgeDocument, StoreError>> + Send;

    /// Deletes one with its passages.
    fn delete_document(
        &self,
        workspace: &str,
        id: &str,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The refusal of an unknown id.
#[must_use]
pub fn unknown(id: &str) -> Refusal {
    Refusal::NotFound(format!(
        "There is no knowledge document `{id}` in this workspace; it may have been deleted. Load the documents again."
    ))
}

//! What the index of meanings asks the store for.

use std::collections::HashMap;

use contract::opencx::SearchInput;

use super::StoreError;

/// Tells which text of which model an embedding was made of.
pub type Hash = [u8; 16];

/// A text that has no embedding yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// The text.
    pub content: String,
}

/// A text with its vector, which has length 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Embedded {
    /// The text's number.
    pub number: i64,
    /// What the vector was made of.
    pub hash: Hash,
    /// The vector.
    pub vector: Vec<f32>,
}

/// What a search has to know of a text beside its vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which scenario or document it belongs to.
    pub owner: i64,
    /// What its embedding was made of; `None` while it waits.
    pub hash: Option<Hash>,
    /// Whether it passes the filters.
    pub passes: bool,
}

/// Embeddings of the texts of all workspaces.
pub trait EmbeddingStore: Send + Sync {
    /// Lets every text wait again where the embeddings are another model's.
    fn use_model(&self, model: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Gives every text that has an embedding to `each`.
    fn embedded(
        &self,
        each: impl FnMut(Embedded) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Texts that wait, newest rows first.
    fn waiting(
        &self,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Waiting>, StoreError>> + Send;

    /// The number of texts in a workspace that wait.
    fn waiting_count(
        &self,
        workspace: &str,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// The vectors that are there already for these hashes.
    fn vectors_of(
        &self,
        hashes: &[Hash],
    ) -> impl Future<Output = Result<HashMap<Hash, Vec<f32>>, StoreError>> + Send;

    /// Keeps embeddings of those texts that are still what they were made of, by the hash that
    /// `hash` makes of title and content. Gives the numbers of these.
    fn keep_embeddings(
        &self,
        embedded: Vec<Embedded>,
        hash: impl Fn(&str, &str) -> Hash + Send + 'static,
    ) -> impl Future<Output = Result<Vec<Embedded>, StoreError>> + Send;

    /// Deletes embeddings of which no text is left.
    fn forget_unused(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What is known of these texts, as far as they are there. Only texts of the workspace pass.
    fn facts(
        &self,
        workspace: &str,
        input: &SearchInput,
        numbers: &[i64],
    ) -> impl Future<Output = Result<HashMap<i64, Facts>, StoreError>> + Send;
}

//! The room of directories. Trees are small, so that a rule sees all of one.

use contract::opencx::Directory;

use super::{Claim, IfMatch, Refusal, StoreError, Written};

/// Directories. Every function names the workspace first.
pub trait DirectoryStore: Send + Sync {
    /// All of them with the numbers of their trainings, by name.
    fn directories(
        &self,
        workspace: &str,
    ) -> impl Future<Output = Result<Vec<Directory>, StoreError>> + Send;

    /// Writes the one that the rule makes from all others.
    fn create_directory(
        &self,
        workspace: &str,
        claim: Option<Claim>,
        rule: impl FnOnce(&[Directory]) -> Result<Directory, Refusal> + Send + 'static,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Writes what the rule makes of one.
    fn change_directory(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&[Directory]) -> Result<Directory, Refusal> + Send + 'static,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Deletes one. Its trainings go to its parent, its subdirectories where the rule puts them.
    /// `now` is RFC 3339: the moved trainings have changed.
    fn delete_directory(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        now: String,
        rule: impl FnOnce(&[Directory]) -> Result<Vec<Directory>, Refusal> + Send + 'static,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The refusal of an unknown id.
#[must_use]
pub fn unknown(id: &str) -> Refusal {
    Refusal::NotFound(format!(
        "There is no directory `{id}` in this workspace; it may have been deleted. Load the directories again."
    ))
}

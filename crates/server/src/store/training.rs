//! The room of trainings.

use contract::opencx::{ListQuery, Version};
use domain::lifecycle::{Change, Current};

use super::{Claim, IfMatch, Page, Refusal, Row, StoreError, Written};

/// Which training is to be changed, and on what condition.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The training.
    pub id: String,
    /// Refused where the row has another state.
    pub if_match: IfMatch,
    /// A version that the rule wants to see; an unknown one is refused.
    pub version: Option<u64>,
    /// Where the request may come again.
    pub claim: Option<Claim>,
}

/// Trainings and their versions. Every function names the workspace first.
pub trait TrainingStore: Send + Sync {
    /// A page, newest first, ties on the greater id.
    fn list_trainings(
        &self,
        workspace: &str,
        query: &ListQuery,
    ) -> impl Future<Output = Result<Page, StoreError>> + Send;

    /// One training.
    fn training(
        &self,
        workspace: &str,
        id: &str,
    ) -> impl Future<Output = Result<Option<Row>, StoreError>> + Send;

    /// Writes a new one. An unknown directory or segment is refused by name.
    fn create_training(
        &self,
        workspace: &str,
        change: Change,
        claim: Option<Claim>,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Changes one by a rule, which sees the row and the wanted version.
    fn change_training(
        &self,
        workspace: &str,
        edit: Edit,
        rule: impl FnOnce(&Current, Option<&Version>) -> Result<Change, Refusal> + Send + 'static,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Deletes one with its versions.
    fn delete_training(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The published versions of a training, newest first; `None` for an unknown training.
    fn versions(
        &self,
        workspace: &str,
        id: &str,
    ) -> impl Future<Output = Result<Option<Vec<Version>>, StoreError>> + Send;
}

/// The refusal of an unknown id.
#[must_use]
pub fn unknown(id: &str) -> Refusal {
    Refusal::NotFound(format!(
        "There is no training `{id}` in this workspace; it may have been deleted. Load the list again."
    ))
}

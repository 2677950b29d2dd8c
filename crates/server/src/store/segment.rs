//! The room of segments.

use contract::opencx::Segment;

use super::{Claim, IfMatch, Refusal, Row, StoreError, Written};

/// Segments. Every function names the workspace first.
pub trait SegmentStore: Send + Sync {
    /// Rows after the first `offset`, newest first, and the number of all.
    fn list_segments(
        &self,
        workspace: &str,
        limit: u64,
        offset: u64,
    ) -> impl Future<Output = Result<(Vec<Segment>, u64), StoreError>> + Send;

    /// One segment.
    fn segment(
        &self,
        workspace: &str,
        id: &str,
    ) -> impl Future<Output = Result<Option<Row>, StoreError>> + Send;

    /// The segments of a contact, by name; none for a contact that nobody knows.
    fn segments_of(
        &self,
        workspace: &str,
        contact: &str,
    ) -> impl Future<Output = Result<Vec<Segment>, StoreError>> + Send;

    /// Writes a new one.
    fn create_segment(
        &self,
        workspace: &str,
        segment: Segment,
        claim: Option<Claim>,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Writes what the rule makes of one.
    fn change_segment(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(Segment) -> Segment + Send + 'static,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Deletes one. Refused while a training is restricted to it: without its segment the
    /// training would be shown to everyone, or to nobody.
    fn delete_segment(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The refusal of an unknown id.
#[must_use]
pub fn unknown(id: &str) -> Refusal {
    Refusal::NotFound(format!(
        "There is no segment `{id}` in this workspace; it may have been deleted. Load the segments again."
    ))
}

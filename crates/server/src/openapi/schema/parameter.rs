//! Parameters in paths, queries and headers.

use utoipa::IntoParams;

use super::{SortBy, TrainingType};

/// Where the body of training is.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct WorkspacePath {
    /// Id of a workspace, from `GET /w`.
    #[param(example = "main")]
    pub workspace: String,
}

/// A row.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct IdPath {
    /// Id of the row.
    #[param(min_length = 1, max_length = 255)]
    pub id: String,
}

/// A version.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct VersionNumberPath {
    /// Number of a version, from 1.
    #[param(minimum = 1)]
    pub version: u64,
}

/// A segment.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct SegmentIdPath {
    /// Id of the segment.
    #[param(
        pattern = "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$"
    )]
    pub segment_id: String,
}

/// A contact.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ContactIdPath {
    /// Id of the contact.
    #[param(
        pattern = "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$"
    )]
    pub contact_id: String,
}

/// Filters and paging of trainings.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrainingListQuery {
    /// Part of a title or content, published or draft, without regard to case.
    pub search: Option<String>,
    /// Only this type.
    #[param(inline)]
    pub r#type: Option<TrainingType>,
    /// `true` for drafts only, `false` for published ones only.
    pub is_draft: Option<bool>,
    /// Rows in a page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// Rows before the page.
    #[param(minimum = 0, maximum = 9007199254740991_u64, default = 0)]
    pub offset: Option<u64>,
    /// Order: newest first, or most handoffs first.
    #[param(inline)]
    pub sort_by: Option<SortBy>,
    /// A JSON object as text: only trainings whose metadata contain it (`jsonb @>`).
    #[param(example = "{\"source\":\"pipeline\"}")]
    pub metadata: Option<String>,
}

/// Paging of segments.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SegmentListQuery {
    /// Number of the page.
    #[param(minimum = 1, maximum = 9007199254740991_u64, default = 1)]
    pub page: Option<u64>,
    /// Rows in a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u64>,
}

/// The condition of a write; an extension.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IfMatchHeader {
    /// The ETag that was read: refused with 412 where the row has changed since. An extension.
    #[param(rename = "If-Match", nullable = false)]
    pub if_match: Option<String>,
}

/// The condition of a read; an extension.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IfNoneMatchHeader {
    /// The ETag that the caller has: answered with 304 where it still holds. An extension.
    #[param(rename = "If-None-Match", nullable = false)]
    pub if_none_match: Option<String>,
}

/// A create that may be sent again; an extension.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IdempotencyHeader {
    /// For 24 hours the same key with the same request is answered with the first answer, and
    /// `Idempotency-Replayed: true`; with another request it is a 409. An extension.
    #[param(
        rename = "Idempotency-Key",
        nullable = false,
        min_length = 1,
        max_length = 255
    )]
    pub idempotency_key: Option<String>,
}

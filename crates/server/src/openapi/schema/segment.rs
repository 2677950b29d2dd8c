//! Segments.

use serde_json::Value;
use utoipa::ToSchema;

/// A named group of contacts.
#[derive(Debug, ToSchema)]
pub struct Segment {
    /// UUID.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What the group is.
    #[schema(required)]
    pub description: Option<String>,
    /// Who is in it.
    pub definition: SegmentDefinition,
    /// When it was made.
    #[schema(required, format = DateTime)]
    pub created_at: Option<String>,
    /// When it was last written.
    #[schema(required, format = DateTime)]
    pub updated_at: Option<String>,
}

/// Alternatives.
#[derive(Debug, ToSchema)]
pub struct SegmentDefinition {
    /// One of them must hold.
    pub or: Vec<SegmentAlternative>,
}

/// Conditions that hold together.
#[derive(Debug, ToSchema)]
pub struct SegmentAlternative {
    /// Objects with a `type`, and what that type needs.
    #[schema(value_type = Vec<Object>)]
    pub and: Vec<Value>,
}

/// A page of segments.
#[derive(Debug, ToSchema)]
pub struct SegmentPage {
    /// The rows.
    pub data: Vec<Segment>,
    /// Number of this page, from 1.
    pub page: u64,
    /// Rows in a page.
    pub limit: u64,
    /// All rows.
    pub total: u64,
    /// Whether a page follows.
    pub has_next: bool,
    /// Whether a page comes before.
    pub has_previous: bool,
}

/// The segments of a contact.
#[derive(Debug, ToSchema)]
pub struct ContactSegments {
    /// By name.
    pub data: Vec<Segment>,
}

/// Body of a create.
#[derive(Debug, ToSchema)]
pub struct SegmentCreate {
    /// The name; blanks around it are cut off.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// What the group is.
    pub description: Option<String>,
    /// Absent means that nobody is in it.
    #[schema(nullable = false)]
    pub definition: Option<SegmentDefinition>,
}

/// Body of an update: an absent field keeps its value.
#[derive(Debug, ToSchema)]
pub struct SegmentUpdate {
    /// The name; blanks around it are cut off.
    #[schema(nullable = false, min_length = 1, max_length = 120)]
    pub name: Option<String>,
    /// Null clears it.
    pub description: Option<String>,
    /// Who is in it.
    #[schema(nullable = false)]
    pub definition: Option<SegmentDefinition>,
}

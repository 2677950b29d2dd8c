//! Directories.

use utoipa::ToSchema;

/// A folder of scenarios.
#[derive(Debug, ToSchema)]
pub struct Directory {
    /// Unique id.
    pub id: String,
    /// Unique among its siblings without regard to case.
    pub name: String,
    /// The directory around it; null at the top.
    #[schema(required)]
    pub parent_id: Option<String>,
    /// Scenarios directly in it.
    pub training_count: u64,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was last written.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// All directories.
#[derive(Debug, ToSchema)]
pub struct DirectoryList {
    /// By name.
    pub items: Vec<Directory>,
}

/// Body of a create.
#[derive(Debug, ToSchema)]
pub struct DirectoryCreate {
    /// The name; blanks around it are cut off.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// Absent or null for the top.
    pub parent_id: Option<String>,
}

/// Body of an update: an absent field keeps its value.
#[derive(Debug, ToSchema)]
pub struct DirectoryUpdate {
    /// The name; blanks around it are cut off.
    #[schema(nullable = false, min_length = 1, max_length = 120)]
    pub name: Option<String>,
    /// Null for the top.
    pub parent_id: Option<String>,
}

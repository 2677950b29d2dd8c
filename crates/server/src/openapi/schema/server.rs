//! Workspaces, errors, and the answer to a delete.

use utoipa::ToSchema;

/// What every failure answers (OpenCX, `ErrorDto`).
#[derive(Debug, ToSchema)]
pub struct ErrorBody {
    /// The HTTP status again.
    #[schema(rename = "statusCode", example = 400)]
    pub status_code: u16,
    /// What is wrong and what to change.
    pub message: String,
    /// The status's name.
    #[schema(example = "Bad Request")]
    pub error: String,
}

/// The answer to a delete.
#[derive(Debug, ToSchema)]
pub struct Success {
    /// Always true.
    pub success: bool,
}

/// All workspaces.
#[derive(Debug, ToSchema)]
pub struct WorkspaceList {
    /// By id.
    pub items: Vec<Workspace>,
}

/// One body of training in one dialect.
#[derive(Debug, ToSchema)]
pub struct Workspace {
    /// Segment of the path: `/w/{id}`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The API that it speaks.
    pub dialect: Dialect,
    /// Where its data are.
    pub backend: Backend,
    /// The extensions that answer.
    pub capabilities: Vec<Capability>,
}

/// An API.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Dialect {
    /// OpenCX's.
    OpenCx,
    /// Talkover's.
    Talkover,
}

/// A place of data.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Backend {
    /// This server's database.
    Local,
    /// The vendor's.
    Upstream,
}

/// An extension.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum Capability {
    /// `/training/directories`
    Directories,
    /// Directories may nest.
    DirectoryTree,
    /// `PUT /training/{id}/directory`
    Move,
    /// `POST /training/search` and `GET /search/status`
    Search,
    /// `/knowledge`
    Knowledge,
    /// `POST /training/generate-scenario`
    Generate,
    /// `/training/{id}/versions`
    Versions,
    /// Writing `/contacts/segments`
    SegmentsWrite,
    /// `/chat/sessions`
    Sessions,
    /// `/handoff-analytics`
    Handoffs,
}

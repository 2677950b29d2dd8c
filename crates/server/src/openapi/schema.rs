//! The shapes of requests and answers for the OpenAPI document. The types that are really read
//! and written are the contract's; a test holds these against real answers.

mod directory;
mod parameter;
mod segment;
mod server;
mod training;

pub use directory::{Directory, DirectoryCreate, DirectoryList, DirectoryUpdate};
pub use parameter::{
    ContactIdPath, IdPath, IdempotencyHeader, IfMatchHeader, IfNoneMatchHeader, SegmentIdPath,
    SegmentListQuery, TrainingListQuery, VersionNumberPath, WorkspacePath,
};
pub use segment::{
    ContactSegments, Segment, SegmentCreate, SegmentDefinition, SegmentPage, SegmentUpdate,
};
pub use server::{ErrorBody, Success, Workspace, WorkspaceList};
pub use training::{
    Channel, MoveTraining, SortBy, ToggleDraft, Training, TrainingCreate, TrainingPage,
    TrainingType, TrainingUpdate, UtcInstant, Version, VersionList,
};

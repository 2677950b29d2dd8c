//! The shapes of requests and answers for the OpenAPI document. The types that are really read
//! and written are the contract's; a test holds these against real answers.

mod directory;
mod knowledge;
mod parameter;
mod search;
mod segment;
mod server;
mod talkover;
mod training;

pub use directory::{Directory, DirectoryCreate, DirectoryList, DirectoryUpdate};
pub use knowledge::{
    KnowledgeDocument, KnowledgeFormat, KnowledgeImport, KnowledgeListQuery, KnowledgePage,
    KnowledgePassage, KnowledgeText,
};
pub use parameter::{
    ContactIdPath, IdPath, IdempotencyHeader, IfMatchHeader, IfNoneMatchHeader, SegmentIdPath,
    SegmentListQuery, TrainingListQuery, VersionNumberPath, WorkspacePath,
};
pub use search::{
    SearchAnswer, SearchHit, SearchMode, SearchRequest, SearchSource, SearchState, SearchStatus,
};
pub use segment::{
    ContactSegments, Segment, SegmentCreate, SegmentDefinition, SegmentPage, SegmentUpdate,
};
pub use server::{ErrorBody, Success, Workspace, WorkspaceList};
pub use talkover::{
    Agent, AgentAction, AgentActionInput, AgentCreate, AgentList, AgentListQuery, AgentPath,
    AgentRead, AgentState, AgentStateWritten, AgentStatus, AgentTraining, AgentTrainingList,
    AgentTrainingListQuery, AgentTrainingPath, AgentTrainingRead, AgentTrainingStatus,
    AgentTrainingUpsert, AgentTrainingWritten, AgentWritten, CallingUpdate, Direction, Gone,
    Health, InterruptSensitivity, Invalid, KnowledgeUpdate, Language, NotAuthorized, PageMeta,
    PhoneNumber, Refused, Setup, Voice, VoiceTemplate, VoiceUpdate, WhoSpeaksFirst,
};
pub use training::{
    Channel, MoveTraining, SortBy, ToggleDraft, Training, TrainingCreate, TrainingPage,
    TrainingType, TrainingUpdate, UtcInstant, Version, VersionList,
};

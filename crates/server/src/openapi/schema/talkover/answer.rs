//! The envelopes of the Talkover dialect.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use super::{Agent, AgentStatus, AgentTraining};

/// Where a page stands in its list.
#[derive(Debug, ToSchema)]
pub struct PageMeta {
    /// Number of the page, from 1.
    pub current_page: u64,
    /// Rows in a page.
    pub per_page: u64,
    /// All rows that match.
    pub total: u64,
    /// Number of the last page, at least 1.
    pub last_page: u64,
}

/// A page of agents.
#[derive(Debug, ToSchema)]
pub struct AgentList {
    /// Always true.
    pub success: bool,
    /// The rows.
    pub data: Vec<Agent>,
    /// Where the page stands.
    pub meta: PageMeta,
}

/// An agent.
#[derive(Debug, ToSchema)]
pub struct AgentRead {
    /// Always true.
    pub success: bool,
    /// The agent.
    pub data: Agent,
}

/// An agent that was written.
#[derive(Debug, ToSchema)]
pub struct AgentWritten {
    /// Always true.
    pub success: bool,
    /// What was done.
    pub message: String,
    /// The agent.
    pub data: Agent,
}

/// What publish and unpublish say of an agent.
#[derive(Debug, ToSchema)]
pub struct AgentState {
    /// Unique id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether it takes calls.
    pub current_status: AgentStatus,
    /// Whether knowledge, voice and calling have each been set.
    pub is_ready_to_publish: bool,
    /// When it was last written.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// An agent that was published or unpublished.
#[derive(Debug, ToSchema)]
pub struct AgentStateWritten {
    /// Always true.
    pub success: bool,
    /// What was done.
    pub message: String,
    /// What has become of it.
    pub data: AgentState,
}

/// Trainings of an agent.
#[derive(Debug, ToSchema)]
pub struct AgentTrainingList {
    /// Always true.
    pub success: bool,
    /// The rows.
    pub data: Vec<AgentTraining>,
    /// Where the page stands; absent where all rows are there.
    #[schema(nullable = false)]
    pub meta: Option<PageMeta>,
}

/// A training.
#[derive(Debug, ToSchema)]
pub struct AgentTrainingRead {
    /// Always true.
    pub success: bool,
    /// The training.
    pub data: AgentTraining,
}

/// A training that was written.
#[derive(Debug, ToSchema)]
pub struct AgentTrainingWritten {
    /// Always true.
    pub success: bool,
    /// What was done.
    pub message: String,
    /// The training.
    pub data: AgentTraining,
}

/// The answer to a delete.
#[derive(Debug, ToSchema)]
pub struct Gone {
    /// Always true.
    pub success: bool,
    /// What was done.
    pub message: String,
}

/// That all is well.
#[derive(Debug, ToSchema)]
pub struct Health {
    /// Always `ok`.
    pub status: String,
}

/// What a failure answers.
#[derive(Debug, ToSchema)]
pub struct Refused {
    /// Always false.
    pub success: bool,
    /// What is wrong.
    #[schema(example = "Agent not found")]
    pub message: String,
}

/// What a missing scope answers.
#[derive(Debug, ToSchema)]
pub struct NotAuthorized {
    /// Always false.
    pub success: bool,
    /// What is wrong.
    #[schema(example = "You are not authorized to perform this action.")]
    pub message: String,
    /// The scope that the key lacks.
    #[schema(example = "agents:write", extensions(("x-cuebook-extension" = json!(true))))]
    pub required_scope: String,
}

/// What fields that are not accepted answer.
#[derive(Debug, ToSchema)]
pub struct Invalid {
    /// Always false.
    pub success: bool,
    /// What is wrong.
    #[schema(example = "The given data was invalid.")]
    pub message: String,
    /// For each field what is wrong with it.
    #[schema(example = json!({"subject": ["The subject field is required."]}))]
    pub errors: BTreeMap<String, Vec<String>>,
}

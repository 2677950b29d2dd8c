//! Trainings of voice agents.

use utoipa::ToSchema;

/// Whether an agent uses a training.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum AgentTrainingStatus {
    /// It does.
    Active,
    /// It is kept for later.
    Inactive,
}

/// A training of an agent.
#[derive(Debug, ToSchema)]
pub struct AgentTraining {
    /// Unique id.
    pub id: String,
    /// The key by which the training is written again: the one that was sent, or the id.
    #[schema(extensions(("x-cuebook-extension" = json!(true))))]
    pub node_id: String,
    /// Subject or title.
    pub subject: String,
    /// What the agent learns.
    pub instructions: String,
    /// Whether the agent uses it.
    pub current_status: AgentTrainingStatus,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was last written; grows with every write.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// Body of "Create or update training".
#[derive(Debug, ToSchema)]
pub struct AgentTrainingUpsert {
    /// The key of the training, or its id.
    #[schema(max_length = 255)]
    pub node_id: Option<String>,
    /// Subject or title. Its length counts without blanks around it.
    #[schema(min_length = 1, max_length = 255)]
    pub subject: String,
    /// What the agent learns.
    #[schema(min_length = 1)]
    pub instructions: String,
    /// Active where it is absent, also on an update.
    pub current_status: Option<AgentTrainingStatus>,
}

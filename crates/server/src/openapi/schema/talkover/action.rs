//! Actions of voice agents.

use serde_json::Value;
use utoipa::ToSchema;

/// An action of an agent.
#[derive(Debug, ToSchema)]
pub struct AgentAction {
    /// Unique id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// What it does.
    pub description: String,
    /// Kind.
    pub r#type: String,
    /// What it is called with.
    pub input_schema: Vec<AgentActionInput>,
    /// Its configuration.
    #[schema(required, value_type = Option<Object>)]
    pub config: Option<Value>,
    /// What starts it.
    #[schema(required)]
    pub action_trigger: Option<String>,
    /// Address that it calls.
    pub url: String,
    /// Address that authorises it.
    #[schema(required)]
    pub authorization_url: Option<String>,
    /// Whether it is in use.
    pub current_status: String,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was last written.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// One value that an action is called with.
#[derive(Debug, ToSchema)]
pub struct AgentActionInput {
    /// Name.
    pub name: String,
    /// Kind of value.
    pub r#type: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub description: String,
}

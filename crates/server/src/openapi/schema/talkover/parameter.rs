//! Parameters of the Talkover dialect.

use utoipa::IntoParams;

use super::{AgentStatus, Direction};

/// An agent.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AgentPath {
    /// Id of the agent.
    pub agent_id: String,
}

/// A training of an agent.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AgentTrainingPath {
    /// Id of the training.
    pub training_id: String,
}

/// Filters and paging of agents.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgentListQuery {
    /// Only drafts, or only published ones.
    #[param(inline)]
    pub status: Option<AgentStatus>,
    /// Only those that are called, or only those that call.
    #[param(inline)]
    pub direction: Option<Direction>,
    /// Part of the name or the label, without regard to case.
    pub search: Option<String>,
    /// Rows in a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub per_page: Option<u64>,
    /// Number of the page.
    #[param(minimum = 1, maximum = 1000000000, default = 1)]
    pub page: Option<u64>,
}

/// Paging of trainings; without any of it all are answered.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgentTrainingListQuery {
    /// Rows in a page; 20 where only `page` is sent.
    #[param(minimum = 1, maximum = 100)]
    pub per_page: Option<u64>,
    /// Number of the page; 1 where only `per_page` is sent.
    #[param(minimum = 1, maximum = 1000000000)]
    pub page: Option<u64>,
}

//! The room of voice agents.

use contract::talkover::{Agent, AgentQuery};

use super::{Claim, IfMatch, Page, Refusal, Row, StoreError, Written};

/// Voice agents. Every function names the workspace first. Rows and pages show an agent with
/// its trainings; a rule sees it without, and what it says about them is not written.
pub trait AgentStore: Send + Sync {
    /// A page, newest first, ties on the greater id.
    fn list_agents(
        &self,
        workspace: &str,
        query: &AgentQuery,
    ) -> impl Future<Output = Result<Page, StoreError>> + Send;

    /// One agent.
    fn agent(
        &self,
        workspace: &str,
        id: &str,
    ) -> impl Future<Output = Result<Option<Row>, StoreError>> + Send;

    /// Writes a new one.
    fn create_agent(
        &self,
        workspace: &str,
        agent: Agent,
        claim: Option<Claim>,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Changes one by a rule.
    fn change_agent(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&Agent) -> Result<Agent, Refusal> + Send + 'static,
    ) -> impl Future<Output = Result<Row, StoreError>> + Send;

    /// Deletes one with its trainings, if the rule lets it.
    fn delete_agent(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&Agent) -> Result<(), Refusal> + Send + 'static,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The refusal of an unknown agent, in the documented words.
#[must_use]
pub fn unknown() -> Refusal {
    Refusal::NotFound("Agent not found".to_owned())
}

//! The room of a voice agent's trainings.

use contract::talkover::{Agent, Paging, Training};

use super::{Claim, IfMatch, Page, Refusal, Row, StoreError, Written};

/// Which training is to be written, and on what condition.
#[derive(Clone, Debug, Default)]
pub struct Upsert {
    /// Id of the agent.
    pub agent: String,
    /// The key of the training, or its id; `None` for a new one.
    pub node_id: Option<String>,
    /// Refused where the training has another state, or is not there at all.
    pub if_match: IfMatch,
    /// Where the request may come again.
    pub claim: Option<Claim>,
}

/// Trainings of voice agents. Every function names the workspace and the agent first.
pub trait AgentTrainingStore: Send + Sync {
    /// The trainings of an agent, oldest first, ties on the smaller id: all of them, or a page.
    /// `None` for an unknown agent.
    fn agent_trainings(
        &self,
        workspace: &str,
        agent: &str,
        paging: Option<Paging>,
    ) -> impl Future<Output = Result<Option<Page>, StoreError>> + Send;

    /// One training.
    fn agent_training(
        &self,
        workspace: &str,
        agent: &str,
        id: &str,
    ) -> impl Future<Output = Result<Option<Row>, StoreError>> + Send;

    /// Writes what the rule makes of the agent and of the training, where there is one.
    fn put_agent_training(
        &self,
        workspace: &str,
        upsert: Upsert,
        rule: impl FnOnce(&Agent, Option<&Training>) -> (Agent, Training) + Send + 'static,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;

    /// Deletes one, and writes what the rule makes of its agent.
    fn delete_agent_training(
        &self,
        workspace: &str,
        agent: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&Agent) -> Agent + Send + 'static,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The refusal of an unknown training, also one of another agent, in the documented words.
#[must_use]
pub fn unknown() -> Refusal {
    Refusal::NotFound("Training not found".to_owned())
}

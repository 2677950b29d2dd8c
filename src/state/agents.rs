//! The open workspace of voice agents: which there are, and the commands that change them. What a
//! service returns replaces the row; nothing else writes it.

use std::collections::HashMap;

use contract::{
    DecodeError, WorkspaceInfo,
    talkover::{Agent, AgentInput, CallingInput, KnowledgeInput, VoiceInput},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Session, workspace::Known};
use crate::api::{ApiError, Client, Reading, talkover};

mod desk;
mod settings;

pub use crate::api::talkover::TaggedAgent;
pub use desk::{Desk, Ended, Fresh};

/// The open workspace.
#[derive(Clone, Copy)]
pub struct Agents {
    session: Session,
    info: StoredValue<WorkspaceInfo>,
    scope: StoredValue<String>,
    client: StoredValue<Client, LocalStorage>,
    list: RwSignal<Known<Vec<Agent>>>,
    unreadable: RwSignal<Vec<DecodeError>>,
    reload: RwSignal<u32>,
    /// Desks outlive their pages: what one has begun goes on while another page is looked at.
    desks: StoredValue<HashMap<String, Desk>>,
    owner: StoredValue<Option<Owner>>,
}

impl Agents {
    /// Opens a workspace, starts reading it, and gives it to everything below.
    pub fn provide(info: WorkspaceInfo) -> Self {
        let session = Session::expect();
        let client = session.client(&info.id);
        let base = session.connection_untracked().map(|known| known.base);
        let scope = format!("{} {}", base.unwrap_or_default(), info.id);
        let agents = Self {
            session,
            info: StoredValue::new(info),
            scope: StoredValue::new(scope),
            client: StoredValue::new_local(client),
            list: RwSignal::new(Known::Loading),
            unreadable: RwSignal::new(Vec::new()),
            reload: RwSignal::new(0),
            desks: StoredValue::new(HashMap::new()),
            owner: StoredValue::new(Owner::current()),
        };
        provide_context(agents);
        Effect::new(move || {
            agents.reload.track();
            untrack(move || agents.read_all());
        });
        agents
    }

    /// The workspace around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The session that it is of.
    const fn session(self) -> Session {
        self.session
    }

    /// Its id, as it stands in URLs.
    #[must_use]
    pub fn workspace_id(self) -> String {
        self.info.with_value(|info| info.id.clone())
    }

    /// Its name on this device, where other services may have a workspace of the same id.
    #[must_use]
    pub fn scope(self) -> String {
        self.scope.get_value()
    }

    /// The agents, in the service's order.
    #[must_use]
    pub fn list(self) -> ReadSignal<Known<Vec<Agent>>> {
        self.list.read_only()
    }

    /// Agents that cannot be read, with the field's path.
    #[must_use]
    pub fn unreadable(self) -> ReadSignal<Vec<DecodeError>> {
        self.unreadable.read_only()
    }

    /// Reads them again.
    pub fn read_again(self) {
        self.reload.update(|times| *times += 1);
    }

    fn read_all(self) {
        let reading = Reading::here();
        let client = self.client();
        spawn_local(async move {
            match talkover::agents(&client, reading.as_ref()).await {
                Ok(rows) => {
                    let (read, bad): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
                    let bad = bad.into_iter().filter_map(Result::err).collect();
                    self.unreadable.try_set(bad);
                    self.list
                        .try_set(Known::Ready(read.into_iter().flatten().collect()));
                }
                Err(ApiError::Aborted) => {}
                Err(error) => {
                    self.list.try_set(Known::Failed(error));
                }
            }
        });
    }

    /// An agent as the service showed it last.
    #[must_use]
    pub fn agent(self, id: &str) -> Option<Agent> {
        self.list
            .try_with_untracked(|known| {
                let mut all = known.ready()?.iter();
                all.find(|agent| agent.id == id).cloned()
            })
            .flatten()
    }

    /// Reads an agent.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn read(self, id: &str) -> Result<TaggedAgent, ApiError> {
        let read = talkover::agent(&self.client(), id, None).await?;
        self.took(read.agent.clone());
        Ok(read)
    }

    /// Creates an agent, once: sent again under the same key, it makes no second one.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn create(self, input: &AgentInput, key: &str) -> Result<Agent, ApiError> {
        let made = talkover::create_agent(&self.client(), input, key).await?;
        Ok(self.took(made))
    }

    /// Deletes an agent with its trainings.
    ///
    /// # Errors
    ///
    /// [`ApiError::Conflict`] where it is published or has running calls; any other [`ApiError`].
    pub async fn delete(self, id: &str) -> Result<(), ApiError> {
        match talkover::delete_agent(&self.client(), id).await {
            // Somebody else was faster: it is gone, which is what was asked for.
            Ok(()) | Err(ApiError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
        self.lost(id);
        Ok(())
    }

    /// Shows an agent no longer: it is gone.
    fn lost(self, id: &str) {
        self.list.try_update(|known| {
            if let Known::Ready(all) = known {
                all.retain(|agent| agent.id != id);
            }
        });
    }

    /// Lets an agent take calls.
    ///
    /// # Errors
    ///
    /// [`ApiError::Invalid`] where something is missing for it; any other [`ApiError`].
    pub async fn publish(self, known: &Agent) -> Result<Agent, ApiError> {
        let agent = talkover::publish(&self.client(), known).await?;
        Ok(self.took(agent))
    }

    /// Lets an agent take no new calls.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn unpublish(self, known: &Agent) -> Result<Agent, ApiError> {
        let agent = talkover::unpublish(&self.client(), known).await?;
        Ok(self.took(agent))
    }

    /// Sets what an agent knows. The agent goes offline.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
    pub async fn set_knowledge(
        self,
        known: &Agent,
        input: &KnowledgeInput,
        etag: Option<&str>,
    ) -> Result<Agent, ApiError> {
        let agent = talkover::set_knowledge(&self.client(), known, input, etag).await?;
        Ok(self.took(agent))
    }

    /// Sets how an agent sounds. The agent goes offline.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
    pub async fn set_voice(
        self,
        known: &Agent,
        input: &VoiceInput,
        etag: Option<&str>,
    ) -> Result<Agent, ApiError> {
        let agent = talkover::set_voice(&self.client(), known, input, etag).await?;
        Ok(self.took(agent))
    }

    /// Sets who calls whom.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
    pub async fn set_calling(
        self,
        known: &Agent,
        input: &CallingInput,
        etag: Option<&str>,
    ) -> Result<Agent, ApiError> {
        let agent = talkover::set_calling(&self.client(), known, input, etag).await?;
        Ok(self.took(agent))
    }

    /// The desk of an agent, the same one for as long as the workspace is open.
    fn desk(self, id: &str) -> Desk {
        let known = self.desks.with_value(|desks| desks.get(id).copied());
        known.unwrap_or_else(|| {
            let make = || Desk::new(self, id.to_owned());
            let made = match self.owner.get_value() {
                Some(owner) => owner.with(make),
                None => make(),
            };
            self.desks.update_value(|desks| {
                desks.insert(id.to_owned(), made);
            });
            made
        })
    }

    fn client(self) -> Client {
        self.client.get_value()
    }

    /// Takes over what the service returned, and gives it back.
    fn took(self, agent: Agent) -> Agent {
        // The workspace may have been left while the answer was on its way.
        self.list.try_update(|known| {
            if let Known::Ready(all) = known {
                match all.iter_mut().find(|old| old.id == agent.id) {
                    Some(old) => old.clone_from(&agent),
                    None => all.push(agent.clone()),
                }
            }
        });
        agent
    }
}

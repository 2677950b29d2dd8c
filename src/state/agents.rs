//! TEMPORARY
use super::Session;
use crate::api::{ApiError, Client, talkover};
use contract::{
    WorkspaceInfo,
    talkover::{Agent, AgentInput},
};
use domain::talkover::settings::SettingsInput;
use leptos::prelude::*;
#[derive(Clone, Copy)]
pub struct Agents {
    info: StoredValue<WorkspaceInfo>,
    session: Session,
}
impl Agents {
    pub fn provide(info: WorkspaceInfo) -> Self {
        let a = Self {
            info: StoredValue::new(info),
            session: Session::expect(),
        };
        provide_context(a);
        a
    }
    pub fn expect() -> Self {
        expect_context()
    }
    pub fn workspace_id(self) -> String {
        self.info.with_value(|i| i.id.clone())
    }
    fn client(self) -> Client {
        self.session.client(&self.workspace_id())
    }
    pub async fn read_tagged(self, id: &str) -> Result<(Agent, Option<String>), ApiError> {
        talkover::agent(&self.client(), id, None).await
    }
    pub async fn read_all(self) -> Result<Vec<Agent>, ApiError> {
        talkover::all_agents(&self.client(), None).await
    }
    pub async fn create(self, input: &AgentInput, key: &str) -> Result<Agent, ApiError> {
        talkover::create_agent(&self.client(), input, key).await
    }
    pub async fn write_settings(
        self,
        known: &Agent,
        input: &SettingsInput,
        etag: Option<&str>,
    ) -> Result<Agent, ApiError> {
        let (what, body) = match input {
            SettingsInput::Create(_) => return Ok(known.clone()),
            SettingsInput::Knowledge(i) => ("knowledge", i.to_json()),
            SettingsInput::Voice(i) => ("voice", i.to_json()),
            SettingsInput::Calling(i) => ("calling", i.to_json()),
        };
        talkover::set(&self.client(), &known.id, what, body, known, etag).await
    }
}

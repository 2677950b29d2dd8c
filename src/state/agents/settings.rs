//! Writing an agent's settings.

use contract::talkover::Agent;
use domain::talkover::settings::SettingsInput;

use super::Agents;
use crate::api::{ApiError, talkover};

impl Agents {
    /// All agents as the service has them now.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn read_list(self) -> Result<Vec<Agent>, ApiError> {
        let rows = talkover::agents(&self.client(), None).await?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Writes one group of settings of `known`, unless somebody wrote since `etag`. What creates an
    /// agent is no group: nothing is written then.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
    pub async fn write_settings(
        self,
        known: &Agent,
        input: &SettingsInput,
        etag: Option<&str>,
    ) -> Result<Agent, ApiError> {
        match input {
            SettingsInput::Create(_) => Ok(known.clone()),
            SettingsInput::Knowledge(input) => self.set_knowledge(known, input, etag).await,
            SettingsInput::Voice(input) => self.set_voice(known, input, etag).await,
            SettingsInput::Calling(input) => self.set_calling(known, input, etag).await,
        }
    }
}

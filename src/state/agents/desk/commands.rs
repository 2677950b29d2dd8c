//! Commands about the agent itself, and what came of them. Where the answer is lost, the agent as it
//! is now says whether it is done.

use leptos::prelude::GetUntracked;

use super::Desk;
use crate::api::ApiError;

/// How a command ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It is done, whether or not its answer came.
    Done,
    /// The service has done nothing.
    Refused(ApiError),
    /// Nobody knows whether it is done.
    Unknown(ApiError),
}

impl Desk {
    /// Lets the agent take calls.
    pub async fn publish(self) -> Ended {
        self.set_published(true).await
    }

    /// Lets the agent take no new calls.
    pub async fn unpublish(self) -> Ended {
        self.set_published(false).await
    }

    async fn set_published(self, wanted: bool) -> Ended {
        let Some(known) = self.agent.try_get_untracked().flatten() else {
            return Ended::Done;
        };
        let result = if wanted {
            self.agents.publish(&known).await
        } else {
            self.agents.unpublish(&known).await
        };
        let error = match result {
            Ok(agent) => {
                self.took_agent(agent);
                return Ended::Done;
            }
            Err(error) => error,
        };
        let now = self.agents.read(&known.id).await.map(|read| read.agent);
        if let Ok(now) = &now {
            self.took_agent(now.clone());
        }
        match now {
            _ if !error.may_be_done() => Ended::Refused(error),
            Ok(now) if now.is_published() == wanted => Ended::Done,
            Ok(_) => Ended::Refused(error),
            Err(_) => Ended::Unknown(error),
        }
    }

    /// Deletes the agent with its trainings.
    pub async fn delete(self) -> Ended {
        let id = self.id();
        let error = match self.agents.delete(&id).await {
            Ok(()) => return Ended::Done,
            Err(error) if !error.may_be_done() => return Ended::Refused(error),
            Err(error) => error,
        };
        match self.agents.read(&id).await {
            Err(ApiError::NotFound { .. }) => {
                self.agents.lost(&id);
                Ended::Done
            }
            Ok(_) => Ended::Refused(error),
            Err(_) => Ended::Unknown(error),
        }
    }
}

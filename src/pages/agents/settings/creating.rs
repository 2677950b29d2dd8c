//! Creating an agent, once: also where an answer is lost.

use std::hash::{DefaultHasher, Hash, Hasher};

use contract::talkover::{Agent, AgentInput};
use domain::talkover::settings::{SettingsInput, made_among};
use leptos::{prelude::*, task::spawn_local};

use super::form::Form;
use crate::{api::ApiError, state::Agents};

const NOTHING_SENT: &str = "Nothing was sent: the service has not said which agents there are. What \
                            you typed is still here.";
const MAYBE_MADE: &str = "Nobody knows whether the agent was created. What you typed is still here; \
                          trying again looks for it first, and does not create it twice.";
const NOT_MADE: &str = "No agent was created. What you typed is still here.";

/// A create that was sent and may have arrived.
#[derive(Clone)]
struct Sent {
    input: AgentInput,
    /// Its `Idempotency-Key`.
    key: String,
    /// The agents that there were before.
    before: Vec<String>,
}

/// What is remembered of the creates of one form.
#[derive(Clone, Copy)]
pub struct Creating {
    sent: StoredValue<Option<Sent>>,
}

impl Creating {
    /// Nothing was sent yet.
    pub fn new() -> Self {
        Self {
            sent: StoredValue::new(None),
        }
    }

    /// Creates what is typed, and hands over the agent.
    /// `key` is the form's own, which a reload does not change.
    pub fn create(
        self,
        form: Form,
        agents: Agents,
        key: String,
        on_made: impl FnOnce(Agent) + 'static,
    ) {
        if !form.may_send() {
            return;
        }
        form.busy.set(true);
        spawn_local(async move {
            if let Some(agent) = self.made(form, agents, &key).await {
                form.busy.try_set(false);
                on_made(agent);
            }
        });
    }

    async fn made(self, form: Form, agents: Agents, key: &str) -> Option<Agent> {
        let input = match form.draft.try_get_untracked()?.to_input() {
            Ok(SettingsInput::Create(input)) => *input,
            Ok(_) => return None,
            Err(errors) => {
                form.did_not_work(ApiError::Invalid(errors), NOT_MADE);
                return None;
            }
        };
        let now = match agents.read_list().await {
            Ok(now) => now,
            Err(error) => {
                form.did_not_work(error, NOTHING_SENT);
                return None;
            }
        };
        let earlier = self.sent.try_get_value().flatten();
        if let Some(sent) = &earlier
            && let Some(made) = made_among(&sent.input, &sent.before, &now)
        {
            return Some(made.clone());
        }
        // The same text goes under the same key, which makes nothing twice.
        let sent = earlier
            .filter(|sent| sent.input == input)
            .unwrap_or_else(|| Sent {
                key: key_of(key, &input),
                input,
                before: now.into_iter().map(|agent| agent.id).collect(),
            });
        self.sent.try_set_value(Some(sent.clone()));
        match agents.create(&sent.input, &sent.key).await {
            Ok(agent) => Some(agent),
            Err(error) if error.can_retry() => {
                form.did_not_work(error, MAYBE_MADE);
                None
            }
            Err(error) => {
                self.sent.try_set_value(None);
                form.did_not_work(error, NOT_MADE);
                None
            }
        }
    }
}

/// The key of a text: the same one for the same text of the same form, also after a reload, and
/// another one for another text, which the service would refuse under the first one's.
fn key_of(form: &str, input: &AgentInput) -> String {
    let mut hasher = DefaultHasher::new();
    input.to_json().to_string().hash(&mut hasher);
    format!("{form}-{:016x}", hasher.finish())
}

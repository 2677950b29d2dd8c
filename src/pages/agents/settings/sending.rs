//! Saving one group of settings of an agent that exists.
//!
//! The agent is read again before each write: what somebody else has changed in the same fields is
//! shown and not overwritten, and whether the agent goes offline is asked of what it is now.

use contract::talkover::Agent;
use domain::talkover::{SettingsDraft, settings::SettingsInput};
use leptos::{prelude::*, task::spawn_local};

use super::form::{Form, Theirs};
use crate::{
    api::ApiError,
    state::{Agents, agents::TaggedAgent},
    web::clock,
};

const NOTHING_SENT: &str = "Nothing was sent: what the service has now could not be read. What you \
                            typed is still here.";
const MAYBE_SENT: &str = "Nobody knows whether the service has it. What you typed is still here; \
                          sending the same again does no harm.";
const NOT_TAKEN: &str = "The service has taken nothing of it. What you typed is still here.";

impl Form {
    /// Saves what is typed. A published agent goes offline only where the person has said so.
    pub fn save(self, agents: Agents, may_go_offline: bool) {
        if !self.may_send() {
            return;
        }
        if !self.draft.with_untracked(SettingsDraft::is_worth_sending) {
            self.messages
                .say("There is nothing to save: the service has these settings.");
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            self.save_over(agents, may_go_offline).await;
        });
    }

    async fn save_over(self, agents: Agents, may_go_offline: bool) {
        let Some(id) = self
            .draft
            .try_with_untracked(|draft| draft.base().map(|agent| agent.id.clone()))
            .flatten()
        else {
            return;
        };
        let (now, etag) = match agents.read(&id).await {
            Ok(TaggedAgent { agent, etag }) => (agent, etag),
            Err(error) => return self.did_not_work(error, NOTHING_SENT),
        };
        if !self.stands_on(&now) {
            return;
        }
        if now.is_published() && !may_go_offline {
            self.asked.try_set(true);
            return;
        }
        let Some(sent) = self.draft.try_get_untracked() else {
            return;
        };
        let input = match sent.to_input() {
            Ok(input) => input,
            Err(errors) => return self.did_not_work(ApiError::Invalid(errors), NOT_TAKEN),
        };
        match agents.write_settings(&now, &input, etag.as_deref()).await {
            Ok(agent) => self.saved(&sent, &agent, now.is_published()),
            Err(ApiError::Changed) => {
                // Between the reading and the write: what it is now decides.
                match agents.read(&id).await {
                    Ok(newer) if self.stands_on(&newer.agent) => self.did_not_work(
                        ApiError::Changed,
                        "Somebody wrote something else of the agent in that moment. Save again.",
                    ),
                    Ok(_) => {}
                    Err(error) => self.did_not_work(error, NOTHING_SENT),
                }
            }
            Err(error) if error.can_retry() => {
                self.look_for(agents, &sent, &now, error).await;
            }
            Err(error) => self.did_not_work(error, NOT_TAKEN),
        }
    }

    /// Lets what is typed stand on what the agent is now. `false` where somebody else has changed
    /// the same fields: then the person is told of what.
    fn stands_on(self, now: &Agent) -> bool {
        let Some(news) = self.draft.try_with_untracked(|draft| draft.news(now)) else {
            return false;
        };
        if news.is_empty() {
            self.draft.try_update(|draft| *draft = draft.rebase(now));
            return true;
        }
        self.busy.try_set(false);
        self.messages
            .say("Somebody changed these settings since you opened them. Nothing was sent.");
        self.theirs.try_set(Some(Theirs {
            agent: now.clone(),
            news,
        }));
        false
    }

    /// After a lost answer, or one that cannot be read: whether the service has it.
    async fn look_for(self, agents: Agents, sent: &SettingsDraft, before: &Agent, error: ApiError) {
        let now = agents.read(&before.id).await.map(|read| read.agent);
        match now {
            Ok(now) if now.updated_at != before.updated_at && sent.is_shown_by(&now) => {
                self.saved(sent, &now, before.is_published());
            }
            Ok(now) if now.updated_at == before.updated_at => {
                self.did_not_work(error, NOT_TAKEN);
            }
            _ => self.did_not_work(error, MAYBE_SENT),
        }
    }

    fn saved(self, sent: &SettingsDraft, agent: &Agent, was_published: bool) {
        let Some(saved) = self
            .draft
            .try_with_untracked(|typed| typed.saved(sent, agent))
        else {
            return;
        };
        self.busy.try_set(false);
        self.show(saved);
        self.sent.try_set(Some(clock::wall_time()));
        let is_offline = was_published && !agent.is_published();
        self.went_offline.try_set(is_offline);
        let offline = if is_offline {
            " The agent is offline for new calls until it is published again."
        } else {
            ""
        };
        let label = match sent.to_input() {
            Ok(SettingsInput::Knowledge(_)) => "Knowledge",
            Ok(SettingsInput::Voice(_)) => "Voice",
            _ => "Calling settings",
        };
        self.messages.say(format!("{label} saved.{offline}"));
    }
}

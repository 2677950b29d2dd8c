//! What is typed in trainings, and the last breath of a page: what of it may not be in the database
//! when the page goes (see `device/breath.rs`).

use std::collections::HashSet;

use contract::talkover::Training;
use domain::{
    journal::EditKey,
    outbox::Target,
    talkover::{Change, TrainingDraft},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{AgentWork, NotKept};
use crate::{
    state::Device,
    web::storage::{self, Place},
};

/// What the names of such texts begin with; behind it stand workspace and tab.
const NAMED: &str = "cuebook.trainings ";

/// What is done to the changes that wait.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum AgentEdit {
    /// One more, or another one of the same training.
    Put(Change),
    /// One less.
    Withdraw(Target),
}

impl AgentEdit {
    /// Of which training.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Put(change) => change.target(),
            Self::Withdraw(target) => target.clone(),
        }
    }

    /// Makes it.
    pub fn make(&self, work: &mut AgentWork, agent: &str) {
        match self {
            Self::Put(change) => work.put(agent, change.clone()),
            Self::Withdraw(target) => {
                work.batch_of(agent).withdraw(target);
                work.forget_refusal(target);
            }
        }
    }
}

impl AgentEdit {
    /// A form was sent and taken: what was typed over it meanwhile stands on what it has left.
    pub fn follow(&mut self, made: &TrainingDraft, left: &Training) {
        if let Self::Put(change) = self {
            change.follow(made, left);
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Breath {
    scope: String,
    agent: String,
    tab: String,
    edits: Vec<AgentEdit>,
}

impl Device {
    /// Keeps edits outside of the database. Where the browser refuses, the database alone is left.
    pub fn hold_agent_edits(self, scope: &str, agent: &str, edits: Vec<AgentEdit>) {
        let name = self.name_of(scope, agent);
        let breath = Breath {
            scope: scope.to_owned(),
            agent: agent.to_owned(),
            tab: self.tab(),
            edits,
        };
        storage::write(Place::Device, &name, &breath);
    }

    /// The database has them.
    pub fn let_agent_edits_go(self, scope: &str, agent: &str) {
        storage::remove(Place::Device, &self.name_of(scope, agent));
    }

    fn name_of(self, scope: &str, agent: &str) -> String {
        format!("{NAMED}{}{agent}|{}", EditKey::prefix(scope), self.tab())
    }

    /// Puts the edits into the database that pages could not be sure of and that are gone.
    pub(in crate::state::device) async fn take_agent_breaths(self, alive: &HashSet<String>) {
        for name in storage::names(Place::Device, NAMED) {
            let Some(breath) = storage::read::<Breath>(Place::Device, &name) else {
                continue;
            };
            if alive.contains(&breath.tab) {
                continue;
            }
            let make = |work: &mut AgentWork| {
                for edit in &breath.edits {
                    edit.make(work, &breath.agent);
                }
                true
            };
            match self
                .change_agent_work(&breath.scope, &breath.agent, make)
                .await
            {
                Ok(_) => {
                    storage::remove(Place::Device, &name);
                    // Who has read already reads again.
                    self.agents_news.try_update(|times| *times += 1);
                }
                // It stays, and so does what it would be put into.
                Err(NotKept::Storage(_) | NotKept::Unreadable) => {}
            }
        }
    }
}

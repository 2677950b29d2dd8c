//! What this device keeps of a voice agent: changes that wait, the run that makes them, keys that
//! the service does not show, and what was done.

use domain::{
    Moment,
    journal::EditKey,
    merge::Written,
    outbox::Target,
    talkover::{Batch, Change, Deed, Keys, Refused, Run},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Device, NEWS_AGENTS};
use crate::web::idb::{Durability, Key, StorageError, Store};

mod breath;

pub use breath::AgentEdit;

/// Deeds of one agent that are kept, to be undone.
const DEEDS: usize = 60;

/// What a run has done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Done {
    /// When it ended, by the device's clock.
    pub at: Moment,
    /// What it did.
    pub deeds: Vec<Deed>,
    /// Whether it has been undone.
    pub undone: bool,
}

/// What is kept of one agent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentWork {
    /// Changes that wait.
    pub batch: Option<Batch>,
    /// The run that makes changes, until its account has been read.
    pub run: Option<Run>,
    /// Whether that has ended, and what it left waits again.
    pub is_settled: bool,
    /// Forms that the service has refused, until they are sent again.
    pub refused: Vec<Refused>,
    /// Conflicts that were decided by hand, and are not among the changes yet.
    pub written: Vec<Written>,
    /// Keys that the service does not show.
    pub keys: Keys,
    /// What runs have done, the oldest first.
    pub done: Vec<Done>,
}

impl AgentWork {
    /// The changes that a run is still to make. What one has left that has ended waits again.
    #[must_use]
    pub fn going(&self) -> Option<Batch> {
        let run = self.run.as_ref().filter(|_| !self.is_settled)?;
        Some(run.left_over())
    }

    /// The change that a form stands on: the one that waits for its training, else the one that is
    /// being made.
    #[must_use]
    pub fn change_of(&self, target: &Target) -> Option<Change> {
        let waits = self.batch.as_ref().and_then(|batch| batch.of(target));
        waits.cloned().or_else(|| self.going()?.of(target).cloned())
    }

    /// Adds a change to those that wait.
    pub fn put(&mut self, agent: &str, change: Change) {
        let is_going = self
            .going()
            .is_some_and(|going| going.of(&change.target()).is_some());
        let batch = self.batch_of(agent);
        if is_going {
            batch.hold(change);
        } else {
            batch.add(change);
        }
    }

    /// Remembers what was written by hand in place of conflicts.
    pub fn write_by_hand(&mut self, written: Vec<Written>) {
        for one in written {
            self.written
                .retain(|known| known.mine != one.mine || known.theirs != one.theirs);
            self.written.push(one);
        }
    }

    /// Remembers what a run has done, and forgets what was done long before.
    pub fn remember(&mut self, at: Moment, deeds: Vec<Deed>) {
        if !deeds.is_empty() {
            self.done.push(Done {
                at,
                deeds,
                undone: false,
            });
        }
        let count = |done: &[Done]| done.iter().map(|done| done.deeds.len()).sum::<usize>();
        while count(&self.done) > DEEDS && self.done.len() > 1 {
            self.done.remove(0);
        }
    }

    /// Remembers why the service refuses the form whose decision the run waits for.
    pub fn remember_refusal(&mut self) {
        if let Some(refused) = self.run.as_ref().and_then(Run::refused) {
            self.forget_refusal(&refused.target());
            self.refused.push(refused);
        }
    }

    /// Forgets why a form was refused: it is sent again, or given up.
    pub fn forget_refusal(&mut self, target: &Target) {
        self.refused.retain(|refused| refused.target() != *target);
    }

    /// The changes that wait, as a batch to add to.
    pub fn batch_of(&mut self, agent: &str) -> &mut Batch {
        self.batch
            .get_or_insert_with(|| Batch::new(agent.to_owned()))
    }
}

/// Why nothing can be kept of an agent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotKept {
    /// The storage fails.
    #[error("{0}")]
    Storage(StorageError),
    /// What is there cannot be read. It is not written over.
    #[error("This device keeps changes of this agent in a form that this version does not know.")]
    Unreadable,
}

impl From<StorageError> for NotKept {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl Device {
    /// Follows changes that other tabs make in what is kept of agents.
    #[must_use]
    pub fn agents_news(self) -> ReadSignal<u32> {
        self.agents_news.read_only()
    }

    /// Follows changes that any tab makes in what is kept of agents, this one too.
    #[must_use]
    pub fn agents_kept(self) -> ReadSignal<u32> {
        self.agents_kept.read_only()
    }

    /// What is kept of each agent of a workspace, by the agent's id. What cannot be read is left
    /// out: its agent's own page says so.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub async fn agent_works(self, scope: &str) -> Result<Vec<(String, AgentWork)>, StorageError> {
        let prefix = prefix_of(scope);
        let all = self.database().await?.all(Store::Meta, &prefix).await?;
        let works = all.into_iter().filter_map(|(key, text)| {
            let Key::Text(key) = key else {
                return None;
            };
            let agent = key.strip_prefix(&prefix)?.to_owned();
            Some((agent, serde_json::from_str(&text).ok()?))
        });
        Ok(works.collect())
    }

    /// What is kept of an agent.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub async fn agent_work(self, scope: &str, agent: &str) -> Result<AgentWork, NotKept> {
        let mut read = AgentWork::default();
        self.change_agent_work(scope, agent, |work| {
            read = work.clone();
            false
        })
        .await?;
        Ok(read)
    }

    /// Changes what is kept of an agent, as one step over all tabs, and gives back what is kept
    /// then. `change` says whether it has changed anything.
    ///
    /// # Errors
    ///
    /// Nothing was changed, and why.
    pub async fn change_agent_work(
        self,
        scope: &str,
        agent: &str,
        change: impl FnOnce(&mut AgentWork) -> bool,
    ) -> Result<AgentWork, NotKept> {
        let strict = Durability::Strict;
        self.change_agent_work_as(scope, agent, strict, change)
            .await
    }

    /// As [`Device::change_agent_work`], as durable as is asked for.
    ///
    /// # Errors
    ///
    /// Nothing was changed, and why.
    pub async fn change_agent_work_as(
        self,
        scope: &str,
        agent: &str,
        durability: Durability,
        change: impl FnOnce(&mut AgentWork) -> bool,
    ) -> Result<AgentWork, NotKept> {
        let database = self.database().await?;
        let changed = database
            .change(Store::Meta, &key_of(scope, agent), durability, |found| {
                let known = found.map_or_else(
                    || Ok(AgentWork::default()),
                    |text| serde_json::from_str(&text),
                );
                let Ok(mut work) = known else {
                    return (None, None);
                };
                let text = if change(&mut work) {
                    serde_json::to_string(&work).ok()
                } else {
                    None
                };
                let is_news = text.is_some();
                (text, Some((work, is_news)))
            })
            .await;
        self.noticed(changed.as_ref().err());
        let (work, is_news) = changed?.ok_or(NotKept::Unreadable)?;
        if is_news {
            self.agents_kept.try_update(|times| *times += 1);
            self.tell(NEWS_AGENTS);
        }
        Ok(work)
    }
}

fn prefix_of(scope: &str) -> String {
    format!("agent|{}", EditKey::prefix(scope))
}

fn key_of(scope: &str, agent: &str) -> Key {
    Key::Text(format!("{}{agent}", prefix_of(scope)))
}

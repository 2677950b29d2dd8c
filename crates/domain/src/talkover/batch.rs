//! Changes of one agent's trainings that wait to be made in one go (decision 29).
//!
//! Every write takes a published agent offline, so edits are collected in a [`Batch`], looked over,
//! and made by a [`Run`]: a value that says what is to be asked and sent next, is told what came of
//! it, and can be put aside and gone on with at any point.

use contract::{
    FieldErrors,
    talkover::{Agent, Training},
};
use serde::{Deserialize, Serialize};

use crate::{outbox::Target, talkover::TrainingDraft, words::count};

mod answer;
mod change;
mod decide;
mod rest;
mod run;
#[cfg(test)]
pub(super) mod service;
mod standing;
mod step;
mod stored;
mod summary;
mod task;

pub use answer::{Answer, Refusal};
pub use change::Change;
pub(super) use change::named;
pub use decide::Decision;
pub use rest::{Pause, Rest};
pub use run::{Next, Run};
pub use standing::Conflict;
pub use step::{Request, Step};
pub use summary::{Summary, Twins, Undone};
pub use task::{State, Task};

/// The changes that wait, in the order in which they were asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "stored::Pending", into = "stored::Pending")]
pub struct Batch {
    /// Whose trainings they are.
    pub agent_id: String,
    changes: Vec<Change>,
}

impl Batch {
    /// Nothing waits yet.
    #[must_use]
    pub const fn new(agent_id: String) -> Self {
        Self {
            agent_id,
            changes: Vec::new(),
        }
    }

    /// The changes, in their order.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Adds a change. An earlier one of the same training gives way to it and leaves it its place;
    /// an edit back to what the service has takes the earlier one away.
    pub fn add(&mut self, change: Change) {
        let place = self
            .changes
            .iter()
            .position(|other| other.is_of_the_same(&change));
        match (place, change.changes_something()) {
            (Some(at), true) => self.changes[at] = change,
            (Some(at), false) => {
                self.changes.remove(at);
            }
            (None, true) => self.changes.push(change),
            (None, false) => {}
        }
    }

    /// Adds a change that is kept also where the service has the same now: another change of the
    /// training is being made meanwhile.
    pub fn hold(&mut self, change: Change) {
        let place = self
            .changes
            .iter()
            .position(|other| other.is_of_the_same(&change));
        match place {
            Some(at) => self.changes[at] = change,
            None => self.changes.push(change),
        }
    }

    /// A form was sent and taken: what was typed over it meanwhile stands on what it has left.
    pub fn follow(&mut self, made: &TrainingDraft, left: &Training) {
        // Only what has followed may have become nothing: what is held of another training stays.
        self.changes
            .retain_mut(|change| !change.follow(made, left) || change.changes_something());
    }

    /// Takes a change away: what the service has stays, and what it never had is gone.
    pub fn withdraw(&mut self, target: &Target) -> Option<Change> {
        let at = self.changes.iter().position(|c| c.target() == *target)?;
        Some(self.changes.remove(at))
    }

    /// The change that waits for a training.
    #[must_use]
    pub fn of(&self, target: &Target) -> Option<&Change> {
        self.changes.iter().find(|c| c.target() == *target)
    }

    /// How many wait: `3 changes pending`.
    #[must_use]
    pub fn words(&self) -> String {
        match self.changes.len() as u64 {
            0 => "No changes pending".to_owned(),
            some => format!("{} pending", count(some, "change")),
        }
    }

    /// Whether making them takes the agent offline for new calls.
    #[must_use]
    pub fn takes_offline(&self, agent: &Agent) -> bool {
        !self.is_empty() && agent.is_published()
    }

    /// What keeps changes from being sent, by training.
    #[must_use]
    pub fn problems(&self) -> Vec<(Target, FieldErrors)> {
        let problems = self.changes.iter().map(|c| (c.target(), c.problems()));
        problems.filter(|(_, found)| !found.is_empty()).collect()
    }

    /// What somebody else has done to the same trainings since, by a fresh list of them. It is
    /// asked for the review, before the first write takes the agent offline; a [`Run`] asks again
    /// before each.
    #[must_use]
    pub fn conflicts(&self, rows: &[Training]) -> Vec<(Target, Conflict)> {
        let conflicts = self.changes.iter().filter_map(|change| {
            let first = change.steps().into_iter().next()?;
            let standing = first.standing(rows, &standing::Seen::default());
            Some((change.target(), standing.conflict()?))
        });
        conflicts.collect()
    }

    /// The requests in their order.
    #[must_use]
    pub fn plan(&self, publish: bool) -> Vec<Step> {
        let steps = self.changes.iter().flat_map(Change::steps);
        steps.chain(publish.then_some(Step::Publish)).collect()
    }
}

#[cfg(test)]
mod tests;

//! What a run has done so far, and what not.

use std::collections::BTreeSet;

use contract::talkover::AgentStatus;

use super::{Run, State, Step, Task, change::named};
use crate::{
    talkover::Readiness,
    words::{count, grouped},
};

/// An honest account of a run, at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many changes are done, of how many that were not given up.
    pub progress: (usize, usize),
    /// The steps that are done, in words.
    pub done: Vec<String>,
    /// The steps that are not, and why.
    pub undone: Vec<Undone>,
    /// Old rows that are there beside the new ones that were to take their place.
    pub twins: Vec<Twins>,
    /// Whether the agent takes calls; `None` as long as nobody knows.
    pub agent: Option<AgentStatus>,
    /// Whether the run ended with a publish.
    pub published: bool,
}

/// A step that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What it was to do.
    pub what: String,
    /// Why it is not done.
    pub why: String,
}

/// Two rows for one training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// The subject of the old one.
    pub subject: String,
    /// Its id.
    pub old: String,
    /// The id of the new one.
    pub new: String,
    /// Whether both are known to be there; `false` while the answer to the deletion is missing.
    pub is_sure: bool,
}

impl Run {
    /// What is done, what is not, and where that leaves the agent.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let (done, undone): (Vec<&Task>, Vec<&Task>) =
            self.tasks.iter().partition(|task| task.is_done());
        let publish = self.tasks.iter().find(|task| task.step == Step::Publish);
        Summary {
            progress: self.progress(),
            done: done.iter().map(|task| task.step.words()).collect(),
            undone: undone
                .into_iter()
                .map(|task| Undone {
                    what: task.step.words(),
                    why: self.why(task),
                })
                .collect(),
            twins: self.twins(),
            agent: self.agent(),
            published: publish.is_some_and(Task::is_done),
        }
    }

    fn progress(&self) -> (usize, usize) {
        let numbers = |counts: &dyn Fn(&&Task) -> bool| -> BTreeSet<usize> {
            let tasks = self.tasks.iter().filter(counts);
            tasks.filter_map(|task| task.change).collect()
        };
        let wanted = numbers(&|task| task.state != State::Dropped);
        let open = numbers(&|task| !task.is_done() && task.state != State::Dropped);
        (wanted.len() - open.len(), wanted.len())
    }

    fn why(&self, task: &Task) -> String {
        match &task.state {
            State::Waiting | State::Checked => match (&self.stopped, &self.rest) {
                (Some(said), _) => format!("Stopped before it. {said}"),
                (None, Some(rest)) if self.current() == Some(task) => rest.said.clone(),
                (None, _) => "Its turn has not come yet.".to_owned(),
            },
            State::Sending => "It is being sent.".to_owned(),
            State::Unanswered {
                refusal: Some(refusal),
                ..
            } => refusal.message.clone(),
            State::Unanswered { said, .. } => format!("It may have been done. {said}"),
            State::Done { .. } => String::new(),
            State::Refused(refusal) => refusal.message.clone(),
            State::Conflict(conflict) => conflict.words().to_owned(),
            State::NotReady(missing) => Readiness::lacking(missing.clone()).words(),
            State::Skipped if task.step == Step::Publish => {
                "Not every change before it is made.".to_owned()
            }
            State::Skipped => "Put aside.".to_owned(),
            State::Dropped => "Given up.".to_owned(),
        }
    }

    fn twins(&self) -> Vec<Twins> {
        let twins = self.tasks.windows(2).filter_map(|pair| {
            let [put, delete] = pair else { return None };
            let (State::Done { left: Some(new) }, Step::DeleteOld(old)) =
                (&put.state, &delete.step)
            else {
                return None;
            };
            let is_single = delete.is_done() || new.id == old.id;
            (!is_single).then(|| Twins {
                subject: old.subject.trim().to_owned(),
                old: old.id.clone(),
                new: new.id.clone(),
                is_sure: !delete.is_open_ended(),
            })
        });
        twins.collect()
    }

    /// A write takes the agent offline, a publish brings it back; what may have been done makes it
    /// unknown.
    fn agent(&self) -> Option<AgentStatus> {
        let mut status = match (self.was_published, self.is_unclear) {
            (true, true) => None,
            (true, false) => Some(AgentStatus::Published),
            (false, _) => Some(AgentStatus::Draft),
        };
        for task in &self.tasks {
            let after = match task.step {
                Step::Publish => AgentStatus::Published,
                Step::Put(_) | Step::DeleteOld(_) | Step::Delete(_) => AgentStatus::Draft,
            };
            let is_ours = task.sent || task.step == Step::Publish;
            if task.is_done() && is_ours {
                status = Some(after);
            } else if task.may_be_done() && status != Some(after) {
                status = None;
            }
        }
        status
    }
}

impl Summary {
    /// The account in sentences, for a live region and above the list.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let (done, all) = self.progress;
        let (done, all) = (done as u64, all as u64);
        let mut sentences = vec![format!(
            "{} of {} done.",
            grouped(done),
            count(all, "change")
        )];
        for twins in &self.twins {
            let named = named(&twins.subject);
            sentences.push(if twins.is_sure {
                format!("The old row of {named} is still there beside the new one.")
            } else {
                format!("The old row of {named} may still be there beside the new one.")
            });
        }
        sentences.push(
            match &self.agent {
                Some(AgentStatus::Published) if self.published => {
                    "The agent is published and takes calls."
                }
                Some(AgentStatus::Published) => "The agent takes calls as before.",
                Some(_) => "The agent is offline for new calls until it is published.",
                None => {
                    "Whether the agent takes new calls is not known, because an answer is missing."
                }
            }
            .to_owned(),
        );
        sentences
    }
}

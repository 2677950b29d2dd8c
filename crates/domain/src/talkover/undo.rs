//! What undoes the changes that a run has made.
//!
//! A [`Deed`] holds a training before and after a change. It is compared with a fresh list, by
//! content and never by clocks, and what brings it back is a [`Change`] like any other: it waits in
//! a [`Batch`], and is checked again before it is sent.

use contract::talkover::Training;
use serde::{Deserialize, Serialize};

use super::{
    Batch, Change, Run, TrainingDraft,
    batch::{State, Step, Task, named},
    same_content, stored,
};

/// What a run has done to one training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// As it was; `None` where it was made.
    #[serde(default, with = "stored::optional_row")]
    pub before: Option<Box<Training>>,
    /// As it was left; `None` where it was deleted.
    #[serde(default, with = "stored::optional_row")]
    pub after: Option<Box<Training>>,
}

/// How a deed stands to what is there now.
#[derive(Clone, Debug, PartialEq)]
pub enum Undo {
    /// It is as the run left it: this brings it back.
    Free(Change),
    /// Somebody went on with it since; as it is now.
    Changed(Box<Training>),
    /// Somebody deleted it since.
    Gone,
    /// It is already as it was.
    AlreadyThere,
}

/// What brings back a run, and what stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Undoing {
    /// The changes, the last deed first.
    pub batch: Batch,
    /// The deeds that somebody went on from, and how they stand.
    pub stays: Vec<(Deed, Undo)>,
}

impl Run {
    /// What this run has done so far, in its order. What somebody else has done is no deed of it.
    #[must_use]
    pub fn deeds(&self) -> Vec<Deed> {
        let tasks = self.tasks().iter().enumerate();
        let deeds = tasks
            .filter(|(_, task)| task.sent)
            .filter_map(|(at, task)| {
                match (&task.step, &task.state) {
                    (Step::Put(draft), State::Done { left: Some(left) }) => {
                        // As long as the old row is there beside it, the new one was only made.
                        let old = self.tasks().get(at + 1).filter(|next| next.is_old_row());
                        let is_replaced = old.is_none_or(Task::is_done);
                        Some(Deed {
                            before: draft.base.clone().filter(|_| is_replaced),
                            after: Some(left.clone()),
                        })
                    }
                    (Step::Delete(training), State::Done { .. }) => Some(Deed {
                        before: Some(training.clone()),
                        after: None,
                    }),
                    _ => None,
                }
            });
        deeds.collect()
    }
}

impl Task {
    const fn is_old_row(&self) -> bool {
        matches!(self.step, Step::DeleteOld(_))
    }
}

impl Deed {
    /// What was done: `Changed “Refunds”`.
    #[must_use]
    pub fn words(&self) -> String {
        let (verb, row) = match (self.before.as_deref(), self.after.as_deref()) {
            (_, None) => ("Deleted", self.before.as_deref()),
            (None, Some(after)) => ("Created", Some(after)),
            (Some(before), Some(after)) => {
                let is_same = before.current_status == after.current_status;
                let verb = match (is_same, after.is_active()) {
                    (true, _) => "Changed",
                    (false, true) => "Activated",
                    (false, false) => "Deactivated",
                };
                (verb, Some(before))
            }
        };
        let subject = row.map_or("", |row| row.subject.trim());
        format!("{verb} {}", named(subject))
    }

    /// How it stands to a fresh list of the agent's trainings. What was deleted comes back under
    /// the key that it had; where the service never showed it, under `spare`.
    #[must_use]
    pub fn undo(&self, rows: &[Training], spare: String) -> Undo {
        let with_id = |id: &str| rows.iter().find(|row| row.id == id);
        match (self.before.as_deref(), self.after.as_deref()) {
            (None, None) => Undo::AlreadyThere,
            (Some(before), None) => {
                let key = before.node_id.as_deref();
                let with_key = |row: &&Training| key.is_some() && row.node_id.as_deref() == key;
                match with_id(&before.id).or_else(|| rows.iter().find(with_key)) {
                    None => Undo::Free(Change::Put(TrainingDraft::of(before, spare).anew())),
                    Some(now) if same_content(now, before) => Undo::AlreadyThere,
                    Some(now) => Undo::Changed(Box::new(now.clone())),
                }
            }
            (before, Some(after)) => match (with_id(&after.id), before) {
                (None, None) => Undo::AlreadyThere,
                (None, Some(_)) => Undo::Gone,
                (Some(now), Some(before)) if same_content(now, before) => Undo::AlreadyThere,
                (Some(now), before) if same_content(now, after) => {
                    Undo::Free(back(now, before, after, spare))
                }
                (Some(now), _) => Undo::Changed(Box::new(now.clone())),
            },
        }
    }
}

/// Brings what is there now back to what was there before. The key is that of the run, also where
/// the service does not show it.
fn back(now: &Training, before: Option<&Training>, after: &Training, spare: String) -> Change {
    let Some(before) = before else {
        return Change::delete(now);
    };
    let now = Training {
        node_id: now.node_id.clone().or_else(|| after.node_id.clone()),
        ..now.clone()
    };
    Change::Put(TrainingDraft {
        subject: before.subject.clone(),
        instructions: before.instructions.clone(),
        status: before.current_status.clone(),
        ..TrainingDraft::of(&now, spare)
    })
}

impl Undoing {
    /// What brings back these deeds of an agent, by a fresh list of its trainings. `spare` gives
    /// keys that are not in use yet.
    #[must_use]
    pub fn of(
        agent_id: String,
        deeds: &[Deed],
        rows: &[Training],
        mut spare: impl FnMut() -> String,
    ) -> Self {
        let mut undoing = Self {
            batch: Batch::new(agent_id),
            stays: Vec::new(),
        };
        for deed in deeds.iter().rev() {
            match deed.undo(rows, spare()) {
                Undo::Free(change) => undoing.batch.add(change),
                Undo::AlreadyThere => {}
                other => undoing.stays.push((deed.clone(), other)),
            }
        }
        undoing
    }
}

#[cfg(test)]
mod tests;

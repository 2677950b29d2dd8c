//! One undo or redo: looking at what the service has, the writes, and how they ended.

use std::collections::HashSet;

use domain::{
    Act, Draft, Moment,
    journal::{EditKey, Edited, Unsent},
    outbox::{Entry, Target, Write},
    undo::{Direction, Part, Record, Verdict, check},
};
use futures_util::{StreamExt, stream};
use leptos::prelude::*;

use crate::{
    api::{ApiError, opencx::Tagged},
    state::{Device, Workspace},
    web::{clock, idb::StorageError, ids},
};

/// Readings at the same time.
const AT_ONCE: usize = 4;
/// How often a reading waits where the service asks for it.
const PATIENT: u32 = 20;

/// What was found out about one scenario of a step.
#[derive(Clone, Debug)]
pub struct Look {
    /// The record's number.
    pub number: u64,
    /// The record.
    pub record: Record,
    /// What the service has now; `None` where it has the scenario no longer.
    pub now: Option<Tagged>,
    /// What can be done.
    pub verdict: Verdict,
}

/// The writes that bring one scenario back.
#[derive(Clone, Debug)]
pub struct Work {
    /// The record's number.
    pub number: u64,
    /// What the service has now; `None` where it has the scenario no longer.
    pub now: Option<Tagged>,
    /// The writes, in their order.
    pub acts: Vec<Act>,
}

/// Writes of this tab that are on their way.
#[derive(Clone, Debug)]
pub(super) struct Run {
    waiting: HashSet<u64>,
    so_far: Ended,
}

impl Run {
    fn is_of(&self, part: Part) -> bool {
        self.so_far.direction == part.direction && self.waiting.contains(&part.record)
    }
}

/// How an undo or redo ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The step.
    pub step: u64,
    /// Which of the two.
    pub direction: Direction,
    /// Scenarios that are what they were to become.
    pub done: usize,
    /// Scenarios whose writes were refused.
    pub refused: usize,
    /// Scenarios that are there again, under another id.
    pub new_ids: usize,
}

impl Device {
    /// Compares what a step left with what the service has now.
    ///
    /// # Errors
    ///
    /// Why a scenario could not be read. Nothing is known then.
    pub async fn look(
        self,
        workspace: Workspace,
        records: Vec<(u64, Record)>,
        direction: Direction,
    ) -> Result<Vec<Look>, ApiError> {
        let readings = records.into_iter().map(|(number, record)| async move {
            let now = read(workspace, &record.change.scenario).await?;
            let training = now.as_ref().map(|now| &now.training);
            let verdict = check(&record.change, training, direction);
            Ok(Look {
                number,
                record,
                now,
                verdict,
            })
        });
        let looks: Vec<Result<Look, ApiError>> =
            stream::iter(readings).buffered(AT_ONCE).collect().await;
        looks.into_iter().collect()
    }

    /// Puts the writes into the outbox. [`Device::run_ends`] says how they ended.
    pub async fn carry_out(
        self,
        scope: &str,
        step: u64,
        direction: Direction,
        work: Vec<Work>,
        at: Moment,
    ) {
        let run = Run {
            waiting: work.iter().map(|work| work.number).collect(),
            so_far: Ended {
                step,
                direction,
                done: 0,
                refused: 0,
                new_ids: 0,
            },
        };
        let mut entries: Vec<Entry> = work
            .into_iter()
            .flat_map(|work| entries_of(scope, direction, work, at))
            .collect();
        if entries.is_empty() {
            return;
        }
        if entries.len() > 1 {
            let group = ids::random();
            for entry in &mut entries {
                entry.group = Some(group.clone());
            }
        }
        self.undo.runs.try_update_value(|runs| runs.push(run));
        self.enqueue(entries).await;
    }

    /// Keeps a text to go back to as an unsent edit, and gives back where: its form takes it from
    /// there, over what the service has by then.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn keep_draft(
        self,
        scope: &str,
        draft: &Draft,
        at: Moment,
    ) -> Result<EditKey, StorageError> {
        let edited = Edited::Scenario(draft.clone());
        let key = self.key_for(scope, &edited, "", at);
        let unsent = Unsent {
            at,
            edited,
            create_key: None,
            written: Vec::new(),
            over: Vec::new(),
        };
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(key)
    }

    /// How undos and redos ended that nobody has taken note of yet.
    #[must_use]
    pub fn run_ends(self) -> RwSignal<Vec<Ended>> {
        self.undo.ended
    }

    /// The writes of a record that are still in the outbox.
    #[must_use]
    pub fn parts_of(self, record: u64) -> Vec<Entry> {
        let is_part = |entry: &&Entry| {
            let part = entry.step.as_deref().and_then(Part::read);
            part.is_some_and(|part| part.record == record)
        };
        self.queue().with_untracked(|queue| {
            let entries = queue.entries().iter().map(|(_, entry)| entry);
            entries.filter(is_part).cloned().collect()
        })
    }

    /// A write was refused: what would follow it is taken out. The history has it all.
    pub async fn part_was_refused(self, part: Part) {
        for entry in self.parts_of(part.record) {
            // What cannot be taken out is shown by the outbox.
            let _ = self.take_back(&entry.id).await;
        }
        self.ended_for(part, |ended| ended.refused += 1);
    }

    pub(super) fn part_was_done(self, part: Part, has_new_id: bool) {
        self.take_up(part);
        if has_new_id {
            self.undo.runs.try_update_value(|runs| {
                for run in runs {
                    if run.is_of(part) {
                        run.so_far.new_ids += 1;
                    }
                }
            });
        }
        if part.is_last {
            self.ended_for(part, |ended| ended.done += 1);
        }
    }

    /// Goes on with an undo or redo that was begun in a page that is gone: here its writes end,
    /// and here it is said how.
    fn take_up(self, part: Part) {
        let is_known = self
            .undo
            .runs
            .try_with_value(|runs| runs.iter().any(|run| run.is_of(part)));
        if is_known != Some(false) {
            return;
        }
        let Some((step, records)) = untrack(|| self.step_of(part.record)) else {
            return;
        };
        let rest: HashSet<u64> = self.queue().with_untracked(|queue| {
            let entries = queue.entries().iter();
            let parts = entries.filter_map(|(_, entry)| Part::read(entry.step.as_deref()?));
            parts
                .filter(|other| other.direction == part.direction)
                .map(|other| other.record)
                .chain([part.record])
                .collect()
        });
        let (waiting, over): (Vec<_>, Vec<_>) = records
            .into_iter()
            .partition(|(number, _)| rest.contains(number));
        let is_there = |record: &Record| record.undone == (part.direction == Direction::Undo);
        let run = Run {
            waiting: waiting.into_iter().map(|(number, _)| number).collect(),
            so_far: Ended {
                step,
                direction: part.direction,
                done: over.iter().filter(|(_, record)| is_there(record)).count(),
                refused: 0,
                new_ids: 0,
            },
        };
        self.undo.runs.try_update_value(|runs| runs.push(run));
    }

    /// The step that a record belongs to, and all of its records.
    fn step_of(self, number: u64) -> Option<(u64, Vec<(u64, Record)>)> {
        let all = self.undo.records.try_get()?;
        let scope = &all.iter().find(|(known, _)| *known == number)?.1.scope;
        let steps = self.steps(scope).into_iter();
        steps
            .map(|step| (step.id, self.records_of_step(scope, step.id)))
            .find(|(_, records)| records.iter().any(|(known, _)| *known == number))
    }

    fn ended_for(self, part: Part, count: impl FnOnce(&mut Ended)) {
        self.take_up(part);
        let ended = self.undo.runs.try_update_value(|runs| {
            let at = runs.iter().position(|run| run.is_of(part))?;
            let run = &mut runs[at];
            run.waiting.remove(&part.record);
            count(&mut run.so_far);
            run.waiting.is_empty().then(|| runs.remove(at).so_far)
        });
        if let Some(Some(ended)) = ended {
            self.undo.ended.try_update(|all| all.push(ended));
        }
    }
}

async fn read(workspace: Workspace, id: &str) -> Result<Option<Tagged>, ApiError> {
    let mut waited = 0;
    loop {
        match workspace.read(id, None).await {
            Ok(now) => return Ok(Some(now)),
            Err(ApiError::NotFound { .. }) => return Ok(None),
            Err(ApiError::RateLimited { retry_after }) if waited < PATIENT => {
                waited += 1;
                let seconds = u64::from(retry_after).max(1);
                clock::sleep(std::time::Duration::from_secs(seconds)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// The writes of one scenario, one behind the other: each stands on what the one before it leaves.
fn entries_of(scope: &str, direction: Direction, work: Work, at: Moment) -> Vec<Entry> {
    let Work { number, now, acts } = work;
    let target = match &now {
        Some(now) => Target::Known(now.training.id.clone()),
        None => Target::New(ids::random()),
    };
    let last = acts.len().saturating_sub(1);
    let mut entries = Vec::new();
    for (place, act) in acts.into_iter().enumerate() {
        let base = now.as_ref().map(|now| Box::new(now.training.clone()));
        let write = match (act, base) {
            (Act::Create { draft, intent } | Act::Save { draft, intent }, _) => Write::Put {
                draft: *draft,
                intent,
            },
            (Act::SetDraft(is_draft), Some(base)) => Write::SetDraft { base, is_draft },
            (Act::Move(directory_id), Some(base)) => Write::Move { base, directory_id },
            (Act::Delete, Some(base)) => Write::Delete { base },
            // No plan does that to a scenario that is not there.
            (Act::SetDraft(_) | Act::Move(_) | Act::Delete, None) => continue,
        };
        let mut entry = Entry::new(ids::random(), scope.to_owned(), target.clone(), write, at);
        entry.etag = now
            .as_ref()
            .filter(|_| place == 0)
            .and_then(|now| now.etag.clone());
        let part = Part {
            direction,
            record: number,
            is_last: place == last,
        };
        entry.step = Some(part.to_text());
        entries.push(entry);
    }
    entries
}

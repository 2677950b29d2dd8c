//! The undo history: what was done on this device, and what of it is undone. All tabs share it.
//!
//! A record goes into the store in the same transaction in which its write leaves the outbox: after
//! a crash there are both or neither. Where the device keeps nothing, the history lasts as long as
//! the tab.

use contract::opencx::Training;
use domain::undo::{
    Direction, History, Part, Record, Step, history, makes_room, records_of, renamed, steps,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Device, NEWS_STEPS,
    edits::Unread,
    outbox::{Settled, left_by},
};
use crate::web::idb::{Change, Key, StorageError, Store};

mod run;

pub use run::{Ended, Look, Work};

/// Steps that are kept of a workspace.
const ROOM: usize = 200;
/// Numbers of records that the device does not keep, behind all that it numbers itself.
const UNKEPT: u64 = 1 << 52;

/// The history, and what is being undone.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    /// Of all workspaces, the oldest first.
    records: RwSignal<Vec<(u64, Record)>>,
    is_read: RwSignal<bool>,
    /// Counts what this tab has changed, so that no reading that began before takes it back.
    changed: StoredValue<u64>,
    /// Writes that have left the queue, and are not in the history yet.
    noting: StoredValue<u32>,
    runs: StoredValue<Vec<run::Run>>,
    ended: RwSignal<Vec<Ended>>,
}

impl Parts {
    pub(super) fn new() -> Self {
        Self {
            records: RwSignal::new(Vec::new()),
            is_read: RwSignal::new(false),
            changed: StoredValue::new(0),
            noting: StoredValue::new(0),
            runs: StoredValue::new(Vec::new()),
            ended: RwSignal::new(Vec::new()),
        }
    }
}

/// What becomes of the history when a write has been taken.
#[derive(Default)]
pub(super) struct Noted {
    new: Option<Record>,
    changed: Vec<(u64, Record)>,
    gone: Vec<u64>,
    /// The part of an undo that it was, and whether it gave the scenario a new id.
    part: Option<(Part, bool)>,
}

impl Noted {
    /// As changes of the store. The new record comes last.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes = changes_of(&self.changed, &self.gone);
        if let Some(new) = &self.new {
            changes.push(Change::Append(Store::Steps, text_of(new)));
        }
        changes
    }
}

impl Device {
    /// The steps of a workspace, the oldest first.
    #[must_use]
    pub fn steps(self, scope: &str) -> Vec<Step> {
        steps(&self.records(scope))
    }

    /// What writes did in a workspace, under their numbers, the oldest first.
    #[must_use]
    pub fn records(self, scope: &str) -> Vec<(u64, Record)> {
        self.undo
            .records
            .try_with(|records| of_scope(records, scope))
            .unwrap_or_default()
    }

    /// The records of one step.
    #[must_use]
    pub fn records_of_step(self, scope: &str, step: u64) -> Vec<(u64, Record)> {
        let records = self.records(scope);
        let of_step = records_of(&records, step);
        of_step.into_iter().cloned().collect()
    }

    /// The order of what was done in a workspace.
    #[must_use]
    pub fn history(self, scope: &str) -> History {
        history(&self.records(scope), ROOM)
    }

    /// Whether the history has been read.
    #[must_use]
    pub fn knows_steps(self) -> bool {
        self.undo.is_read.get()
    }

    /// Reads the history, where that has not been done.
    pub async fn steps_known(self) {
        if self.undo.is_read.try_get_untracked() == Some(false) {
            self.steps_now().await;
        }
    }

    /// Reads the history again, where anybody has asked for it.
    pub(super) fn read_steps(self) {
        if self.undo.is_read.try_get_untracked() == Some(true) {
            spawn_local(self.steps_now());
        }
    }

    pub(super) async fn steps_now(self) {
        loop {
            let began = self.undo.changed.try_get_value();
            let read = match self.database().await {
                Ok(database) => database.all(Store::Steps, "").await.unwrap_or_default(),
                Err(_) => Vec::new(),
            };
            if self.undo.changed.try_get_value() != began {
                continue;
            }
            let (mut known, mut unread) = (Vec::new(), Vec::new());
            for (key, text) in read {
                // One that cannot be read stays in the store: another build may know it.
                match (key, Record::read(&text)) {
                    (Key::Number(number), Ok(record)) => known.push((number, record)),
                    (key, Err(damaged)) => unread.push(Unread::of(Store::Steps, key, &damaged)),
                    (Key::Text(_), Ok(_)) => {}
                }
            }
            self.found_unread(Store::Steps, unread);
            self.undo.records.try_update(|records| {
                records.retain(|(number, _)| *number >= UNKEPT);
                records.splice(0..0, known);
            });
            self.undo.is_read.try_set(true);
            return;
        }
    }

    /// Whether a write that the service has taken is on its way into the history.
    #[must_use]
    pub fn is_noting(self) -> bool {
        self.undo
            .noting
            .try_get_value()
            .is_some_and(|count| count > 0)
    }

    /// What a write that was taken means for the history. [`Device::has_noted`] ends it.
    pub(super) async fn noted(self, settled: &Settled) -> Noted {
        self.undo.noting.try_update_value(|count| *count += 1);
        self.steps_known().await;
        let (entry, left) = (&settled.entry, left_by(&settled.ending));
        let records = untrack(|| self.records(&entry.scope));
        let Some(step) = &entry.step else {
            let new = Record::of(entry, left);
            let gone = new
                .as_ref()
                .map(|new| makes_room(&records, new, ROOM))
                .unwrap_or_default();
            return Noted {
                new,
                gone,
                ..Noted::default()
            };
        };
        // Of another build: its own history is not known here.
        let Some(part) = Part::read(step) else {
            return Noted::default();
        };
        let Some((number, record)) = records.iter().find(|(number, _)| *number == part.record)
        else {
            return Noted::default();
        };
        let is_create = entry.write.base().is_none();
        let new_id = left.filter(|_| is_create).map(|left: &Training| &left.id);
        let mut changed = new_id
            .map(|id| renamed(&records, &record.change.scenario, id))
            .unwrap_or_default();
        if part.is_last {
            if !changed.iter().any(|(known, _)| known == number) {
                changed.push((*number, record.clone()));
            }
            for (known, record) in &mut changed {
                if known == number {
                    record.undone = part.direction == Direction::Undo;
                }
            }
        }
        Noted {
            changed,
            part: Some((part, new_id.is_some())),
            ..Noted::default()
        }
    }

    /// The store has it, the new record under `number`; without one it is known to this tab alone.
    pub(super) fn has_noted(self, noted: Noted, number: Option<u64>) {
        let Noted {
            new,
            changed,
            gone,
            part,
        } = noted;
        let is_news = new.is_some() || !changed.is_empty();
        if is_news {
            self.replaced_records(|records| {
                if let Some(new) = new {
                    let last = records.last().map_or(0, |(number, _)| *number);
                    let number = number.unwrap_or_else(|| last.max(UNKEPT) + 1);
                    records.push((number, new));
                    records.sort_by_key(|(number, _)| *number);
                }
                put_all(records, changed);
                records.retain(|(number, _)| !gone.contains(number));
            });
        }
        if let Some((part, has_new_id)) = part {
            self.part_was_done(part, has_new_id);
        }
        self.undo
            .noting
            .try_update_value(|count| *count = count.saturating_sub(1));
    }

    /// Says that a scenario already is what undoing or doing again would make of it.
    pub async fn mark(self, scope: &str, numbers: &[u64], direction: Direction) {
        let records = untrack(|| self.records(scope));
        let marked: Vec<(u64, Record)> = records
            .into_iter()
            .filter(|(number, _)| numbers.contains(number))
            .map(|(number, record)| {
                let undone = direction == Direction::Undo;
                (number, Record { undone, ..record })
            })
            .collect();
        // Where the device fails, this tab knows it, and the next one will find the same.
        let _ = self.write(&changes_of(&marked, &[])).await;
        self.replaced_records(|records| put_all(records, marked));
    }

    /// Deletes the history of a workspace from this device.
    ///
    /// # Errors
    ///
    /// It is still there, and why.
    pub async fn forget_steps(self, scope: &str) -> Result<(), StorageError> {
        let numbers: Vec<u64> = untrack(|| self.records(scope))
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        self.write(&changes_of(&[], &numbers)).await?;
        self.replaced_records(|records| {
            records.retain(|(number, _)| !numbers.contains(number));
        });
        Ok(())
    }

    fn replaced_records(self, change: impl FnOnce(&mut Vec<(u64, Record)>)) {
        self.undo.changed.try_update_value(|count| *count += 1);
        self.undo.records.try_update(change);
        self.tell(NEWS_STEPS);
    }
}

fn of_scope(records: &[(u64, Record)], scope: &str) -> Vec<(u64, Record)> {
    let fits = |(_, record): &&(u64, Record)| record.scope == scope;
    records.iter().filter(fits).cloned().collect()
}

fn put_all(records: &mut [(u64, Record)], changed: Vec<(u64, Record)>) {
    for (number, record) in changed {
        if let Some(known) = records.iter_mut().find(|(known, _)| *known == number) {
            known.1 = record;
        }
    }
}

fn changes_of(changed: &[(u64, Record)], gone: &[u64]) -> Vec<Change> {
    let is_kept = |number: &u64| *number < UNKEPT;
    let puts = changed
        .iter()
        .filter(|(number, _)| is_kept(number))
        .map(|(number, record)| Change::Put(Store::Steps, Key::Number(*number), text_of(record)));
    let removals = gone
        .iter()
        .filter(|number| is_kept(number))
        .map(|number| Change::Remove(Store::Steps, Key::Number(*number)));
    puts.chain(removals).collect()
}

fn text_of(record: &Record) -> String {
    // Maps with text keys and plain values only: nothing in a record cannot be JSON.
    serde_json::to_string(record).unwrap_or_default()
}

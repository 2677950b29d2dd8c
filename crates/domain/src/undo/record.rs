//! What a write did to one scenario, as the device keeps it, and the steps that these make.

use contract::opencx::Training;
use serde::{Deserialize, Serialize};

use super::{Change, Deed, Direction, History, Step};
use crate::{
    Moment,
    journal::Damaged,
    outbox::{Entry, Write},
    seen::same_content,
};

/// The form in which records are written. It has no number in them; a later form has a higher one.
const FORMAT: u64 = 1;

/// What one write did. The writes that were asked for at once are one step together, also where
/// they end minutes apart: each is kept with the write's own end, and none has to wait for another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The workspace, with the base URL of its service.
    pub scope: String,
    /// The write's id.
    pub write: String,
    /// Several writes that were asked for at once.
    #[serde(default)]
    pub group: Option<String>,
    /// What it was.
    pub deed: Deed,
    /// When it was asked for, by the device's clock.
    pub at: Moment,
    /// From what to what.
    pub change: Change,
    /// Whether it is undone at present.
    #[serde(default)]
    pub undone: bool,
}

impl Record {
    /// What a write did that the service has taken; `left` is what the service shows after it.
    /// `None` of a write that undoes or does again, of one that changed nothing, and of one that is
    /// about no scenario.
    #[must_use]
    pub fn of(entry: &Entry, left: Option<&Training>) -> Option<Self> {
        if entry.step.is_some() {
            return None;
        }
        let before = match (&entry.write, left) {
            // A move goes over any text. What others wrote meanwhile is none of its doing.
            (Write::Move { base, .. }, Some(left)) => Some(Training {
                directory_id: base.directory_id.clone(),
                ..left.clone()
            }),
            (write, _) => write.base().cloned(),
        };
        if same_content(before.as_ref(), left) {
            return None;
        }
        let about = left.or(before.as_ref())?;
        Some(Self {
            scope: entry.scope.clone(),
            write: entry.id.clone(),
            group: entry.group.clone(),
            deed: Deed::of(&entry.write)?,
            at: entry.at,
            change: Change::new(&about.id.clone(), before, left.cloned()),
            undone: false,
        })
    }

    /// Reads a record as the device keeps it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what of it can still be read.
    pub fn read(text: &str) -> Result<Self, Damaged> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Numbered {
            format: u64,
        }
        let read = || {
            // Undone as this build understands it, it may not go back to where it was.
            let Numbered { format } = serde_json::from_str(text)?;
            if format > FORMAT {
                return Err(serde::de::Error::custom(format!("its form is {format}")));
            }
            serde_json::from_str(text)
        };
        read().map_err(|error| Damaged::other(text, FORMAT, &error))
    }

    /// The title of its scenario.
    #[must_use]
    pub fn title(&self) -> &str {
        let change = &self.change;
        let shown = change.after.as_deref().or(change.before.as_deref());
        shown.map_or("", |training| training.working_title().trim())
    }

    /// Whether both belong to one step.
    fn is_with(&self, other: &Self) -> bool {
        self.scope == other.scope && self.group.is_some() && self.group == other.group
    }
}

/// Records of one workspace under their numbers, the oldest first.
pub type Records = [(u64, Record)];

/// The steps that records make, the oldest first. A step has the number of its first record, and is
/// undone where all of it is.
#[must_use]
pub fn steps(records: &Records) -> Vec<Step> {
    grouped(records)
        .into_iter()
        .map(|all| step(&all, true))
        .collect()
}

/// The records of a step, with their numbers.
#[must_use]
pub fn records_of(records: &Records, step: u64) -> Vec<&(u64, Record)> {
    let Some((_, first)) = records.iter().find(|(number, _)| *number == step) else {
        return Vec::new();
    };
    let belongs = |(number, record): &&(u64, Record)| *number == step || record.is_with(first);
    records.iter().filter(belongs).collect()
}

/// The order of what was done, without the texts.
#[must_use]
pub fn history(records: &Records, room: usize) -> History {
    let all = grouped(records);
    History::new(all.iter().map(|all| step(all, false)).collect(), room)
}

/// The numbers of the records that go when a new one is kept: what was undone cannot be done again
/// after it, and old steps go where there is no room.
#[must_use]
pub fn makes_room(records: &Records, new: &Record, room: usize) -> Vec<u64> {
    if records.iter().any(|(_, record)| record.is_with(new)) {
        return Vec::new();
    }
    let next = records.last().map_or(1, |(number, _)| number + 1);
    let gone = history(records, room).record(step(&[&(next, new.clone())], false));
    gone.into_iter()
        .flat_map(|step| records_of(records, step))
        .map(|(number, _)| *number)
        .collect()
}

/// A scenario that was deleted is there again, under a new id. Gives back the records that speak
/// of it, with that.
#[must_use]
pub fn renamed(records: &Records, old: &str, new: &str) -> Vec<(u64, Record)> {
    let mut changed = Vec::new();
    for (number, record) in records {
        let mut record = record.clone();
        if record.change.rename(old, new) {
            changed.push((*number, record));
        }
    }
    changed
}

fn grouped(records: &Records) -> Vec<Vec<&(u64, Record)>> {
    let mut all: Vec<Vec<&(u64, Record)>> = Vec::new();
    for record in records {
        let known = all.iter_mut().rev().find(|group| {
            group
                .first()
                .is_some_and(|first| first.1.is_with(&record.1))
        });
        match known {
            Some(group) => group.push(record),
            None => all.push(vec![record]),
        }
    }
    all
}

fn step(records: &[&(u64, Record)], with_changes: bool) -> Step {
    let titles: Vec<&str> = records.iter().map(|(_, record)| record.title()).collect();
    let changes = records.iter().map(|(_, record)| record.change.clone());
    let first = records.first();
    Step {
        id: first.map_or(0, |(number, _)| *number),
        label: first.map_or_else(String::new, |(_, first)| first.deed.label(&titles)),
        at: first.map_or_else(Moment::default, |(_, first)| first.at),
        changes: if with_changes {
            changes.collect()
        } else {
            Vec::new()
        },
        undone: records.iter().all(|(_, record)| record.undone),
    }
}

/// What a write says of itself that undoes a record or does it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which of the two.
    pub direction: Direction,
    /// The record's number.
    pub record: u64,
    /// Whether it is the last of the writes that this takes.
    pub is_last: bool,
}

impl Part {
    /// As it stands in [`Entry::step`].
    #[must_use]
    pub fn to_text(self) -> String {
        let direction = match self.direction {
            Direction::Undo => "undo",
            Direction::Redo => "redo",
        };
        let end = if self.is_last { " last" } else { "" };
        format!("{direction} {}{end}", self.record)
    }

    /// Reads it; `None` where another build wrote something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let direction = match words.next()? {
            "undo" => Direction::Undo,
            "redo" => Direction::Redo,
            _ => return None,
        };
        let record = words.next()?.parse().ok()?;
        let is_last = match words.next() {
            None => false,
            Some("last") => true,
            Some(_) => return None,
        };
        Some(Self {
            direction,
            record,
            is_last,
        })
    }
}

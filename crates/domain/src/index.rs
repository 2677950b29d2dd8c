//! The index of a workspace: all its scenarios in memory, filtered and sorted without a request.
//!
//! Titles and contents lie folded in one arena of bytes that is searched once for the longest
//! term; everything else that a filter asks lies in compact rows. Restrictions and directories are
//! interned: the filter judges each distinct one once, and a row looks the judgement up.

use std::collections::HashMap;

use contract::opencx::{Channel, Generation, Training};

mod arena;
mod counts;
mod facts;
mod interned;
mod order;
mod select;

use arena::Arena;
pub use counts::{DirectoryCounts, Facets};
use facts::Facts;
use interned::Interned;
use order::Orders;
pub use select::View;

/// All scenarios of a workspace. Rows are known by their slot, which stays theirs until they are
/// removed; between two readings keep ids, not slots.
#[derive(Debug, Default)]
pub struct Index {
    slots: Vec<Option<Slot>>,
    free: Vec<u32>,
    by_id: HashMap<Box<str>, u32>,
    arena: Arena,
    channels: Interned<Vec<Channel>>,
    segments: Interned<Vec<String>>,
    directories: Interned<Option<String>>,
    service: Option<Generation>,
    revision: u64,
    orders: Orders,
}

#[derive(Debug)]
struct Slot {
    /// Boxed, so that the rows move little memory when they grow.
    training: Box<Training>,
    facts: Facts,
}

impl Index {
    /// An index without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of scenarios.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Grows with every change; two readings with the same number saw the same rows.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The generation of the resource that the service speaks: the newest among its rows, and the
    /// newest of all before there is one. A create is written in it.
    #[must_use]
    pub fn generation(&self) -> Generation {
        self.service.unwrap_or_default()
    }

    /// Adds a scenario, or replaces the one with its id.
    pub fn upsert(&mut self, training: Training) {
        self.revision += 1;
        let slot = self.slot_of(&training.id);
        self.write(slot, training);
    }

    /// Adds a page of a list. A row that came before, because others wrote while the pages were
    /// read, is replaced: the later reading wins, and it is there once.
    pub fn upsert_page(&mut self, page: Vec<Training>) {
        self.revision += 1;
        for training in page {
            let slot = self.slot_of(&training.id);
            self.write(slot, training);
        }
    }

    /// Takes a scenario out. Whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(slot) = self.by_id.remove(id) else {
            return false;
        };
        self.revision += 1;
        if let Some(row) = self.slots.get_mut(slot as usize) {
            *row = None;
        }
        self.free.push(slot);
        self.arena.remove(slot);
        true
    }

    /// Keeps only the scenarios that a complete reading has seen: what somebody else deleted
    /// meanwhile goes. Returns how many went.
    pub fn retain(&mut self, seen: impl Fn(&str) -> bool) -> usize {
        let gone: Vec<Box<str>> = self.by_id.keys().filter(|id| !seen(id)).cloned().collect();
        gone.iter().filter(|id| self.remove(id)).count()
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        let revision = self.revision + 1;
        *self = Self {
            revision,
            ..Self::default()
        };
    }

    /// A scenario by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Training> {
        self.at(*self.by_id.get(id)?)
    }

    /// The slot of a scenario.
    #[must_use]
    pub fn slot(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// A scenario by its slot, as [`View::rows`] names it.
    #[must_use]
    pub fn at(&self, slot: u32) -> Option<&Training> {
        let row = self.slots.get(slot as usize)?.as_ref()?;
        Some(&row.training)
    }

    /// One more than the highest slot there is. Slots without a scenario are among them.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.slots.len() as u32
    }

    /// All scenarios, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Training> {
        self.slots.iter().flatten().map(|row| row.training.as_ref())
    }

    /// The ids of all scenarios, in no particular order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(AsRef::as_ref)
    }

    /// The ids of the directories that scenarios are in, each once.
    pub fn directory_ids(&self) -> impl Iterator<Item = &str> {
        let mut used = vec![false; self.directories.values().len()];
        for row in self.slots.iter().flatten() {
            used[row.facts.directory as usize] = true;
        }
        let ids = self.directories.values().iter().zip(used);
        ids.filter_map(|(id, used)| used.then_some(id.as_deref()).flatten())
    }

    /// Puts all scenarios of a directory into another one, or into none: what a service does when
    /// it deletes the directory (decision 16). How many there were.
    pub fn move_directory(&mut self, from: &str, to: Option<&str>) -> usize {
        let source = self.directories.id(&Some(from.to_owned()));
        let target = self.directories.id(&to.map(str::to_owned));
        let mut moved = 0;
        for row in self.slots.iter_mut().flatten() {
            if row.facts.directory == source {
                row.facts.directory = target;
                row.training.directory_id = to.map(str::to_owned);
                moved += 1;
            }
        }
        self.revision += u64::from(moved > 0);
        moved
    }

    /// Bytes that the folded texts take, dead ones included: for the diagnostics page.
    #[must_use]
    pub fn arena_bytes(&self) -> usize {
        self.arena.len()
    }

    fn slot_of(&mut self, id: &str) -> u32 {
        if let Some(slot) = self.by_id.get(id) {
            return *slot;
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            // 4 billion rows do not fit into the address space of the browser.
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        self.by_id.insert(id.into(), slot);
        slot
    }

    fn write(&mut self, slot: u32, training: Training) {
        self.service = self.service.max(Some(training.generation));
        self.arena.write(slot, &training);
        let facts = Facts {
            channels: self.channels.id(&sorted(&training.restricted_to_channels)),
            segments: self.segments.id(&sorted(&training.restricted_to_segments)),
            directory: self.directories.id(&training.directory_id),
            ..Facts::of(&training)
        };
        if let Some(row) = self.slots.get_mut(slot as usize) {
            *row = Some(Slot {
                training: Box::new(training),
                facts,
            });
        }
    }
}

/// Restrictions are sets: the order in which a service lists them makes no difference.
fn sorted<T: Ord + Clone>(items: &[T]) -> Vec<T> {
    let mut items = items.to_vec();
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests;

//! The index of a workspace: all its scenarios in memory, filtered and sorted without a request.
//!
//! Titles and contents lie folded in one arena of bytes that is searched once for the longest
//! term; everything else that a filter asks lies in compact rows. Restrictions and directories are
//! interned: the filter judges each distinct one once, and a row looks the judgement up.

use std::{collections::HashMap, sync::Arc};

use contract::opencx::{Channel, Training};

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
    generation: u64,
    orders: Orders,
}

#[derive(Debug)]
struct Slot {
    training: Arc<Training>,
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
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Adds a scenario, or replaces the one with its id.
    pub fn upsert(&mut self, training: Training) {
        self.generation += 1;
        let slot = self.slot_of(&training.id);
        self.write(slot, training);
        self.arena.tidy();
    }

    /// Adds a page of a list. A row that came before, because others wrote while the pages were
    /// read, is replaced: the later reading wins, and it is there once.
    pub fn upsert_page(&mut self, page: Vec<Training>) {
        self.generation += 1;
        for training in page {
            let slot = self.slot_of(&training.id);
            self.write(slot, training);
        }
        self.arena.tidy();
    }

    /// Takes a scenario out. Whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(slot) = self.by_id.remove(id) else {
            return false;
        };
        self.generation += 1;
        if let Some(row) = self.slots.get_mut(slot as usize) {
            *row = None;
        }
        self.free.push(slot);
        self.arena.remove(slot);
        self.arena.tidy();
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
        let generation = self.generation + 1;
        *self = Self {
            generation,
            ..Self::default()
        };
    }

    /// A scenario by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Training>> {
        self.at(*self.by_id.get(id)?)
    }

    /// A scenario by its slot, as [`View::rows`] names it.
    #[must_use]
    pub fn at(&self, slot: u32) -> Option<&Arc<Training>> {
        let row = self.slots.get(slot as usize)?.as_ref()?;
        Some(&row.training)
    }

    /// All scenarios, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Training>> {
        self.slots.iter().flatten().map(|row| &row.training)
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
        self.arena.write(slot, &training);
        let facts = Facts {
            channels: self.channels.id(&sorted(&training.restricted_to_channels)),
            segments: self.segments.id(&sorted(&training.restricted_to_segments)),
            directory: self.directories.id(&training.directory_id),
            ..Facts::of(&training)
        };
        if let Some(row) = self.slots.get_mut(slot as usize) {
            *row = Some(Slot {
                training: Arc::new(training),
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

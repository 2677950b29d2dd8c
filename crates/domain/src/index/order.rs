//! Orders of all rows. They are made once per revision of the index: a keystroke in the filter
//! only picks rows from an order that is there already.

use std::{
    cmp::Reverse,
    sync::{Arc, Mutex, PoisonError},
};

use super::Index;
use crate::{DirectoryTree, Moment, Sort, SortBy, natural};

/// The last order that was asked for, by the revision that it belongs to. A reader may make it,
/// hence the lock; in the browser nobody ever waits for it.
#[derive(Debug, Default)]
pub(super) struct Orders(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    revision: u64,
    sort: Sort,
    slots: Arc<[u32]>,
}

impl Index {
    /// All slots in an order that depends on the rows alone.
    fn kept_order(&self, sort: Sort) -> Arc<[u32]> {
        let mut kept = self.orders.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref()
            && kept.revision == self.revision
            && kept.sort == sort
        {
            return Arc::clone(&kept.slots);
        }
        let mut slots: Vec<u32> = (0_u32..)
            .zip(&self.slots)
            .filter_map(|(slot, row)| row.is_some().then_some(slot))
            .collect();
        match sort.by {
            SortBy::Created => self.by_key(&mut slots, sort.descending, |row| row.facts.created),
            SortBy::Title => {
                slots.sort_unstable_by(|a, b| {
                    let order = natural::compare_folded(self.arena.title(*a), self.arena.title(*b));
                    let order = if sort.descending {
                        order.reverse()
                    } else {
                        order
                    };
                    order.then_with(|| self.by_id(*a, *b))
                });
            }
            // The others depend on more than the rows; this is what they are made from.
            SortBy::Updated | SortBy::State | SortBy::StartTime | SortBy::Directory => {
                self.by_key(&mut slots, sort.descending, |row| row.facts.updated);
            }
        }
        let slots: Arc<[u32]> = slots.into();
        *kept = Some(Kept {
            revision: self.revision,
            sort,
            slots: Arc::clone(&slots),
        });
        slots
    }

    /// Picks rows in the order of `sort`.
    pub(super) fn in_order(
        &self,
        sort: Sort,
        is_picked: impl Fn(u32) -> bool,
        now: Moment,
        tree: &DirectoryTree,
    ) -> Vec<u32> {
        let base = match sort.by {
            SortBy::Updated | SortBy::Created | SortBy::Title => sort,
            // Within one state, start or directory the latest change comes first.
            SortBy::State | SortBy::StartTime | SortBy::Directory => Sort::default(),
        };
        let order = self.kept_order(base);
        let mut rows: Vec<u32> = order
            .iter()
            .copied()
            .filter(|slot| is_picked(*slot))
            .collect();
        match sort.by {
            SortBy::Updated | SortBy::Created | SortBy::Title => {}
            SortBy::State => self.stable(&mut rows, sort.descending, |row| {
                Some(row.facts.status(now).rank())
            }),
            SortBy::StartTime => self.stable(&mut rows, sort.descending, |row| row.facts.start()),
            SortBy::Directory => {
                let places: Vec<Option<usize>> = self
                    .directories
                    .values()
                    .iter()
                    .map(|id| {
                        let id = id.as_deref()?;
                        // Unknown directories come behind the known ones.
                        Some(tree.place(id).unwrap_or(usize::MAX))
                    })
                    .collect();
                self.stable(&mut rows, sort.descending, |row| {
                    places.get(row.facts.directory as usize).copied().flatten()
                });
            }
        }
        rows
    }

    fn by_key<K: Ord>(&self, slots: &mut [u32], descending: bool, key: impl Fn(&super::Slot) -> K) {
        let key = |slot: u32| self.slots.get(slot as usize)?.as_ref().map(&key);
        slots.sort_unstable_by(|a, b| {
            let order = key(*a).cmp(&key(*b));
            let order = if descending { order.reverse() } else { order };
            order.then_with(|| self.by_id(*a, *b))
        });
    }

    fn by_id(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let id = |slot: u32| self.at(slot).map(|training| &training.id);
        id(a).cmp(&id(b))
    }

    /// Sorts by a key and leaves equal rows as they are; rows without one are always last.
    fn stable<K: Ord>(
        &self,
        rows: &mut [u32],
        descending: bool,
        key: impl Fn(&super::Slot) -> Option<K>,
    ) {
        let key = |slot: &u32| self.slots.get(*slot as usize)?.as_ref().and_then(&key);
        if descending {
            rows.sort_by_cached_key(|slot| Reverse(key(slot)));
        } else {
            rows.sort_by_cached_key(|slot| {
                let key = key(slot);
                (key.is_none(), key)
            });
        }
    }
}

//! Orders of all rows. They are made once per revision of the index: a keystroke in the filter
//! only picks rows from an order that is there already.

use std::{
    cmp::{Ordering, Reverse},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Index, Slot};
use crate::{DirectoryTree, Moment, Sort, SortBy, Status, natural};

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
        let slots = match sort.by {
            SortBy::Created => {
                self.sorted(sort, |_, row| row.facts.created, |_, _| Ordering::Equal)
            }
            SortBy::Title => self.sorted(
                sort,
                |slot, _| prefix(self.arena.title(slot)),
                |a, b| natural::compare_folded(self.arena.title(a), self.arena.title(b)),
            ),
            // The others depend on more than the rows; this is what they are made from.
            SortBy::Updated | SortBy::State | SortBy::StartTime | SortBy::Directory => {
                self.sorted(sort, |_, row| row.facts.updated, |_, _| Ordering::Equal)
            }
        };
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
            SortBy::State => rows = self.by_rank(&rows, sort.descending, now),
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

    /// All slots by a key that is cheap to compare, then by a comparison that is not, then by id.
    fn sorted<K: Ord + Copy>(
        &self,
        sort: Sort,
        key: impl Fn(u32, &Slot) -> K,
        then: impl Fn(u32, u32) -> Ordering,
    ) -> Vec<u32> {
        // The keys lie beside the slots, so that most comparisons touch nothing else.
        let mut keyed: Vec<(K, u32)> = (0_u32..)
            .zip(&self.slots)
            .filter_map(|(slot, row)| Some((key(slot, row.as_ref()?), slot)))
            .collect();
        keyed.sort_unstable_by(|a, b| {
            let order = a.0.cmp(&b.0).then_with(|| then(a.1, b.1));
            let order = if sort.descending {
                order.reverse()
            } else {
                order
            };
            order.then_with(|| self.by_id(a.1, b.1))
        });
        keyed.into_iter().map(|(_, slot)| slot).collect()
    }

    /// There are few states, so the rows are dealt out instead of compared.
    fn by_rank(&self, rows: &[u32], descending: bool, now: Moment) -> Vec<u32> {
        let mut piles: [Vec<u32>; Status::RANKS] = Default::default();
        for slot in rows {
            let row = self.slots.get(*slot as usize).and_then(Option::as_ref);
            let rank = row.map_or(0, |row| row.facts.status(now).rank());
            if let Some(pile) = piles.get_mut(usize::from(rank)) {
                pile.push(*slot);
            }
        }
        if descending {
            piles.reverse();
        }
        piles.concat()
    }

    fn by_id(&self, a: u32, b: u32) -> Ordering {
        let id = |slot: u32| self.at(slot).map(|training| &training.id);
        id(a).cmp(&id(b))
    }

    /// Sorts by a key and leaves equal rows as they are; rows without one are always last.
    fn stable<K: Ord>(&self, rows: &mut [u32], descending: bool, key: impl Fn(&Slot) -> Option<K>) {
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

/// The start of a folded title as a number, in which a smaller one means an earlier title; equal
/// ones mean nothing. It ends at the first digit, which stands for any: what digits are worth can
/// only be seen in the whole run.
fn prefix(title: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(title) {
        if from.is_ascii_digit() {
            *to = b'0';
            break;
        }
        *to = *from;
    }
    u128::from_be_bytes(bytes)
}

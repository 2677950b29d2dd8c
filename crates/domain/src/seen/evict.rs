//! What goes when the device is to keep less.

use std::collections::{HashMap, HashSet};

use crate::Moment;

/// Something that is kept, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<K> {
    /// Its key in the store.
    pub key: K,
    /// Id of its scenario.
    pub scenario: String,
    /// Bytes.
    pub size: u64,
    /// [`Sight::at`](super::Sight::at).
    pub at: Moment,
}

/// The keys to delete, so that at most `limit` bytes stay: the oldest first, and the newest sight
/// of a scenario only where nothing else is left to delete.
#[must_use]
pub fn evict<K>(kept: Vec<Kept<K>>, limit: u64) -> Vec<K> {
    let mut newest: HashMap<&str, usize> = HashMap::new();
    for (index, one) in kept.iter().enumerate() {
        let best = newest.entry(&one.scenario).or_insert(index);
        if kept.get(*best).is_some_and(|best| best.at <= one.at) {
            *best = index;
        }
    }
    let newest: HashSet<usize> = newest.into_values().collect();
    let mut total: u64 = kept.iter().fold(0, |sum, one| sum.saturating_add(one.size));
    let mut order: Vec<(bool, Moment, usize, Kept<K>)> = kept
        .into_iter()
        .enumerate()
        .map(|(index, one)| (newest.contains(&index), one.at, index, one))
        .collect();
    order.sort_by_key(|(is_newest, at, index, _)| (*is_newest, *at, *index));
    let mut gone = Vec::new();
    for (_, _, _, one) in order {
        if total <= limit {
            break;
        }
        total = total.saturating_sub(one.size);
        gone.push(one.key);
    }
    gone
}

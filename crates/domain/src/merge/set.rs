//! Restrictions: lists whose order means nothing, and whose emptiness means "everybody".

use std::collections::BTreeSet;

/// Merges what `mine` and `theirs` made of `base`: what either added is there, what either removed
/// is gone. `None` where somebody must decide: one lifted the restriction that the other changed, or
/// together they removed all of it, which would reach everybody and which neither of them wanted.
pub fn set<T: Ord + Clone>(base: &[T], mine: &[T], theirs: &[T]) -> Option<Vec<T>> {
    let of = |items: &[T]| items.iter().cloned().collect::<BTreeSet<T>>();
    let (old, one, other) = (of(base), of(mine), of(theirs));
    if one == other || one == old {
        return Some(theirs.to_vec());
    }
    if other == old {
        return Some(mine.to_vec());
    }
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let stays = |item: &T| {
        let (one, other) = (one.contains(item), other.contains(item));
        if old.contains(item) {
            one && other
        } else {
            one || other
        }
    };
    let mut seen = BTreeSet::new();
    let merged: Vec<T> = theirs
        .iter()
        .chain(mine)
        .filter(|item| stays(item) && seen.insert((*item).clone()))
        .cloned()
        .collect();
    (!merged.is_empty()).then_some(merged)
}

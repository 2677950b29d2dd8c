//! Which rows are chosen. A choice is kept by key, so it survives scrolling and filtering.

use std::{collections::HashSet, hash::Hash};

/// Chooses a row, or takes the choice back.
pub fn toggle<K: Clone + Eq + Hash>(chosen: &mut HashSet<K>, key: &K) {
    if !chosen.remove(key) {
        chosen.insert(key.clone());
    }
}

/// Moves the end of a range from `from` to `to`; its other end stays at `anchor`. What the range
/// no longer covers is given up, every other choice stays.
pub fn extend<K: Clone + Eq + Hash>(
    chosen: &mut HashSet<K>,
    rows: &[K],
    anchor: usize,
    from: usize,
    to: usize,
) {
    for key in between(rows, anchor, from) {
        chosen.remove(key);
    }
    chosen.extend(between(rows, anchor, to).iter().cloned());
}

fn between<K>(rows: &[K], one: usize, other: usize) -> &[K] {
    let end = (one.max(other) + 1).min(rows.len());
    rows.get(one.min(other)..end).unwrap_or_default()
}

/// The row that a key leads to, from row `at` (or from none) in a list of `total` rows.
#[must_use]
pub fn target(key: &str, at: Option<usize>, total: usize, page: usize) -> Option<usize> {
    let last = total.checked_sub(1)?;
    let to = match (key, at) {
        ("Home", _) => 0,
        ("End", _) => last,
        ("ArrowDown" | "PageDown", None) => 0,
        ("ArrowUp" | "PageUp", None) => last,
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", Some(at)) => at.saturating_sub(1),
        ("PageDown", Some(at)) => at + page,
        ("PageUp", Some(at)) => at.saturating_sub(page),
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn set(keys: &[u32]) -> HashSet<u32> {
        keys.iter().copied().collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn toggles() {
        let mut chosen = set(&[1]);
        toggle(&mut chosen, &2);
        toggle(&mut chosen, &1);
        assert_eq!(chosen, set(&[2]));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_grows_shrinks_and_turns_round_its_anchor() {
        let rows = [10, 11, 12, 13, 14, 15];
        let mut chosen = set(&[99]);
        extend(&mut chosen, &rows, 2, 2, 4);
        assert_eq!(chosen, set(&[99, 12, 13, 14]));
        extend(&mut chosen, &rows, 2, 4, 3);
        assert_eq!(chosen, set(&[99, 12, 13]));
        extend(&mut chosen, &rows, 2, 3, 0);
        assert_eq!(chosen, set(&[99, 10, 11, 12]));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_beyond_the_rows_takes_what_is_there() {
        let mut chosen = set(&[]);
        extend(&mut chosen, &[1, 2], 1, 1, 9);
        assert_eq!(chosen, set(&[2]));
        extend(&mut chosen, &[], 0, 0, 3);
        assert_eq!(chosen, set(&[2]));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn keys_lead_to_rows() {
        let check = |key, at, expected| {
            assert_eq!(target(key, at, 10, 4), expected, "{key} from {at:?}");
        };
        check("ArrowDown", Some(3), Some(4));
        check("ArrowDown", Some(9), Some(9));
        check("ArrowDown", None, Some(0));
        check("ArrowUp", Some(3), Some(2));
        check("ArrowUp", Some(0), Some(0));
        check("ArrowUp", None, Some(9));
        check("PageDown", Some(3), Some(7));
        check("PageDown", Some(8), Some(9));
        check("PageUp", Some(3), Some(0));
        check("Home", Some(5), Some(0));
        check("End", None, Some(9));
        check("a", Some(5), None);
        assert_eq!(target("End", None, 0, 4), None);
    }
}

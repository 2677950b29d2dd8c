//! What a key means in a tree (ARIA Authoring Practices, "Tree View").

use super::TreeRow;

/// What a key asks for. Numbers are places among the visible rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The focus moves.
    Focus(usize),
    /// Rows open.
    Open(Vec<usize>),
    /// A row closes.
    Close(usize),
}

/// What `key` (as in `KeyboardEvent.key`) does on row `at`; `page` is the number of rows in sight.
#[must_use]
pub fn step(rows: &[TreeRow], at: usize, key: &str, page: usize) -> Option<Step> {
    let row = rows.get(at)?;
    let last = rows.len() - 1;
    Some(match key {
        "ArrowDown" => Step::Focus((at + 1).min(last)),
        "ArrowUp" => Step::Focus(at.saturating_sub(1)),
        "Home" => Step::Focus(0),
        "End" => Step::Focus(last),
        "PageDown" => Step::Focus((at + page).min(last)),
        "PageUp" => Step::Focus(at.saturating_sub(page)),
        "ArrowRight" if !row.has_children => return None,
        "ArrowRight" if !row.expanded => Step::Open(vec![at]),
        "ArrowRight" => Step::Focus(
            Some(at + 1).filter(|at| rows.get(*at).is_some_and(|it| it.depth > row.depth))?,
        ),
        "ArrowLeft" if row.has_children && row.expanded => Step::Close(at),
        "ArrowLeft" => Step::Focus(parent(rows, at)?),
        "*" => Step::Open(
            siblings(rows, at)
                .filter(|at| {
                    rows.get(*at)
                        .is_some_and(|row| row.has_children && !row.expanded)
                })
                .collect(),
        ),
        _ => return None,
    })
}

/// The row under which row `at` stands.
#[must_use]
pub fn parent(rows: &[TreeRow], at: usize) -> Option<usize> {
    let depth = rows.get(at)?.depth;
    rows.get(..at)?.iter().rposition(|row| row.depth < depth)
}

/// The rows beside row `at`, itself among them.
fn siblings(rows: &[TreeRow], at: usize) -> impl Iterator<Item = usize> {
    let depth = rows.get(at).map_or(0, |row| row.depth);
    let first = parent(rows, at).map_or(0, |parent| parent + 1);
    rows.iter()
        .enumerate()
        .skip(first)
        .take_while(move |(_, row)| row.depth >= depth)
        .filter(move |(_, row)| row.depth == depth)
        .map(|(at, _)| at)
}

/// The row to stand on when the focused row has gone: the one that closed over it, else the next
/// that was beside it, else the one before, else its parent, else the first.
#[must_use]
pub fn successor(before: &[(String, usize)], now: &[TreeRow], lost: &str) -> Option<String> {
    let there = |id: &str| now.iter().find(|row| row.id == id);
    let first = || now.first().map(|row| row.id.clone());
    let Some(at) = before.iter().position(|(id, _)| id == lost) else {
        return first();
    };
    let depth = before.get(at).map_or(0, |(_, depth)| *depth);
    let mut level = depth;
    let mut parent = None;
    for (id, above) in before
        .get(..at)?
        .iter()
        .rev()
        .filter(|(_, above)| *above < depth)
    {
        if *above < level {
            level = *above;
            if let Some(row) = there(id) {
                parent = parent.or(Some(row));
                if row.has_children && !row.expanded {
                    return Some(row.id.clone());
                }
            }
        }
    }
    let beside = |(_, other): &&(String, usize)| *other >= depth;
    let same = |(id, other): &(String, usize)| (*other == depth).then(|| there(id)).flatten();
    let next = before
        .get(at + 1..)?
        .iter()
        .take_while(beside)
        .find_map(same);
    let previous = || {
        before
            .get(..at)?
            .iter()
            .rev()
            .take_while(beside)
            .find_map(same)
    };
    let row = next.or_else(previous).or(parent);
    row.map(|row| row.id.clone()).or_else(first)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::ui::tree::tests::rows;

    /// `-` closed, `+` open, `.` without children; two spaces for each level.
    const TREE: &str = "
        . All
        + Billing
          - Refunds
          . Invoices
          + Cards
            . Visa
        - Shipping
        . Zones";

    fn check(at: usize, key: &str, expected: Option<Step>) {
        assert_eq!(step(&rows(TREE), at, key, 3), expected, "{key} on row {at}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn moves_along_the_visible_rows() {
        check(0, "ArrowDown", Some(Step::Focus(1)));
        check(7, "ArrowDown", Some(Step::Focus(7)));
        check(0, "ArrowUp", Some(Step::Focus(0)));
        check(5, "ArrowUp", Some(Step::Focus(4)));
        check(5, "Home", Some(Step::Focus(0)));
        check(1, "End", Some(Step::Focus(7)));
        check(6, "PageDown", Some(Step::Focus(7)));
        check(6, "PageUp", Some(Step::Focus(3)));
        check(6, "q", None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn right_opens_then_goes_in() {
        check(2, "ArrowRight", Some(Step::Open(vec![2])));
        check(1, "ArrowRight", Some(Step::Focus(2)));
        check(3, "ArrowRight", None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn left_closes_then_goes_out() {
        check(1, "ArrowLeft", Some(Step::Close(1)));
        check(5, "ArrowLeft", Some(Step::Focus(4)));
        check(3, "ArrowLeft", Some(Step::Focus(1)));
        check(2, "ArrowLeft", Some(Step::Focus(1)));
        check(7, "ArrowLeft", None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_star_opens_the_siblings() {
        check(3, "*", Some(Step::Open(vec![2])));
        check(7, "*", Some(Step::Open(vec![6])));
        check(5, "*", Some(Step::Open(vec![])));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn focus_goes_to_the_neighbour_of_what_has_gone() {
        let before: Vec<(String, usize)> = rows(TREE)
            .into_iter()
            .map(|row| (row.id, row.depth))
            .collect();
        let check = |lost: &str, now: &str, expected: Option<&str>| {
            let found = successor(&before, &rows(now), lost);
            assert_eq!(found.as_deref(), expected, "without {lost}");
        };
        let without_refunds = ". All\n+ Billing\n  . Invoices\n  + Cards\n    . Visa";
        check("Refunds", without_refunds, Some("Invoices"));
        let without_cards = ". All\n+ Billing\n  - Refunds\n  . Invoices\n- Shipping";
        check("Cards", without_cards, Some("Invoices"));
        check(
            "Visa",
            ". All\n+ Billing\n  . Cards\n- Shipping",
            Some("Cards"),
        );
        check("Visa", ". All\n- Billing\n- Shipping", Some("Billing"));
        check("Zones", ". All\n- Shipping", Some("Shipping"));
        check("Nobody", ". All", Some("All"));
        check("All", "", None);
    }
}

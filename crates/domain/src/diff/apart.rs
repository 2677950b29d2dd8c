//! Where two lists of tokens differ, in bounded work.
//!
//! The shortest difference of two long lists that have little in common takes time by the product
//! of their lengths, whatever the library. So long lists are first tied together at the tokens that
//! both have exactly once, as a person would do it; what is long and untied after that is compared
//! block by block. The result may be longer than the shortest one, and is as true.

use std::{collections::HashMap, ops::Range};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Up to this many tokens on both sides together the shortest difference is found.
const SHORT: usize = 2_000;
/// The same for a stretch between ties, of which there may be many.
const SHORT_STRETCH: usize = 400;
/// How often a stretch between ties is tied again.
const DEPTH: usize = 6;
/// Tokens of a block, where nothing ties long lists together.
const BLOCK: usize = 8;

/// A stretch of both lists.
pub(crate) type Stretch = (Range<usize>, Range<usize>);

/// The stretches that differ, from the beginning to the end. What lies between two of them is the
/// same in both lists. No two of them touch on both sides.
pub(crate) fn apart(old: &[&str], new: &[&str]) -> Vec<Stretch> {
    let mut numbers = HashMap::with_capacity(old.len());
    let mut search = Search {
        old: numbered(old, &mut numbers),
        new: numbered(new, &mut numbers),
        places: vec![(Once::Nowhere, Once::Nowhere); numbers.len()],
        found: Vec::new(),
    };
    search.within((0..old.len(), 0..new.len()), DEPTH);
    search.found
}

/// Each token as a number, equal ones as the same: they are compared very often.
fn numbered<'a>(tokens: &[&'a str], numbers: &mut HashMap<&'a str, usize>) -> Vec<usize> {
    let number = |token: &&'a str| {
        let next = numbers.len();
        *numbers.entry(token).or_insert(next)
    };
    tokens.iter().map(number).collect()
}

struct Search {
    old: Vec<usize>,
    new: Vec<usize>,
    /// Where each token stands in a stretch; empty between two searches for ties.
    places: Vec<(Once, Once)>,
    found: Vec<Stretch>,
}

impl Search {
    fn within(&mut self, stretch: Stretch, depth: usize) {
        let (from, to) = self.trimmed(stretch);
        if from.is_empty() && to.is_empty() {
            return;
        }
        if from.is_empty() || to.is_empty() {
            return self.push(from, to);
        }
        let short = if depth == DEPTH { SHORT } else { SHORT_STRETCH };
        if from.len() + to.len() <= short {
            return self.shortest(from, to);
        }
        let ties = match self.ties(from.clone(), to.clone()) {
            None => return self.push(from, to),
            Some(ties) if ties.is_empty() || depth == 0 => return self.blocks(&from, &to),
            Some(ties) => ties,
        };
        let (mut o, mut n) = (from.start, to.start);
        for (at_old, at_new) in ties {
            self.within((o..at_old, n..at_new), depth - 1);
            (o, n) = (at_old + 1, at_new + 1);
        }
        self.within((o..from.end, n..to.end), depth - 1);
    }

    fn push(&mut self, old: Range<usize>, new: Range<usize>) {
        match self.found.last_mut() {
            Some(last) if last.0.end == old.start && last.1.end == new.start => {
                last.0.end = old.end;
                last.1.end = new.end;
            }
            _ => self.found.push((old, new)),
        }
    }

    /// The stretch without what is the same at its beginning and at its end.
    fn trimmed(&self, (mut from, mut to): Stretch) -> Stretch {
        let (old, new) = (&self.old, &self.new);
        while !from.is_empty() && !to.is_empty() && old[from.start] == new[to.start] {
            from.start += 1;
            to.start += 1;
        }
        while !from.is_empty() && !to.is_empty() && old[from.end - 1] == new[to.end - 1] {
            from.end -= 1;
            to.end -= 1;
        }
        (from, to)
    }

    fn shortest(&mut self, from: Range<usize>, to: Range<usize>) {
        let (old, new) = (&self.old[from.clone()], &self.new[to.clone()]);
        for op in capture_diff_slices(Algorithm::Myers, old, new) {
            if !matches!(op, DiffOp::Equal { .. }) {
                let (old, new) = (op.old_range(), op.new_range());
                self.push(
                    from.start + old.start..from.start + old.end,
                    to.start + new.start..to.start + new.end,
                );
            }
        }
    }

    /// Each block of the one with the block of the other that lies as far from the beginning.
    fn blocks(&mut self, from: &Range<usize>, to: &Range<usize>) {
        let count = from.len().max(to.len()).div_ceil(BLOCK);
        let block = |range: &Range<usize>, n: usize| {
            range.start + range.len() * n / count..range.start + range.len() * (n + 1) / count
        };
        for n in 0..count {
            let (from, to) = self.trimmed((block(from, n), block(to, n)));
            self.shortest(from, to);
        }
    }

    /// Where tokens stand that both sides of a stretch have exactly once: the longest run of them
    /// that is in the same order in both. `None` where they have no token in common.
    fn ties(&mut self, from: Range<usize>, to: Range<usize>) -> Option<Vec<(usize, usize)>> {
        for at in from.clone() {
            self.places[self.old[at]].0.note(at);
        }
        for at in to.clone() {
            self.places[self.new[at]].1.note(at);
        }
        let mut has_common = false;
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for at in from.clone() {
            match self.places[self.old[at]] {
                (_, Once::Nowhere) => {}
                (Once::At(old), Once::At(new)) => pairs.push((old, new)),
                _ => has_common = true,
            }
        }
        for token in self.old[from].iter().chain(&self.new[to]) {
            self.places[*token] = (Once::Nowhere, Once::Nowhere);
        }
        (has_common || !pairs.is_empty()).then(|| longest_rising(&pairs))
    }
}

#[derive(Clone, Copy)]
enum Once {
    Nowhere,
    At(usize),
    Often,
}

impl Once {
    fn note(&mut self, at: usize) {
        *self = match self {
            Self::Nowhere => Self::At(at),
            Self::At(_) | Self::Often => Self::Often,
        };
    }
}

/// The longest run of pairs whose second numbers rise; the first ones do already. Patience sorting:
/// each pair lies on the first pile whose top is not lower, and knows the top of the pile before.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (number, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs[*top].1 < pair.1);
        before.push(pile.checked_sub(1).map(|left| tops[left]));
        if pile == tops.len() {
            tops.push(number);
        } else {
            tops[pile] = number;
        }
    }
    let mut run = Vec::with_capacity(tops.len());
    let mut next = tops.last().copied();
    while let Some(number) = next {
        run.push(pairs[number]);
        next = before[number];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Makes the new list out of the old one, and checks that the rest is the same.
    fn check(old: &[&str], new: &[&str]) -> Vec<Stretch> {
        let stretches = apart(old, new);
        let (mut o, mut n) = (0, 0);
        for (number, (from, to)) in stretches.iter().enumerate() {
            assert_eq!(old[o..from.start], new[n..to.start]);
            assert!(!(from.is_empty() && to.is_empty()));
            assert!(
                number == 0 || (from.start, to.start) != (o, n),
                "they touch"
            );
            (o, n) = (from.end, to.end);
        }
        assert_eq!(old[o..], new[n..]);
        stretches
    }

    fn numbers(count: usize, token: impl Fn(usize) -> usize) -> Vec<String> {
        (0..count).map(|n| token(n).to_string()).collect()
    }

    fn borrowed(tokens: &[String]) -> Vec<&str> {
        tokens.iter().map(String::as_str).collect()
    }

    #[test]
    fn a_few_edits_in_a_long_list_are_found_as_they_are() {
        let old = numbers(20_000, |n| n);
        let mut new = old.clone();
        new[7] = "other".to_owned();
        new.insert(9_000, "more".to_owned());
        new.drain(15_000..15_003);
        let expected = vec![
            (7..8, 7..8),
            (9_000..9_000, 9_000..9_001),
            (14_999..15_002, 15_000..15_000),
        ];
        assert_eq!(check(&borrowed(&old), &borrowed(&new)), expected);
    }

    #[test]
    fn long_lists_without_a_single_tie_still_have_a_difference() {
        let old = numbers(9_000, |n| n * n % 97);
        let new = numbers(7_000, |n| n * n % 89);
        assert!(check(&borrowed(&old), &borrowed(&new)).len() > 1);
        let same = numbers(9_000, |_| 1);
        let more = numbers(9_001, |_| 1);
        let stretches = check(&borrowed(&same), &borrowed(&more));
        assert_eq!(stretches.len(), 1, "{stretches:?}");
        let none = numbers(9_000, |n| n + 100_000);
        assert_eq!(
            check(&borrowed(&none), &borrowed(&new)),
            [(0..9_000, 0..7_000)]
        );
    }

    #[test]
    fn ties_that_come_one_by_one_do_not_go_on_for_ever() {
        // Each stretch between ties has one tie more at its beginning.
        let side = |first: usize| -> Vec<String> {
            let doubles = (0..6_000).flat_map(|n| [n, n + first, n]);
            doubles.map(|n| n.to_string()).collect()
        };
        check(&borrowed(&side(1)), &borrowed(&side(2)));
    }

    #[test]
    fn the_run_of_ties_is_the_longest() {
        let pairs = [(0, 5), (1, 0), (2, 1), (3, 9), (4, 2), (5, 3), (6, 4)];
        let run = longest_rising(&pairs);
        assert_eq!(run, [(1, 0), (2, 1), (4, 2), (5, 3), (6, 4)]);
        assert!(longest_rising(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_apart_makes_the_one_out_of_the_other(
            old in prop::collection::vec(0..40_usize, 0..60),
            new in prop::collection::vec(0..40_usize, 0..60),
            times in prop::sample::select(vec![1_usize, 60]),
        ) {
            // Sixty times over, the lists are long ones without ties.
            let make = |list: &[usize]| -> Vec<String> {
                list.repeat(times).iter().map(usize::to_string).collect()
            };
            check(&borrowed(&make(&old)), &borrowed(&make(&new)));
        }

        #[test]
        fn long_lists_with_ties_too(moved in prop::collection::vec((0..5_000_usize, 0..5_000_usize), 0..40)) {
            let old = numbers(5_000, |n| n);
            let mut new = old.clone();
            for (one, other) in moved {
                new.swap(one, other);
            }
            check(&borrowed(&old), &borrowed(&new));
        }
    }
}

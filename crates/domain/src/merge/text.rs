//! Three texts into one, line by line.

use std::ops::Range;

use super::Side;
use crate::diff::{apart, lines};

/// What two people made of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMerge {
    /// From the beginning to the end.
    pub pieces: Vec<Piece>,
}

/// A piece of the merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Needs no decision.
    Merged {
        /// Who changed it.
        from: From,
        /// What both began with; empty where nobody changed it.
        base: String,
        /// What it is now; empty where it was deleted.
        text: String,
    },
    /// Both changed it, and differently.
    Hunk(Hunk),
}

/// Who changed a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum From {
    /// Nobody.
    Base,
    /// The person at this form.
    Mine,
    /// Somebody else.
    Theirs,
    /// Both, in the same way.
    Both,
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// What both began with.
    pub base: String,
    /// What the person at this form made of it.
    pub mine: String,
    /// What somebody else made of it.
    pub theirs: String,
    /// What it is to be; `None` until that is decided.
    pub taken: Option<Taken>,
}

/// The decision about a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// One side's text.
    One(Side),
    /// Mine, then theirs.
    Both,
    /// Written by hand.
    Written(String),
}

impl Hunk {
    /// The text that was decided on.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        Some(match self.taken.as_ref()? {
            Taken::One(Side::Mine) => self.mine.clone(),
            Taken::One(Side::Theirs) => self.theirs.clone(),
            Taken::Both => {
                let is_open = !self.mine.is_empty() && !self.mine.ends_with('\n');
                let gap = if is_open && !self.theirs.is_empty() {
                    "\n"
                } else {
                    ""
                };
                format!("{}{gap}{}", self.mine, self.theirs)
            }
            Taken::Written(text) => text.clone(),
        })
    }
}

impl TextMerge {
    /// Merges what `mine` and `theirs` made of `base`. What only one of them changed is taken from
    /// that one; lines that both changed, or changed around a line that the other one added, are
    /// conflicts.
    #[must_use]
    pub fn of(base: &str, mine: &str, theirs: &str) -> Self {
        let mut merge = Self::default();
        let base = lines(base);
        let (mine, theirs) = (Changed::of(&base, mine), Changed::of(&base, theirs));
        let (mut done, mut m, mut t) = (0, 0, 0);
        loop {
            let (next_mine, next_theirs) = (mine.changes.get(m), theirs.changes.get(t));
            let first = match (next_mine, next_theirs) {
                (None, None) => break,
                (Some(change), None) | (None, Some(change)) => change,
                (Some(mine), Some(theirs)) if theirs.comes_before(mine) => theirs,
                (Some(mine), Some(_)) => mine,
            };
            let mut region = first.base.clone();
            let (from_mine, from_theirs) = (m, t);
            loop {
                let before = (m, t);
                m += mine.meeting(&mut region, m);
                t += theirs.meeting(&mut region, t);
                if (m, t) == before {
                    break;
                }
            }
            merge.keep(&base[done..region.start]);
            done = region.end;
            let old = base[region.clone()].concat();
            match (m > from_mine, t > from_theirs) {
                (true, true) => merge.both(
                    old,
                    mine.lines_of(&region, from_mine, m),
                    theirs.lines_of(&region, from_theirs, t),
                ),
                (true, false) => {
                    let new = mine.lines_of(&region, from_mine, m);
                    merge.push(From::Mine, old, new.concat());
                }
                _ => {
                    let new = theirs.lines_of(&region, from_theirs, t);
                    merge.push(From::Theirs, old, new.concat());
                }
            }
        }
        merge.keep(&base[done..]);
        merge
    }

    /// The conflicts, decided or not, in their order.
    pub fn hunks(&self) -> impl Iterator<Item = &Hunk> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Hunk(hunk) => Some(hunk),
            Piece::Merged { .. } => None,
        })
    }

    /// Decides the `n`th conflict, from 0; `None` opens it again.
    pub fn take(&mut self, n: usize, taken: Option<Taken>) {
        let mut hunks = self.pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Hunk(hunk) => Some(hunk),
            Piece::Merged { .. } => None,
        });
        if let Some(hunk) = hunks.nth(n) {
            hunk.taken = taken;
        }
    }

    /// The merged text; `None` while a conflict is open.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let mut whole = String::new();
        for piece in &self.pieces {
            let text = match piece {
                Piece::Merged { text, .. } => text.clone(),
                Piece::Hunk(hunk) => hunk.text()?,
            };
            // A last line without an end may have become one before others, and what is written by
            // hand often has none.
            if !whole.is_empty() && !whole.ends_with('\n') && !text.is_empty() {
                whole.push('\n');
            }
            whole.push_str(&text);
        }
        Some(whole)
    }

    fn both(&mut self, base: String, mut mine: &[&str], mut theirs: &[&str]) {
        if mine == theirs {
            return self.push(From::Both, base, mine.concat());
        }
        let mut before = String::new();
        while let ([one, mine_left @ ..], [other, theirs_left @ ..]) = (mine, theirs)
            && one == other
        {
            before.push_str(one);
            (mine, theirs) = (mine_left, theirs_left);
        }
        let mut after = Vec::new();
        while let ([mine_left @ .., one], [theirs_left @ .., other]) = (mine, theirs)
            && one == other
        {
            after.push(*one);
            (mine, theirs) = (mine_left, theirs_left);
        }
        after.reverse();
        if !before.is_empty() {
            self.push(From::Both, String::new(), before);
        }
        self.pieces.push(Piece::Hunk(Hunk {
            base,
            mine: mine.concat(),
            theirs: theirs.concat(),
            taken: None,
        }));
        if !after.is_empty() {
            self.push(From::Both, String::new(), after.concat());
        }
    }

    fn keep(&mut self, lines: &[&str]) {
        if !lines.is_empty() {
            self.push(From::Base, String::new(), lines.concat());
        }
    }

    fn push(&mut self, from: From, base: String, text: String) {
        self.pieces.push(Piece::Merged { from, base, text });
    }
}

/// Lines of the base, and what one side put in their place.
struct Change {
    base: Range<usize>,
    side: Range<usize>,
}

impl Change {
    fn comes_before(&self, other: &Self) -> bool {
        (self.base.start, self.base.end) < (other.base.start, other.base.end)
    }
}

struct Changed<'a> {
    lines: Vec<&'a str>,
    changes: Vec<Change>,
}

impl<'a> Changed<'a> {
    fn of(base: &[&'a str], side: &'a str) -> Self {
        let lines = lines(side);
        let changes = apart(base, &lines)
            .into_iter()
            .map(|(base, side)| Change { base, side })
            .collect();
        Self { lines, changes }
    }

    /// How many changes from the `n`th on meet the region, which grows by them. Changed lines beside
    /// changed lines are two changes; lines that were added beside changed ones have lost the line
    /// that they were added to.
    fn meeting(&self, region: &mut Range<usize>, n: usize) -> usize {
        let mut count = 0;
        while let Some(change) = self.changes.get(n + count) {
            let overlaps = change.base.start < region.end && region.start < change.base.end;
            let touches = change.base.start <= region.end && region.start <= change.base.end;
            let is_addition = change.base.start == change.base.end || region.start == region.end;
            if !(overlaps || touches && is_addition) {
                break;
            }
            region.start = region.start.min(change.base.start);
            region.end = region.end.max(change.base.end);
            count += 1;
        }
        count
    }

    /// This side's lines in the place of the region, which holds its changes `from..to`.
    fn lines_of(&self, region: &Range<usize>, from: usize, to: usize) -> &[&'a str] {
        let (Some(first), Some(last)) = (self.changes.get(from), self.changes[..to].last()) else {
            return &[];
        };
        let start = first.side.start - (first.base.start - region.start);
        let end = last.side.end + (region.end - last.base.end);
        self.lines.get(start..end).unwrap_or_default()
    }
}

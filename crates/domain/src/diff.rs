//! What differs between two texts, word by word.
//!
//! First line by line, then word by word inside the lines that differ, in bounded work.

use std::ops::Range;

mod apart;
mod rows;
mod tokens;

pub(crate) use apart::apart;
pub use rows::{Line, Row, rows};
pub(crate) use tokens::lines;

/// Whether a piece is in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// In both.
    Same,
    /// Only in the old one.
    Removed,
    /// Only in the new one.
    Added,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it is.
    pub kind: Kind,
    /// The text itself, never empty.
    pub text: String,
}

/// The pieces of two texts: those that are the same or removed make the old text, those that are
/// the same or added the new one. Neighbours are of different kinds, and what is removed stands
/// before what replaces it.
#[must_use]
pub fn words(old: &str, new: &str) -> Vec<Span> {
    let mut spans = Spans::default();
    for (kind, old, new) in hunks(&tokens::lines(old), &tokens::lines(new)) {
        if kind == Kind::Same {
            spans.push(Kind::Same, &old);
            continue;
        }
        for (kind, old, new) in joined(hunks(&tokens::words(&old), &tokens::words(&new))) {
            if kind == Kind::Same {
                spans.push(Kind::Same, &old);
            } else {
                spans.push(Kind::Removed, &old);
                spans.push(Kind::Added, &new);
            }
        }
    }
    spans.0
}

/// How many words came and went: `3 words removed, 1 added`, or `No difference`.
#[must_use]
pub fn summary(spans: &[Span]) -> String {
    let count = |kind: Kind| -> u64 {
        spans
            .iter()
            .filter(|span| span.kind == kind)
            .map(|span| span.text.split_whitespace().count() as u64)
            .sum()
    };
    if spans.iter().all(|span| span.kind == Kind::Same) {
        return "No difference".to_owned();
    }
    match (count(Kind::Removed), count(Kind::Added)) {
        (0, 0) => "Only spaces differ".to_owned(),
        (0, added) => format!("{} added", crate::words::count(added, "word")),
        (removed, 0) => format!("{} removed", crate::words::count(removed, "word")),
        (removed, added) => format!(
            "{} removed, {} added",
            crate::words::count(removed, "word"),
            crate::words::grouped(added)
        ),
    }
}

/// A stretch of both texts: the same, or different ([`Kind::Removed`] stands for that).
type Hunk = (Kind, String, String);

fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut o, mut n) = (0, 0);
    let same = |hunks: &mut Vec<Hunk>, from: Range<usize>, to: Range<usize>| {
        if !from.is_empty() {
            hunks.push((Kind::Same, old[from].concat(), new[to].concat()));
        }
    };
    for (from, to) in apart(old, new) {
        same(&mut hunks, o..from.start, n..to.start);
        (o, n) = (from.end, to.end);
        hunks.push((Kind::Removed, old[from].concat(), new[to].concat()));
    }
    same(&mut hunks, o..old.len(), n..new.len());
    hunks
}

/// Joins two differences that only a space keeps apart: "big dog → small cat" reads better in one
/// piece than word by word.
fn joined(hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for (kind, old, new) in hunks {
        let is_space = |text: &str| text.chars().all(|c| c.is_whitespace() && c != '\n');
        if let [.., before, between] = joined.as_mut_slice()
            && kind == Kind::Removed
            && before.0 == Kind::Removed
            && is_space(&between.1)
        {
            before.1 = format!("{}{}{old}", before.1, between.1);
            before.2 = format!("{}{}{new}", before.2, between.1);
            joined.pop();
            continue;
        }
        joined.push((kind, old, new));
    }
    joined
}

#[derive(Default)]
struct Spans(Vec<Span>);

impl Spans {
    fn push(&mut self, kind: Kind, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.0.push(Span {
                kind,
                text: text.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests;

//! Two texts side by side.

use super::{Kind, Span};

/// A row: the line of the old text on the left, that of the new one on the right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Nothing where the new text has a line more.
    pub left: Option<Line>,
    /// Nothing where the old text has a line more.
    pub right: Option<Line>,
}

/// A line of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Its pieces, without the line's end; none of them for an empty line.
    pub spans: Vec<Span>,
    /// Whether the line's end itself was removed or added.
    pub has_changed_end: bool,
}

impl Row {
    /// Whether both sides are the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let same = |line: &Option<Line>| {
            line.as_ref().is_some_and(|line| {
                !line.has_changed_end && line.spans.iter().all(|span| span.kind == Kind::Same)
            })
        };
        same(&self.left) && same(&self.right)
    }

    /// A line that reads the same on both sides is the same, also where one text goes on after it
    /// and the other one ends.
    fn forget_equal_ends(&mut self) {
        if let (Some(left), Some(right)) = (&mut self.left, &mut self.right)
            && left.spans == right.spans
        {
            left.has_changed_end = false;
            right.has_changed_end = false;
        }
    }
}

/// The rows of [`super::words`]. Lines stand beside each other up to the next line end that both
/// texts have.
#[must_use]
pub fn rows(spans: &[Span]) -> Vec<Row> {
    let mut left = Side::default();
    let mut right = Side::default();
    let mut rows = Vec::new();
    for span in spans {
        // Whole lines that only one text has stand before the line that both go on with.
        if span.kind == Kind::Same && !left.is_open && !right.is_open {
            align(&mut left, &mut right, &mut rows);
        }
        for piece in span.text.split_inclusive('\n') {
            let (text, ends) = match piece.strip_suffix('\n') {
                Some(text) => (text, true),
                None => (piece, false),
            };
            if span.kind != Kind::Added {
                left.add(span.kind, text, ends);
            }
            if span.kind != Kind::Removed {
                right.add(span.kind, text, ends);
            }
            if ends && span.kind == Kind::Same {
                align(&mut left, &mut right, &mut rows);
            }
        }
    }
    left.finish();
    right.finish();
    align(&mut left, &mut right, &mut rows);
    rows
}

#[derive(Default)]
struct Side {
    open: Vec<Span>,
    is_open: bool,
    done: Vec<Line>,
    number: usize,
}

impl Side {
    fn add(&mut self, kind: Kind, text: &str, ends: bool) {
        self.is_open = true;
        if !text.is_empty() {
            self.open.push(Span {
                kind,
                text: text.to_owned(),
            });
        }
        if ends {
            self.end(kind != Kind::Same);
        }
    }

    fn end(&mut self, has_changed_end: bool) {
        self.number += 1;
        self.is_open = false;
        self.done.push(Line {
            number: self.number,
            spans: std::mem::take(&mut self.open),
            has_changed_end,
        });
    }

    fn finish(&mut self) {
        if self.is_open {
            self.end(false);
        }
    }
}

/// Puts the finished lines of both sides beside each other.
fn align(left: &mut Side, right: &mut Side, rows: &mut Vec<Row>) {
    let count = left.done.len().max(right.done.len());
    let mut left = left.done.drain(..);
    let mut right = right.done.drain(..);
    rows.extend((0..count).map(|_| {
        let mut row = Row {
            left: left.next(),
            right: right.next(),
        };
        row.forget_equal_ends();
        row
    }));
}

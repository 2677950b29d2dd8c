//! The merge of three texts, over whatever comes in.
//!
//! The input is cut into lines of few kinds: what makes a merge hard is not what stands in a line
//! but which lines the three texts share.

#![no_main]

use std::collections::HashMap;

use arbitrary::{Arbitrary, Unstructured};
use domain::merge::{From, Piece, Side, Taken, TextMerge};
use libfuzzer_sys::fuzz_target;

/// What one side does to the base.
#[derive(Arbitrary, Debug)]
enum Edit {
    Insert(u8, Line),
    Delete(u8),
    Replace(u8, Line),
    /// Moves a line to another place.
    Move(u8, u8),
    /// Without a line end at the end of the text.
    Open,
}

#[derive(Arbitrary, Debug)]
enum Line {
    Empty,
    /// One of a few, so that the sides often write the same.
    Known(u8),
    /// Any text, which may itself hold line ends of any kind.
    Text(String),
}

impl Line {
    fn text(&self) -> String {
        match self {
            Self::Empty => "\n".to_owned(),
            Self::Known(letter) => format!("{}\n", char::from(b'a' + letter % 6)),
            Self::Text(text) => format!("{text}\n"),
        }
    }
}

/// Three texts that have something in common, or nothing.
#[derive(Arbitrary, Debug)]
struct Case {
    base: Vec<Line>,
    mine: Vec<Edit>,
    theirs: Vec<Edit>,
    open: bool,
}

fn edited(base: &[String], edits: &[Edit], mut open: bool) -> String {
    let mut lines = base.to_vec();
    for edit in edits {
        let at = |place: u8, room: usize| usize::from(place) % room.max(1);
        match edit {
            Edit::Insert(place, line) => lines.insert(at(*place, lines.len() + 1), line.text()),
            Edit::Open => open = !open,
            _ if lines.is_empty() => {}
            Edit::Delete(place) => {
                lines.remove(at(*place, lines.len()));
            }
            Edit::Replace(place, line) => {
                let place = at(*place, lines.len());
                lines[place] = line.text();
            }
            Edit::Move(from, to) => {
                let line = lines.remove(at(*from, lines.len()));
                lines.insert(at(*to, lines.len() + 1), line);
            }
        }
    }
    let mut text = lines.concat();
    if open && text.ends_with('\n') {
        text.pop();
    }
    text
}

fuzz_target!(|data: &[u8]| {
    let Ok(case) = Case::arbitrary_take_rest(Unstructured::new(data)) else {
        return;
    };
    let lines: Vec<String> = case.base.iter().map(Line::text).collect();
    let base = edited(&lines, &[], case.open);
    let mine = edited(&lines, &case.mine, case.open);
    let theirs = edited(&lines, &case.theirs, case.open);
    holds(&base, &mine, &theirs);
    // Lines as they come, which have nothing in common but what they happen to have.
    if let Ok(text) = std::str::from_utf8(data) {
        let mut parts = text.splitn(3, '\0');
        let mut part = || parts.next().unwrap_or_default();
        holds(part(), part(), part());
    }
});

/// Everything that is promised of a merge.
fn holds(base: &str, mine: &str, theirs: &str) {
    let merge = TextMerge::of(base, mine, theirs);

    // Nothing of anybody is missing: each of the three texts can be read from the pieces.
    assert_eq!(rebuilt(&merge, None), base, "base");
    assert_eq!(rebuilt(&merge, Some(Side::Mine)), mine, "mine");
    assert_eq!(rebuilt(&merge, Some(Side::Theirs)), theirs, "theirs");

    // Who changed nothing, or the same, is not asked.
    for (one, other, expected) in [
        (mine, base, mine),
        (base, theirs, theirs),
        (mine, mine, mine),
    ] {
        let text = TextMerge::of(base, one, other).text();
        assert_eq!(text.as_deref(), Some(expected));
    }

    // Both people see the same.
    let swapped = TextMerge::of(base, theirs, mine);
    assert_eq!(merge.text(), swapped.text(), "the order of the two decides");
    assert_eq!(merge.pieces.len(), swapped.pieces.len());
    for (one, other) in merge.hunks().zip(swapped.hunks()) {
        assert_eq!(
            (&one.base, &one.mine, &one.theirs),
            (&other.base, &other.theirs, &other.mine)
        );
        assert_ne!(one.mine, one.theirs, "nothing to decide");
    }

    for taken in [
        Taken::One(Side::Mine),
        Taken::One(Side::Theirs),
        Taken::Both,
        Taken::Written(BY_HAND.to_owned()),
    ] {
        decided(merge.clone(), &taken, base, mine, theirs);
    }
}

/// The lines of a text as the merge has them: ended by `\n` alone.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_terminator('\n')
}

/// What nobody else writes, and without a line end: a field of a form has none at its end.
const BY_HAND: &str = "written by hand";

/// With every conflict decided alike there is a text, made of lines of the three; what was decided
/// for is in it, each line as often as it was written.
fn decided(mut merge: TextMerge, taken: &Taken, base: &str, mine: &str, theirs: &str) {
    let conflicts = merge.hunks().count();
    for n in 0..conflicts {
        assert!(merge.text().is_none(), "a conflict that is not asked about");
        merge.take(n, Some(taken.clone()));
    }
    let Some(text) = merge.text() else {
        panic!("everything is decided, and there is no text");
    };
    let mut known: HashMap<&str, usize> = HashMap::new();
    for line in [base, mine, theirs].into_iter().flat_map(lines) {
        *known.entry(line).or_default() += 1;
    }
    if matches!(taken, Taken::Written(_)) {
        known.insert(BY_HAND, conflicts);
    }
    for line in lines(&text) {
        let left = known.get_mut(line);
        let left = left.unwrap_or_else(|| panic!("nobody wrote the line {line:?}"));
        assert!(
            *left > 0,
            "the line {line:?} is there more often than it was written"
        );
        *left -= 1;
    }
    // What only one of them added needs no decision and is there, and so is what was taken.
    let mut there: HashMap<&str, usize> = HashMap::new();
    for line in lines(&text) {
        *there.entry(line).or_default() += 1;
    }
    for piece in &merge.pieces {
        let wanted = match piece {
            Piece::Merged { text, .. } => text.clone(),
            Piece::Hunk(hunk) => match taken {
                Taken::One(Side::Mine) => hunk.mine.clone(),
                Taken::One(Side::Theirs) => hunk.theirs.clone(),
                Taken::Written(text) => text.clone(),
                Taken::Both => format!("{}\n{}", hunk.mine.trim_end_matches('\n'), hunk.theirs),
            },
        };
        for line in lines(&wanted).filter(|line| !line.is_empty()) {
            let left = there.get_mut(line).filter(|left| **left > 0);
            let left = left.unwrap_or_else(|| panic!("the line {line:?} is lost"));
            *left -= 1;
        }
    }
}

/// What one of the three texts was, from the pieces; `None` for the base.
fn rebuilt(merge: &TextMerge, whose: Option<Side>) -> String {
    let pick = |piece: &Piece| match (piece, whose) {
        (Piece::Merged { from, base, text }, whose) => {
            let changed = match whose {
                None => *from == From::Base,
                Some(Side::Mine) => *from != From::Theirs,
                Some(Side::Theirs) => *from != From::Mine,
            };
            if changed { text.clone() } else { base.clone() }
        }
        (Piece::Hunk(hunk), None) => hunk.base.clone(),
        (Piece::Hunk(hunk), Some(Side::Mine)) => hunk.mine.clone(),
        (Piece::Hunk(hunk), Some(Side::Theirs)) => hunk.theirs.clone(),
    };
    merge.pieces.iter().map(pick).collect()
}

//! Where the keys of the ARIA tree pattern lead.

use super::{DirectoryTree, Row};
use crate::natural;

/// What a key does in a tree (ARIA Authoring Practices, tree view).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Focus goes to the row at this index.
    Focus(usize),
    /// These directories open; focus stays.
    Expand(Vec<String>),
    /// This directory closes; focus stays.
    Collapse(String),
}

impl DirectoryTree {
    /// Right: open a closed directory, or go to its first child.
    #[must_use]
    pub fn right(&self, rows: &[Row], focus: usize) -> Option<Step> {
        let row = rows.get(focus)?;
        match (row.has_children, row.is_expanded) {
            (false, _) => None,
            (true, false) => Some(Step::Expand(vec![row.id.clone()])),
            (true, true) => Some(Step::Focus(focus + 1)),
        }
    }

    /// Left: close an open directory, or go to its parent.
    #[must_use]
    pub fn left(&self, rows: &[Row], focus: usize) -> Option<Step> {
        let row = rows.get(focus)?;
        if row.is_expanded {
            return Some(Step::Collapse(row.id.clone()));
        }
        let parent = self.nodes().get(row.place)?.parent?;
        let above = rows.get(..focus)?;
        above
            .iter()
            .rposition(|candidate| candidate.place == parent)
            .map(Step::Focus)
    }

    /// `*`: open all closed siblings at the focused row's level.
    #[must_use]
    pub fn star(&self, rows: &[Row], focus: usize) -> Option<Step> {
        let parent = self.nodes().get(rows.get(focus)?.place)?.parent;
        let closed: Vec<String> = rows
            .iter()
            .filter(|row| row.has_children && !row.is_expanded)
            .filter(|row| {
                self.nodes()
                    .get(row.place)
                    .is_some_and(|node| node.parent == parent)
            })
            .map(|row| row.id.clone())
            .collect();
        (!closed.is_empty()).then_some(Step::Expand(closed))
    }
}

/// Type-ahead over any list of names: the next name, from the focused one on and round the end,
/// that begins with what was typed. The same letter again and again goes through all names that
/// begin with it, so the search then starts behind the focus.
#[must_use]
pub fn type_ahead<T: AsRef<str>>(names: &[T], focus: usize, typed: &str) -> Option<usize> {
    let mut typed = natural::fold(typed);
    let first = typed.chars().next()?;
    let repeated = typed.chars().all(|letter| letter == first);
    if repeated {
        typed = first.to_string();
    }
    let from = focus + usize::from(repeated);
    (0..names.len())
        .map(|step| (from + step) % names.len())
        .find(|at| natural::fold(names[*at].as_ref()).starts_with(&typed))
}

impl AsRef<str> for Row {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

//! From a service's list to a tree.

use std::collections::HashMap;

use super::{DirectoryTree, Node};
use crate::natural;

/// A directory as it came.
pub(super) struct Raw<'a> {
    pub(super) id: &'a str,
    pub(super) name: String,
    pub(super) is_named: bool,
    pub(super) parent: Option<&'a str>,
}

pub(super) fn tree(mut raw: Vec<Raw<'_>>) -> DirectoryTree {
    // Of two with the same id the later one counts.
    let last: HashMap<&str, usize> = raw
        .iter()
        .enumerate()
        .map(|(at, row)| (row.id, at))
        .collect();
    let mut at = 0;
    raw.retain(|row| {
        at += 1;
        last.get(row.id) == Some(&(at - 1))
    });
    raw.sort_by(|a, b| natural::compare(&a.name, &b.name).then_with(|| a.id.cmp(b.id)));

    let places: HashMap<&str, usize> = raw
        .iter()
        .enumerate()
        .map(|(at, row)| (row.id, at))
        .collect();
    let mut parents: Vec<Option<usize>> = raw
        .iter()
        .map(|row| row.parent.and_then(|id| places.get(id).copied()))
        .collect();
    open_cycles(&mut parents);

    let mut children: Vec<Vec<usize>> = vec![Vec::new(); raw.len()];
    let mut top = Vec::new();
    for (at, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(at),
            None => top.push(at),
        }
    }
    arrange(raw, &children, &top)
}

/// Follows every line upwards; where it comes back to itself, that directory goes to the top.
fn open_cycles(parents: &mut [Option<usize>]) {
    // 0: not seen; otherwise the walk that saw it first.
    let mut seen = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let walk = start + 1;
        let mut at = start;
        loop {
            if seen[at] == walk {
                parents[at] = None;
                break;
            }
            if seen[at] != 0 {
                break;
            }
            seen[at] = walk;
            match parents[at] {
                Some(parent) => at = parent,
                None => break,
            }
        }
    }
}

/// Lays the directories out, parents before children. Not recursive: a foreign tree may be deep.
fn arrange(raw: Vec<Raw<'_>>, children: &[Vec<usize>], top: &[usize]) -> DirectoryTree {
    struct Step {
        at: usize,
        parent: Option<usize>,
        position: usize,
        siblings: usize,
    }
    fn push(stack: &mut Vec<Step>, rows: &[usize], parent: Option<usize>) {
        stack.extend(rows.iter().enumerate().rev().map(|(at, row)| Step {
            at: *row,
            parent,
            position: at + 1,
            siblings: rows.len(),
        }));
    }
    let mut raw: Vec<Option<Raw<'_>>> = raw.into_iter().map(Some).collect();
    let mut tree = DirectoryTree::default();
    let mut stack = Vec::new();
    push(&mut stack, top, None);
    while let Some(step) = stack.pop() {
        let Some(row) = raw[step.at].take() else {
            continue;
        };
        let place = tree.nodes.len();
        let level = step.parent.map_or(1, |parent| tree.nodes[parent].level + 1);
        tree.by_id.insert(row.id.to_owned(), place);
        tree.nodes.push(Node {
            id: row.id.to_owned(),
            name: row.name,
            is_named: row.is_named,
            parent: step.parent,
            level,
            position: step.position,
            siblings: step.siblings,
            end: place + 1,
        });
        push(&mut stack, &children[step.at], Some(place));
    }
    for place in (0..tree.nodes.len()).rev() {
        if let Some(parent) = tree.nodes[place].parent {
            tree.nodes[parent].end = tree.nodes[parent].end.max(tree.nodes[place].end);
        }
    }
    tree
}

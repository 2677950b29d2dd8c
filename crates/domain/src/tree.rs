//! The directory tree: whatever a service sends becomes a tree in which nothing is lost.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

use contract::opencx::Directory;

mod build;
mod keys;
mod targets;

pub use keys::{Step, type_ahead};
pub use targets::{Moving, Target};

/// All directories of a workspace, in the order in which a fully open tree shows them: parents
/// before children, siblings by name in natural order. A subtree is a range of places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryTree {
    nodes: Vec<Node>,
    by_id: HashMap<String, usize>,
}

/// A directory in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The service's id.
    pub id: String,
    /// Name for people; of a directory without one, the start of its id.
    pub name: String,
    /// Whether the name comes from the service or from this device's labels. A directory that is
    /// known by its id alone has none yet.
    pub is_named: bool,
    /// Place of the directory around it; `None` at the top.
    pub parent: Option<usize>,
    /// 1 at the top: `aria-level`.
    pub level: usize,
    /// Place among its siblings, from 1: `aria-posinset`.
    pub position: usize,
    /// Number of siblings with itself: `aria-setsize`.
    pub siblings: usize,
    /// The place behind its last descendant.
    end: usize,
}

/// A row of the tree as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Place in [`DirectoryTree::nodes`].
    pub place: usize,
    /// The service's id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// `aria-level`, from 1.
    pub level: usize,
    /// Whether there is something to open.
    pub has_children: bool,
    /// Whether it is open.
    pub is_expanded: bool,
    /// `aria-posinset`, from 1.
    pub position: usize,
    /// `aria-setsize`.
    pub siblings: usize,
}

impl DirectoryTree {
    /// The tree of a service's directories. A parent that does not exist makes a directory one of
    /// the top, a cycle is opened at one place, and of two with the same id the later one counts.
    #[must_use]
    pub fn new(directories: Vec<Directory>) -> Self {
        build::tree(
            directories
                .iter()
                .map(|directory| build::Raw {
                    id: &directory.id,
                    name: directory.name.clone(),
                    is_named: true,
                    parent: directory.parent_id.as_deref(),
                })
                .collect(),
        )
    }

    /// One level from the ids that scenarios carry, for a service without directories, under the
    /// names that people gave them on this device (decision 16).
    pub fn from_ids<'a>(
        ids: impl IntoIterator<Item = &'a str>,
        labels: &BTreeMap<String, String>,
    ) -> Self {
        build::tree(
            ids.into_iter()
                .map(|id| build::Raw {
                    id,
                    name: labels.get(id).cloned().unwrap_or_else(|| unnamed(id)),
                    is_named: labels.contains_key(id),
                    parent: None,
                })
                .collect(),
        )
    }

    /// All directories in their places.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The place of a directory.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// A directory.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Node> {
        self.nodes.get(self.place(id)?)
    }

    /// The places of a directory and everything beneath it; empty for an unknown one.
    #[must_use]
    pub fn subtree(&self, id: &str) -> Range<usize> {
        self.place(id)
            .and_then(|place| Some(place..self.nodes.get(place)?.end))
            .unwrap_or(0..0)
    }

    /// Whether the first directory is the second or lies beneath it.
    #[must_use]
    pub fn is_within(&self, id: &str, outer: &str) -> bool {
        self.place(id)
            .is_some_and(|place| self.subtree(outer).contains(&place))
    }

    /// The directories from the top down to this one, itself included.
    #[must_use]
    pub fn ancestry(&self, id: &str) -> Vec<&Node> {
        let mut line = Vec::new();
        let mut next = self.place(id);
        while let Some(node) = next.and_then(|place| self.nodes.get(place)) {
            line.push(node);
            next = node.parent;
        }
        line.reverse();
        line
    }

    /// `Shipping / International`. An unknown directory is named by the start of its id.
    #[must_use]
    pub fn path(&self, id: &str) -> String {
        let line = self.ancestry(id);
        if line.is_empty() {
            return unnamed(id);
        }
        let names: Vec<&str> = line.iter().map(|node| node.name.as_str()).collect();
        names.join(" / ")
    }

    /// The rows that are drawn when these directories are open.
    #[must_use]
    pub fn rows(&self, expanded: &HashSet<String>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut place = 0;
        while let Some(node) = self.nodes.get(place) {
            let has_children = node.end > place + 1;
            let is_expanded = has_children && expanded.contains(&node.id);
            rows.push(Row {
                place,
                id: node.id.clone(),
                name: node.name.clone(),
                level: node.level,
                has_children,
                is_expanded,
                position: node.position,
                siblings: node.siblings,
            });
            place = if is_expanded { place + 1 } else { node.end };
        }
        rows
    }

    /// The counts with those of all subdirectories, by place, from the direct counts by id.
    pub fn roll_up(&self, direct: impl Fn(&str) -> u32) -> Vec<u32> {
        let mut counts: Vec<u32> = self.nodes.iter().map(|node| direct(&node.id)).collect();
        // Children come behind their parents, so each is complete before it is handed up.
        for (place, node) in self.nodes.iter().enumerate().rev() {
            if let Some(parent) = node.parent {
                counts[parent] += counts[place];
            }
        }
        counts
    }

    /// Levels from this place down to its deepest descendant: 1 for a leaf.
    fn height(&self, place: usize) -> usize {
        let Some(node) = self.nodes.get(place) else {
            return 0;
        };
        let deepest = self.nodes[place..node.end].iter().map(|inner| inner.level);
        deepest.max().unwrap_or(node.level) + 1 - node.level
    }
}

/// What a directory is called of which only the id is known.
fn unnamed(id: &str) -> String {
    let start: String = id.chars().take(8).collect();
    let more = if start.len() < id.len() { "…" } else { "" };
    format!("Directory {start}{more}")
}

#[cfg(test)]
mod tests;

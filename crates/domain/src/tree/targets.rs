//! The list behind "Move to…".

use contract::opencx::limits;

use super::DirectoryTree;
use crate::natural;

/// What is being moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving<'a> {
    /// Scenarios, with the directory in which all of them are: `Some(None)` where that is none at
    /// all, `None` where they are in several.
    Scenarios {
        /// Where they are now.
        from: Option<Option<&'a str>>,
    },
    /// A directory with everything beneath it.
    Directory(&'a str),
}

/// A place that something can be moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The directory, or `None` for no directory (scenarios) or the top (directories).
    pub id: Option<String>,
    /// `Shipping / International`, `No directory`, `Top level`.
    pub path: String,
}

impl DirectoryTree {
    /// Where something can go, best match first. Places that the service would refuse, and the
    /// one where it is now, are left out. A blank query gives all, in the tree's order.
    #[must_use]
    pub fn targets(&self, moving: Moving<'_>, query: &str) -> Vec<Target> {
        let outside = match moving {
            Moving::Scenarios { .. } => "No directory",
            Moving::Directory(_) => "Top level",
        };
        let query = natural::fold(query);
        let terms: Vec<&str> = query.split_whitespace().collect();
        let mut found: Vec<(u8, Target)> = Vec::new();
        let mut offer = |id: Option<&str>, path: String, name: &str| {
            if self.accepts(moving, id)
                && let Some(rank) = rank(&terms, &natural::fold(&path), &natural::fold(name))
            {
                let id = id.map(str::to_owned);
                found.push((rank, Target { id, path }));
            }
        };
        offer(None, outside.to_owned(), outside);
        let mut paths: Vec<String> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let path = match node.parent {
                Some(parent) => format!("{} / {}", paths[parent], node.name),
                None => node.name.clone(),
            };
            offer(Some(&node.id), path.clone(), &node.name);
            paths.push(path);
        }
        // Stable: equal matches stay in the tree's order.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, target)| target).collect()
    }

    /// Whether something can be moved into `to` (`None`: no directory, or the top): not where it
    /// is, not into itself, not deeper than [`limits::DIRECTORY_DEPTH`], and not beside a
    /// directory of the same name.
    #[must_use]
    pub fn accepts(&self, moving: Moving<'_>, to: Option<&str>) -> bool {
        if to.is_some_and(|id| self.place(id).is_none()) {
            return false;
        }
        match moving {
            Moving::Scenarios { from } => from != Some(to),
            Moving::Directory(id) => {
                let Some(place) = self.place(id) else {
                    return false;
                };
                let node = &self.nodes[place];
                let target = to.and_then(|to| self.place(to));
                let level = target.map_or(0, |target| self.nodes[target].level);
                let name = natural::fold(node.name.trim());
                let taken = self.nodes.iter().any(|other| {
                    other.parent == target
                        && other.id != id
                        && natural::fold(other.name.trim()) == name
                });
                node.parent != target
                    && !to.is_some_and(|to| self.is_within(to, id))
                    && level + self.height(place) <= limits::DIRECTORY_DEPTH
                    && !taken
            }
        }
    }
}

/// How well a path matches, 0 best; `None` where it does not. All terms must match: as the start
/// of the name, inside the name, inside the path, or letter by letter in the name.
fn rank(terms: &[&str], path: &str, name: &str) -> Option<u8> {
    terms
        .iter()
        .map(|term| {
            if name.starts_with(term) {
                Some(0)
            } else if name.contains(term) {
                Some(1)
            } else if path.contains(term) {
                Some(2)
            } else {
                is_subsequence(term, name).then_some(3)
            }
        })
        .try_fold(0, |worst, rank| rank.map(|rank| worst.max(rank)))
}

fn is_subsequence(term: &str, name: &str) -> bool {
    let mut letters = name.chars();
    term.chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
}

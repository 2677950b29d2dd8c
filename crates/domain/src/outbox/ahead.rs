//! What stands before a write: earlier ones of the same thing, and of what it speaks of.

use std::collections::{HashMap, HashSet};

use super::{About, Entry, Target};

/// Why an entry cannot go now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// An earlier write goes first.
    Behind,
    /// An earlier write of the same thing has failed, and somebody must decide about it.
    BehindFailed,
}

/// The entries of a queue that were walked past, oldest first.
#[derive(Default)]
pub(super) struct Ahead<'a> {
    /// Whether the first write of a thing has failed.
    things: HashMap<(&'a str, About, &'a Target), bool>,
    /// Workspaces with a write of their tree on its way.
    trees: HashSet<&'a str>,
    /// Writes of scenarios, where a deletion may have to wait for them.
    scenarios: Vec<&'a Entry>,
    /// Deletions of segments and directories.
    deletions: Vec<&'a Entry>,
}

impl<'a> Ahead<'a> {
    /// Why the next entry cannot go before those that were walked past; then it is one of them.
    pub(super) fn walk_past(&mut self, entry: &'a Entry) -> Option<Blocked> {
        let blocked = self.blocks(entry);
        self.things
            .entry((&entry.scope, entry.about(), &entry.target))
            .or_insert(entry.is_failed());
        // What was refused changes nothing any more, until somebody decides.
        if !entry.is_failed() {
            match entry.about() {
                About::Scenario => self.scenarios.push(entry),
                About::Directory => {
                    self.trees.insert(&entry.scope);
                }
                About::Segment => {}
            }
            if entry.write.takes_away() {
                self.deletions.push(entry);
            }
        }
        blocked
    }

    fn blocks(&self, entry: &Entry) -> Option<Blocked> {
        let thing = (entry.scope.as_str(), entry.about(), &entry.target);
        match self.things.get(&thing) {
            Some(true) => return Some(Blocked::BehindFailed),
            Some(false) => return Some(Blocked::Behind),
            None => {}
        }
        let waits = match entry.about() {
            // Names are free or taken, and places are too deep or not, by what went before.
            About::Directory if self.trees.contains(entry.scope.as_str()) => true,
            // A deleted directory gives its scenarios a new place, a deleted segment must not be
            // in use: the service is to see both in the order in which they were asked for.
            About::Directory | About::Segment if entry.write.takes_away() => {
                let speaks_of_it = |other: &&Entry| {
                    other.scope == entry.scope
                        && other.write.names(entry.about(), entry.target.name())
                };
                self.scenarios.iter().any(speaks_of_it)
            }
            About::Scenario => self.deletions.iter().any(|other| {
                other.scope == entry.scope && entry.write.names(other.about(), other.target.name())
            }),
            About::Directory | About::Segment => false,
        };
        waits.then_some(Blocked::Behind)
    }
}

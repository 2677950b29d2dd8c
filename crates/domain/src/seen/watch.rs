//! What of a workspace was seen already: a few bytes a scenario, so that 100,000 rows are looked
//! at again without hashing them.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use contract::opencx::Training;

use super::{SeenKey, Sight, content_hash};
use crate::Moment;

/// The newest sight of every scenario of a workspace, without its content.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    known: HashMap<Box<str>, Known>,
    there: usize,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    at: Moment,
    /// `None` of a scenario that is gone.
    hash: Option<u128>,
    /// Of what tells most changes without the content; 0 before the row was looked at.
    look: u64,
    /// Whether the device keeps it.
    is_kept: bool,
    /// Whether it keeps what was seen before it.
    before_is_kept: bool,
}

impl Watch {
    /// Takes over what the device keeps, by its key. Keys come in any order.
    pub fn keep(&mut self, key: &SeenKey) {
        let new = Known {
            at: key.at,
            hash: number(&key.hash),
            look: 0,
            is_kept: true,
            before_is_kept: true,
        };
        let is_older = self
            .known
            .get(key.scenario.as_str())
            .is_some_and(|known| key.at < known.at);
        if !is_older {
            self.put(&key.scenario, new);
        }
    }

    /// What the service shows of a scenario: a sight where it is not what was seen last.
    pub fn look(&mut self, training: &Training, now: Moment) -> Option<Sight> {
        let look = look_of(training);
        if let Some(known) = self.known.get_mut(training.id.as_str()) {
            if known.hash.is_some() && known.look == look {
                return None;
            }
            if known.hash.is_some() && known.hash == number(&content_hash(training)) {
                known.look = look;
                return None;
            }
        }
        let sight = Sight::of(training, now);
        let new = Known {
            at: sight.at,
            hash: number(&sight.hash),
            look,
            is_kept: true,
            before_is_kept: true,
        };
        self.put(&training.id, new);
        Some(sight)
    }

    /// A scenario that is gone: a sight where it was there.
    pub fn lose(&mut self, scenario: &str, now: Moment) -> Option<Sight> {
        self.known.get(scenario)?.hash?;
        let sight = Sight::deleted(scenario, now);
        let new = Known {
            at: now,
            hash: None,
            look: 0,
            is_kept: true,
            before_is_kept: true,
        };
        self.put(scenario, new);
        Some(sight)
    }

    /// The scenarios that were there and are not among those that are there now, `rows` of them
    /// and all looked at.
    #[must_use]
    pub fn missing(&self, rows: usize, is_there: impl Fn(&str) -> bool) -> Vec<String> {
        if self.there == rows {
            return Vec::new();
        }
        let known = self.known.iter();
        known
            .filter(|(id, known)| known.hash.is_some() && !is_there(id))
            .map(|(id, _)| id.to_string())
            .collect()
    }

    /// Whether the device keeps what was seen last of a scenario.
    #[must_use]
    pub fn keeps(&self, scenario: &str) -> bool {
        self.known
            .get(scenario)
            .is_some_and(|known| known.is_kept && known.hash.is_some())
    }

    /// Whether the device keeps what stood before a write that left `after`, or nothing: what it
    /// left may have been seen already, or not yet.
    #[must_use]
    pub fn keeps_before(&self, scenario: &str, after: Option<&Training>) -> bool {
        let left = after.map(|after| number(&content_hash(after)));
        match self.known.get(scenario) {
            Some(known) if known.is_kept && known.hash == left.flatten() => known.before_is_kept,
            _ => self.keeps(scenario),
        }
    }

    /// The device keeps nothing any more. What was seen is no news for that.
    pub fn forget(&mut self) {
        for known in self.known.values_mut() {
            known.is_kept = false;
        }
    }

    fn put(&mut self, scenario: &str, mut new: Known) {
        let is_there = new.hash.is_some();
        if let Some(before) = self.known.get(scenario) {
            new.before_is_kept = before.is_kept;
        }
        let old = match self.known.get_mut(scenario) {
            Some(known) => std::mem::replace(known, new).hash.is_some(),
            None => {
                self.known.insert(scenario.into(), new);
                false
            }
        };
        self.there = self.there + usize::from(is_there) - usize::from(old);
    }
}

fn number(hash: &str) -> Option<u128> {
    u128::from_str_radix(hash, 16).ok()
}

/// A number that changes with everything that a service may change without writing a new
/// `updated_at`, such as the directory of a scenario whose directory was deleted. Never 0.
fn look_of(training: &Training) -> u64 {
    let mut hasher = DefaultHasher::new();
    training.updated_at.hash(&mut hasher);
    training.directory_id.hash(&mut hasher);
    training.is_draft.hash(&mut hasher);
    training.current_version.hash(&mut hasher);
    training.title.hash(&mut hasher);
    training.working_title().hash(&mut hasher);
    training.content.len().hash(&mut hasher);
    training.working_content().len().hash(&mut hasher);
    hasher.finish().max(1)
}

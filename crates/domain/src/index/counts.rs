//! Numbers beside directories and filters.

use std::collections::{BTreeMap, HashMap};

use contract::opencx::{Channel, TrainingType};

use super::Index;
use crate::{Moment, State};

/// How many scenarios are where, before any filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryCounts {
    /// All scenarios: the number beside "All".
    pub all: u32,
    /// Scenarios in no directory.
    pub none: u32,
    /// Scenarios directly in a directory, by its id; also in ones that the tree does not know.
    /// [`crate::DirectoryTree::roll_up`] adds those of subdirectories.
    pub direct: HashMap<String, u32>,
}

/// How many rows there would be if one more value of a field were chosen: each number counts the
/// rows that pass all *other* fields of the filter and have the value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By type.
    pub types: BTreeMap<TrainingType, u32>,
    /// By state; a scheduled draft counts in both.
    pub states: BTreeMap<State, u32>,
    /// Scenarios that apply on a channel, by channel: restricted to it, or unrestricted.
    pub channels: BTreeMap<Channel, u32>,
    /// Scenarios without channel restriction, which every number of [`Facets::channels`] includes.
    pub all_channels: u32,
    /// Scenarios that apply to a segment, by its id: restricted to it, or unrestricted.
    pub segments: BTreeMap<String, u32>,
    /// Scenarios without segment restriction.
    pub everyone: u32,
}

impl Index {
    /// How many scenarios are where.
    #[must_use]
    pub fn directory_counts(&self) -> DirectoryCounts {
        let mut by_directory = vec![0_u32; self.directories.values().len()];
        for row in self.slots.iter().flatten() {
            by_directory[row.facts.directory as usize] += 1;
        }
        let mut counts = DirectoryCounts {
            all: u32::try_from(self.len()).unwrap_or(u32::MAX),
            ..DirectoryCounts::default()
        };
        for (id, count) in self.directories.values().iter().zip(by_directory) {
            match id {
                None => counts.none = count,
                Some(id) if count > 0 => {
                    counts.direct.insert(id.clone(), count);
                }
                Some(_) => {}
            }
        }
        counts
    }

    /// How many scenarios are restricted to a segment, by its id. Those for everyone are not in
    /// it, and a segment without any is not either.
    #[must_use]
    pub fn segment_counts(&self) -> HashMap<String, u32> {
        let mut by_set = vec![0_u32; self.segments.values().len()];
        for row in self.slots.iter().flatten() {
            by_set[row.facts.segments as usize] += 1;
        }
        let mut counts = HashMap::new();
        for (set, count) in self.segments.values().iter().zip(by_set) {
            for id in set.iter().filter(|_| count > 0) {
                *counts.entry(id.clone()).or_insert(0) += count;
            }
        }
        counts
    }
}

/// Collects the facets during the one pass of a filter.
pub(super) struct Tally {
    types: [u32; 2],
    states: [u32; 5],
    channel_sets: Vec<u32>,
    segment_sets: Vec<u32>,
}

/// Which fields of the filter a row fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fails(pub(super) u8);

impl Fails {
    pub(super) const TYPE: u8 = 1;
    pub(super) const STATE: u8 = 2;
    pub(super) const CHANNEL: u8 = 4;
    pub(super) const SEGMENT: u8 = 8;
    pub(super) const DIRECTORY: u8 = 16;

    /// Whether nothing but this field, if even that, keeps the row out.
    const fn at_most(self, field: u8) -> bool {
        self.0 & !field == 0
    }
}

impl Tally {
    pub(super) fn new(index: &Index) -> Self {
        Self {
            types: [0; 2],
            states: [0; 5],
            channel_sets: vec![0; index.channels.values().len()],
            segment_sets: vec![0; index.segments.values().len()],
        }
    }

    pub(super) fn add(&mut self, facts: &super::Facts, fails: Fails, now: Moment) {
        if fails.at_most(Fails::TYPE) {
            self.types[usize::from(facts.r#type == TrainingType::ScenarioSpecific)] += 1;
        }
        if fails.at_most(Fails::STATE) {
            let status = facts.status(now);
            for (count, state) in self.states.iter_mut().zip(State::ALL) {
                *count += u32::from(state.includes(status));
            }
        }
        if fails.at_most(Fails::CHANNEL) {
            self.channel_sets[facts.channels as usize] += 1;
        }
        if fails.at_most(Fails::SEGMENT) {
            self.segment_sets[facts.segments as usize] += 1;
        }
    }

    pub(super) fn facets(self, index: &Index) -> Facets {
        let (all_channels, mut channels) = spread(index.channels.values(), &self.channel_sets);
        // The documented channels are always offered.
        for channel in Channel::ALL {
            channels.entry(channel).or_insert(all_channels);
        }
        let (everyone, segments) = spread(index.segments.values(), &self.segment_sets);
        Facets {
            types: [TrainingType::Behavioral, TrainingType::ScenarioSpecific]
                .into_iter()
                .zip(self.types)
                .collect(),
            states: State::ALL.into_iter().zip(self.states).collect(),
            channels,
            all_channels,
            segments,
            everyone,
        }
    }
}

/// From counts of sets to counts of their members; the empty set applies to every member.
fn spread<T: Ord + Clone>(sets: &[Vec<T>], counts: &[u32]) -> (u32, BTreeMap<T, u32>) {
    let mut unrestricted = 0;
    let mut members = BTreeMap::new();
    for (set, count) in sets.iter().zip(counts) {
        if set.is_empty() {
            unrestricted += count;
        }
        for member in set {
            *members.entry(member.clone()).or_insert(0) += count;
        }
    }
    for count in members.values_mut() {
        *count += unrestricted;
    }
    (unrestricted, members)
}

#[cfg(test)]
mod tests {
    use crate::{Index, fixture};

    #[test]
    fn a_segment_counts_the_scenarios_that_are_restricted_to_it() {
        let mut index = Index::new();
        for (id, segments) in [
            ("1", vec![]),
            ("2", vec!["a", "b"]),
            ("3", vec!["b", "a"]),
            ("4", vec!["b"]),
        ] {
            let mut training = fixture::training(id, "T", "C");
            training.restricted_to_segments = segments.into_iter().map(str::to_owned).collect();
            index.upsert(training);
        }
        let counts = index.segment_counts();
        assert_eq!(
            (counts.get("a"), counts.get("b"), counts.len()),
            (Some(&2), Some(&3), 2)
        );
        index.remove("2");
        index.remove("3");
        assert_eq!(index.segment_counts().get("a"), None);
    }
}

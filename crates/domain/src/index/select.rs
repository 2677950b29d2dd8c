//! One pass of a filter over all rows.

use super::{
    Facets, Facts, Index,
    counts::{Fails, Tally},
};
use crate::{DirectoryChoice, DirectoryTree, Filter, Moment, SegmentChoice, Sort, State};

/// What a filter lets through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Slots in the order of the sort, for [`Index::at`].
    pub rows: Vec<u32>,
    /// Numbers beside the filter's choices.
    pub facets: Facets,
}

impl Index {
    /// The slots that a filter lets through, in order.
    #[must_use]
    pub fn filter(
        &self,
        filter: &Filter,
        sort: &Sort,
        now: Moment,
        tree: &DirectoryTree,
    ) -> Vec<u32> {
        self.view(filter, sort, now, tree).rows
    }

    /// The slots that a filter lets through, in order, and the numbers beside its choices.
    #[must_use]
    pub fn view(&self, filter: &Filter, sort: &Sort, now: Moment, tree: &DirectoryTree) -> View {
        let judge = Judge::new(self, filter, tree);
        let mut tally = Tally::new(self);
        let mut picked = vec![false; self.slots.len()];
        let mut look = |slot: u32| {
            let Some(row) = self.slots.get(slot as usize).and_then(Option::as_ref) else {
                return;
            };
            let fails = judge.fails(&row.facts, now);
            tally.add(&row.facts, fails, now);
            if let Some(flag) = picked.get_mut(slot as usize) {
                *flag = fails == Fails(0);
            }
        };
        let terms = filter.terms();
        if terms.is_empty() {
            (0_u32..).zip(&self.slots).for_each(|(slot, _)| look(slot));
        } else {
            self.arena.search(&terms, look);
        }
        let is_picked = |slot: u32| picked.get(slot as usize).copied().unwrap_or(false);
        View {
            rows: self.in_order(*sort, is_picked, now, tree),
            facets: tally.facets(self),
        }
    }
}

/// The filter's judgement of every distinct restriction and directory, made before the pass.
struct Judge<'a> {
    filter: &'a Filter,
    states: Vec<State>,
    channels: Vec<bool>,
    segments: Vec<bool>,
    directories: Vec<bool>,
}

impl<'a> Judge<'a> {
    fn new(index: &Index, filter: &'a Filter, tree: &DirectoryTree) -> Self {
        let wanted = &filter.channels;
        let channels = index.channels.judge(|set| {
            wanted.is_empty() || set.is_empty() || set.iter().any(|one| wanted.contains(one))
        });
        let wanted = &filter.segments;
        let by_id = wanted
            .iter()
            .any(|choice| *choice != SegmentChoice::Everyone);
        let segments = index.segments.judge(|set| {
            match (wanted.is_empty(), set.is_empty()) {
            (true, _) => true,
            // Unrestricted scenarios apply to every segment, and "everyone" asks for them.
            (false, true) => by_id || wanted.contains(&SegmentChoice::Everyone),
            (false, false) => wanted.iter().any(
                |choice| matches!(choice, SegmentChoice::Id(id) if set.iter().any(|one| one == id)),
            ),
        }
        });
        let directories = index.directories.judge(|id| match &filter.directory {
            DirectoryChoice::All => true,
            DirectoryChoice::None => id.is_none(),
            // The id itself counts also where the tree does not know it.
            DirectoryChoice::Id(wanted) => id
                .as_deref()
                .is_some_and(|id| id == wanted || tree.is_within(id, wanted)),
        });
        Self {
            filter,
            states: filter.states.iter().copied().collect(),
            channels,
            segments,
            directories,
        }
    }

    fn fails(&self, facts: &Facts, now: Moment) -> Fails {
        let mut fails = 0;
        if self.filter.r#type.is_some_and(|kind| kind != facts.r#type) {
            fails |= Fails::TYPE;
        }
        if !self.states.is_empty() {
            let status = facts.status(now);
            if !self.states.iter().any(|state| state.includes(status)) {
                fails |= Fails::STATE;
            }
        }
        let passes = |judged: &[bool], id: u32| judged.get(id as usize).copied().unwrap_or(false);
        if !passes(&self.channels, facts.channels) {
            fails |= Fails::CHANNEL;
        }
        if !passes(&self.segments, facts.segments) {
            fails |= Fails::SEGMENT;
        }
        if !passes(&self.directories, facts.directory) {
            fails |= Fails::DIRECTORY;
        }
        Fails(fails)
    }
}

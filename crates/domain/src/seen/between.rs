//! What changed in a workspace between two moments.

use std::collections::BTreeMap;

use contract::opencx::Training;

use super::{Sight, State, Timeline};
use crate::{ChangedField, Draft, Moment, Publication};

/// A change of what the AI uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shift {
    /// It was not live, and is.
    Published,
    /// It was live, and is not.
    Unpublished,
    /// It is live with another text.
    PublishedAgain,
}

/// What became of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Created,
    /// It is gone.
    Deleted,
    /// It is another.
    Changed {
        /// The fields of the form that differ, with the text that is edited.
        fields: Vec<ChangedField>,
        /// What changed for the AI.
        shift: Option<Shift>,
    },
    /// It was there before, but was first seen in between: what changed is not known.
    FirstSeen,
}

/// A scenario that is not as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'a> {
    /// Id of the scenario.
    pub scenario: &'a str,
    /// Since when it is as it is at the end.
    pub at: Moment,
    /// What became of it.
    pub what: What,
    /// The version at the beginning, or the first one that was seen after it.
    pub before: Option<&'a Sight>,
    /// The version at the end; `None` where it is gone, or was not seen until later.
    pub after: Option<&'a Sight>,
    /// Whether the beginning is known. Where it is not, more may have changed than is said.
    pub is_certain: bool,
}

/// What changed between two moments, given in any order; the newest change first. The sights are
/// those of all scenarios, in any order.
#[must_use]
pub fn between<'a>(
    sights: impl IntoIterator<Item = &'a Sight>,
    one: Moment,
    other: Moment,
) -> Vec<Difference<'a>> {
    let (from, to) = (one.min(other), one.max(other));
    let mut by_scenario: BTreeMap<&str, Vec<&Sight>> = BTreeMap::new();
    for sight in sights {
        by_scenario.entry(&sight.scenario).or_default().push(sight);
    }
    let mut differences: Vec<Difference<'a>> = by_scenario
        .into_iter()
        .filter_map(|(scenario, sights)| difference(scenario, &Timeline::of(sights), from, to))
        .collect();
    differences.sort_by(|one, other| (other.at, one.scenario).cmp(&(one.at, other.scenario)));
    differences
}

fn difference<'a>(
    scenario: &'a str,
    timeline: &Timeline<'a>,
    from: Moment,
    to: Moment,
) -> Option<Difference<'a>> {
    let within = || timeline.sights().filter(|(at, _)| from < *at && *at <= to);
    let (first, last) = (timeline.at(from), timeline.at(to));
    let at = within()
        .next_back()
        .map(|(at, _)| at)
        .or(timeline.created())?;
    let is_certain = first != State::Unknown;
    // The oldest version of which one can say that it was there.
    let before = match first {
        State::Version(sight) => Some(sight),
        State::Absent => None,
        State::Unknown => within().map(|(_, s)| s).find(|s| s.training.is_some()),
    };
    let (what, before, after) = match (first, last) {
        // It was not there at either end, or nobody looked.
        (State::Absent, State::Absent) | (State::Unknown, State::Unknown) => return None,
        (State::Absent, State::Version(sight)) => (What::Created, None, Some(sight)),
        // Its creation is known by its own word, its text of that time is not.
        (_, State::Unknown) => (What::Created, None, None),
        (_, State::Absent) => (What::Deleted, before, None),
        (_, State::Version(sight)) => match before {
            Some(before) if before.hash != sight.hash => {
                (changed(before, sight)?, Some(before), Some(sight))
            }
            _ if is_certain => return None,
            _ => (What::FirstSeen, None, Some(sight)),
        },
    };
    Some(Difference {
        scenario,
        at,
        what,
        before,
        after,
        is_certain,
    })
}

fn changed(before: &Sight, after: &Sight) -> Option<What> {
    let (before, after) = (before.training.as_deref()?, after.training.as_deref()?);
    let form = Draft {
        base: Some(Box::new(before.clone())),
        ..Draft::of(after)
    };
    let (fields, shift) = (form.changes(), shift(before, after));
    (!fields.is_empty() || shift.is_some()).then_some(What::Changed { fields, shift })
}

fn shift(before: &Training, after: &Training) -> Option<Shift> {
    let is_live = |training: &Training| Publication::of(training).is_live();
    let is_same = before.title.trim() == after.title.trim() && before.content == after.content;
    match (is_live(before), is_live(after)) {
        (false, true) => Some(Shift::Published),
        (true, false) => Some(Shift::Unpublished),
        (true, true) if !is_same => Some(Shift::PublishedAgain),
        _ => None,
    }
}

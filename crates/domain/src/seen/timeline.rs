//! The sights of one scenario, in the order in which they came to be.

use super::Sight;
use crate::Moment;

/// What is known of a scenario at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State<'a> {
    /// Nobody looked: it was there, or may have been, but not in which version.
    Unknown,
    /// It was not created yet, or was gone.
    Absent,
    /// The newest version of those that were seen. Another one may have come and gone between two
    /// looks.
    Version(&'a Sight),
}

/// The sights of one scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline<'a> {
    created: Option<Moment>,
    /// Sorted. Neighbours differ in content.
    sights: Vec<(Moment, &'a Sight)>,
}

impl<'a> Timeline<'a> {
    /// Sorts the sights of one scenario, given in any order.
    ///
    /// Versions lie where the service's clock has them, deletions where the device's clock has
    /// them, and the two need not agree: a deletion comes after all that was seen before it, and
    /// counts for nothing where the very versions before it were seen again later.
    #[must_use]
    pub fn of(sights: impl IntoIterator<Item = &'a Sight>) -> Self {
        let (versions, deletions): (Vec<&Sight>, Vec<&Sight>) = sights
            .into_iter()
            .partition(|sight| sight.training.is_some());
        let created = versions
            .iter()
            .filter_map(|sight| Moment::read(&sight.training.as_deref()?.created_at))
            .min();
        let mut sorted: Vec<(Moment, bool, Moment, &Sight)> = versions
            .iter()
            .map(|sight| (sight.at, false, sight.seen_at, *sight))
            .collect();
        for deletion in deletions {
            let before = versions
                .iter()
                .filter(|sight| sight.seen_at <= deletion.seen_at);
            let at = before.map(|sight| sight.at).fold(deletion.at, Ord::max);
            let is_void = versions
                .iter()
                .any(|sight| sight.at <= at && sight.seen_at > deletion.seen_at);
            if !is_void {
                sorted.push((at, true, deletion.seen_at, deletion));
            }
        }
        // The hash at last, so that the order of the input never decides.
        sorted.sort_by(|one, other| {
            (one.0, one.1, one.2, &one.3.hash).cmp(&(other.0, other.1, other.2, &other.3.hash))
        });
        let mut sights: Vec<(Moment, &Sight)> = Vec::with_capacity(sorted.len());
        for (at, _, _, sight) in sorted {
            if sights
                .last()
                .is_none_or(|(_, last)| last.hash != sight.hash)
            {
                sights.push((at, sight));
            }
        }
        Self { created, sights }
    }

    /// What is known of a moment.
    #[must_use]
    pub fn at(&self, moment: Moment) -> State<'a> {
        let after = self.sights.partition_point(|(at, _)| *at <= moment);
        match after.checked_sub(1).and_then(|last| self.sights.get(last)) {
            Some((_, sight)) if sight.training.is_some() => State::Version(sight),
            Some(_) => State::Absent,
            None if self.created.is_some_and(|created| moment < created) => State::Absent,
            None => State::Unknown,
        }
    }

    /// Every sight with the moment since which it is so, the oldest first. Neighbours differ in
    /// content.
    pub fn sights(&self) -> impl DoubleEndedIterator<Item = (Moment, &'a Sight)> + '_ {
        self.sights.iter().copied()
    }

    /// Whether a sight says something that the newest one does not: only then it is worth keeping.
    #[must_use]
    pub fn is_news(&self, sight: &Sight) -> bool {
        self.sights
            .last()
            .is_none_or(|(_, last)| last.hash != sight.hash)
    }

    /// When the scenario was created, where any version says so.
    #[must_use]
    pub fn created(&self) -> Option<Moment> {
        self.created
    }
}

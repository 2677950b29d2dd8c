//! The queue: what goes next, in the order in which it was asked for.

use std::collections::HashSet;

use contract::opencx::Training;

use super::{Entry, State, Target};
use crate::Moment;

/// Writes at the same time. More would only queue in the browser.
const AT_ONCE: usize = 4;

/// Of these, as many may belong to groups: what a person has asked for by itself does not wait for
/// five hundred moves.
const OF_GROUPS: usize = 3;

/// Writes in the order in which they were asked for, each with its number in the store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    entries: Vec<(u64, Entry)>,
}

/// Why an entry cannot go now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// An earlier write of the same scenario goes first.
    Behind,
    /// An earlier write of the same scenario has failed, and somebody must decide about it.
    BehindFailed,
}

impl Queue {
    /// A queue of numbered entries, in any order.
    #[must_use]
    pub fn new(mut entries: Vec<(u64, Entry)>) -> Self {
        entries.sort_by_key(|(number, _)| *number);
        Self { entries }
    }

    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[(u64, Entry)] {
        &self.entries
    }

    /// Whether nothing waits.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An entry by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .map(|(_, entry)| entry)
            .find(|entry| entry.id == id)
    }

    /// The number of an entry.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u64> {
        let found = self.entries.iter().find(|(_, entry)| entry.id == id);
        found.map(|(number, _)| *number)
    }

    /// Puts an entry in, or in the place of the one with its number.
    pub fn put(&mut self, number: u64, entry: Entry) {
        match self.entries.binary_search_by_key(&number, |(n, _)| *n) {
            Ok(at) => self.entries[at].1 = entry,
            Err(at) => self.entries.insert(at, (number, entry)),
        }
    }

    /// Takes an entry out.
    pub fn take_out(&mut self, number: u64) {
        self.entries.retain(|(n, _)| *n != number);
    }

    /// Why an entry cannot go before another; `None` where nothing stands in its way.
    #[must_use]
    pub fn blocked(&self, number: u64) -> Option<Blocked> {
        let (_, entry) = self.entries.iter().find(|(n, _)| *n == number)?;
        let earlier = self.entries.iter().find(|(n, other)| {
            *n < number && other.scope == entry.scope && other.target == entry.target
        })?;
        Some(if earlier.1.is_failed() {
            Blocked::BehindFailed
        } else {
            Blocked::Behind
        })
    }

    /// What a tab may send now of a workspace, oldest first: the first write of each scenario, where
    /// it is the tab's own and its time has come.
    #[must_use]
    pub fn due(&self, scope: &str, tab: &str, now: Moment) -> Vec<u64> {
        let sending = |of_group: bool| {
            let of_tab = self.entries.iter().filter(|(_, entry)| {
                entry.tab == tab
                    && entry.state == State::Sending
                    && entry.group.is_some() == of_group
            });
            of_tab.count()
        };
        let mut room = AT_ONCE.saturating_sub(sending(true) + sending(false));
        let mut room_of_groups = OF_GROUPS.saturating_sub(sending(true));
        let mut seen: HashSet<(&str, &Target)> = HashSet::new();
        let mut first = Vec::new();
        for (number, entry) in &self.entries {
            // Only the first write of each scenario.
            if !seen.insert((&entry.scope, &entry.target)) {
                continue;
            }
            let is_due = match entry.state {
                State::Ready => true,
                State::Waiting { since, until, .. } => until <= now || now < since,
                State::Sending | State::Failed(_) => false,
            };
            if is_due && entry.tab == tab && entry.scope == scope {
                first.push((*number, entry.group.is_some()));
            }
        }
        first.sort_by_key(|(_, of_group)| *of_group);
        let mut due = Vec::new();
        for (number, of_group) in first {
            if room == 0 || (of_group && room_of_groups == 0) {
                break;
            }
            room -= 1;
            room_of_groups -= usize::from(of_group);
            due.push(number);
        }
        due
    }

    /// When a tab must look again; `None` where nothing of its own waits for a time.
    #[must_use]
    pub fn wakes_at(&self, tab: &str) -> Option<Moment> {
        self.entries
            .iter()
            .filter_map(|(number, entry)| match entry.state {
                State::Waiting { until, .. } if entry.tab == tab => Some((*number, until)),
                _ => None,
            })
            .filter(|(number, _)| self.blocked(*number).is_none())
            .map(|(_, until)| until)
            .min()
    }

    /// Gives the writes of a workspace to this tab whose tabs are gone. What they were sending may
    /// be done. Gives back the numbers of the entries that have changed.
    pub fn adopt(&mut self, scope: &str, tab: &str, is_alive: impl Fn(&str) -> bool) -> Vec<u64> {
        let mut changed = Vec::new();
        for (number, entry) in &mut self.entries {
            if entry.scope != scope || is_alive(&entry.tab) {
                continue;
            }
            tab.clone_into(&mut entry.tab);
            if entry.state == State::Sending {
                entry.state = State::Ready;
                entry.unsure = true;
            }
            changed.push(*number);
        }
        changed
    }

    /// After a write of a scenario was done: what waits behind it stands on what it left. Gives
    /// back the numbers of the entries that have changed.
    pub fn follow(
        &mut self,
        scope: &str,
        target: &Target,
        left: &Training,
        etag: Option<&str>,
    ) -> Vec<u64> {
        let mut changed = Vec::new();
        for (number, entry) in &mut self.entries {
            if entry.scope != scope || entry.target != *target {
                continue;
            }
            entry.target = Target::Known(left.id.clone());
            entry.write.stand_on(left);
            entry.etag = etag.map(str::to_owned);
            changed.push(*number);
        }
        changed
    }
}

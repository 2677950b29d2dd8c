//! The queue: what goes next, in the order in which it was asked for.

use super::{About, Blocked, Entry, Shown, State, Target, ahead::Ahead};
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

    /// The newest write of a thing, whose text is what somebody has last asked for.
    #[must_use]
    pub fn last(&self, scope: &str, about: About, target: &Target) -> Option<&Entry> {
        let newest_first = self.entries.iter().rev().map(|(_, entry)| entry);
        newest_first
            .filter(|entry| entry.scope == scope && entry.about() == about)
            .find(|entry| entry.target == *target)
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

    /// Takes over what the store has, which all tabs share. Of its own writes a tab knows more than
    /// the store: one of its own that it does not know is only just being written there, or was
    /// done while the store was read. One that the store has lost was taken back in another tab.
    /// Writes with numbers from `unkept` on are in no store.
    pub fn read_again(&mut self, stored: Vec<(u64, Entry)>, tab: &str, unkept: u64) {
        let known = std::mem::take(self);
        let of_tab = |entry: &Entry| entry.tab == tab;
        let now = stored
            .into_iter()
            .filter_map(|(number, entry)| match known.at(number) {
                Some(known) if of_tab(known) => Some((number, known.clone())),
                None if of_tab(&entry) => None,
                _ => Some((number, entry)),
            });
        let unkept = known.entries.iter().filter(|(number, _)| *number >= unkept);
        *self = Self::new(now.chain(unkept.cloned()).collect());
    }

    fn at(&self, number: u64) -> Option<&Entry> {
        let at = self
            .entries
            .binary_search_by_key(&number, |(n, _)| *n)
            .ok()?;
        Some(&self.entries[at].1)
    }

    /// Takes an entry out.
    pub fn take_out(&mut self, number: u64) {
        self.entries.retain(|(n, _)| *n != number);
    }

    /// Why an entry cannot go now; `None` where nothing stands in its way.
    #[must_use]
    pub fn blocked(&self, number: u64) -> Option<Blocked> {
        let mut walk = self.walk();
        walk.find(|(n, ..)| *n == number)?.2
    }

    /// Whether a write stays for longer than a moment: it waits or was refused, or it is behind
    /// one that does.
    #[must_use]
    pub fn is_held(&self, id: &str) -> bool {
        let waits = |entry: &Entry| matches!(entry.state, State::Waiting { .. } | State::Failed(_));
        let mut earlier_waits = false;
        for (_, entry, blocked) in self.walk() {
            if entry.id == id {
                return waits(entry) || (blocked.is_some() && earlier_waits);
            }
            earlier_waits |= waits(entry);
        }
        false
    }

    /// The entries, oldest first, each with what keeps it from going.
    fn walk(&self) -> impl Iterator<Item = (u64, &Entry, Option<Blocked>)> {
        let mut ahead = Ahead::default();
        self.entries
            .iter()
            .map(move |(number, entry)| (*number, entry, ahead.walk_past(entry)))
    }

    /// What a tab may send now of a workspace, oldest first: the first write of each thing, where it
    /// is the tab's own and its time has come.
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
        let mut first = Vec::new();
        for (number, entry, blocked) in self.walk() {
            if blocked.is_some() {
                continue;
            }
            let is_due = match entry.state {
                State::Ready => true,
                State::Waiting { .. } => entry.state.waits_until(now) <= Some(now),
                State::Sending | State::Failed(_) => false,
            };
            if is_due && entry.tab == tab && entry.scope == scope {
                first.push((number, entry.group.is_some()));
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
    pub fn wakes_at(&self, tab: &str, now: Moment) -> Option<Moment> {
        self.walk()
            .filter(|(_, entry, blocked)| entry.tab == tab && blocked.is_none())
            .filter_map(|(_, entry, _)| entry.state.waits_until(now))
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

    /// After a write was done: what waits behind it for the same thing stands on what it left, where
    /// its text goes on from that; otherwise it stays on what it was made for, and the service or a
    /// look at it finds that somebody wrote meanwhile.
    /// Gives back the numbers of the entries that have changed.
    pub fn follow(&mut self, done: &Entry, left: Shown<'_>, etag: Option<&str>) -> Vec<u64> {
        let mut changed = Vec::new();
        for (number, entry) in &mut self.entries {
            if entry.id != done.id && entry.is_about_the_same(done) {
                if entry.goes_on_from(done) {
                    entry.stand_on(left, etag);
                } else {
                    entry.target = Target::Known(left.id().to_owned());
                }
                changed.push(*number);
            }
        }
        changed
    }

    /// Whether a write of the same thing waits here under a number from `unkept` on, behind all
    /// that any store numbers.
    #[must_use]
    pub fn is_unkept(&self, entry: &Entry, unkept: u64) -> bool {
        let mut last = self.entries.iter().rev();
        last.any(|(number, other)| *number >= unkept && other.is_about_the_same(entry))
    }
}

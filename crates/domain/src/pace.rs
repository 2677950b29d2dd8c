//! Discipline towards a service that allows so many requests in a minute.
//!
//! [`Pace`] is a log of the last minute's requests, shared by all tabs: whoever wants to send reads
//! it, asks it and writes it back in one transaction. [`backoff`] says how long to wait after a
//! failure that gives no time of its own.

use serde::{Deserialize, Serialize};

use crate::Moment;

mod backoff;

pub use backoff::{BASE, CAP, backoff};

/// The stretch of time over which a service counts, in milliseconds.
pub const WINDOW: i64 = 60_000;
/// What is waited beyond it, in milliseconds. Between a slot's end and the request that takes its
/// place both clocks run by themselves: browsers round theirs, and a service may count at the
/// moment at which it has read the request. A second covers both and costs two per cent.
pub const MARGIN: i64 = 1_000;
/// How long a request may be on its way, in milliseconds. One whose tab died is never heard of
/// again; after this time it counts as ended.
pub const PATIENCE: i64 = 120_000;

/// Requests in a minute that the OpenCX documentation allows to "standard endpoints".
const DOCUMENTED: u32 = 100;

/// A place in the budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    id: String,
    /// When it was given out; once the answer came, when that was.
    at: Moment,
    /// Whether the answer is still to come. A request may reach the service at any time before it.
    #[serde(default)]
    open: bool,
}

impl Slot {
    /// The earliest moment at which its place may be given to another request.
    fn free_from(&self, now: Moment) -> Moment {
        let last = if self.open {
            // It may end right now; long ago, it was given up.
            self.at.plus(PATIENCE).min(now)
        } else {
            self.at
        };
        last.plus(WINDOW + MARGIN)
    }
}

/// The request budget of one service. Plain JSON; a field that another build did not write has its
/// default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    limit: u32,
    slots: Vec<Slot>,
    /// Nobody sends before this, because the service said so.
    not_before: Option<Moment>,
    /// When the service said so: by this a clock that was set back is noticed.
    refused_at: Moment,
}

impl Default for Pace {
    fn default() -> Self {
        Self::new(DOCUMENTED)
    }
}

impl Pace {
    /// A budget of which nothing is used. A limit of 0 counts as 1: with none nothing would ever
    /// be sent.
    #[must_use]
    pub fn new(limit: u32) -> Self {
        Self {
            limit: limit.max(1),
            slots: Vec::new(),
            not_before: None,
            refused_at: Moment(0),
        }
    }

    /// Requests in a minute.
    #[must_use]
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Another limit, from now on. What was given out stays given out.
    pub fn set_limit(&mut self, limit: u32) {
        self.limit = limit.max(1);
    }

    /// Takes a place for one request, under an id that no other request has. Every try of a write
    /// is a request of its own.
    ///
    /// # Errors
    ///
    /// The milliseconds, at least 1, after which it is worth asking again. Others may be faster
    /// then.
    pub fn admit(&mut self, id: &str, now: Moment) -> Result<(), u64> {
        self.settle(now);
        match self.wait(now) {
            0 => {
                self.slots.push(Slot {
                    id: id.to_owned(),
                    at: now,
                    open: true,
                });
                Ok(())
            }
            wait => Err(wait),
        }
    }

    /// Milliseconds until a request may be sent; 0 for at once. For a countdown: only
    /// [`Pace::admit`] takes a place.
    #[must_use]
    pub fn wait(&self, now: Moment) -> u64 {
        let mut settled = self.clone();
        settled.settle(now);
        let held = settled.not_before.map_or(0, |until| until.0 - now.0);
        let mut free: Vec<Moment> = settled.slots.iter().map(|s| s.free_from(now)).collect();
        free.sort_unstable();
        let limit = usize::try_from(self.limit.max(1)).unwrap_or(usize::MAX);
        let over = (free.len() + 1).saturating_sub(limit);
        let full = over.checked_sub(1).and_then(|last| free.get(last));
        let full = full.map_or(0, |from| from.0 - now.0);
        u64::try_from(held.max(full)).unwrap_or(0)
    }

    /// The answer came, or it is sure that none will: from now on the place is free in a minute.
    /// The service may have counted the request as late as this.
    pub fn ended(&mut self, id: &str, now: Moment) {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.id == id) {
            // Also where it counts as ended already, because its tab was taken for gone.
            slot.at = now;
            slot.open = false;
            return;
        }
        // Given up long ago, and answered after all: then it was counted not long ago.
        self.slots.push(Slot {
            id: id.to_owned(),
            at: now,
            open: false,
        });
    }

    /// A tab is gone, and with it whatever it waited for: every open request whose id begins like
    /// this ends now.
    pub fn gone(&mut self, prefix: &str, now: Moment) {
        let its = |slot: &&mut Slot| slot.open && slot.id.starts_with(prefix);
        for slot in self.slots.iter_mut().filter(its) {
            slot.at = now;
            slot.open = false;
        }
    }

    /// The service refused a request (429) and named the seconds to wait. Nobody sends before
    /// that; an earlier, longer wait stays.
    pub fn refused(&mut self, retry_after: u64, now: Moment) {
        self.settle(now);
        let millis = i64::try_from(retry_after.saturating_mul(1_000)).unwrap_or(i64::MAX);
        let until = now.plus(millis.max(1_000));
        self.not_before = self.not_before.max(Some(until));
        self.refused_at = now;
    }

    /// Drops what no longer counts. Where the clock was set back, what lies in the future happened
    /// at some time before now, and counts from now: it blocks for a minute, and frees nothing.
    fn settle(&mut self, now: Moment) {
        for slot in &mut self.slots {
            slot.at = slot.at.min(now);
        }
        self.slots.retain(|slot| slot.free_from(now) > now);
        if self.refused_at > now {
            let back = self.refused_at.0.saturating_sub(now.0);
            self.not_before = self.not_before.map(|until| until.plus(-back));
            self.refused_at = now;
        }
        self.not_before = self.not_before.filter(|until| *until > now);
    }
}

#[cfg(test)]
mod tests;

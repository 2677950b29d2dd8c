//! A create happens once (decision 25): when its name says so by itself, and when it must be looked
//! for first.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Entry;
use crate::Moment;

/// How long a service that honours `Idempotency-Key` keeps the first answer, in milliseconds, less an
/// hour for clocks that differ.
const NAME_IS_KNOWN_FOR: i64 = 23 * 60 * 60 * 1_000;

/// Bytes of the hash that [`sender`] keeps.
const SENDER_BYTES: usize = 4;

/// What is kept of an API key to know later whether it is the same: too little to say anything about
/// the key itself.
#[must_use]
pub fn sender(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    let mut text = String::new();
    for byte in hash.iter().take(SENDER_BYTES) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl Entry {
    /// An attempt begins with the key of `sender`. Once an answer was lost, the sender of that attempt
    /// is the one that counts.
    pub fn begins(&mut self, sender: &str) {
        if !self.unsure {
            self.sender = Some(sender.to_owned());
        }
        self.attempts = self.attempts.saturating_add(1);
    }

    /// Whether a create may be at the service already.
    #[must_use]
    pub const fn may_be_made(&self) -> bool {
        self.unsure || self.renewed
    }

    /// Whether a service that keeps creates apart by their names still knows this one's: it does so
    /// for a day, and for the same API key alone.
    #[must_use]
    pub fn is_name_known(&self, sender: &str, now: Moment) -> bool {
        let is_recent = now.0.saturating_sub(self.at.0) < NAME_IS_KNOWN_FOR;
        let is_same = self.sender.as_deref().is_none_or(|known| known == sender);
        is_recent && is_same
    }
}

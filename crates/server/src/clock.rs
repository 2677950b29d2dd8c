//! Where the time comes from, so that tests turn it by hand.

use std::fmt::Debug;

use chrono::{DateTime, SecondsFormat, Utc};

/// Tells the time.
pub trait Clock: Debug + Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// An instant as rows and answers hold it: RFC 3339 in UTC with milliseconds and `Z`, so that
/// the order of the texts is the order of time.
#[must_use]
pub fn rfc3339(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

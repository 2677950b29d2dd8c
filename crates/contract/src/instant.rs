//! The instant of a schedule: ISO 8601 in UTC, exactly as OpenCX documents it.

use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

mod read;

/// The pattern that OpenCX documents for `start_time` and `end_time` ("Create a training").
///
/// [`UtcInstant::parse`] accepts exactly what this pattern accepts. It is here for the OpenAPI
/// document and for the tests that hold the matcher against it; the app never compiles it.
pub const PATTERN: &str = r"^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z))$";

/// An instant in UTC, kept exactly as it was written: `2026-01-01T10:00Z` stays without seconds.
///
/// Two instants that are written differently can be the same moment; equality is that of the
/// text, [`UtcInstant::cmp_moment`] compares moments.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UtcInstant(String);

/// The numbers of an instant. All fields are in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59; 0 where the text has no seconds. Leap seconds do not exist here.
    pub second: u8,
    /// Whole milliseconds; further digits are cut off.
    pub millisecond: u16,
}

/// The part of a text that keeps it from being an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Nothing was written.
    Empty,
    /// The four digits of the year.
    Year,
    /// The month, 01 to 12.
    Month,
    /// The day, 01 to the last of its month.
    Day,
    /// The capital `T` between date and time.
    Separator,
    /// The hour, 00 to 23.
    Hour,
    /// The minute, 00 to 59.
    Minute,
    /// The second, 00 to 59.
    Second,
    /// The digits after the decimal point.
    Fraction,
    /// The capital `Z`, in place of an offset.
    Zone,
    /// Text behind the `Z`.
    Trailing,
}

/// Why a text is not an instant: which part is wrong, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InstantError {
    /// The part that is wrong.
    pub part: Part,
    /// Offset in bytes at which that part begins.
    pub at: usize,
    /// A sentence for the person who typed it.
    pub message: String,
}

impl UtcInstant {
    /// Reads an instant.
    ///
    /// # Errors
    ///
    /// An [`InstantError`] that names the first part that [`PATTERN`] does not accept.
    pub fn parse(text: &str) -> Result<Self, InstantError> {
        read::civil(text).map(|_| Self(text.to_owned()))
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The numbers of this instant.
    #[must_use]
    pub fn civil(&self) -> Civil {
        // The text was accepted when the value was made, so the fallback is never taken.
        read::civil(&self.0).unwrap_or(Civil {
            year: 0,
            month: 1,
            day: 1,
            hour: 0,
            minute: 0,
            second: 0,
            millisecond: 0,
        })
    }

    /// Milliseconds since 1970-01-01T00:00Z; negative before it.
    #[must_use]
    pub fn unix_millis(&self) -> i64 {
        let civil = self.civil();
        let seconds = days_from_epoch(civil) * 86_400
            + i64::from(civil.hour) * 3_600
            + i64::from(civil.minute) * 60
            + i64::from(civil.second);
        seconds * 1_000 + i64::from(civil.millisecond)
    }

    /// Which of two moments comes first, to the last digit of their fractions.
    #[must_use]
    pub fn cmp_moment(&self, other: &Self) -> Ordering {
        // Milliseconds are the first digits of the fraction, so they never disagree with it.
        self.civil()
            .cmp(&other.civil())
            .then_with(|| self.fraction().cmp(other.fraction()))
    }

    /// The digits after the point without trailing zeros, so that text order is number order.
    fn fraction(&self) -> &str {
        self.0
            .split_once('.')
            .map_or("", |(_, digits)| digits.trim_end_matches(['Z', '0']))
    }
}

impl fmt::Display for UtcInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for UtcInstant {
    type Error = InstantError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        read::civil(&text).map(|_| Self(text))
    }
}

impl From<UtcInstant> for String {
    fn from(instant: UtcInstant) -> Self {
        instant.0
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years.
fn days_from_epoch(civil: Civil) -> i64 {
    let year = i64::from(civil.year) - i64::from(civil.month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(civil.month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(civil.day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

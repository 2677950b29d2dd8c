//! What a typed text means by one of the two clocks.

use contract::UtcInstant;
use domain::{Moment, zone};

use super::wall;

/// The meaning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is written: no bound.
    Empty,
    /// One instant.
    Instant(Moment),
    /// One of two instants.
    Twice {
        /// Before the clocks were set back.
        first: Moment,
        /// After it.
        second: Moment,
        /// Whether the second is meant.
        takes_second: bool,
    },
    /// No instant; two others are near.
    Never {
        /// After the clocks were set forward.
        later: Moment,
        /// Before it.
        earlier: Moment,
        /// What is wrong.
        message: String,
    },
    /// Not an instant.
    Wrong(String),
}

impl Reading {
    /// The instant that is meant.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Instant(at) => Some(*at),
            Self::Twice {
                second,
                takes_second: true,
                ..
            } => Some(*second),
            Self::Twice { first, .. } => Some(*first),
            Self::Empty | Self::Never { .. } | Self::Wrong(_) => None,
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        match self {
            Self::Never { message, .. } | Self::Wrong(message) => Some(message),
            Self::Empty | Self::Instant(_) | Self::Twice { .. } => None,
        }
    }
}

/// Reads ISO 8601 in UTC.
#[must_use]
pub fn utc(text: &str) -> Reading {
    if text.is_empty() {
        return Reading::Empty;
    }
    match UtcInstant::parse(text) {
        Ok(instant) => Reading::Instant(Moment(instant.unix_millis())),
        Err(error) => Reading::Wrong(error.message),
    }
}

/// Reads a wall time in a zone; an instant in UTC, with its `Z`, is one here as well.
#[must_use]
pub fn zoned(
    text: &str,
    zone_name: &str,
    takes_second: bool,
    offset: impl Fn(i64) -> Option<i32>,
) -> Reading {
    if text.trim().is_empty() {
        return Reading::Empty;
    }
    if let Ok(instant) = UtcInstant::parse(text) {
        return Reading::Instant(Moment(instant.unix_millis()));
    }
    let wall = match wall::parse(text) {
        Ok(wall) => wall,
        Err(message) => return Reading::Wrong(message),
    };
    match zone::resolve(wall, &offset) {
        Err(_) => Reading::Wrong(format!(
            "This browser does not know the time zone {zone_name}. Choose another, or write the instant in UTC."
        )),
        Ok(zone::Reading::Unique(at)) => Reading::Instant(at),
        Ok(zone::Reading::Repeated { first, second }) => Reading::Twice {
            first,
            second,
            takes_second,
        },
        Ok(zone::Reading::Skipped { at, before, after }) => {
            // The hands at the jump, by the clock before it and by the clock after it.
            let hands = |offset: Option<i32>| {
                zone::wall(at, |_| offset)
                    .map(wall::time_of_day)
                    .unwrap_or_default()
            };
            let message = format!(
                "{} does not exist in {zone_name} on {:04}-{:02}-{:02}: the clocks go from {} to {}.",
                wall::time_of_day(wall),
                wall.year,
                wall.month,
                wall.day,
                hands(offset(at.0 - 1)),
                hands(offset(at.0)),
            );
            Reading::Never {
                later: after,
                earlier: before,
                message,
            }
        }
    }
}

/// The wall time of an instant in a zone, and whether it is the second of two.
#[must_use]
pub fn wall_text(at: Moment, offset: impl Fn(i64) -> Option<i32>) -> Option<(String, bool)> {
    let wall = zone::wall(at, &offset)?;
    let second = match zone::resolve(wall, &offset).ok()? {
        zone::Reading::Repeated { second, .. } => at >= second,
        _ => false,
    };
    Some((zone::format(wall), second))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Berlin in 2026: clocks go forward on 29 March and back on 25 October, both at 01:00 UTC.
    fn berlin(millis: i64) -> Option<i32> {
        let summer = at("2026-03-29T01:00:00Z").0..at("2026-10-25T01:00:00Z").0;
        Some(if summer.contains(&millis) { 120 } else { 60 })
    }

    fn at(text: &str) -> Moment {
        Moment::read(text).expect("a moment")
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn utc_takes_the_documented_pattern_alone() {
        assert_eq!(utc(""), Reading::Empty);
        assert_eq!(
            utc("2026-01-01T10:00Z"),
            Reading::Instant(at("2026-01-01T10:00:00Z"))
        );
        let wrong = utc("2026-01-01T10:00+01:00");
        assert!(
            wrong.problem().is_some_and(|message| message.contains('Z')),
            "{wrong:?}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_zone_takes_wall_times_and_instants() {
        let read = |text: &str| zoned(text, "Europe/Berlin", false, berlin);
        assert_eq!(
            read("2026-07-01 09:00"),
            Reading::Instant(at("2026-07-01T07:00:00Z"))
        );
        assert_eq!(
            read("2026-07-01T09:00Z"),
            Reading::Instant(at("2026-07-01T09:00:00Z"))
        );
        assert_eq!(read("  "), Reading::Empty);
        assert!(
            read("2026-02-30 09:00")
                .problem()
                .is_some_and(|it| it.contains("01 to 28"))
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_skipped_time_says_so() {
        let read = zoned("2026-03-29 02:30", "Europe/Berlin", false, berlin);
        assert_eq!(read.moment(), None);
        let message = read.problem().expect("a problem");
        let expected = "02:30 does not exist in Europe/Berlin on 2026-03-29: \
                        the clocks go from 02:00 to 03:00.";
        assert_eq!(message, expected);
        let Reading::Never { later, earlier, .. } = read else {
            panic!("{read:?}");
        };
        assert_eq!(later, at("2026-03-29T01:30:00Z"));
        assert_eq!(earlier, at("2026-03-29T00:30:00Z"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_repeated_time_is_chosen() {
        let read = |second| zoned("2026-10-25 02:30", "Europe/Berlin", second, berlin).moment();
        assert_eq!(read(false), Some(at("2026-10-25T00:30:00Z")));
        assert_eq!(read(true), Some(at("2026-10-25T01:30:00Z")));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn instants_come_back_as_wall_times() {
        let text = |instant| wall_text(at(instant), berlin).expect("a zone");
        assert_eq!(
            text("2026-07-01T07:00:00Z"),
            ("2026-07-01 09:00".to_owned(), false)
        );
        assert_eq!(
            text("2026-10-25T00:30:00Z"),
            ("2026-10-25 02:30".to_owned(), false)
        );
        assert_eq!(
            text("2026-10-25T01:30:00Z"),
            ("2026-10-25 02:30".to_owned(), true)
        );
        assert_eq!(wall_text(at("2026-01-01T00:00:00Z"), |_| None), None);
    }
}

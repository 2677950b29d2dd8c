//! A period of whole days, as people choose one: from a day to a day, both with it.

use crate::{
    Moment,
    moment::{DAY, Wall},
    zone::{Reading, resolve},
};

/// A day of the calendar, without a zone: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day that a clock shows.
    #[must_use]
    pub fn of(wall: Wall) -> Self {
        Self(wall.as_if_utc().0.div_euclid(DAY))
    }

    /// Reads `2026-11-20`; `None` of anything else, and of days before 1970.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            let is_plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| part.parse().ok()).flatten()
        };
        let wall = Wall::new(number(4)?, number(2)?, number(2)?, 0, 0, 0)?;
        (parts.next().is_none() && wall.year >= 1970).then(|| Self::of(wall))
    }

    /// `2026-11-20`.
    #[must_use]
    pub fn to_text(self) -> String {
        let wall = self.midnight();
        format!("{:04}-{:02}-{:02}", wall.year, wall.month, wall.day)
    }

    /// This many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The moment at which a clock in UTC shows its midnight: for words about dates.
    #[must_use]
    pub const fn as_if_utc(self) -> Moment {
        Moment(self.0.saturating_mul(DAY))
    }

    fn midnight(self) -> Wall {
        self.as_if_utc().utc()
    }

    /// When it begins in a zone. `offset` gives the zone's minutes east of UTC at a moment in unix
    /// milliseconds; where it is not known, the day is one of UTC.
    fn start(self, offset: impl Fn(i64) -> Option<i32>) -> Moment {
        match resolve(self.midnight(), offset) {
            Ok(Reading::Unique(at) | Reading::Skipped { at, .. }) => at,
            Ok(Reading::Repeated { first, .. }) => first,
            Err(_) => self.as_if_utc(),
        }
    }
}

/// From a day to a day, both with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// One end, usually the first day.
    pub from: Day,
    /// The other end.
    pub to: Day,
}

impl Period {
    /// Today and the days before it, `days` in all.
    #[must_use]
    pub const fn last(days: i64, today: Day) -> Self {
        Self {
            from: today.plus(1 - days),
            to: today,
        }
    }

    /// Reads the days of an address; what is missing or no day is taken from `otherwise`.
    #[must_use]
    pub fn read(from: Option<&str>, to: Option<&str>, otherwise: Self) -> Self {
        let day = |text: Option<&str>| text.and_then(Day::read);
        Self {
            from: day(from).unwrap_or(otherwise.from),
            to: day(to).unwrap_or(otherwise.to),
        }
    }

    /// The last moment before it and its last one, in a zone; `offset` as in
    /// [`resolve`](crate::zone::resolve).
    #[must_use]
    pub fn moments(self, offset: impl Fn(i64) -> Option<i32>) -> (Moment, Moment) {
        let (first, last) = (self.from.min(self.to), self.from.max(self.to));
        let end = last.plus(1).start(&offset);
        (first.start(&offset).plus(-1), end.plus(-1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::read(text).unwrap()
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for text in ["1970-01-01", "2024-02-29", "2026-11-20"] {
            assert_eq!(day(text).to_text(), text);
        }
        for text in [
            "",
            "2026-11-31",
            "2026-1-1",
            "1969-12-31",
            "2026-11-20-1",
            "+026-11-20",
        ] {
            assert_eq!(Day::read(text), None, "{text}");
        }
        assert_eq!(day("2026-02-28").plus(1), day("2026-03-01"));
    }

    #[test]
    fn a_period_of_an_address() {
        let week = Period::last(7, day("2026-11-20"));
        assert_eq!((week.from, week.to), (day("2026-11-14"), day("2026-11-20")));
        assert_eq!(Period::read(None, Some("never"), week), week);
        let read = Period::read(Some("2026-11-01"), None, week);
        assert_eq!((read.from, read.to), (day("2026-11-01"), week.to));
    }

    #[test]
    fn both_days_are_with_it_and_any_end_may_come_first() {
        let hour_ahead = |_: i64| Some(60);
        let (from, to) = (day("2026-11-19"), day("2026-11-20"));
        let moments = Period { from, to }.moments(hour_ahead);
        assert_eq!(moments, Period { from: to, to: from }.moments(hour_ahead));
        assert_eq!(moments.0, Moment::read("2026-11-18T22:59:59.999Z").unwrap());
        assert_eq!(moments.1, Moment::read("2026-11-20T22:59:59.999Z").unwrap());
        // A zone that nobody knows.
        let moments = Period { from, to }.moments(|_| None);
        assert_eq!(moments.1, Moment::read("2026-11-20T23:59:59.999Z").unwrap());
    }

    #[test]
    fn a_day_without_a_midnight_begins_behind_the_jump() {
        // The clocks go from 24:00 of the 19th to 01:00.
        let jump = Moment::read("2026-11-20T00:00Z").unwrap().0;
        let offset = |at: i64| Some(if at < jump { 0 } else { 60 });
        let today = day("2026-11-20");
        let (before, _) = Period::last(1, today).moments(offset);
        assert_eq!(before, Moment(jump - 1));
    }
}

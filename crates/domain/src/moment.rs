//! A moment in time, and the calendar that it needs.

use contract::UtcInstant;
use serde::{Deserialize, Serialize};

/// Milliseconds in a minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970-01-01T00:00Z; negative before it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment(pub i64);

/// A date and a time of day without a zone: what a clock on a wall shows. Proleptic Gregorian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wall {
    /// Any year; four digits for those that a service accepts.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Moment {
    /// This many milliseconds later, at the ends of time no further.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// What a clock in UTC shows.
    #[must_use]
    pub fn utc(self) -> Wall {
        let (days, millis) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = date_of(days);
        Wall {
            year,
            month,
            day,
            hour: small(millis / HOUR),
            minute: small(millis / MINUTE % 60),
            second: small(millis / 1_000 % 60),
        }
    }

    /// Reads a time as services write theirs in answers: ISO 8601 with `Z`, with an offset, or
    /// with nothing, which counts as UTC. `None` where it cannot be read. Not for what people
    /// type: that is [`UtcInstant`]'s matter, which is strict.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(10)?;
        let rest = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest);
        let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
        let (time, zone) = rest.split_at_checked(zone_at)?;
        let mut parts = date.split('-');
        let (year, month, day) = (
            digits(parts.next()?)?,
            digits(parts.next()?)?,
            digits(parts.next()?)?,
        );
        let mut parts = if time.is_empty() { "00:00" } else { time }.split(':');
        let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
        let (second, fraction) = match parts.next() {
            None => (0, 0),
            Some(seconds) => {
                let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
                (digits(whole)?, thousandths(fraction)?)
            }
        };
        let wall = Wall::new(year, month, day, hour, minute, second)?;
        let moment = Self(wall.as_if_utc().0 + fraction);
        Some(moment.plus(-offset_minutes(zone)? * MINUTE))
    }
}

impl From<&UtcInstant> for Moment {
    fn from(instant: &UtcInstant) -> Self {
        Self(instant.unix_millis())
    }
}

impl Wall {
    /// A wall time, or `None` where no calendar has it.
    #[must_use]
    pub fn new(
        year: i64,
        month: i64,
        day: i64,
        hour: i64,
        minute: i64,
        second: i64,
    ) -> Option<Self> {
        let known = (1..=12).contains(&month)
            && (1..=last_day(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (-100_000..=100_000).contains(&year);
        known.then(|| Self {
            year,
            month: small(month),
            day: small(day),
            hour: small(hour),
            minute: small(minute),
            second: small(second),
        })
    }

    /// The moment at which a clock in UTC shows this.
    #[must_use]
    pub fn as_if_utc(self) -> Moment {
        let days = days_of(self.year, self.month.into(), self.day.into());
        Moment(
            days * DAY
                + i64::from(self.hour) * HOUR
                + i64::from(self.minute) * MINUTE
                + i64::from(self.second) * 1_000,
        )
    }
}

/// The last day of a month. Months outside 1 to 12 count as long ones.
#[must_use]
pub fn last_day(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01, counted in eras of 400 years that begin on 1 March.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date_of(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (
        year + era * 400 + i64::from(month <= 2),
        small(month),
        small(day),
    )
}

/// Every value that reaches this is below 60.
fn small(value: i64) -> u8 {
    u8::try_from(value).unwrap_or_default()
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn thousandths(fraction: &str) -> Option<i64> {
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
    padded.parse().ok()
}

fn offset_minutes(zone: &str) -> Option<i64> {
    let sign = match zone.chars().next() {
        None | Some('Z' | 'z') => return (zone.len() <= 1).then_some(0),
        Some('-') => -1,
        Some(_) => 1,
    };
    let (hours, minutes) = match zone.get(1..)?.split_once(':') {
        Some(parts) => parts,
        None => zone.get(1..)?.split_at_checked(2)?,
    };
    let minutes = if minutes.is_empty() {
        0
    } else {
        digits(minutes)?
    };
    Some(sign * (digits(hours)? * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_services_write() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(Moment::read(text), expected.map(Moment), "{text}");
        };
        check("1970-01-01T00:00:00Z", Some(0));
        check("1970-01-01T00:00:00.0017Z", Some(1));
        check("1970-01-01T01:00:00+01:00", Some(0));
        check("1970-01-01T01:00:00+0100", Some(0));
        check("1969-12-31 19:00:00-05", Some(0));
        check("1970-01-02", Some(DAY));
        check("1970-01-01T00:01", Some(MINUTE));
        check("2026-12-01T09:00:00.000Z", Some(1_796_115_600_000));
        check("2026-02-30T00:00Z", None);
        check("2026-02-01T24:00Z", None);
        check("yesterday at noon", None);
        check("2026-02-01T10:00Zed", None);
        check("", None);
        check("ééééééééé", None);
    }

    proptest! {
        #[test]
        fn calendar_round_trips(millis in -100_000_000_000_000_i64..200_000_000_000_000) {
            let seconds = millis.div_euclid(1_000) * 1_000;
            prop_assert_eq!(Moment(seconds).utc().as_if_utc(), Moment(seconds));
        }

        #[test]
        fn agrees_with_the_contract(millis in -62_000_000_000_000_i64..250_000_000_000_000) {
            let wall = Moment(millis).utc();
            let Wall { year, month, day, hour, minute, second } = wall;
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
            let instant = UtcInstant::parse(&text).unwrap();
            prop_assert_eq!(Moment::from(&instant), wall.as_if_utc());
            prop_assert_eq!(Moment::read(&text), Some(wall.as_if_utc()));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,30}") {
            let _ = Moment::read(&text);
        }
    }
}

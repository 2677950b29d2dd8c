//! Wall time in a named zone, and back. The zone itself is a function that the app asks of
//! `Intl`; here is only the arithmetic, and what to do where a clock was set.

use crate::{
    Moment,
    moment::{DAY, HOUR, MINUTE, Wall},
};

/// What a wall time means in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One moment.
    Unique(Moment),
    /// No moment: the clocks jump over it.
    Skipped {
        /// The moment of the jump.
        at: Moment,
        /// The moment of the same wall time by the offset behind the jump: it shows as an earlier
        /// time, before the jump.
        before: Moment,
        /// The moment of the same wall time by the offset before the jump: it shows as a later
        /// time, behind the jump. What most calendars take.
        after: Moment,
    },
    /// Two moments: the clocks go over it twice.
    Repeated {
        /// The first time.
        first: Moment,
        /// The second time.
        second: Moment,
    },
}

impl Reading {
    /// The moments that a person can choose from: one, or two of which the first is the earlier.
    #[must_use]
    pub fn choices(self) -> Vec<Moment> {
        match self {
            Self::Unique(only) => vec![only],
            Self::Skipped { before, after, .. } => vec![before, after],
            Self::Repeated { first, second } => vec![first, second],
        }
    }
}

/// A text that is no wall time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WallError {
    /// It is not written like one.
    #[error("Write a date and a time, like 2026-12-01 09:00.")]
    Form,
    /// No calendar has that day, or no clock that time.
    #[error("There is no such date or time in the calendar.")]
    Calendar,
    /// The zone is not known to this browser.
    #[error(
        "This browser does not know the zone. Choose another one, or write the instant in UTC."
    )]
    Zone,
}

/// Reads `2026-12-01 09:00`, `2026-12-01T09:00` or either with seconds.
///
/// # Errors
///
/// [`WallError::Form`] or [`WallError::Calendar`].
pub fn parse_wall(text: &str) -> Result<Wall, WallError> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', ' ']).ok_or(WallError::Form)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2]).ok_or(WallError::Form)?;
    let time = time.trim_start();
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])
        .or_else(|| {
            let [hour, minute] = numbers(time, ':', [2, 2])?;
            Some([hour, minute, 0])
        })
        .ok_or(WallError::Form)?;
    Wall::new(year, month, day, hour, minute, second).ok_or(WallError::Calendar)
}

fn numbers<const N: usize>(text: &str, between: char, lengths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        let is_plain = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = is_plain.then(|| part.parse().ok()).flatten()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// What a wall time means in a zone. `offset` gives the zone's distance from UTC at a moment in
/// unix milliseconds, in minutes east; `None` where it is not known.
///
/// Between two changes of a zone's offset there must lie more than an hour, as in all zones there
/// have been; an offset may change by up to a whole day, as it did where the date line was moved.
///
/// # Errors
///
/// [`WallError::Zone`] where the offset is not known.
pub fn resolve(wall: Wall, offset: impl Fn(i64) -> Option<i32>) -> Result<Reading, WallError> {
    let shift = |at: i64| {
        let minutes = offset(at).ok_or(WallError::Zone)?;
        Ok(i64::from(minutes) * MINUTE)
    };
    let local = wall.as_if_utc().0;
    // Offsets reach from -12 to +14 hours, rounded up; every change that matters lies between.
    let (from, until) = (local - DAY, local + DAY);
    let mut changes: Vec<(i64, i64, i64)> = Vec::new();
    let mut at = from;
    let mut before = shift(at)?;
    let first = before;
    while at < until {
        let next = at + HOUR;
        let after = shift(next)?;
        if after != before {
            changes.push((change(at, next, before, &shift)?, before, after));
        }
        (at, before) = (next, after);
    }
    // The stretches between the changes, each with its offset and the moments that it holds.
    let mut found = Vec::new();
    let mut start = i64::MIN;
    let mut current = first;
    for (end, next) in changes
        .iter()
        .map(|(at, _, after)| (*at, *after))
        .chain([(i64::MAX, 0)])
    {
        let candidate = local - current;
        if (start..end).contains(&candidate) {
            found.push(Moment(candidate));
        }
        (start, current) = (end, next);
    }
    match found[..] {
        [only] => Ok(Reading::Unique(only)),
        [first, .., second] => Ok(Reading::Repeated { first, second }),
        [] => changes
            .iter()
            .find(|(at, before, after)| (at + before..at + after).contains(&local))
            .map(|(at, before, after)| Reading::Skipped {
                at: Moment(*at),
                before: Moment(local - after),
                after: Moment(local - before),
            })
            // A wall time that no stretch holds lies in a jump; only a zone that contradicts
            // itself has none.
            .ok_or(WallError::Zone),
    }
}

/// The first moment after `from`, and up to `until`, at which the offset is no longer `before`.
fn change(
    mut from: i64,
    mut until: i64,
    before: i64,
    shift: &impl Fn(i64) -> Result<i64, WallError>,
) -> Result<i64, WallError> {
    while until - from > 1 {
        let middle = from + (until - from) / 2;
        if shift(middle)? == before {
            from = middle;
        } else {
            until = middle;
        }
    }
    Ok(until)
}

/// What a clock in the zone shows at a moment; `None` where the zone is not known.
pub fn wall(at: Moment, offset: impl Fn(i64) -> Option<i32>) -> Option<Wall> {
    let minutes = offset(at.0)?;
    Some(at.plus(i64::from(minutes) * MINUTE).utc())
}

/// `2026-12-01 09:00`, with seconds where there are any.
#[must_use]
pub fn format(wall: Wall) -> String {
    let Wall {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = wall;
    let seconds = if second == 0 {
        String::new()
    } else {
        format!(":{second:02}")
    };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}{seconds}")
}

/// The instant as a service takes it: `2026-12-01T09:00Z`, with seconds where there are any.
#[must_use]
pub fn instant(at: Moment) -> String {
    let text = format(at.utc());
    format!("{}Z", text.replacen(' ', "T", 1))
}

/// `UTC+05:30`, for beside a zone's name.
#[must_use]
pub fn offset_label(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    let minutes = minutes.unsigned_abs();
    match minutes {
        0 => "UTC".to_owned(),
        _ => format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// What to say about a reading that is not one moment: what the clocks do, and what can be chosen.
#[must_use]
pub fn notice(reading: Reading, offset: impl Fn(i64) -> Option<i32>) -> Option<String> {
    let show = |at: Moment| wall(at, &offset).map(format).unwrap_or_default();
    match reading {
        Reading::Unique(_) => None,
        Reading::Skipped { at, after, .. } => Some(format!(
            "The clocks jump over this time: from {} to {}. Taken as {}.",
            show(at.plus(-MINUTE)),
            show(at),
            show(after)
        )),
        Reading::Repeated { first, second } => Some(format!(
            "This time comes twice, because the clocks are set back: {} and {}. Taken as the first.",
            crate::words::compact_utc(first),
            crate::words::compact_utc(second)
        )),
    }
}

#[cfg(test)]
mod tests;

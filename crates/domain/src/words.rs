//! Times in words, in English and UTC.

use crate::{
    Moment, Window,
    moment::{DAY, HOUR, MINUTE},
};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A length of time in its largest fitting unit, rounded down: `12 min`, `3 h`, `2 d`, `5 mo`,
/// `2 y`. Rounding down never promises more time than there is. `None` below a minute.
#[must_use]
pub fn length(millis: i64) -> Option<String> {
    let words = match millis.saturating_abs() {
        under if under < MINUTE => return None,
        minutes if minutes < HOUR => format!("{} min", minutes / MINUTE),
        hours if hours < 2 * DAY => format!("{} h", hours / HOUR),
        days if days < 60 * DAY => format!("{} d", days / DAY),
        months if months < 730 * DAY => format!("{} mo", months / (30 * DAY)),
        years => format!("{} y", years / (365 * DAY)),
    };
    Some(words)
}

/// `just now`, `12 min ago`, `in 3 h`.
#[must_use]
pub fn relative(at: Moment, now: Moment) -> String {
    let distance = at.0.saturating_sub(now.0);
    match length(distance) {
        None => "just now".to_owned(),
        Some(length) if distance < 0 => format!("{length} ago"),
        Some(length) => format!("in {length}"),
    }
}

/// As [`relative`], of something that has happened: where its clock is ahead of this one, it was
/// just now.
#[must_use]
pub fn ago(at: Moment, now: Moment) -> String {
    relative(at.min(now), now)
}

/// `2026-12-01 09:00Z`.
#[must_use]
pub fn compact_utc(at: Moment) -> String {
    let wall = at.utc();
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}Z",
        wall.year, wall.month, wall.day, wall.hour, wall.minute
    )
}

/// `1 Dec`, with the year where it is not this one: `1 Dec 2027`. UTC.
#[must_use]
pub fn date(at: Moment, now: Moment) -> String {
    let wall = at.utc();
    let month = MONTHS
        .get(usize::from(wall.month).wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    if wall.year == now.utc().year {
        format!("{} {month}", wall.day)
    } else {
        format!("{} {month} {}", wall.day, wall.year)
    }
}

/// `1 Dec 09:00 UTC`.
#[must_use]
pub fn date_time(at: Moment, now: Moment) -> String {
    let wall = at.utc();
    format!("{} {:02}:{:02} UTC", date(at, now), wall.hour, wall.minute)
}

/// When the next or last bound is, in words: `opens in 3 h`, `ends in 2 d`, `expired 4 d ago`.
/// `None` where the window has no bound that matters now.
#[must_use]
pub fn next_change(start: Option<Moment>, end: Option<Moment>, now: Moment) -> Option<String> {
    let until = |verb: &str, at: Moment| match length(at.0.saturating_sub(now.0)) {
        None => format!("{verb} in less than a minute"),
        Some(length) => format!("{verb} in {length}"),
    };
    match (Window::at(start, end, now), start, end) {
        (Window::Scheduled, Some(start), _) => Some(until("opens", start)),
        (Window::Open, _, Some(end)) => Some(until("ends", end)),
        (Window::Expired, _, Some(end)) => Some(format!("expired {}", relative(end, now))),
        _ => None,
    }
}

/// A window for a row of a list: `Always`, `from 1 Dec 09:00 UTC`, `1 Dec – 24 Dec`,
/// `opens in 3 h, ends 24 Dec`, `ends in 2 d`, `until 24 Dec`, `expired 4 d ago`.
///
/// A date alone is the last day on which the scenario is used, so a window that ends on
/// 25 December 00:00 reads `24 Dec`. What is less than two days away is said as a length of time.
#[must_use]
pub fn window(start: Option<Moment>, end: Option<Moment>, now: Moment) -> String {
    let soon = |at: Moment| at.0.saturating_sub(now.0) < 2 * DAY;
    let last_date = |end: Moment| date(end.plus(-1), now);
    let change = || next_change(start, end, now).unwrap_or_default();
    match (Window::at(start, end, now), start, end) {
        (Window::Scheduled, Some(start), Some(end)) if soon(start) => {
            format!("{}, ends {}", change(), last_date(end))
        }
        (Window::Scheduled, Some(start), Some(end)) => {
            format!("{} – {}", date(start, now), last_date(end))
        }
        (Window::Scheduled, Some(start), None) if !soon(start) => {
            format!("from {}", date_time(start, now))
        }
        (Window::Open, Some(start), None) => format!("since {}", date(start, now)),
        (Window::Open, _, Some(end)) if !soon(end) => format!("until {}", last_date(end)),
        (Window::Always, ..) => "Always".to_owned(),
        _ => change(),
    }
}

/// A window in full, for a tooltip and a summary: `2026-12-01 09:00Z to 2026-12-24 00:00Z`.
#[must_use]
pub fn window_exact(start: Option<Moment>, end: Option<Moment>) -> String {
    match (start, end) {
        (None, None) => "No start, no end".to_owned(),
        (Some(start), None) => format!("From {}, no end", compact_utc(start)),
        (None, Some(end)) => format!("No start, until {}", compact_utc(end)),
        (Some(start), Some(end)) => format!("{} to {}", compact_utc(start), compact_utc(end)),
    }
}

/// `1 scenario`, `2 scenarios`, `12,345 scenarios`.
#[must_use]
pub fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number with a comma between thousands.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `Web chat`, `Web chat and Email`, `Web chat, Email and Phone`.
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A message that begins in lower case behind a field's name, as a sentence of its own:
/// `must not be empty` becomes `Must not be empty.`
#[must_use]
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let mut text: String = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => return String::new(),
    };
    if !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::read(text).unwrap()
    }

    #[test]
    fn relative_times() {
        let now = at("2026-11-20T12:00Z");
        let check = |text: &str, expected: &str| assert_eq!(relative(at(text), now), expected);
        check("2026-11-20T12:00:00Z", "just now");
        check("2026-11-20T11:59:01Z", "just now");
        check("2026-11-20T11:48Z", "12 min ago");
        check("2026-11-20T15:59Z", "in 3 h");
        check("2026-11-18T13:00Z", "47 h ago");
        check("2026-11-18T12:00Z", "2 d ago");
        check("2026-06-20T12:00Z", "5 mo ago");
        check("2020-11-20T12:00Z", "6 y ago");
        assert_eq!(
            relative(Moment(i64::MIN), Moment(i64::MAX)),
            relative(Moment(i64::MIN), Moment(0))
        );
        assert_eq!(ago(now.plus(86_400_000), now), "just now");
        assert_eq!(
            ago(now.plus(-86_400_000), now),
            relative(now.plus(-86_400_000), now)
        );
    }

    #[test]
    fn windows_in_words() {
        let now = at("2026-11-20T12:00Z");
        let check = |start: &str, end: &str, expected: &str| {
            let read = |text: &str| (!text.is_empty()).then(|| at(text));
            assert_eq!(
                window(read(start), read(end), now),
                expected,
                "{start} {end}"
            );
        };
        check("", "", "Always");
        check("2026-12-01T09:00Z", "", "from 1 Dec 09:00 UTC");
        check("2026-12-01T09:00Z", "2026-12-25T00:00Z", "1 Dec – 24 Dec");
        check(
            "2026-12-01T09:00Z",
            "2027-01-02T00:00Z",
            "1 Dec – 1 Jan 2027",
        );
        check(
            "2026-11-20T15:30Z",
            "2026-12-24T18:00Z",
            "opens in 3 h, ends 24 Dec",
        );
        check("2026-11-20T15:30Z", "", "opens in 3 h");
        check("2026-11-20T12:00:30Z", "", "opens in less than a minute");
        check("2026-11-01T00:00Z", "", "since 1 Nov");
        check("2026-11-01T00:00Z", "2026-11-22T11:00Z", "ends in 47 h");
        check("", "2026-12-24T18:00Z", "until 24 Dec");
        check("", "2026-11-16T12:00Z", "expired 4 d ago");
        check("", "2026-11-20T12:00Z", "expired just now");
    }

    #[test]
    fn numbers_lists_and_exact_times() {
        assert_eq!(compact_utc(at("2026-12-01T09:00Z")), "2026-12-01 09:00Z");
        assert_eq!(count(1, "scenario"), "1 scenario");
        assert_eq!(count(12_345_678, "scenario"), "12,345,678 scenarios");
        assert_eq!(grouped(100), "100");
        assert_eq!(
            list(&["Web chat", "Email", "Phone"]),
            "Web chat, Email and Phone"
        );
        assert_eq!(
            window_exact(Some(at("2026-12-01T09:00Z")), None),
            "From 2026-12-01 09:00Z, no end"
        );
    }
}

//! A date and a time of day as people type them, without a zone.

use domain::moment::{Wall, last_day};

/// Reads `2026-03-29 02:30`, also with a `T` between and with seconds.
///
/// # Errors
///
/// A sentence that names the first part that is wrong.
pub fn parse(text: &str) -> Result<Wall, String> {
    let text = text.trim();
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (
            text.get(..at).unwrap_or_default(),
            text.get(at + 1..).unwrap_or_default(),
        ),
        None => (text, ""),
    };
    let (year, month, day) = read_date(date)?;
    let (hour, minute, second) = read_time(time.trim())?;
    Wall::new(year, month, day, hour, minute, second)
        .ok_or_else(|| "Write a date and a time, like 2026-01-31 09:00.".to_owned())
}

fn read_date(date: &str) -> Result<(i64, i64, i64), String> {
    let mut parts = date.split('-');
    let year = number(parts.next(), 4).ok_or("The year needs four digits, like 2026.")?;
    let month = number(parts.next(), 2).ok_or("The month needs two digits, like 2026-01.")?;
    if !(1..=12).contains(&month) {
        return Err("The month must be 01 to 12.".to_owned());
    }
    let day = number(parts.next(), 2).ok_or("The day needs two digits, like 2026-01-31.")?;
    let last = last_day(year, month);
    if !(1..=last).contains(&day) {
        return Err(format!(
            "The day must be 01 to {last} in {year:04}-{month:02}."
        ));
    }
    match parts.next() {
        None => Ok((year, month, day)),
        Some(_) => Err("A date has three parts, like 2026-01-31.".to_owned()),
    }
}

fn read_time(time: &str) -> Result<(i64, i64, i64), String> {
    if time.is_empty() {
        return Err("The time is missing. Write it after the date, like 09:00.".to_owned());
    }
    let mut parts = time.split(':');
    let hour = number(parts.next(), 2)
        .filter(|hour| *hour < 24)
        .ok_or("The hour needs two digits, 00 to 23.")?;
    let minute = number(parts.next(), 2)
        .filter(|minute| *minute < 60)
        .ok_or("The minute needs two digits, 00 to 59, like 09:00.")?;
    let second = match parts.next() {
        None => 0,
        second => number(second, 2)
            .filter(|second| *second < 60)
            .ok_or("The second needs two digits, 00 to 59.")?,
    };
    match parts.next() {
        None => Ok((hour, minute, second)),
        Some(_) => Err("A time has hour, minute and second, like 09:00:00.".to_owned()),
    }
}

fn number(text: Option<&str>, digits: usize) -> Option<i64> {
    let text = text?;
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// `02:30`.
#[must_use]
pub fn time_of_day(wall: Wall) -> String {
    format!("{:02}:{:02}", wall.hour, wall.minute)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let read = parse(text).map(domain::zone::format);
        match (read, expected) {
            (Ok(read), Ok(expected)) => assert_eq!(read, expected, "{text:?}"),
            (Err(why), Err(part)) => assert!(why.contains(part), "{text:?}: {why}"),
            (read, _) => panic!("{text:?} gave {read:?}"),
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn reads_what_people_type() {
        check("2026-03-29 02:30", Ok("2026-03-29 02:30"));
        check(" 2026-03-29T02:30 ", Ok("2026-03-29 02:30"));
        check("2026-03-29  02:30:15", Ok("2026-03-29 02:30:15"));
        check("2024-02-29 00:00:00", Ok("2024-02-29 00:00"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn says_which_part_is_wrong() {
        check("26-03-29 02:30", Err("year"));
        check("2026-13-29 02:30", Err("month must be 01 to 12"));
        check("2026-3-29 02:30", Err("month needs"));
        check("2023-02-29 02:30", Err("01 to 28"));
        check("2026-03-32 02:30", Err("01 to 31"));
        check("2026-03-29", Err("time is missing"));
        check("2026-03-29 24:00", Err("hour"));
        check("2026-03-29 9:00", Err("hour"));
        check("2026-03-29 09:60", Err("minute"));
        check("2026-03-29 09:00:60", Err("second"));
        check("2026-03-29 09:00:00:00", Err("A time has"));
        check("2026-03-29-01 09:00", Err("three parts"));
        check("tomorrow", Err("year"));
    }
}

//! The hand-written matcher. A regular expression engine would cost the page 276 KB.

use super::{Civil, InstantError, Part};

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Reads the whole text as an instant.
pub(super) fn civil(text: &str) -> Result<Civil, InstantError> {
    if text.is_empty() {
        return Err(error(
            Part::Empty,
            0,
            "Write an instant in UTC, like 2026-01-31T09:00Z.",
        ));
    }
    let mut cursor = Cursor {
        bytes: text.as_bytes(),
        at: 0,
    };
    let civil = cursor.date_and_time()?;
    match text.get(cursor.at..) {
        Some("") => Ok(civil),
        _ => Err(error(
            Part::Trailing,
            cursor.at,
            "Nothing may follow the Z.",
        )),
    }
}

impl Cursor<'_> {
    fn date_and_time(&mut self) -> Result<Civil, InstantError> {
        let year = self.number(4, Part::Year, "The year needs four digits, like 2026.")?;
        self.dash(Part::Month, "A hyphen must follow the year, like 2026-01.")?;
        let month_at = self.at;
        let month = self.number(2, Part::Month, "The month needs two digits, 01 to 12.")?;
        if !(1..=12).contains(&month) {
            return Err(error(Part::Month, month_at, "The month must be 01 to 12."));
        }
        self.dash(
            Part::Day,
            "A hyphen must follow the month, like 2026-01-31.",
        )?;
        let day_at = self.at;
        let day = self.number(2, Part::Day, "The day needs two digits, like 01.")?;
        let last = last_day(year, month);
        if day == 0 || day > last {
            return Err(error(Part::Day, day_at, &day_message(year, month, last)));
        }
        if self.peek() != Some(b'T') {
            let message = match self.peek() {
                None => "The time is missing, like T09:00Z.",
                _ => "A capital T must stand between the date and the time.",
            };
            return Err(error(Part::Separator, self.at, message));
        }
        self.at += 1;
        let hour = self.bounded(23, Part::Hour, "The hour must be two digits, 00 to 23.")?;
        if self.peek() != Some(b':') {
            return Err(error(
                Part::Minute,
                self.at,
                "A colon and the minute must follow the hour, like 09:00.",
            ));
        }
        self.at += 1;
        let minute = self.bounded(59, Part::Minute, "The minute must be two digits, 00 to 59.")?;
        let mut second = 0;
        let mut millisecond = 0;
        if self.peek() == Some(b':') {
            self.at += 1;
            second = self.bounded(59, Part::Second, "The second must be two digits, 00 to 59.")?;
            if self.peek() == Some(b'.') {
                self.at += 1;
                millisecond = self.fraction()?;
            }
        }
        self.zone()?;
        Ok(Civil {
            year,
            month: narrow(month),
            day: narrow(day),
            hour: narrow(hour),
            minute: narrow(minute),
            second: narrow(second),
            millisecond,
        })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Exactly `count` ASCII digits. The documented `\d` is JavaScript's: no other digits count.
    fn number(&mut self, count: usize, part: Part, message: &str) -> Result<u16, InstantError> {
        let start = self.at;
        let mut value = 0_u16;
        for _ in 0..count {
            match self.peek() {
                Some(digit @ b'0'..=b'9') => {
                    value = value * 10 + u16::from(digit - b'0');
                    self.at += 1;
                }
                _ => return Err(error(part, start, message)),
            }
        }
        Ok(value)
    }

    fn bounded(&mut self, max: u16, part: Part, message: &str) -> Result<u16, InstantError> {
        let start = self.at;
        let value = self.number(2, part, message)?;
        if value > max {
            return Err(error(part, start, message));
        }
        Ok(value)
    }

    fn dash(&mut self, part: Part, message: &str) -> Result<(), InstantError> {
        if self.peek() == Some(b'-') {
            self.at += 1;
            return Ok(());
        }
        Err(error(part, self.at, message))
    }

    fn fraction(&mut self) -> Result<u16, InstantError> {
        let start = self.at;
        let mut millisecond = 0_u16;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            if self.at - start < 3 {
                millisecond = millisecond * 10 + u16::from(digit - b'0');
            }
            self.at += 1;
        }
        match self.at - start {
            0 => Err(error(
                Part::Fraction,
                start,
                "At least one digit must follow the decimal point.",
            )),
            1 => Ok(millisecond * 100),
            2 => Ok(millisecond * 10),
            _ => Ok(millisecond),
        }
    }

    fn zone(&mut self) -> Result<(), InstantError> {
        let message = match self.peek() {
            Some(b'Z') => {
                self.at += 1;
                return Ok(());
            }
            Some(b'z') => "The Z at the end must be a capital letter.",
            Some(b'+' | b'-') => {
                "Offsets are not accepted: write the instant in UTC and end it with Z."
            }
            _ => "The instant must end with a capital Z, for UTC.",
        };
        Err(error(Part::Zone, self.at, message))
    }
}

fn last_day(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether a year has a 29 February; 1900 has none, 2000 has one.
fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn day_message(year: u16, month: u16, last: u16) -> String {
    if month == 2 {
        return format!("February {year:04} has {last} days.");
    }
    format!("The day must be 01 to {last} in month {month:02}.")
}

/// Every value that reaches this has two digits.
fn narrow(value: u16) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

fn error(part: Part, at: usize, message: &str) -> InstantError {
    InstantError {
        part,
        at,
        message: message.to_owned(),
    }
}

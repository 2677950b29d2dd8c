//! The matcher accepts exactly what the documented pattern accepts.

use std::sync::LazyLock;

use contract::{UtcInstant, instant::PATTERN};
use proptest::prelude::*;
use regex::Regex;

use super::near_miss::NearMisses;

/// The documented pattern as JavaScript reads it: `\d` is ASCII, `$` only the very end.
static DOCUMENTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?-u){PATTERN}")).unwrap());

/// Judges one text by both, and returns the verdict on which they agree.
fn agreed(text: &str) -> bool {
    let documented = DOCUMENTED.is_match(text);
    assert_eq!(UtcInstant::parse(text).is_ok(), documented, "{text:?}");
    documented
}

#[test]
fn near_misses() {
    const TEXTS: usize = 300_000;
    let valid = NearMisses::new(2026)
        .take(TEXTS)
        .filter(|text| agreed(text))
        .count();
    assert!(valid * 5 >= TEXTS, "only {valid} of {TEXTS} are valid");
    assert!(
        valid * 5 <= 4 * TEXTS,
        "{valid} of {TEXTS} are valid: too few misses"
    );
}

#[test]
fn every_month_and_day_of_the_years_around_the_leap_rules() {
    let years = [
        (0, 366),
        (1, 365),
        (4, 366),
        (100, 365),
        (400, 366),
        (1600, 366),
        (1899, 365),
        (1900, 365),
        (1904, 366),
        (1970, 365),
        (1996, 366),
        (2000, 366),
        (2023, 365),
        (2024, 366),
        (2026, 365),
        (2100, 365),
        (2196, 366),
        (2400, 366),
        (9996, 366),
        (9999, 365),
    ];
    for (year, expected) in years {
        let mut days = 0;
        for month in 0..100 {
            for day in 0..100 {
                let text = format!("{year:04}-{month:02}-{day:02}T23:59:59.999Z");
                days += usize::from(agreed(&text));
            }
        }
        assert_eq!(days, expected, "days in {year}");
    }
}

#[test]
fn the_29th_of_february_of_every_year() {
    let leap_years = (0..10_000)
        .filter(|year| agreed(&format!("{year:04}-02-29T12:00Z")))
        .count();
    assert_eq!(leap_years, 2_425);
}

#[test]
fn every_hour_minute_and_second_of_two_digits() {
    let mut valid = 0;
    for first in 0..100 {
        for second in 0..100 {
            valid += usize::from(agreed(&format!("2026-01-31T{first:02}:{second:02}Z")));
            valid += usize::from(agreed(&format!("2026-01-31T09:{first:02}:{second:02}Z")));
        }
    }
    assert_eq!(valid, 24 * 60 + 60 * 60);
}

#[test]
fn texts_that_the_issue_names() {
    let check = |text: &str, expected: bool| assert_eq!(agreed(text), expected, "{text:?}");
    check("2026-01-01T10:00Z", true);
    check("2026-01-01T10:00:00Z", true);
    check("2026-01-01T10:00:00.0Z", true);
    check("2026-01-01T10:00:00.123456789012345678901234567890Z", true);
    check("2000-02-29T00:00Z", true);
    check("2024-02-29T00:00Z", true);
    check("0000-01-01T00:00Z", true);
    check("9999-12-31T23:59:59.999Z", true);
    check("1900-02-29T00:00Z", false);
    check("2023-02-29T00:00Z", false);
    check("2026-01-01T24:00Z", false);
    check("2026-01-01T10:60Z", false);
    check("2026-01-01T10:00:60Z", false);
    check("2026-01-01T10:00z", false);
    check("2026-01-01t10:00Z", false);
    check("2026-01-01 10:00Z", false);
    check("2026-01-01T10:00+00:00", false);
    check("2026-01-01T10:00+02:00", false);
    check("2026-01-01T10:00", false);
    check("2026-01-01", false);
    check("2026-01-01T10Z", false);
    check("2026-01-01T10:00.5Z", false);
    check("2026-01-01T10:00:00.Z", false);
    check("2026-01-01T10:00:00,5Z", false);
    check("2026-01-01T10:00Z\n", false);
    check("\n2026-01-01T10:00Z", false);
    check(" 2026-01-01T10:00Z", false);
    check("2026-01-01T10:00Z ", false);
    check("2026-01-01T10:00Z\0", false);
    check("+2026-01-01T10:00Z", false);
    check("12026-01-01T10:00Z", false);
    check("2026-1-1T10:00Z", false);
    check("20260101T1000Z", false);
    check("\u{0662}\u{0660}\u{0662}\u{0666}-01-01T10:00Z", false);
    check("2026-01-01T10:00:00.\u{0665}Z", false);
    check("2026\u{2212}01\u{2212}01T10:00Z", false);
    check("", false);
}

/// Texts of the pattern's own shape, with numbers in and out of their limits.
fn shaped() -> impl Strategy<Value = String> {
    "[0-9]{3,5}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\\.[0-9]{0,15})?)?(Z|z|\\+00:00|Z\n)"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn texts_of_that_shape(text in shaped()) {
        agreed(&text);
    }

    #[test]
    fn texts_of_its_characters(text in "[0-9TZtz:.+ \\-]{0,32}") {
        agreed(&text);
    }

    #[test]
    fn any_text(text in any::<String>()) {
        agreed(&text);
    }

    /// Never panics inside a character, and names a place within the text.
    #[test]
    fn the_named_place_is_in_the_text(seed in any::<u64>()) {
        for text in NearMisses::new(seed).take(10) {
            if let Err(error) = UtcInstant::parse(&text) {
                prop_assert!(text.is_char_boundary(error.at), "{:?} at {}", text, error.at);
                prop_assert!(error.message.ends_with('.'), "{}", error.message);
            }
        }
    }
}

//! Moments: their order, their milliseconds and their numbers.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, TimeZone, Timelike, Utc};
use contract::{UtcInstant, instant::Civil};
use proptest::prelude::*;

#[track_caller]
fn instant(text: &str) -> UtcInstant {
    UtcInstant::parse(text).unwrap()
}

#[test]
fn moments_are_compared_to_the_last_digit() {
    #[track_caller]
    fn check(left: &str, expected: Ordering, right: &str) {
        let (left, right) = (instant(left), instant(right));
        assert_eq!(left.cmp_moment(&right), expected, "{left} and {right}");
        assert_eq!(right.cmp_moment(&left), expected.reverse());
    }
    use Ordering::{Equal, Less};
    check("2026-01-31T09:00Z", Equal, "2026-01-31T09:00:00Z");
    check("2026-01-31T09:00Z", Equal, "2026-01-31T09:00:00.000Z");
    check("2026-01-31T09:00:00.5Z", Equal, "2026-01-31T09:00:00.50Z");
    check("2026-01-31T09:00:00.49Z", Less, "2026-01-31T09:00:00.5Z");
    check("2026-01-31T09:00:00.05Z", Less, "2026-01-31T09:00:00.5Z");
    check("2026-01-31T09:00:00Z", Less, "2026-01-31T09:00:00.0000001Z");
    check(
        "2026-01-31T09:00:00.9999999999991Z",
        Less,
        "2026-01-31T09:00:00.9999999999992Z",
    );
    check(
        "2026-01-31T09:00:00.999999999999Z",
        Less,
        "2026-01-31T09:00:01Z",
    );
    check("2025-12-31T23:59:59.9Z", Less, "2026-01-01T00:00Z");
    check("2026-02-28T00:00Z", Less, "2026-03-01T00:00Z");
    check("0999-01-01T00:00Z", Less, "1000-01-01T00:00Z");
}

#[test]
fn the_same_moment_written_differently_is_not_the_same_text() {
    assert_ne!(
        instant("2026-01-31T09:00Z"),
        instant("2026-01-31T09:00:00Z")
    );
}

#[test]
fn the_numbers_of_an_instant() {
    let civil = |text| instant(text).civil();
    let whole = Civil {
        year: 2026,
        month: 1,
        day: 31,
        hour: 9,
        minute: 5,
        second: 0,
        millisecond: 0,
    };
    assert_eq!(civil("2026-01-31T09:05Z"), whole);
    let with_seconds = Civil {
        second: 59,
        ..whole
    };
    assert_eq!(civil("2026-01-31T09:05:59Z"), with_seconds);
    for (text, millisecond) in [
        ("2026-01-31T09:05:59.5Z", 500),
        ("2026-01-31T09:05:59.05Z", 50),
        ("2026-01-31T09:05:59.005Z", 5),
        ("2026-01-31T09:05:59.0059Z", 5),
        ("2026-01-31T09:05:59.9999999Z", 999),
    ] {
        let expected = Civil {
            millisecond,
            ..with_seconds
        };
        assert_eq!(civil(text), expected, "{text}");
    }
}

#[test]
fn milliseconds_at_the_edges() {
    let check = |text, expected| assert_eq!(instant(text).unix_millis(), expected, "{text}");
    check("1970-01-01T00:00Z", 0);
    check("1970-01-01T00:00:00.0019Z", 1);
    check("1969-12-31T23:59:59.999Z", -1);
    check("2000-02-29T00:00Z", 951_782_400_000);
    check("0000-01-01T00:00Z", -62_167_219_200_000);
    check("9999-12-31T23:59:59.999Z", 253_402_300_799_999);
}

/// Every moment that the pattern can write, in milliseconds.
fn moments() -> impl Strategy<Value = DateTime<Utc>> {
    (-62_167_219_200_000_i64..=253_402_300_799_999)
        .prop_map(|millis| Utc.timestamp_millis_opt(millis).unwrap())
}

fn written(moment: DateTime<Utc>) -> UtcInstant {
    instant(&moment.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn chrono_counts_the_same(moment in moments()) {
        let instant = written(moment);
        prop_assert_eq!(instant.unix_millis(), moment.timestamp_millis());
        let civil = instant.civil();
        prop_assert_eq!(i32::from(civil.year), moment.year());
        prop_assert_eq!(u32::from(civil.month), moment.month());
        prop_assert_eq!(u32::from(civil.day), moment.day());
        prop_assert_eq!(u32::from(civil.hour), moment.hour());
        prop_assert_eq!(u32::from(civil.minute), moment.minute());
        prop_assert_eq!(u32::from(civil.second), moment.second());
        prop_assert_eq!(u32::from(civil.millisecond), moment.timestamp_subsec_millis());
    }

    #[test]
    fn chrono_orders_the_same(
        left in moments(),
        distance in prop_oneof![Just(0_i64), -2_000..2_000_i64, any::<i32>().prop_map(i64::from)],
    ) {
        let right = left.timestamp_millis().saturating_add(distance);
        let right = right.clamp(-62_167_219_200_000, 253_402_300_799_999);
        let right = Utc.timestamp_millis_opt(right).unwrap();
        prop_assert_eq!(written(left).cmp_moment(&written(right)), left.cmp(&right));
    }
}

use proptest::prelude::*;

use super::*;

/// A zone with one change.
fn zone(at: i64, before: i32, after: i32) -> impl Fn(i64) -> Option<i32> + Copy {
    move |moment| Some(if moment < at { before } else { after })
}

fn wall_of(text: &str) -> Wall {
    parse_wall(text).unwrap()
}

fn at(text: &str) -> Moment {
    Moment::read(text).unwrap()
}

#[test]
fn reads_wall_times() {
    let check = |text: &str, expected: Result<&str, WallError>| {
        assert_eq!(
            parse_wall(text).map(format).as_deref(),
            expected.as_deref(),
            "{text}"
        );
    };
    check("2026-12-01 09:00", Ok("2026-12-01 09:00"));
    check(" 2026-12-01T09:00:30 ", Ok("2026-12-01 09:00:30"));
    check("2024-02-29  00:00", Ok("2024-02-29 00:00"));
    check("2026-02-29 00:00", Err(WallError::Calendar));
    check("2026-12-01 24:00", Err(WallError::Calendar));
    check("2026-12-01", Err(WallError::Form));
    check("2026-12-01 9:00", Err(WallError::Form));
    check("2026-12-01 09:00Z", Err(WallError::Form));
    check("2026-12-01 09:00:00.5", Err(WallError::Form));
    check("01.12.2026 09:00", Err(WallError::Form));
    check("", Err(WallError::Form));
}

#[test]
fn spring_skips_and_autumn_repeats() {
    // Berlin 2026: 29 March 01:00Z and 25 October 01:00Z.
    let spring = zone(at("2026-03-29T01:00Z").0, 60, 120);
    let reading = resolve(wall_of("2026-03-29 02:30"), spring).unwrap();
    assert_eq!(
        reading,
        Reading::Skipped {
            at: at("2026-03-29T01:00Z"),
            before: at("2026-03-29T00:30Z"),
            after: at("2026-03-29T01:30Z"),
        }
    );
    assert_eq!(
        notice(reading, spring).unwrap(),
        "The clocks jump over this time: from 2026-03-29 01:59 to 2026-03-29 03:00. Taken as \
         2026-03-29 03:30."
    );
    let unique = |text: &str, utc: &str| {
        assert_eq!(
            resolve(wall_of(text), spring),
            Ok(Reading::Unique(at(utc))),
            "{text}"
        );
    };
    unique("2026-03-29 01:59:59", "2026-03-29T00:59:59Z");
    unique("2026-03-29 03:00", "2026-03-29T01:00Z");
    let autumn = zone(at("2026-10-25T01:00Z").0, 120, 60);
    assert_eq!(
        resolve(wall_of("2026-10-25 02:30"), autumn),
        Ok(Reading::Repeated {
            first: at("2026-10-25T00:30Z"),
            second: at("2026-10-25T01:30Z"),
        })
    );
    assert_eq!(
        resolve(wall_of("2026-10-25 03:00"), autumn),
        Ok(Reading::Unique(at("2026-10-25T02:00Z")))
    );
}

#[test]
fn a_whole_day_can_be_skipped() {
    // Samoa went from UTC-10 to UTC+14 at the end of 29 December 2011.
    let samoa = zone(at("2011-12-30T10:00Z").0, -600, 840);
    let reading = resolve(wall_of("2011-12-30 12:00"), samoa).unwrap();
    assert!(matches!(reading, Reading::Skipped { .. }));
    let [before, after] = reading.choices()[..] else {
        panic!("two choices")
    };
    assert_eq!(wall(before, samoa).map(format).unwrap(), "2011-12-29 12:00");
    assert_eq!(wall(after, samoa).map(format).unwrap(), "2011-12-31 12:00");
}

#[test]
fn an_unknown_zone_is_said() {
    assert_eq!(
        resolve(wall_of("2026-01-01 00:00"), |_| None),
        Err(WallError::Zone)
    );
    assert_eq!(wall(Moment(0), |_| None), None);
}

#[test]
fn labels_and_instants() {
    assert_eq!(offset_label(330), "UTC+05:30");
    assert_eq!(offset_label(-210), "UTC−03:30");
    assert_eq!(offset_label(0), "UTC");
    let written = instant(at("2026-12-01T09:00Z"));
    assert_eq!(written, "2026-12-01T09:00Z");
    assert!(contract::UtcInstant::parse(&written).is_ok());
    assert!(contract::UtcInstant::parse(&instant(at("0999-12-01T09:00:07Z"))).is_ok());
}

proptest! {
    /// Whatever a clock shows is read back as a moment at which it shows that.
    #[test]
    fn what_is_shown_is_read_back(
        change in 1_700_000_000_i64..1_800_000_000,
        before in -48_i32..57,
        after in -48_i32..57,
        distance in -3_000_i64..3_000,
    ) {
        // Quarters of an hour from -12:00 to +14:00.
        let (before, after) = (before * 15, after * 15);
        let zone = zone(change * 1_000, before, after);
        let moment = Moment((change + distance * 60) * 1_000);
        let shown = wall(moment, zone).unwrap();
        match resolve(shown, zone).unwrap() {
            Reading::Unique(only) => prop_assert_eq!(only, moment),
            Reading::Repeated { first, second } => {
                prop_assert!(first == moment || second == moment);
                prop_assert!(first < second && after < before);
                for choice in [first, second] {
                    prop_assert_eq!(wall(choice, zone).unwrap(), shown);
                }
            }
            Reading::Skipped { .. } => prop_assert!(false, "{:?} is shown", shown),
        }
    }

    /// A time in the jump, and only such a one, is skipped.
    #[test]
    fn only_jumps_skip(
        change in 1_700_000_000_i64..1_800_000_000,
        before in -48_i32..57,
        after in -48_i32..57,
        distance in -100_000_i64..100_000,
    ) {
        let (before, after) = (before * 15, after * 15);
        let zone = zone(change * 1_000, before, after);
        let local = change + distance;
        let shown = Moment(local * 1_000).utc();
        let edge = |minutes: i32| change + i64::from(minutes) * 60;
        let is_in_jump = (edge(before)..edge(after)).contains(&local);
        let reading = resolve(shown, zone).unwrap();
        prop_assert_eq!(matches!(reading, Reading::Skipped { .. }), is_in_jump);
        if let Reading::Skipped { at, before, after } = reading {
            prop_assert_eq!(at, Moment(change * 1_000));
            prop_assert!(before < at && at <= after);
            prop_assert!(wall(before, zone).unwrap() < shown && shown < wall(after, zone).unwrap());
        }
    }
}

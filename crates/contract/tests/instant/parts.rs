//! Which part a refusal names, where, and in which words.

use contract::{Part, UtcInstant};

#[track_caller]
fn check(text: &str, part: Part, at: usize, words: &str) {
    let error = UtcInstant::parse(text).unwrap_err();
    assert_eq!((error.part, error.at), (part, at), "{text:?}: {error}");
    assert!(error.message.contains(words), "{text:?}: {error}");
    assert_eq!(error.to_string(), error.message);
}

#[test]
fn every_part_is_named() {
    check("", Part::Empty, 0, "like 2026-01-31T09:00Z");
    check("226-01-31T09:00Z", Part::Year, 0, "four digits");
    check(" 2026-01-31T09:00Z", Part::Year, 0, "four digits");
    check("2026", Part::Month, 4, "hyphen");
    check("2026/01/31T09:00Z", Part::Month, 4, "hyphen");
    check("12026-01-31T09:00Z", Part::Month, 4, "hyphen");
    check("2026-1-31T09:00Z", Part::Month, 5, "two digits");
    check("2026-00-31T09:00Z", Part::Month, 5, "01 to 12");
    check("2026-13-31T09:00Z", Part::Month, 5, "01 to 12");
    check("2026-01", Part::Day, 7, "hyphen");
    check("2026-01-1T09:00Z", Part::Day, 8, "two digits");
    check("2026-01-00T09:00Z", Part::Day, 8, "01 to 31 in month 01");
    check("2026-01-32T09:00Z", Part::Day, 8, "01 to 31 in month 01");
    check("2026-04-31T09:00Z", Part::Day, 8, "01 to 30 in month 04");
    check("2026-01-31", Part::Separator, 10, "time is missing");
    check("2026-01-31t09:00Z", Part::Separator, 10, "capital T");
    check("2026-01-31 09:00Z", Part::Separator, 10, "capital T");
    check("2026-01-31T9:00Z", Part::Hour, 11, "00 to 23");
    check("2026-01-31T24:00Z", Part::Hour, 11, "00 to 23");
    check("2026-01-31T09Z", Part::Minute, 13, "colon");
    check("2026-01-31T0900Z", Part::Minute, 13, "colon");
    check("2026-01-31T09:0Z", Part::Minute, 14, "00 to 59");
    check("2026-01-31T09:60Z", Part::Minute, 14, "00 to 59");
    check("2026-01-31T09:00:60Z", Part::Second, 17, "00 to 59");
    check("2026-01-31T09:00:Z", Part::Second, 17, "00 to 59");
    check("2026-01-31T09:00:00.Z", Part::Fraction, 20, "one digit");
    check("2026-01-31T09:00", Part::Zone, 16, "capital Z, for UTC");
    check("2026-01-31T09:00.5Z", Part::Zone, 16, "capital Z");
    check("2026-01-31T09:00:00,5Z", Part::Zone, 19, "capital Z");
    check("2026-01-31T09:00z", Part::Zone, 16, "capital letter");
    check("2026-01-31T09:00+02:00", Part::Zone, 16, "Offsets");
    check("2026-01-31T09:00:00.5-05:00", Part::Zone, 21, "Offsets");
    check("2026-01-31T09:00Z\n", Part::Trailing, 17, "follow the Z");
    check("2026-01-31T09:00Zé", Part::Trailing, 17, "follow the Z");
}

#[test]
fn a_wrong_29th_of_february_names_the_year() {
    let check = |text, words| check(text, Part::Day, 8, words);
    check("2023-02-29T09:00Z", "February 2023 has 28 days");
    check("1900-02-29T09:00Z", "February 1900 has 28 days");
    check("2024-02-30T09:00Z", "February 2024 has 29 days");
    check("0004-02-30T09:00Z", "February 0004 has 29 days");
}

#[test]
fn other_digits_than_ascii_do_not_count() {
    check("\u{0662}026-01-31T09:00Z", Part::Year, 0, "four digits");
    check(
        "2026-01-31T09:00:00.\u{0665}Z",
        Part::Fraction,
        20,
        "one digit",
    );
}

#[test]
fn serde_asks_the_same_question() {
    let read = |json: &str| serde_json::from_str::<UtcInstant>(json);
    let instant = read("\"2026-01-31T09:00Z\"").unwrap();
    assert_eq!(instant.as_str(), "2026-01-31T09:00Z");
    assert_eq!(instant.to_string(), "2026-01-31T09:00Z");
    assert_eq!(
        serde_json::to_string(&instant).unwrap(),
        "\"2026-01-31T09:00Z\""
    );
    let error = read("\"2026-02-29T09:00Z\"").unwrap_err().to_string();
    assert!(error.contains("February 2026 has 28 days"), "{error}");
    read("1769850000000").unwrap_err();
}

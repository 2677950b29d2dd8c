//! The hand-written matcher against the browser's own `RegExp`.

use contract::{UtcInstant, instant::PATTERN};
use js_sys::RegExp;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[path = "../../crates/contract/tests/instant/near_miss.rs"]
mod near_miss;

use near_miss::NearMisses;

/// 200,000 are asked for; each costs a microsecond or two.
const TEXTS: usize = 300_000;

#[wasm_bindgen_test]
fn the_matcher_accepts_exactly_what_the_documented_pattern_accepts() {
    let pattern = RegExp::new(PATTERN, "");
    let mut valid = 0;
    for text in NearMisses::new(2026).take(TEXTS) {
        let documented = pattern.test(&text);
        assert_eq!(UtcInstant::parse(&text).is_ok(), documented, "{text:?}");
        valid += usize::from(documented);
    }
    let invalid = TEXTS - valid;
    console_log!("{TEXTS} texts: {valid} valid, {invalid} invalid");
    // A generator of one class alone would prove nothing.
    assert!(valid * 5 >= TEXTS, "only {valid} of {TEXTS} are valid");
    assert!(
        invalid * 5 >= TEXTS,
        "only {invalid} of {TEXTS} are invalid"
    );
}

#[wasm_bindgen_test]
fn both_agree_on_every_month_and_day_of_the_years_around_the_leap_rules() {
    let pattern = RegExp::new(PATTERN, "");
    let mut days = 0;
    for year in [
        "0000", "1900", "2000", "2023", "2024", "2100", "2400", "9999",
    ] {
        let mut of_year = 0;
        for month in 0..100 {
            for day in 0..100 {
                let text = format!("{year}-{month:02}-{day:02}T00:00Z");
                let documented = pattern.test(&text);
                assert_eq!(UtcInstant::parse(&text).is_ok(), documented, "{text}");
                of_year += usize::from(documented);
            }
        }
        assert!(matches!(of_year, 365 | 366), "{year} has {of_year} days");
        days += of_year;
    }
    // 0000, 2000, 2024 and 2400 are the leap years among the eight.
    assert_eq!(days, 8 * 365 + 4);
}

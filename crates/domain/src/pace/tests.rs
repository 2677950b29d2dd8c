use proptest::prelude::*;

use super::*;

const SPAN: i64 = WINDOW + MARGIN;

fn full(limit: u32, now: i64) -> Pace {
    let mut pace = Pace::new(limit);
    for n in 0..limit {
        pace.admit(&format!("full-{n}"), Moment(now)).unwrap();
    }
    pace
}

#[test]
fn a_place_is_free_a_minute_after_the_answer() {
    let mut pace = Pace::new(2);
    assert_eq!(pace.admit("a", Moment(0)), Ok(()));
    assert_eq!(pace.admit("b", Moment(10)), Ok(()));
    pace.ended("a", Moment(500));
    let wait = u64::try_from(SPAN).unwrap();
    assert_eq!(pace.admit("c", Moment(500)), Err(wait));
    assert_eq!(pace.admit("c", Moment(500 + SPAN - 1)), Err(1));
    assert_eq!(pace.admit("c", Moment(500 + SPAN)), Ok(()));
    // `b` has no answer yet: it may reach the service at any time.
    assert_eq!(pace.admit("d", Moment(700 + SPAN)), Err(wait));
}

#[test]
fn a_request_that_is_never_heard_of_again_gives_its_place_back() {
    let mut pace = full(1, 0);
    assert!(pace.admit("b", Moment(PATIENCE + SPAN - 1)).is_err());
    assert_eq!(pace.admit("b", Moment(PATIENCE + SPAN)), Ok(()));
    let mut pace = full(3, 0);
    pace.gone("full-", Moment(100));
    assert_eq!(pace.admit("b", Moment(100 + SPAN)), Ok(()));
}

#[test]
fn an_answer_counts_even_where_nobody_expected_it_any_more() {
    let mut pace = full(1, 0);
    let late = PATIENCE + SPAN + 5;
    assert_eq!(pace.wait(Moment(late)), 0);
    pace.settle(Moment(late));
    pace.ended("full-0", Moment(late));
    assert!(pace.wait(Moment(late)) > 0);
    // A second word about an answer takes no second place.
    pace.ended("full-0", Moment(late + 50));
    assert_eq!(pace.wait(Moment(late + 50 + SPAN)), 0);
    assert_eq!(pace.slots.len(), 1);
}

#[test]
fn a_refusal_holds_everybody_and_the_longest_one_wins() {
    let mut pace = Pace::new(100);
    pace.refused(30, Moment(1_000));
    pace.refused(5, Moment(2_000));
    assert_eq!(pace.admit("a", Moment(2_000)), Err(29_000));
    assert_eq!(pace.admit("a", Moment(31_000)), Ok(()));
    pace.refused(0, Moment(40_000));
    assert_eq!(pace.wait(Moment(40_000)), 1_000, "no wait at all is none");
    pace.refused(u64::MAX, Moment(40_000));
    assert!(pace.wait(Moment(40_000)) > 1_000_000_000);
}

#[test]
fn a_clock_that_was_set_back_neither_blocks_for_ever_nor_frees() {
    let year = 365 * 86_400_000;
    let mut pace = full(2, year);
    pace.ended("full-0", Moment(year));
    pace.ended("full-1", Moment(year));
    assert_eq!(
        pace.admit("a", Moment(0)),
        Err(u64::try_from(SPAN).unwrap())
    );
    assert_eq!(pace.admit("a", Moment(SPAN)), Ok(()));
    let mut pace = Pace::new(2);
    pace.refused(30, Moment(year));
    assert_eq!(pace.wait(Moment(0)), 30_000);
}

#[test]
fn another_limit_counts_from_now_on() {
    let mut pace = full(3, 0);
    pace.set_limit(4);
    assert_eq!(pace.admit("a", Moment(1)), Ok(()));
    pace.set_limit(1);
    for id in ["full-0", "full-1", "full-2"] {
        pace.ended(id, Moment(10));
    }
    assert!(pace.admit("b", Moment(10 + SPAN)).is_err(), "`a` is open");
    pace.set_limit(0);
    assert_eq!(pace.limit(), 1);
}

#[test]
fn what_is_stored_reads_again_and_what_is_missing_has_its_default() {
    let mut pace = full(2, 5);
    pace.refused(3, Moment(6));
    let text = serde_json::to_string(&pace).unwrap();
    assert_eq!(serde_json::from_str::<Pace>(&text).unwrap(), pace);
    let sparse: Pace = serde_json::from_str(r#"{"slots": [{"id": "a", "at": 7}]}"#).unwrap();
    assert_eq!((sparse.limit(), sparse.slots.len()), (100, 1));
    // A limit that another program wrote does not bring everything to a stop either.
    let mut none: Pace = serde_json::from_str(r#"{"limit": 0}"#).unwrap();
    assert_eq!(none.admit("a", Moment(0)), Ok(()));
    assert!(none.admit("b", Moment(0)).is_err());
}

#[derive(Clone, Debug)]
enum Step {
    Admit,
    End(usize),
    Wait(i64),
    /// The clock is set back, which takes no time.
    Back(i64),
    Refused(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => Just(Step::Admit),
        4 => any::<usize>().prop_map(Step::End),
        3 => (0..90_000_i64).prop_map(Step::Wait),
        1 => (0..400_000_i64).prop_map(Step::Back),
        1 => (0..20_u64).prop_map(Step::Refused),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Whenever between sending and answer the service counts a request, it never counts more than
    /// the limit in 60 seconds, as they really pass.
    #[test]
    fn no_minute_holds_more_than_the_limit(
        limit in 1..6_u32,
        delay in 0.0..1.0_f64,
        steps in prop::collection::vec(step(), 0..200),
    ) {
        let mut pace = Pace::new(limit);
        let (mut real, mut clock) = (0_i64, 1_000_000_i64);
        let mut open: Vec<(String, i64)> = Vec::new();
        let mut counted: Vec<i64> = Vec::new();
        let count = |counted: &mut Vec<i64>, from: i64, to: i64| {
            counted.push(from + ((to - from) as f64 * delay) as i64);
        };
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Admit => {
                    let id = format!("r{n}");
                    let wait = pace.wait(Moment(clock));
                    match pace.admit(&id, Moment(clock)) {
                        Ok(()) => {
                            prop_assert_eq!(wait, 0);
                            open.push((id, real));
                        }
                        Err(told) => prop_assert!(told > 0 && told == wait),
                    }
                }
                Step::End(which) if !open.is_empty() => {
                    let (id, from) = open.swap_remove(which % open.len());
                    pace.ended(&id, Moment(clock));
                    count(&mut counted, from, real);
                }
                Step::End(_) => {}
                Step::Wait(millis) => {
                    real += millis;
                    clock += millis;
                    // What is not answered in good time never comes to be counted.
                    open.retain(|(_, from)| real - from <= PATIENCE);
                }
                Step::Back(millis) => clock -= millis,
                Step::Refused(seconds) => pace.refused(seconds, Moment(clock)),
            }
        }
        counted.sort_unstable();
        for window in counted.windows(usize::try_from(limit).unwrap() + 1) {
            prop_assert!(window[window.len() - 1] - window[0] >= WINDOW, "{:?}", counted);
        }
    }

    /// Whoever waits as long as told and asks again gets through, whatever happened before.
    #[test]
    fn nobody_waits_for_ever(limit in 1..4_u32, steps in prop::collection::vec(step(), 0..60)) {
        let mut pace = Pace::new(limit);
        let mut clock = 0_i64;
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Admit => { let _ = pace.admit(&format!("r{n}"), Moment(clock)); }
                Step::End(_) => pace.ended(&format!("r{}", n.saturating_sub(1)), Moment(clock)),
                Step::Wait(millis) => clock += millis,
                Step::Back(millis) => clock -= millis,
                Step::Refused(seconds) => pace.refused(seconds, Moment(clock)),
            }
        }
        let from = clock;
        while let Err(wait) = pace.admit("last", Moment(clock)) {
            clock += i64::try_from(wait).unwrap();
            prop_assert!(clock - from <= PATIENCE + 2 * SPAN);
        }
    }

    #[test]
    fn backoff_stays_in_its_bounds(attempt in 0..2_000_u32, random in 0.0..1.0_f64) {
        let wait = backoff(attempt, random);
        let longest = 1_000_u64.saturating_mul(1 << attempt.min(20)).min(60_000);
        prop_assert!((longest / 2..=longest).contains(&wait));
        prop_assert!(backoff(attempt + 1, random) >= wait);
        prop_assert!(backoff(attempt, 1.0) >= wait && backoff(attempt, 0.0) <= wait);
    }
}

#[test]
fn backoff_takes_any_number() {
    assert_eq!(backoff(0, f64::NAN), 500);
    assert_eq!(backoff(0, -7.0), 500);
    assert_eq!(backoff(3, f64::INFINITY), 8_000);
    assert_eq!(backoff(u32::MAX, 0.5), 45_000);
}

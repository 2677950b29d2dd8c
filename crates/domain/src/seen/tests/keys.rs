//! Keys of sights, and what was seen already.

use super::{sight, version};
use crate::{
    Moment,
    seen::{SeenKey, Sight, Watch, between, may_differ},
};

#[test]
fn a_key_is_read_as_it_was_written() {
    let key = SeenKey {
        scenario: "a|b%".into(),
        ..SeenKey::of("http://x main", &sight("x", 10), 42)
    };
    let text = key.to_text();
    assert_eq!(SeenKey::read(&text), Some(key));
    assert!(text.starts_with(&SeenKey::prefix_of("http://x main", "a|b%")));
    for text in ["", "a|b|c|d|e|", "a|b|1|d|2", "a|b|1|d|2||", "a|b|1|d|-2|"] {
        assert_eq!(SeenKey::read(text), None, "{text}");
    }
    let gone = SeenKey::of("s", &Sight::deleted("a", Moment(1)), 1);
    assert!(gone.is_deletion() && SeenKey::read(&gone.to_text()) == Some(gone));
}

#[test]
fn only_another_content_is_news() {
    let mut watch = Watch::default();
    let mut news = |content: &str, at: i64| watch.look(&version("a", content, at), Moment(at + 1));
    assert!(news("A", 1_000).is_some());
    assert!(news("A", 1_000).is_none());
    // Written again as it was.
    assert!(news("A", 1_100).is_none());
    assert!(news("B", 1_200).is_some());
    // It came back: another sight of a known hash.
    assert!(news("A", 1_300).is_some());
}

#[test]
fn a_row_that_moves_without_a_write_is_news() {
    let mut watch = Watch::default();
    let mut row = version("a", "A", 1_000);
    assert!(watch.look(&row, Moment(1)).is_some());
    row.directory_id = Some("elsewhere".into());
    assert!(watch.look(&row, Moment(2)).is_some());
}

#[test]
fn what_the_device_keeps_is_no_news_in_the_next_tab() {
    let mut watch = Watch::default();
    for (content, at) in [("B", 1_200), ("A", 1_000)] {
        watch.keep(&SeenKey::of("s", &sight(content, at), 1));
    }
    assert!(watch.look(&version("a", "B", 1_200), Moment(9)).is_none());
    assert!(watch.look(&version("a", "A", 1_400), Moment(9)).is_some());
}

#[test]
fn what_is_gone_is_said_once() {
    let mut watch = Watch::default();
    for id in ["a", "b"] {
        watch.look(&version(id, "A", 1_000), Moment(1));
    }
    assert!(watch.missing(2, |_| true).is_empty());
    assert_eq!(watch.missing(1, |id| id == "b"), ["a"]);
    assert!(watch.lose("a", Moment(2)).is_some());
    assert!(watch.lose("a", Moment(3)).is_none());
    assert!(watch.missing(1, |id| id == "b").is_empty());
    assert!(watch.lose("never there", Moment(3)).is_none());
    // It is back, as it was.
    assert!(watch.look(&version("a", "A", 1_000), Moment(4)).is_some());
    assert!(watch.missing(2, |_| true).is_empty());
}

#[test]
fn after_the_history_is_deleted_nothing_comes_back_by_itself() {
    let mut watch = Watch::default();
    let row = version("a", "A", 1_000);
    watch.look(&row, Moment(1));
    assert!(watch.keeps("a"));
    watch.forget();
    assert!(!watch.keeps("a"));
    assert!(watch.look(&row, Moment(2)).is_none());
    let left = version("a", "B", 1_500);
    // Whether what a write left was seen before the write was known to be done, or after.
    assert!(!watch.keeps_before("a", Some(&left)));
    assert!(watch.look(&left, Moment(3)).is_some());
    assert!(watch.keeps("a") && !watch.keeps_before("a", Some(&left)));
    assert!(watch.look(&row, Moment(4)).is_some());
    assert!(watch.keeps_before("a", Some(&row)));
}

#[test]
fn the_keys_say_whether_the_sights_are_needed() {
    let sights = [
        sight("A", 1_000),
        sight("B", 2_000),
        Sight::deleted("a", Moment(3_000)),
    ];
    for count in 1..=sights.len() {
        let known = &sights[..count];
        let keys: Vec<SeenKey> = known.iter().map(|s| SeenKey::of("s", s, 1)).collect();
        for from in (0..4_000).step_by(250) {
            for to in (from..4_000).step_by(250) {
                let (from, to) = (Moment(from), Moment(to));
                if !may_differ(&keys, from, to) {
                    assert_eq!(between(known, from, to), [], "{count} {from:?} {to:?}");
                }
            }
        }
        assert!(!may_differ(&keys, Moment(2_100), Moment(2_900)));
    }
    assert!(!may_differ(&[], Moment(0), Moment(9)));
}

//! What changed, in words.

use crate::{
    ChangedField, Moment,
    seen::{Kind, Shift, What, size, summary, usage},
};

fn changed(fields: &[ChangedField], shift: Option<Shift>) -> What {
    What::Changed {
        fields: fields.to_vec(),
        shift,
    }
}

#[test]
fn what_it_does_to_the_ai_counts_most() {
    let text = [ChangedField::Content];
    let check = |what: What, kind: Kind| assert_eq!(Kind::of(&what), kind, "{what:?}");
    check(What::Created, Kind::Created);
    check(What::Deleted, Kind::Deleted);
    check(What::FirstSeen, Kind::FirstSeen);
    check(changed(&text, None), Kind::Edited);
    check(changed(&text, Some(Shift::PublishedAgain)), Kind::Published);
    check(changed(&[], Some(Shift::Published)), Kind::Published);
    check(changed(&text, Some(Shift::Unpublished)), Kind::TakenOffline);
}

#[test]
fn a_summary_names_only_what_there_is() {
    assert_eq!(summary([]), None);
    let all = [
        changed(&[], Some(Shift::Published)),
        What::Created,
        changed(&[ChangedField::Title], None),
        What::Created,
        What::FirstSeen,
        What::Deleted,
    ];
    assert_eq!(
        summary(&all).as_deref(),
        Some("2 created, 1 edited, 1 published, 1 deleted, 1 first seen")
    );
}

#[test]
fn sizes_and_usage() {
    let check = |bytes: u64, expected: &str| assert_eq!(size(bytes), expected);
    check(0, "0 bytes");
    check(1, "1 byte");
    check(999, "999 bytes");
    check(38_900, "38 KB");
    check(999_999, "999 KB");
    check(12_460_000, "12.4 MB");
    let since = Moment::read("2026-11-12T10:00Z");
    let now = Moment::read("2026-11-20T10:00Z").unwrap();
    assert_eq!(
        usage(12_460_000, 50, 3_210, since, now),
        "12.4 MB of 50 MB, 3,210 versions since 12 Nov"
    );
    assert_eq!(usage(0, 10, 0, since, now), "0 bytes of 10 MB, 0 versions");
}

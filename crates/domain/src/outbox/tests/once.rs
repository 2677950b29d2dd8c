//! Creates that may have been sent before.

use super::*;

const HOUR: i64 = 60 * 60 * 1_000;

fn create() -> Entry {
    put("c", Target::New("new".to_owned()), "Text")
}

#[test]
fn a_name_is_known_for_a_day_and_to_the_same_key() {
    let (mine, other) = (sender("cb_mine"), sender("cb_other"));
    assert_ne!(mine, other);
    let mut entry = create();
    assert!(entry.is_name_known(&mine, NOW), "nobody has sent it yet");
    entry.begins(&mine);
    entry.unsure = true;
    assert!(entry.is_name_known(&mine, NOW.plus(22 * HOUR)));
    assert!(!entry.is_name_known(&mine, NOW.plus(24 * HOUR)));
    assert!(!entry.is_name_known(&other, NOW));
    // A clock that was set back says nothing about how long it is.
    assert!(entry.is_name_known(&mine, NOW.plus(-24 * HOUR)));
}

#[test]
fn the_key_of_the_first_doubtful_attempt_counts() {
    let (first, second) = (sender("cb_first"), sender("cb_second"));
    let mut entry = create();
    entry.begins("another, which was refused");
    entry.begins(&first);
    entry.unsure = true;
    entry.begins(&second);
    assert_eq!(entry.attempts, 3);
    assert!(
        !entry.is_name_known(&second, NOW),
        "that one may know nothing of it"
    );
    assert!(entry.is_name_known(&first, NOW));
}

#[test]
fn what_is_kept_of_a_key_is_not_the_key_and_comes_back_with_the_write() {
    let key = "cb_local_0123456789abcdef";
    let mut entry = create();
    entry.begins(&sender(key));
    entry.renewed = true;
    assert!(entry.may_be_made());
    let text = serde_json::to_string(&entry).unwrap();
    assert!(!text.contains(key) && !text.contains(&key[9..]));
    assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
}

#[test]
fn an_entry_of_an_older_build_has_no_sender_and_is_not_renewed() {
    let text = serde_json::to_string(&create()).unwrap();
    assert!(!text.contains("sender") && !text.contains("renewed"));
    let entry: Entry = serde_json::from_str(&text).unwrap();
    assert!(!entry.may_be_made());
    assert!(entry.is_name_known(&sender("any"), NOW));
}

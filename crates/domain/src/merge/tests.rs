use contract::opencx::Channel;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::fixture::training;

mod apart;
mod choice;
mod fields;

fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
    TextMerge::of(base, mine, theirs).text()
}

fn hunks(base: &str, mine: &str, theirs: &str) -> Vec<(String, String, String)> {
    TextMerge::of(base, mine, theirs)
        .hunks()
        .map(|hunk| (hunk.base.clone(), hunk.mine.clone(), hunk.theirs.clone()))
        .collect()
}

fn hunk(base: &str, mine: &str, theirs: &str) -> (String, String, String) {
    (base.to_owned(), mine.to_owned(), theirs.to_owned())
}

#[test]
fn different_lines_merge_by_themselves() {
    let base = "one\n\ntwo\n\nthree\n";
    let mine = "ONE\n\ntwo\n\nthree\n";
    let theirs = "one\n\ntwo\n\nTHREE\nfour\n";
    assert_eq!(
        merged(base, mine, theirs).unwrap(),
        "ONE\n\ntwo\n\nTHREE\nfour\n"
    );
    assert_eq!(merged("a\nb\n", "A\nb\n", "a\nB\n").unwrap(), "A\nB\n");
    assert_eq!(merged("a\nb\nc\n", "b\nc\n", "a\nb\n").unwrap(), "b\n");
}

#[test]
fn the_same_line_is_a_conflict_and_equal_changes_are_not() {
    let (base, mine, theirs) = ("a\nb\nc\n", "a\nB\nc\n", "a\nbb\nc\n");
    assert_eq!(hunks(base, mine, theirs), [hunk("b\n", "B\n", "bb\n")]);
    assert_eq!(merged(base, mine, theirs), None);
    assert_eq!(merged(base, mine, mine).unwrap(), mine);
    // Only where they differ.
    assert_eq!(
        hunks("a\n", "x\nmine\ny\n", "x\ntheirs\ny\n"),
        [hunk("a\n", "mine\n", "theirs\n")]
    );
}

#[test]
fn two_additions_in_one_place_and_an_addition_to_a_deleted_line_are_asked_about() {
    assert_eq!(
        hunks("a\nb\n", "a\nmine\nb\n", "a\ntheirs\nb\n"),
        [hunk("", "mine\n", "theirs\n")]
    );
    assert_eq!(
        hunks("a\nb\nc\n", "a\nc\n", "a\nb\nnew\nc\n"),
        [hunk("b\n", "", "b\nnew\n")]
    );
}

#[test]
fn what_is_decided_is_what_stands_there() {
    let mut merge = TextMerge::of("a\nb\n\nc", "a\nB\n\nc\nmine", "a\nbb\n\nc\ntheirs");
    assert_eq!(merge.hunks().count(), 2);
    merge.take(0, Some(Taken::Written("by hand\n".into())));
    assert_eq!(merge.text(), None);
    merge.take(1, Some(Taken::Both));
    assert_eq!(merge.text().unwrap(), "a\nby hand\n\nc\nmine\ntheirs");
    merge.take(0, Some(Taken::One(Side::Mine)));
    merge.take(1, Some(Taken::One(Side::Theirs)));
    assert_eq!(merge.text().unwrap(), "a\nB\n\nc\ntheirs");
    // What is written by hand does not run into the line after it.
    merge.take(0, Some(Taken::Written("by hand".into())));
    assert_eq!(merge.text().unwrap(), "a\nby hand\n\nc\ntheirs");
    merge.take(0, None);
    assert_eq!(merge.text(), None);
}

/// What one of the three texts was, from the pieces.
fn rebuilt(merge: &TextMerge, whose: Option<Side>) -> String {
    let pick = |piece: &Piece| match (piece, whose) {
        (
            Piece::Merged {
                from: From::Base,
                text,
                ..
            },
            _,
        )
        | (
            Piece::Merged {
                from: From::Mine | From::Both,
                text,
                ..
            },
            Some(Side::Mine),
        )
        | (
            Piece::Merged {
                from: From::Theirs | From::Both,
                text,
                ..
            },
            Some(Side::Theirs),
        ) => text.clone(),
        (Piece::Merged { base, .. }, _) => base.clone(),
        (Piece::Hunk(hunk), None) => hunk.base.clone(),
        (Piece::Hunk(hunk), Some(Side::Mine)) => hunk.mine.clone(),
        (Piece::Hunk(hunk), Some(Side::Theirs)) => hunk.theirs.clone(),
    };
    merge.pieces.iter().map(pick).collect()
}

fn a_text() -> impl Strategy<Value = String> {
    let line = prop_oneof!["[abc]\n", "[abc] word\n", Just("\n".to_owned())];
    (prop::collection::vec(line, 0..12), "[ab]?").prop_map(|(lines, end)| lines.concat() + &end)
}

proptest! {
    #[test]
    fn no_line_of_anybody_is_lost(base in a_text(), mine in a_text(), theirs in a_text()) {
        let merge = TextMerge::of(&base, &mine, &theirs);
        prop_assert_eq!(rebuilt(&merge, None), base);
        prop_assert_eq!(rebuilt(&merge, Some(Side::Mine)), mine);
        prop_assert_eq!(rebuilt(&merge, Some(Side::Theirs)), theirs);
    }

    #[test]
    fn who_changed_nothing_changes_nothing(base in a_text(), mine in a_text()) {
        prop_assert_eq!(merged(&base, &mine, &base), Some(mine.clone()));
        prop_assert_eq!(merged(&base, &base, &mine), Some(mine.clone()));
        prop_assert_eq!(merged(&base, &mine, &mine), Some(mine));
    }

    #[test]
    fn both_people_see_the_same(base in a_text(), mine in a_text(), theirs in a_text()) {
        let one = TextMerge::of(&base, &mine, &theirs);
        let other = TextMerge::of(&base, &theirs, &mine);
        prop_assert_eq!(one.text(), other.text());
        prop_assert_eq!(one.hunks().count(), other.hunks().count());
    }

    #[test]
    fn a_restriction_keeps_what_was_added_and_drops_what_was_removed(
        base in prop::collection::btree_set(0..6_u8, 0..5),
        mine in prop::collection::btree_set(0..6_u8, 0..5),
        theirs in prop::collection::btree_set(0..6_u8, 0..5),
    ) {
        let list = |set: &std::collections::BTreeSet<u8>| set.iter().copied().collect::<Vec<_>>();
        let merged = set(&list(&base), &list(&mine), &list(&theirs));
        let Some(merged) = merged else { return Ok(()) };
        // Nobody is reached whom neither of them wanted to reach.
        prop_assert!(!merged.is_empty() || mine.is_empty() || theirs.is_empty());
        for item in 0..6_u8 {
            let (was, one, other) = (base.contains(&item), mine.contains(&item), theirs.contains(&item));
            let expected = if was { one && other } else { one || other };
            prop_assert_eq!(merged.contains(&item), expected);
        }
    }
}

#[test]
fn a_restriction_is_never_lifted_by_accident() {
    // Each removed the other one.
    assert_eq!(set(&["a", "b"], &["a"], &["b"]), None);
    // One lifted it, the other changed it.
    assert_eq!(set(&["a"], &[], &["a", "b"]), None);
    assert_eq!(set(&["a"], &["a"], &[]), Some(vec![]));
    assert_eq!(set(&[], &["a"], &["b"]), Some(vec!["b", "a"]));
}

fn object(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn metadata_merges_key_by_key() {
    let base = object(json!({"kept": 1, "gone": 1, "mine": 1, "theirs": 1, "both": 1}));
    let mine = object(json!({"kept": 1, "mine": 2, "theirs": 1, "both": 2, "new": true}));
    let theirs = object(json!({"kept": 1, "gone": 1, "mine": 1, "theirs": 3, "both": 3, "far": 0}));
    let mut merge = KeyMerge::of(&base, &mine, &theirs);
    assert_eq!(merge.conflicts.len(), 1);
    assert_eq!(merge.conflicts[0].key, "both");
    assert_eq!(merge.object(), None);
    merge.conflicts[0].taken = Some(Side::Mine);
    let expected = json!({"kept": 1, "mine": 2, "theirs": 3, "both": 2, "far": 0, "new": true});
    assert_eq!(Value::Object(merge.object().unwrap()), expected);
}

#[test]
fn a_key_that_one_removed_and_the_other_changed_is_asked_about() {
    let base = object(json!({"k": 1}));
    let mut merge = KeyMerge::of(&base, &object(json!({})), &object(json!({"k": 2})));
    assert_eq!(merge.conflicts[0].mine, None);
    merge.conflicts[0].taken = Some(Side::Mine);
    assert_eq!(merge.object().unwrap().len(), 0);
    merge.conflicts[0].taken = Some(Side::Theirs);
    assert_eq!(merge.object().unwrap()["k"], 2);
}

fn outcome(merge: &Merge, field: ChangedField) -> &Outcome {
    &merge
        .fields
        .iter()
        .find(|merged| merged.field == field)
        .unwrap()
        .outcome
}

#[test]
fn fields_that_one_side_changed_merge_by_themselves() {
    let mut mine = Draft::of(&training("a", "Title", "one\n\ntwo\n"));
    mine.title = "My title".into();
    mine.content = "one, mine\n\ntwo\n".into();
    mine.channels = vec![Channel::Web];
    let mut theirs = training("a", "Title", "one\n\ntwo, theirs\n");
    theirs.directory_id = Some("d".into());
    theirs.updated_at = "2026-01-02T00:00:00Z".into();
    let merge = Merge::of(&mine, &theirs);
    assert_eq!(merge.open(), 0);
    assert_eq!(outcome(&merge, ChangedField::Title), &Outcome::Mine);
    assert_eq!(outcome(&merge, ChangedField::Content), &Outcome::Together);
    assert_eq!(outcome(&merge, ChangedField::Directory), &Outcome::Theirs);
    let draft = merge.draft().unwrap();
    assert_eq!(draft.content, "one, mine\n\ntwo, theirs\n");
    assert_eq!(
        (draft.title.as_str(), draft.directory_id.as_deref()),
        ("My title", Some("d"))
    );
    assert_eq!(draft.channels, [Channel::Web]);
    // What is sent is judged against their version.
    assert_eq!(draft.base.as_deref(), Some(&theirs));
}

#[test]
fn fields_that_both_changed_are_decided_one_by_one() {
    let mut base = training("a", "Title", "text");
    base.metadata.insert("owner".into(), json!("ops"));
    let mut mine = Draft::of(&base);
    mine.title = "Mine".into();
    mine.content = "text of mine".into();
    mine.metadata[0].json = "\"me\"".into();
    mine.end = "2026-13-99".into();
    let mut theirs = base.clone();
    theirs.draft_title = Some("Theirs".into());
    theirs.draft_content = Some("text of theirs".into());
    theirs.metadata.insert("owner".into(), json!("them"));
    let mut merge = Merge::of(&mine, &theirs);
    assert_eq!(merge.open(), 3);
    assert_eq!(merge.draft(), None);
    merge.take(ChangedField::Title, Side::Theirs);
    merge.take_hunk(0, Some(Taken::Both));
    assert_eq!(merge.open(), 1);
    merge.take_key("owner", Side::Mine);
    let draft = merge.draft().unwrap();
    assert_eq!(draft.title, "Theirs");
    assert_eq!(draft.content, "text of mine\ntext of theirs");
    assert_eq!(draft.metadata[0].json, "\"me\"");
    // What is typed and wrong is still there to be mended.
    assert_eq!(draft.end, "2026-13-99");
}

#[test]
fn metadata_that_cannot_be_read_yet_is_taken_whole_or_not() {
    let mut base = training("a", "Title", "text");
    base.metadata.insert("owner".into(), json!("ops"));
    let mut mine = Draft::of(&base);
    mine.metadata[0].json = "not json".into();
    let mut theirs = base.clone();
    theirs.metadata.insert("owner".into(), json!("them"));
    let mut merge = Merge::of(&mine, &theirs);
    assert_eq!(
        outcome(&merge, ChangedField::Metadata),
        &Outcome::Either(None)
    );
    merge.take(ChangedField::Metadata, Side::Mine);
    assert_eq!(merge.draft().unwrap().metadata[0].json, "not json");
}

#[test]
fn a_clock_decides_nothing() {
    let base = training("a", "Title", "text");
    let mut mine = Draft::of(&base);
    mine.content = "mine".into();
    let mut theirs = base.clone();
    theirs.updated_at = "1970-01-01T00:00:00Z".into();
    let merge = Merge::of(&mine, &theirs);
    assert_eq!(merge.fields.len(), 1);
    assert_eq!(merge.draft().unwrap().content, "mine");
}

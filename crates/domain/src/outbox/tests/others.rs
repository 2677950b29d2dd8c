//! Writes of segments and directories.

use contract::opencx::{Directory, Segment};
use serde_json::{Value, json};

use super::*;
use crate::SegmentDraft;

fn segment(id: &str, name: &str) -> Segment {
    Segment::from_json(json!({
        "id": id, "name": name, "description": "Who",
        "definition": {"or": [{"and": [{"type": "a"}]}]},
        "created_at": null, "updated_at": "2026-11-20T10:00:00.000Z"
    }))
    .unwrap()
}

fn directory(id: &str, name: &str, parent: Option<&str>) -> Directory {
    Directory {
        id: id.to_owned(),
        name: name.to_owned(),
        parent_id: parent.map(str::to_owned),
        training_count: 3,
        created_at: "2026-11-20T10:00:00.000Z".to_owned(),
        updated_at: "2026-11-20T10:00:00.000Z".to_owned(),
    }
}

fn new_segment(name: &str) -> SegmentDraft {
    let base = segment("", name);
    SegmentDraft {
        base: None,
        ..SegmentDraft::of(&base)
    }
}

fn create(name: &str, parent: Option<&str>) -> DirectoryWrite {
    DirectoryWrite::Create {
        name: name.to_owned(),
        parent_id: parent.map(str::to_owned),
        namesake: None,
    }
}

fn rename(id: &str, from: &str, to: &str) -> DirectoryWrite {
    DirectoryWrite::Rename {
        base: directory(id, from, None),
        name: to.to_owned(),
    }
}

fn entry(id: &str, target: Target, write: Write) -> Entry {
    let mut entry = Entry::new(id.to_owned(), "main".to_owned(), target, write, NOW);
    entry.tab = "me".to_owned();
    entry
}

fn of_directory(id: &str, write: DirectoryWrite) -> Entry {
    let target = match write.base() {
        Some(base) => known(&base.id),
        None => Target::New(id.to_owned()),
    };
    entry(id, target, Write::Directory(write))
}

fn of_segment(id: &str, write: SegmentWrite) -> Entry {
    let target = match write.base() {
        Some(base) => known(&base.id),
        None => Target::New(id.to_owned()),
    };
    entry(id, target, Write::Segment(write))
}

fn all_kinds() -> Vec<Entry> {
    let base = directory("d", "Billing", Some("up"));
    vec![
        of_segment(
            "a",
            SegmentWrite::put(
                new_segment("VIP"),
                &[segment("s", "VIP"), segment("t", "B")],
            ),
        ),
        of_segment(
            "b",
            SegmentWrite::put(SegmentDraft::of(&segment("s", "VIP")), &[]),
        ),
        of_segment(
            "c",
            SegmentWrite::Delete {
                base: Box::new(segment("s", "VIP")),
            },
        ),
        of_directory("d", create("Billing", Some("up"))),
        of_directory("e", rename("d", "Billing", "Payments")),
        of_directory(
            "f",
            DirectoryWrite::Move {
                base: base.clone(),
                parent_id: None,
                place: "the top level".to_owned(),
            },
        ),
        of_directory("g", DirectoryWrite::Delete { base }),
    ]
}

#[test]
fn every_kind_comes_back_as_it_was() {
    for entry in all_kinds() {
        let text = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
        let mut cut: Value = serde_json::from_str(&text).unwrap();
        cut["segment"] = json!(null);
        cut["base"] = json!(null);
        let read = serde_json::from_value::<Entry>(cut);
        let needs_nothing = matches!(entry.write, Write::Directory(DirectoryWrite::Create { .. }));
        assert_eq!(read.is_ok(), needs_nothing, "{text}");
    }
}

#[test]
fn what_an_earlier_build_kept_is_read_and_written_as_it_was() {
    let base = training("t", "Title", "Text").to_json();
    let check = |does: Value, draft: Value, base: Value, words: &str| {
        let stored = json!({
            "format": 1, "id": "a", "scope": "main", "target": {"Known": "t"}, "title": "Title",
            "does": does, "draft": draft, "base": base, "etag": "\"e\"", "at": 5, "tab": "me",
            "attempts": 1, "unsure": true, "state": "Sending", "said": null, "group": null,
            "step": null
        });
        let entry: Entry = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(
            (entry.write.words().as_str(), entry.about()),
            (words, About::Scenario)
        );
        assert_eq!(json!(entry), stored);
    };
    let none = || json!(null);
    let draft = json!(Draft::of(&training("t", "Title", "Text")));
    check(json!("SaveDraft"), draft, none(), "Save the draft");
    check(
        json!({"Move": {"directory_id": "d"}}),
        none(),
        base.clone(),
        "Move",
    );
    check(json!("Delete"), none(), base, "Delete");
}

#[test]
fn they_are_named_properly() {
    let words: Vec<String> = all_kinds()
        .iter()
        .map(|entry| entry.write.words())
        .collect();
    assert_eq!(
        words,
        [
            "Create the segment “VIP”",
            "Change the segment “VIP”",
            "Delete the segment “VIP”",
            "Create the directory “Billing”",
            "Rename the directory “Billing” to “Payments”",
            "Move the directory “Billing” to the top level",
            "Delete the directory “Billing”",
        ]
    );
    let mut draft = SegmentDraft::of(&segment("s", "VIP"));
    draft.name = " Club ".to_owned();
    let words = SegmentWrite::put(draft, &[]).words();
    assert_eq!(words, "Rename the segment “VIP” to “Club”");
}

#[test]
fn the_same_id_in_another_kind_is_another_thing() {
    let segment = of_segment(
        "b",
        SegmentWrite::put(SegmentDraft::of(&segment("one", "VIP")), &[]),
    );
    let queue = queue(&[
        put("a", known("one"), "1"),
        segment,
        of_directory("c", rename("one", "A", "B")),
    ]);
    assert_eq!(queue.due("main", "me", NOW), [1, 2, 3]);
}

#[test]
fn the_tree_is_changed_in_the_order_in_which_it_was_asked_for() {
    let mut queue = queue(&[
        of_directory("a", rename("one", "Billing", "Payments")),
        of_directory("b", create("Billing", None)),
        put("c", known("two"), "3"),
    ]);
    // The name is free only after the rename.
    assert_eq!(queue.due("main", "me", NOW), [1, 3]);
    assert_eq!(queue.blocked(2), Some(Blocked::Behind));
    // What was refused is in nobody else's way, only in that of the same directory.
    let mut first = queue.get("a").unwrap().clone();
    first.state = State::Failed(failure());
    queue.put(1, first);
    queue.put(4, of_directory("d", rename("one", "Billing", "Invoices")));
    assert_eq!(queue.due("main", "me", NOW), [2, 3]);
    assert_eq!(queue.blocked(4), Some(Blocked::BehindFailed));
    queue.take_out(2);
    queue.take_out(1);
    assert_eq!(queue.due("main", "me", NOW), [3, 4]);
}

#[test]
fn another_workspace_has_another_tree() {
    let mut other = of_directory("a", create("Billing", None));
    other.scope = "other".to_owned();
    let queue = queue(&[other, of_directory("b", create("Billing", None))]);
    assert_eq!(queue.due("main", "me", NOW), [2]);
}

#[test]
fn what_scenarios_speak_of_is_deleted_after_them_and_not_before() {
    let delete = of_segment(
        "b",
        SegmentWrite::Delete {
            base: Box::new(segment("s", "VIP")),
        },
    );
    let base = Training {
        restricted_to_segments: vec!["s".to_owned()],
        ..training("one", "Title", "Text")
    };
    // Taken off the scenario: the service must see that first.
    let freed = Write::Put {
        draft: Draft {
            segments: Vec::new(),
            ..Draft::of(&base)
        },
        intent: Intent::SaveDraft,
    };
    let freed = entry("a", known("one"), freed);
    let unconcerned = put("c", known("two"), "x");
    let queue_of = |entries: &[Entry]| queue(entries).due("main", "me", NOW);
    assert_eq!(
        queue_of(&[freed.clone(), delete.clone(), unconcerned]),
        [1, 3]
    );
    assert_eq!(queue_of(&[delete, freed]), [1]);

    let delete = of_directory(
        "b",
        DirectoryWrite::Delete {
            base: directory("d", "Billing", None),
        },
    );
    let moved = Write::Move {
        base: Box::new(training("one", "Title", "Text")),
        directory_id: Some("d".to_owned()),
    };
    let moved = entry("a", known("one"), moved);
    assert_eq!(queue_of(&[moved.clone(), delete.clone()]), [1]);
    // A refused one changes nothing, so nothing waits for it.
    let mut refused = moved;
    refused.state = State::Failed(failure());
    assert_eq!(queue_of(&[refused, delete]), [2]);
}

#[test]
fn a_wait_is_not_over_for_what_waits_behind_another() {
    let until = NOW.plus(5_000);
    let mut first = of_directory("a", rename("one", "A", "B"));
    first.state = State::Waiting {
        since: NOW,
        until,
        why: Reason::NoAnswer,
    };
    let mut second = of_directory("b", rename("two", "C", "D"));
    second.state = State::Waiting {
        since: NOW,
        until: NOW.plus(1),
        why: Reason::NoAnswer,
    };
    let third = of_segment(
        "c",
        SegmentWrite::put(SegmentDraft::of(&segment("one", "VIP")), &[]),
    );
    let queue = queue(&[first, second, third]);
    assert!(queue.is_held("a") && queue.is_held("b") && !queue.is_held("c"));
    assert_eq!(queue.wakes_at("me", NOW), Some(until));
    assert_eq!(queue.due("main", "me", until), [1, 3]);
}

#[test]
fn what_waits_behind_a_write_stands_on_what_it_left() {
    let name = Target::New("n".to_owned());
    let mut draft = new_segment("VIP");
    draft.description = "Who pays".to_owned();
    let behind = entry(
        "b",
        name.clone(),
        Write::Segment(SegmentWrite::put(draft, &[])),
    );
    let mut create = behind.clone();
    create.id = "a".to_owned();
    let mut queue = queue(&[behind, put("c", name.clone(), "of a scenario of this name")]);
    let made = segment("made", "VIP");
    assert_eq!(queue.follow(&create, Shown::Segment(&made), None), [1]);
    let entry = queue.get("b").unwrap();
    assert_eq!(entry.target, known("made"));
    assert!(!entry.write.is_create());
    let Write::Segment(SegmentWrite::Put { draft, .. }) = &entry.write else {
        unreachable!()
    };
    assert_eq!(draft.base.as_deref(), Some(&made));
    assert_eq!(draft.description, "Who pays");

    let done = of_directory("z", rename("d", "A", "B"));
    let mut queue = super::queue(&[of_directory("a", rename("d", "A", "C"))]);
    let left = directory("d", "B", None);
    assert_eq!(queue.follow(&done, Shown::Directory(&left), None), [1]);
    let Write::Directory(write) = &queue.get("a").unwrap().write else {
        unreachable!()
    };
    assert_eq!(write.base(), Some(&left));
}

#[test]
fn a_segment_whose_answer_was_lost_is_known_by_what_it_left() {
    let old = segment("s", "VIP");
    let mut draft = SegmentDraft::of(&old);
    draft.name = "Club".to_owned();
    let write = SegmentWrite::put(draft, std::slice::from_ref(&old));
    let left = Segment {
        name: "Club".to_owned(),
        updated_at: Some("later".to_owned()),
        ..old.clone()
    };
    assert!(!write.is_done(&old) && write.is_done(&left));
    let other = Segment {
        description: None,
        ..left
    };
    assert!(!write.is_done(&other), "somebody else went on");
    let delete = SegmentWrite::Delete {
        base: Box::new(old.clone()),
    };
    assert!(!delete.is_done(&old));
}

#[test]
fn a_created_segment_is_found_by_its_fields_and_by_being_new() {
    let before = segment("before", "VIP");
    let write = SegmentWrite::put(new_segment("VIP"), std::slice::from_ref(&before));
    let made = segment("made", "VIP");
    let other = Segment {
        definition: Default::default(),
        ..segment("other", "VIP")
    };
    let found = |all: &[Segment]| write.made_among(all).map(|s| s.id.clone());
    assert_eq!(found(&[before.clone(), other.clone()]), None);
    assert_eq!(
        found(&[before.clone(), other, made]),
        Some("made".to_owned())
    );
    let update = SegmentWrite::put(SegmentDraft::of(&before), &[]);
    assert_eq!(update.made_among(&[before]), None);
}

#[test]
fn a_created_directory_is_found_by_name_and_place_and_by_being_new() {
    let write = |namesake: Option<&str>| DirectoryWrite::Create {
        name: "Billing".to_owned(),
        parent_id: Some("up".to_owned()),
        namesake: namesake.map(str::to_owned),
    };
    let made = directory("made", "Billing", Some("up"));
    let all = [
        directory("up", "Up", None),
        directory("a", "Billing", None),
        made.clone(),
    ];
    assert_eq!(write(None).standing(&all), Standing::Done(Some(made)));
    assert_eq!(write(Some("made")).standing(&all), Standing::Open);
    assert_eq!(write(None).standing(&all[..2]), Standing::Open);
}

#[test]
fn a_directory_is_changed_only_where_nobody_has_changed_the_same() {
    let base = directory("d", "Billing", Some("up"));
    let moved = DirectoryWrite::Move {
        base: base.clone(),
        parent_id: None,
        place: "the top level".to_owned(),
    };
    let renamed = rename("d", "Billing", "Payments");
    let deleted = DirectoryWrite::Delete { base: base.clone() };
    let check = |write: &DirectoryWrite, now: Option<Directory>, expected: &str| {
        let all: Vec<Directory> = now.into_iter().collect();
        let found = match write.standing(&all) {
            Standing::Open => "open",
            Standing::Done(_) => "done",
            Standing::Changed { .. } => "changed",
            Standing::Gone => "gone",
        };
        assert_eq!(found, expected, "{} among {all:?}", write.words());
    };
    let named = |name: &str| Some(directory("d", name, Some("up")));
    let placed = |parent: Option<&str>| Some(directory("d", "Billing", parent));
    check(&renamed, named("Billing"), "open");
    check(&renamed, named("Payments"), "done");
    check(&renamed, named("Invoices"), "changed");
    check(&renamed, placed(Some("elsewhere")), "open");
    check(&renamed, None, "gone");
    check(&moved, placed(Some("up")), "open");
    check(&moved, placed(None), "done");
    check(&moved, placed(Some("elsewhere")), "changed");
    check(&moved, named("Invoices"), "open");
    check(&moved, None, "gone");
    check(&deleted, Some(base), "open");
    check(&deleted, named("Invoices"), "changed");
    check(&deleted, placed(None), "changed");
    check(&deleted, None, "done");
}

proptest! {
    /// Whatever happens to the queue, no tree has two writes on their way, and none of them is
    /// overtaken by a later one.
    #[test]
    fn the_order_of_a_tree_holds(moves in prop::collection::vec((0_u8..3, 0_u8..5, 0_u8..3), 1..60)) {
        let mut queue = Queue::default();
        let mut next = 1_u64;
        let mut last = 0;
        for (what, choice, directory) in moves {
            let on_its_way = queue.entries().iter().find(|(_, e)| e.state == State::Sending).cloned();
            match (what, on_its_way) {
                (0, _) => {
                    let write = rename(&directory.to_string(), "A", "B");
                    queue.put(next, of_directory(&next.to_string(), write));
                    next += 1;
                }
                (1, on_its_way) => {
                    let due = queue.due("main", "me", NOW);
                    prop_assert!(due.len() <= usize::from(on_its_way.is_none()), "{due:?}");
                    for number in due {
                        prop_assert!(number >= last, "{number} after {last}");
                        last = number;
                        let mut entry = queue.entries().iter().find(|(n, _)| *n == number).unwrap().1.clone();
                        entry.state = State::Sending;
                        queue.put(number, entry);
                    }
                }
                (_, Some((number, entry))) => {
                    let outcome = [Outcome::Done, Outcome::NoAnswer { said: String::new() }, Outcome::TooMany { wait: 0 },
                        Outcome::NotSent { said: String::new(), why: Reason::Service }, Outcome::Refused(failure())][usize::from(choice)].clone();
                    match after(&entry, outcome, NOW, 0) {
                        Next::TakeOut => queue.take_out(number),
                        Next::Keep(next) => queue.put(number, *next),
                    }
                }
                (_, None) => {}
            }
        }
    }
}

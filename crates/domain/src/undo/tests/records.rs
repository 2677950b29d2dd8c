//! What the device keeps of writes, and the steps that come of it.

use super::*;
use crate::{
    outbox::{Entry, Target, Write},
    undo::{Part, Record, history, makes_room, records_of, renamed, steps},
};

fn entry(id: &str, write: Write) -> Entry {
    let target = Target::Known("a".into());
    Entry::new(id.into(), "main".into(), target, write, Moment(5))
}

fn moved(id: &str, group: Option<&str>) -> Record {
    let base = Training {
        id: id.into(),
        ..live("a")
    };
    let left = Training {
        directory_id: Some("d".into()),
        ..base.clone()
    };
    let write = Write::Move {
        base: Box::new(base),
        directory_id: Some("d".into()),
    };
    let entry = Entry {
        group: group.map(str::to_owned),
        ..entry(id, write)
    };
    Record::of(&entry, Some(&left)).unwrap()
}

fn numbered(records: impl IntoIterator<Item = Record>) -> Vec<(u64, Record)> {
    (1..).zip(records).collect()
}

#[test]
fn writes_of_one_group_are_one_step() {
    let records = numbered([
        moved("a", Some("g")),
        moved("b", None),
        moved("c", Some("g")),
        moved("d", Some("h")),
    ]);
    let steps = steps(&records);
    let labels: Vec<&str> = steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(
        labels,
        ["Moved 2 scenarios", "Moved “Title”", "Moved “Title”"]
    );
    assert_eq!(steps[0].id, 1);
    let of_first: Vec<u64> = records_of(&records, 1).iter().map(|(n, _)| *n).collect();
    assert_eq!(of_first, [1, 3]);
    assert!(records_of(&records, 9).is_empty());
}

#[test]
fn a_step_is_undone_when_all_of_it_is() {
    let mut records = numbered([
        moved("b", None),
        moved("a", Some("g")),
        moved("c", Some("g")),
    ]);
    records[1].1.undone = true;
    assert_eq!(history(&records, 9).next_undo().unwrap().id, 2);
    assert!(history(&records, 9).next_redo().is_none());
    records[2].1.undone = true;
    assert_eq!(history(&records, 9).next_undo().unwrap().id, 1);
    assert_eq!(history(&records, 9).next_redo().unwrap().id, 2);
}

#[test]
fn a_new_step_ends_what_could_be_done_again_and_old_ones_go_for_it() {
    let mut records = numbered([
        moved("a", None),
        moved("b", Some("g")),
        moved("c", Some("g")),
    ]);
    assert!(makes_room(&records, &moved("d", None), 3).is_empty());
    assert_eq!(makes_room(&records, &moved("d", None), 2), [1]);
    records[1].1.undone = true;
    records[2].1.undone = true;
    assert_eq!(makes_room(&records, &moved("d", None), 9), [2, 3]);
    // The rest of a group that is still on its way belongs to the step that is there.
    assert!(makes_room(&records, &moved("d", Some("g")), 1).is_empty());
}

#[test]
fn a_move_is_not_blamed_for_what_others_wrote() {
    let write = Write::Move {
        base: Box::new(live("old text")),
        directory_id: Some("d".into()),
    };
    let left = Training {
        directory_id: Some("d".into()),
        ..live("text of somebody else")
    };
    let record = Record::of(&entry("w", write), Some(&left)).unwrap();
    let Verdict::Free(acts) = check(&record.change, Some(&left), Direction::Undo) else {
        panic!("nobody changed it");
    };
    assert_eq!(short(&acts), ["move None"]);
}

#[test]
fn what_is_kept_of_a_write() {
    let base = Box::new(live("a"));
    let delete = Write::Delete { base: base.clone() };
    let record = Record::of(&entry("w", delete), None).unwrap();
    assert_eq!(record.deed, Deed::Deleted);
    assert_eq!(record.change.before, Some(base.clone()));
    assert_eq!(record.change.after, None);
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);

    let create = Write::Put {
        draft: Draft {
            title: "Title".into(),
            content: "a".into(),
            ..Draft::new(None)
        },
        intent: Intent::Publish,
    };
    let record = Record::of(&entry("w", create), Some(&base)).unwrap();
    assert_eq!(
        (record.deed, record.change.before.is_none()),
        (Deed::Created, true)
    );
    assert_eq!(record.change.scenario, "a");

    let same = Write::Put {
        draft: Draft::of(&base),
        intent: Intent::KeepState,
    };
    assert_eq!(Record::of(&entry("w", same), Some(&base)), None);
    let undoing = Entry {
        step: Some("undo 3".into()),
        ..entry("w", Write::Delete { base })
    };
    assert_eq!(Record::of(&undoing, None), None);
}

#[test]
fn deeds_have_their_names() {
    let put = |base: &Training, content: &str, intent| {
        Deed::of(&Write::Put {
            draft: Draft {
                content: content.into(),
                ..Draft::of(base)
            },
            intent,
        })
        .unwrap()
    };
    let waits = pending("a", "b");
    assert_eq!(put(&waits, "a", Intent::KeepState), Deed::Discarded);
    assert_eq!(put(&waits, "c", Intent::KeepState), Deed::Saved);
    assert_eq!(put(&live("a"), "a", Intent::KeepState), Deed::Saved);
    assert_eq!(put(&waits, "b", Intent::Publish), Deed::Published);
    let base = Box::new(waits);
    let offline = |is_draft| Write::SetDraft {
        base: base.clone(),
        is_draft,
    };
    assert_eq!(Deed::of(&offline(true)), Some(Deed::TookOffline));
    assert_eq!(Deed::of(&offline(false)), Some(Deed::Published));
}

#[test]
fn a_new_id_reaches_every_record_of_the_scenario() {
    let records = numbered([moved("a", None), moved("b", None), moved("a", None)]);
    let changed = renamed(&records, "a", "z");
    let numbers: Vec<u64> = changed.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 3]);
    assert!(changed.iter().all(|(_, record)| {
        record.change.scenario == "z" && record.change.before.as_deref().unwrap().id == "z"
    }));
}

#[test]
fn a_part_reads_what_it_wrote() {
    for direction in [Direction::Undo, Direction::Redo] {
        for is_last in [false, true] {
            let part = Part {
                direction,
                record: 17,
                is_last,
            };
            assert_eq!(Part::read(&part.to_text()), Some(part));
        }
    }
    for other in ["", "undo", "undo x", "go 3", "undo 3 first"] {
        assert_eq!(Part::read(other), None, "{other}");
    }
}

#[test]
fn a_record_that_cannot_be_read_says_why_and_of_which_workspace_it_is() {
    let base = fixture::training("a", "Title", "Content");
    let write = Write::Delete {
        base: Box::new(base),
    };
    let target = Target::Known("a".to_owned());
    let entry = Entry::new("w".to_owned(), " main".to_owned(), target, write, Moment(1));
    let record = Record::of(&entry, None).unwrap();
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(Record::read(&text), Ok(record));
    let check = |text: &str, problem: &str, scope: Option<&str>| {
        let damaged = Record::read(text).unwrap_err();
        assert!(damaged.problem.contains(problem), "{}", damaged.problem);
        assert_eq!(damaged.scope().as_deref(), scope, "{text}");
        assert_eq!(damaged.raw, text);
    };
    // What a newer build has done is not undone by this one as it understands it.
    let newer = text.replacen('{', "{\"format\":2,", 1);
    check(&newer, "newer version", Some(" main"));
    check(&text[..text.len() - 1], "damaged", Some(" main"));
    check("{}", "cannot be read", None);
    check("", "damaged", None);
    check("7", "cannot be read", None);
}

//! Undone runs, by example and at random.

use contract::talkover::TrainingStatus;
use proptest::{collection::vec, prelude::*};

use super::*;
use crate::talkover::{
    batch::{Decision, Next, Refusal, service::Service},
    fixture::{row, unkeyed},
};

fn edit(training: &Training, instructions: &str) -> Change {
    Change::Put(TrainingDraft {
        instructions: instructions.to_owned(),
        ..TrainingDraft::of(training, format!("new-{}", training.id))
    })
}

fn create(n: usize) -> Change {
    Change::Put(TrainingDraft {
        subject: format!("Created {n}"),
        instructions: "Text".to_owned(),
        ..TrainingDraft::new(format!("created-{n}"))
    })
}

/// Makes the changes, and gives what was done.
fn made(service: &mut Service, changes: impl IntoIterator<Item = Change>) -> Vec<Deed> {
    let mut batch = Batch::new("a1".to_owned());
    changes.into_iter().for_each(|change| batch.add(change));
    let mut run = Run::new(&batch, &service.agent, true);
    assert_eq!(service.run(&mut run), Next::Finished);
    let kept = serde_json::to_string(&run.deeds()).unwrap();
    serde_json::from_str(&kept).unwrap()
}

#[test]
fn deeds_say_what_was_done() {
    let (a, b) = (row("a", "A", "Text"), row("b", "B", "Text"));
    let inactive = Change::Put(TrainingDraft {
        status: TrainingStatus::Inactive,
        ..TrainingDraft::of(&b, "spare".to_owned())
    });
    let c = row("c", "C", "Text");
    let mut service = Service::new(vec![a.clone(), b, c.clone()], false);
    let changes = [edit(&a, "New"), inactive, create(1), Change::delete(&c)];
    let words: Vec<String> = made(&mut service, changes)
        .iter()
        .map(Deed::words)
        .collect();
    assert_eq!(
        words,
        [
            "Changed “A”",
            "Deactivated “B”",
            "Created “Created 1”",
            "Deleted “C”"
        ]
    );
}

fn undoing(service: &Service, deeds: &[Deed]) -> Undoing {
    let mut spare = 0;
    Undoing::of("a1".to_owned(), deeds, &service.list(), || {
        spare += 1;
        format!("spare-{spare}")
    })
}

fn texts(service: &Service) -> Vec<(String, String, TrainingStatus)> {
    let mut texts: Vec<_> = service
        .rows
        .iter()
        .map(|row| {
            (
                row.subject.clone(),
                row.instructions.clone(),
                row.current_status.clone(),
            )
        })
        .collect();
    texts.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    texts
}

#[test]
fn what_was_deleted_comes_back_under_its_key() {
    let a = row("a", "A", "Text");
    let mut service = Service::new(vec![a.clone()], false);
    let deeds = made(&mut service, [Change::delete(&a)]);
    let back = undoing(&service, &deeds);
    made(&mut service, back.batch.changes().iter().cloned());
    assert_eq!(service.rows[0].node_id.as_deref(), Some("node-a"));
    assert_eq!(
        undoing(&service, &deeds).batch.changes(),
        [],
        "it is there already"
    );
}

#[test]
fn somebody_who_went_on_is_not_undone() {
    let check = |change: Change, expected: fn(&Undo) -> bool, rows: fn(&mut Vec<Training>)| {
        let mut service = Service::new(vec![row("a", "A", "Text")], false);
        let deeds = made(&mut service, [change]);
        rows(&mut service.rows);
        let undoing = undoing(&service, &deeds);
        assert!(undoing.batch.is_empty());
        match undoing.stays.as_slice() {
            [] => assert!(expected(&Undo::AlreadyThere)),
            [(_, undo)] => assert!(expected(undo), "{undo:?}"),
            more => unreachable!("{more:?}"),
        }
    };
    let a = row("a", "A", "Text");
    let theirs = |rows: &mut Vec<Training>| "Theirs".clone_into(&mut rows[0].instructions);
    let is_changed =
        |undo: &Undo| matches!(undo, Undo::Changed(now) if now.instructions == "Theirs");
    check(edit(&a, "New"), is_changed, theirs);
    check(edit(&a, "New"), |undo| *undo == Undo::Gone, Vec::clear);
    check(
        edit(&a, "New"),
        |undo| *undo == Undo::AlreadyThere,
        |rows| "Text".clone_into(&mut rows[0].instructions),
    );
    check(create(1), is_changed, |rows| {
        "Theirs".clone_into(&mut rows[1].instructions)
    });
    check(
        create(1),
        |undo| *undo == Undo::AlreadyThere,
        |rows| rows.truncate(1),
    );
    check(Change::delete(&a), is_changed, |rows| {
        rows.push(Training {
            node_id: Some("node-a".into()),
            ..row("b", "A", "Theirs")
        });
    });
}

#[test]
fn of_a_half_done_replacement_only_the_new_row_goes() {
    let a = unkeyed("a", "A", "Text");
    let mut service = Service::new(vec![a.clone()], true);
    let mut batch = Batch::new("a1".to_owned());
    batch.add(edit(&a, "New"));
    let mut run = Run::new(&batch, &service.agent, false);
    for refuse in [false, true] {
        run.listed(&service.list());
        let request = run.send().unwrap();
        run.answered(if refuse {
            crate::talkover::batch::Answer::Refused(Refusal::new("No."))
        } else {
            service.take(&request)
        });
    }
    run.decide(Decision::Drop);
    let back = undoing(&service, &run.deeds());
    made(&mut service, back.batch.changes().iter().cloned());
    assert_eq!(service.list(), [a]);
}

#[test]
fn the_last_deed_is_undone_first() {
    let (a, b) = (row("a", "A", "Text"), row("b", "B", "Text"));
    let mut service = Service::new(vec![a.clone(), b.clone()], false);
    let deeds = made(&mut service, [edit(&a, "New"), Change::delete(&b)]);
    let back = undoing(&service, &deeds).batch;
    let words: Vec<String> = back.changes().iter().map(Change::words).collect();
    assert_eq!(words, ["Create “B”", "Change the instructions of “A”"]);
}

#[test]
fn what_somebody_else_has_done_is_no_deed() {
    let a = row("a", "A", "Text");
    let mut service = Service::new(vec![], false);
    assert_eq!(made(&mut service, [Change::delete(&a)]), []);
}

proptest! {
    /// Where nobody went on, everything is as it was, but for ids and times.
    #[test]
    fn a_run_that_is_undone_leaves_what_was_there(
        wishes in vec(0_u8..4, 0..5), creates in 0_usize..3, hides_keys: bool,
    ) {
        let rows = (0..wishes.len()).map(|n| row(&n.to_string(), &format!("Row {n}"), "Text"));
        let mut service = Service::new(rows.collect(), hides_keys);
        let before = texts(&service);
        let list = service.list();
        let changes = list.iter().zip(&wishes).filter_map(|(row, wish)| match wish {
            0 => None,
            1 => Some(Change::delete(row)),
            2 => Some(edit(row, "New")),
            _ => Some(Change::Put(TrainingDraft {
                status: TrainingStatus::Inactive,
                ..TrainingDraft::of(row, format!("new-{}", row.id))
            })),
        });
        let deeds = made(&mut service, changes.chain((0..creates).map(create)));
        let back = undoing(&service, &deeds);
        prop_assert_eq!(&back.stays, &[]);
        // The keys are known from the run: nothing is replaced a second time.
        prop_assert!(back.batch.changes().iter().all(|change| change.steps().len() == 1));
        let again = made(&mut service, back.batch.changes().iter().cloned());
        prop_assert_eq!(texts(&service), before);
        prop_assert_eq!(again.len(), deeds.len());
    }
}

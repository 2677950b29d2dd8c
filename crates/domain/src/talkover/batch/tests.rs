//! Batches and runs, by example.

use contract::talkover::{AgentStatus, Setup, TrainingStatus};
use serde_json::json;

use super::*;
use crate::{
    Moment,
    outbox::Reason,
    talkover::{
        TrainingDraft, TrainingMerge,
        fixture::{agent, row, unkeyed},
    },
};

mod lost;
mod meanwhile;
mod properties;
mod runs;

fn edit(training: &Training, instructions: &str) -> Change {
    let mut draft = TrainingDraft::of(training, format!("new-{}", training.id));
    instructions.clone_into(&mut draft.instructions);
    Change::Put(draft)
}

fn create(node_id: &str, subject: &str) -> Change {
    Change::Put(TrainingDraft {
        subject: subject.to_owned(),
        instructions: "Text".to_owned(),
        ..TrainingDraft::new(node_id.to_owned())
    })
}

fn batch(changes: impl IntoIterator<Item = Change>) -> Batch {
    let mut batch = Batch::new("a1".to_owned());
    for change in changes {
        batch.add(change);
    }
    batch
}

fn pause(why: Reason, asked: Option<i64>) -> Pause {
    Pause {
        why,
        said: "The network is gone.".to_owned(),
        asked,
    }
}

fn known(id: &str) -> Target {
    Target::Known(id.to_owned())
}

#[test]
fn a_later_change_takes_the_place_of_an_earlier_one() {
    let (a, b) = (row("a", "A", "Text"), row("b", "B", "Text"));
    let check = |changes: Vec<Change>, expected: &[&str]| {
        let batch = batch(changes);
        let words: Vec<String> = batch.changes().iter().map(Change::words).collect();
        assert_eq!(words, expected);
    };
    let first = vec![edit(&a, "One"), edit(&b, "One"), create("n", "C")];
    let and = |change: Change| [first.clone(), vec![change]].concat();
    let (on_a, on_b) = (
        "Change the instructions of “A”",
        "Change the instructions of “B”",
    );
    check(first.clone(), &[on_a, on_b, "Create “C”"]);
    check(and(edit(&a, "Two")), &[on_a, on_b, "Create “C”"]);
    check(and(edit(&a, "Text")), &[on_b, "Create “C”"]);
    check(and(Change::delete(&a)), &["Delete “A”", on_b, "Create “C”"]);
    check(and(create("n", "D")), &[on_a, on_b, "Create “D”"]);
    check(vec![Change::delete(&a), edit(&a, "One")], &[on_a]);
    check(vec![Change::delete(&a), edit(&a, "Text")], &[]);
    // The service has it by now, and shows the key under which it was to be made.
    let made = Training {
        node_id: Some("n".into()),
        ..row("c", "C", "Text")
    };
    check(and(Change::delete(&made)), &[on_a, on_b, "Delete “C”"]);
    check(vec![Change::Put(TrainingDraft::new("n".into()))], &[]);

    let mut batch = batch(first);
    assert_eq!(batch.words(), "3 changes pending");
    assert!(batch.withdraw(&Target::New("n".into())).is_some());
    assert!(batch.withdraw(&known("b")).is_some());
    assert_eq!(batch.words(), "1 change pending");
    assert!(batch.withdraw(&known("b")).is_none());
    assert!(batch.of(&known("a")).is_some() && batch.of(&known("b")).is_none());
    batch.withdraw(&known("a"));
    assert_eq!(batch.words(), "No changes pending");
}

#[test]
fn changes_are_said_in_words() {
    let check = |edit: fn(&mut TrainingDraft), expected: &str| {
        let mut draft = TrainingDraft::of(&row("a", " A ", "Text"), String::new());
        edit(&mut draft);
        assert_eq!(Change::Put(draft).words(), expected);
    };
    check(|_| {}, "Leave “A” as it is");
    check(
        |draft| draft.status = TrainingStatus::Inactive,
        "Deactivate “A”",
    );
    check(
        |draft| {
            draft.subject = "B".into();
            draft.instructions.clear();
            draft.status = TrainingStatus::Inactive;
        },
        "Change the subject, instructions and status of “A”",
    );
    let inactive = Training {
        current_status: TrainingStatus::Inactive,
        ..row("a", "", "")
    };
    let mut draft = TrainingDraft::of(&inactive, String::new());
    draft.status = TrainingStatus::Active;
    assert_eq!(
        Change::Put(draft).words(),
        "Activate a training without a subject"
    );
    assert!(edit(&unkeyed("a", "A", "Text"), "New").warning().is_some());
    assert!(edit(&row("a", "A", "Text"), "New").warning().is_none());
}

#[test]
fn only_a_published_agent_goes_offline() {
    let some = batch([create("n", "C")]);
    assert!(some.takes_offline(&agent("published")));
    assert!(!some.takes_offline(&agent("draft")));
    assert!(!batch([]).takes_offline(&agent("published")));
}

#[test]
fn the_plan_replaces_what_cannot_be_written_again() {
    let (a, b) = (unkeyed("a", "A", "Text"), row("b", "B", "Text"));
    let batch = batch([
        edit(&a, "New"),
        edit(&b, "New"),
        Change::delete(&row("c", "C", "Text")),
    ]);
    let plan = batch.plan(true);
    let words: Vec<String> = plan.iter().map(Step::words).collect();
    assert_eq!(
        words,
        [
            "Change the instructions of “A”",
            "Delete the old row of “A”",
            "Change the instructions of “B”",
            "Delete “C”",
            "Publish the agent"
        ]
    );
    let over: Vec<_> = plan
        .iter()
        .map(|step| step.over().map(|row| row.id.as_str()))
        .collect();
    assert_eq!(over, [None, Some("a"), Some("b"), Some("c"), None]);
    let Ok(Request::Put(input)) = plan[0].request() else {
        unreachable!()
    };
    assert_eq!(input.node_id.as_deref(), Some("new-a"));
    assert_eq!(
        plan[1].request(),
        Ok(Request::Delete {
            training_id: "a".into()
        })
    );
    assert_eq!(batch.plan(false).len(), 4);
}

#[test]
fn problems_and_conflicts_are_said_before_anything_is_sent() {
    let (a, b, c) = (
        row("a", "A", "Text"),
        row("b", "B", "Text"),
        unkeyed("c", "C", "Text"),
    );
    let batch = batch([
        edit(&a, " "),
        Change::delete(&b),
        edit(&c, "New"),
        create("node-d", "D"),
    ]);
    let problems = batch.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (&problems[0].0, problems[0].1.0[0].field.as_str()),
        (&known("a"), "instructions")
    );

    let others = row("b", "B", "Theirs");
    let taken = row("d", "D", "Theirs");
    let rows = [a.clone(), others.clone(), taken.clone()];
    assert_eq!(
        batch.conflicts(&rows),
        [
            (known("b"), Conflict::Changed(Box::new(others))),
            (known("c"), Conflict::Deleted),
            (
                Target::New("node-d".into()),
                Conflict::Taken(Box::new(taken))
            ),
        ]
    );
    assert_eq!(batch.conflicts(&[a, b, c]), []);
}

#[test]
fn a_refusal_is_shown_at_the_fields() {
    let body = json!({"success": false, "message": "The given data was invalid.", "errors": {
        "subject": ["Too long.", "Too dull."], "instructions.0": ["Odd."], "voice": ["Missing."]}});
    let refusal = Refusal::from(contract::talkover::Failure::from_json(&body).unwrap());
    assert_eq!(refusal.at("subject"), ["Too long.", "Too dull."]);
    assert_eq!(refusal.at("instructions"), ["Odd."]);
    assert_eq!(refusal.elsewhere(), ["Missing."]);
    let listed = json!({"success": false, "errors": ["No.", "Never."]});
    let refusal = Refusal::from(contract::talkover::Failure::from_json(&listed).unwrap());
    assert_eq!(refusal.elsewhere(), ["No.", "Never."]);
}

#[test]
fn the_device_keeps_batches() {
    let batch = batch([
        edit(&unkeyed("a", "A", "Text"), "New"),
        Change::delete(&row("b", "B", "")),
    ]);
    let kept = serde_json::to_value(&batch).unwrap();
    assert_eq!(
        serde_json::from_value::<Batch>(kept.clone()).unwrap(),
        batch
    );
    let mut newer = kept;
    newer["format"] = json!(2);
    assert!(serde_json::from_value::<Batch>(newer).is_err());
}

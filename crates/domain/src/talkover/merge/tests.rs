//! Two people and one training, by example and at random.

use contract::talkover::TrainingStatus;
use proptest::prelude::*;

use super::*;
use crate::talkover::fixture::row;

fn base() -> Training {
    row("t", "Refunds", "One.\nTwo.\nThree.\n")
}

fn mine(edit: impl FnOnce(&mut TrainingDraft)) -> TrainingDraft {
    let mut draft = TrainingDraft::of(&base(), String::new());
    edit(&mut draft);
    draft
}

fn theirs(edit: impl FnOnce(&mut Training)) -> Training {
    let mut training = base();
    "2026-02-02T00:00:00Z".clone_into(&mut training.updated_at);
    edit(&mut training);
    training
}

#[test]
fn what_one_side_changed_needs_no_decision() {
    let merge = TrainingMerge::of(
        &mine(|draft| draft.status = TrainingStatus::Inactive),
        &theirs(|training| training.subject = "Money back".into()),
    );
    let outcomes: Vec<_> = merge.fields.iter().map(|m| (m.field, &m.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            (TrainingField::Subject, &Outcome::Theirs),
            (TrainingField::Status, &Outcome::Mine)
        ]
    );
    let draft = merge.draft().unwrap();
    assert_eq!((merge.open(), draft.subject.as_str()), (0, "Money back"));
    assert_eq!(draft.status, TrainingStatus::Inactive);
    assert_eq!(
        draft.changes(),
        [TrainingField::Status],
        "over their version"
    );
}

#[test]
fn lines_go_together_and_the_same_line_is_asked() {
    let with =
        |instructions: &'static str| mine(move |draft| draft.instructions = instructions.into());
    let others = theirs(|training| training.instructions = "One.\nTwo.\nThree and more.\n".into());
    let together = TrainingMerge::of(&with("First one.\nTwo.\nThree.\n"), &others);
    assert_eq!(together.fields[0].outcome, Outcome::Together);
    assert_eq!(
        together.draft().unwrap().instructions,
        "First one.\nTwo.\nThree and more.\n"
    );

    let mut asked = TrainingMerge::of(&with("One.\nTwo.\nThree or less.\n"), &others);
    assert_eq!((asked.open(), asked.draft()), (1, None));
    asked.take_hunk(0, Some(Taken::Both));
    assert_eq!(
        asked.draft().unwrap().instructions,
        "One.\nTwo.\nThree or less.\nThree and more.\n"
    );
    asked.take(TrainingField::Instructions, Side::Theirs);
    assert!(!asked.draft().unwrap().is_dirty());
}

#[test]
fn subject_and_status_are_a_choice() {
    let mut merge = TrainingMerge::of(
        &mine(|draft| draft.subject = "Returns".into()),
        &theirs(|training| training.subject = "Money back".into()),
    );
    assert_eq!((merge.open(), merge.draft()), (1, None));
    merge.take(TrainingField::Status, Side::Mine);
    assert_eq!(merge.open(), 1, "there is nothing to decide about it");
    merge.take(TrainingField::Subject, Side::Mine);
    assert_eq!(merge.draft().unwrap().subject, "Returns");
    merge.take(TrainingField::Subject, Side::Theirs);
    assert_eq!(merge.draft().unwrap().subject, "Money back");

    let same = TrainingMerge::of(
        &mine(|draft| draft.subject = " Returns".into()),
        &theirs(|training| training.subject = "Returns ".into()),
    );
    assert_eq!(same.fields[0].outcome, Outcome::Same);
}

#[test]
fn a_new_form_shares_nothing_with_what_is_there() {
    let mut new = TrainingDraft::new("node-t".into());
    (new.subject, new.instructions) = ("Returns".into(), "Never.\n".into());
    let merge = TrainingMerge::of(&new, &base());
    assert_eq!(merge.open(), 2);
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-c]{1,2}", 0..5).prop_map(|lines| lines.join("\n"))
}

fn lines(text: &str) -> Vec<&str> {
    text.split_terminator('\n').collect()
}

proptest! {
    /// Without a decision, what is new on either side is in the result, and what one side left
    /// alone is as the other one has it.
    #[test]
    fn no_character_is_dropped_unasked(
        base in texts(), mine in texts(), theirs in texts(),
        subjects in ["[ab]", "[ab]", "[ab]"],
        inactive: [bool; 3],
    ) {
        let status = |inactive: bool| if inactive { TrainingStatus::Inactive } else { TrainingStatus::Active };
        let training = |text: &str, n: usize| Training {
            instructions: text.to_owned(),
            subject: subjects[n].clone(),
            current_status: status(inactive[n]),
            ..row("t", "", "")
        };
        let form = TrainingDraft {
            subject: subjects[1].clone(),
            instructions: mine.clone(),
            status: status(inactive[1]),
            ..TrainingDraft::of(&training(&base, 0), String::new())
        };
        let merge = TrainingMerge::of(&form, &training(&theirs, 2));
        match merge.draft() {
            None => prop_assert!(merge.open() > 0),
            Some(draft) => {
                prop_assert_eq!(merge.open(), 0);
                let kept = lines(&draft.instructions);
                for line in lines(&mine).into_iter().chain(lines(&theirs)) {
                    prop_assert!(lines(&base).contains(&line) || kept.contains(&line), "{}", line);
                }
                let either = |base: &str, mine: &str, theirs: &str| if mine == base { theirs.to_owned() } else { mine.to_owned() };
                prop_assert_eq!(draft.subject, either(&subjects[0], &subjects[1], &subjects[2]));
                prop_assert_eq!(draft.status, if inactive[1] == inactive[0] { status(inactive[2]) } else { status(inactive[1]) });
            }
        }
        let by_hand = |side| {
            let mut merge = merge.clone();
            for field in TrainingField::ALL {
                merge.take(field, side);
            }
            merge.draft()
        };
        prop_assert!(by_hand(Side::Mine).is_some() && by_hand(Side::Theirs).is_some());
    }
}

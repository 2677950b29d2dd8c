//! Refused forms, by example.

use contract::{FieldError, talkover::TrainingStatus};

use super::*;
use crate::talkover::{
    Batch,
    batch::{Answer, Decision, service::Service},
    fixture::row,
};

fn refusal() -> Refusal {
    let error = |field: &str, message: &str| FieldError {
        field: field.to_owned(),
        message: message.to_owned(),
    };
    Refusal {
        message: "The given data was invalid.".to_owned(),
        fields: vec![
            error("subject", "Taken."),
            error("subject", "Too vague."),
            error("instructions", "Too long."),
            error("current_status", "Invalid."),
            error("node_id", "Not yours."),
            error("plan", "Too many trainings."),
        ],
        others: vec!["Ask your administrator.".to_owned()],
    }
}

fn draft() -> TrainingDraft {
    TrainingDraft {
        subject: "Refunds at once".to_owned(),
        ..TrainingDraft::of(&row("a", "Refunds", "Text"), "spare".to_owned())
    }
}

fn fields(problems: &FieldErrors) -> Vec<&str> {
    problems.0.iter().map(|e| e.field.as_str()).collect()
}

#[test]
fn what_was_said_of_a_field_holds_until_it_is_changed() {
    let refused = Refused {
        draft: draft(),
        refusal: refusal(),
    };
    let now = refused.problems(&draft());
    assert_eq!(
        fields(&now),
        ["subject", "subject", "instructions", "current_status"]
    );
    assert_eq!(
        refused.elsewhere(&draft()),
        [
            "Not yours.",
            "Too many trainings.",
            "Ask your administrator."
        ]
    );

    let other = TrainingDraft {
        subject: "Refunds within a day".to_owned(),
        status: TrainingStatus::Inactive,
        ..draft()
    };
    assert_eq!(fields(&refused.problems(&other)), ["instructions"]);
    assert!(refused.elsewhere(&other).is_empty());
}

#[test]
fn a_refusal_without_fields_says_its_message() {
    let refused = Refused {
        draft: draft(),
        refusal: Refusal::new("Your plan has no room for it."),
    };
    assert!(refused.problems(&draft()).is_empty());
    assert_eq!(
        refused.elsewhere(&draft()),
        ["Your plan has no room for it."]
    );
}

#[test]
fn a_run_has_one_only_while_its_decision_is_open() {
    let service = Service::new(vec![row("a", "Refunds", "Text")], true);
    let mut batch = Batch::new("a1".to_owned());
    batch.add(Change::Put(draft()));
    let mut run = Run::new(&batch, &service.agent, false);
    assert_eq!(run.refused(), None);
    run.listed(&service.list());
    run.send();
    run.answered(Answer::Refused(refusal()));
    let refused = run.refused().unwrap();
    assert_eq!(refused.target(), Target::Known("a".to_owned()));
    assert_eq!(refused.draft, draft());

    let kept = serde_json::to_string(&refused).unwrap();
    assert_eq!(serde_json::from_str::<Refused>(&kept).unwrap(), refused);
    run.decide(Decision::Skip);
    assert_eq!(run.refused(), None);
}

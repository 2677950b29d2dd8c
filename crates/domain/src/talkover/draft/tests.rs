//! Forms of trainings, by example.

use contract::talkover::limits;
use serde_json::json;

use super::*;
use crate::talkover::fixture::{row, unkeyed};

fn form() -> TrainingDraft {
    TrainingDraft::of(&row("t", "Refunds", "Within 30 days."), "spare".to_owned())
}

fn edited(edit: impl FnOnce(&mut TrainingDraft)) -> TrainingDraft {
    let mut draft = form();
    edit(&mut draft);
    draft
}

#[test]
fn changes_are_what_differs_from_the_base() {
    let check = |edit: fn(&mut TrainingDraft), expected: &[TrainingField]| {
        assert_eq!(edited(edit).changes(), expected);
        assert_eq!(edited(edit).is_dirty(), !expected.is_empty());
    };
    check(|_| {}, &[]);
    check(|draft| draft.subject = "  Refunds ".into(), &[]);
    check(
        |draft| draft.subject = "Refund".into(),
        &[TrainingField::Subject],
    );
    check(
        |draft| draft.instructions.push('\n'),
        &[TrainingField::Instructions],
    );
    check(
        |draft| {
            draft.status = TrainingStatus::Inactive;
            draft.subject.clear();
        },
        &[TrainingField::Subject, TrainingField::Status],
    );
    let new = TrainingDraft::new("n".into());
    assert!(new.is_new() && !new.is_dirty() && !form().is_new());
}

#[test]
fn the_service_judges_the_form() {
    let check = |edit: fn(&mut TrainingDraft), expected: &[(&str, &str)]| {
        let problems = edited(edit).problems();
        let found: Vec<_> = problems
            .0
            .iter()
            .map(|error| (error.field.as_str(), error.message.as_str()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(edited(edit).to_input().is_ok(), expected.is_empty());
    };
    check(|_| {}, &[]);
    check(
        |draft| draft.subject = format!(" {} ", "ä".repeat(limits::SUBJECT_CHARS)),
        &[],
    );
    check(
        |draft| draft.subject = "ä".repeat(limits::SUBJECT_CHARS + 1),
        &[(
            "subject",
            "The subject field must not be greater than 255 characters.",
        )],
    );
    check(
        |draft| {
            draft.node_id.clear();
            draft.subject = " ".into();
            draft.instructions = "\n".into();
            draft.status = TrainingStatus::read("paused");
        },
        &[
            ("node_id", "The node id field is required."),
            ("subject", "The subject field is required."),
            ("instructions", "The instructions field is required."),
            ("current_status", "The selected current status is invalid."),
        ],
    );
}

#[test]
fn key_and_status_are_always_sent() {
    let inactive = edited(|draft| {
        draft.subject = " Returns ".into();
        draft.status = TrainingStatus::Inactive;
    });
    assert_eq!(
        inactive.to_input().unwrap().to_json(),
        json!({"node_id": "node-t", "subject": "Returns", "instructions": "Within 30 days.",
            "current_status": "inactive"})
    );
    assert_eq!(
        form().to_input().unwrap().current_status,
        Some(TrainingStatus::Active)
    );
}

#[test]
fn a_key_that_is_not_shown_is_replaced_and_said() {
    let unknown = TrainingDraft::of(&unkeyed("t", "Refunds", "Text"), "spare".into());
    assert!(unknown.has_unknown_node() && unknown.node_id == "spare");
    assert!(unknown.warning().unwrap().contains("creates it anew"));
    for known in [form(), TrainingDraft::new("n".into()), unknown.anew()] {
        assert!(!known.has_unknown_node() && known.warning().is_none());
    }
    assert_eq!(form().node_id, "node-t");
}

#[test]
fn edits_stand_on_a_newer_reading() {
    let mine = edited(|draft| draft.subject = "Returns".into());
    let newer = row("t", "Money back", "Within 14 days.");
    let rebased = mine.rebase(&newer);
    assert_eq!(
        (rebased.subject.as_str(), rebased.instructions.as_str()),
        ("Returns", "Within 14 days.")
    );
    assert_eq!(rebased.changes(), [TrainingField::Subject]);

    let mut standing = mine.clone();
    standing.stand_on(&newer);
    assert_eq!(standing.instructions, "Within 30 days.");
    assert_eq!(
        standing.changes(),
        [TrainingField::Subject, TrainingField::Instructions]
    );
    let mut unknown = TrainingDraft::of(&unkeyed("t", "Refunds", "Text"), "spare".into());
    unknown.stand_on(&newer);
    assert_eq!(unknown.node_id, "node-t", "the service shows it now");
    let mut keyless = mine;
    keyless.stand_on(&unkeyed("t", "Refunds", "Text"));
    assert_eq!(keyless.node_id, "node-t", "a key that is known stays known");
}

#[test]
fn after_a_save_the_service_has_the_word_but_for_what_was_typed_meanwhile() {
    let sent = edited(|draft| draft.subject = "Returns".into());
    let returned = row("t", "Returns (EU)", "Within 30 days.");
    let saved = sent.saved(&sent, &returned);
    assert_eq!(saved, TrainingDraft::of(&returned, String::new()));

    let mut typed = sent.clone();
    typed.instructions.push_str(" Or more.");
    let saved = typed.saved(&sent, &returned);
    assert_eq!(saved.subject, "Returns (EU)");
    assert_eq!(saved.changes(), [TrainingField::Instructions]);
}

#[test]
fn what_the_service_takes_off_makes_no_difference() {
    let check = |now: &Training, expected: bool| {
        let sent = edited(|draft| draft.instructions = "One\nTwo\n".into());
        assert_eq!(sent.is_shown_by(now), expected, "{now:?}");
    };
    check(&row("t", "Refunds", "One\nTwo"), true);
    check(&unkeyed("x", " Refunds", "One\nTwo\n"), true);
    check(&row("t", "Refunds", "One Two"), false);
    check(&row("t", "refunds", "One\nTwo"), false);
    let inactive = Training {
        current_status: TrainingStatus::Inactive,
        ..row("t", "Refunds", "One\nTwo")
    };
    check(&inactive, false);
    assert!(!same_content(&inactive, &row("t", "Refunds", "One\nTwo")));
}

#[test]
fn the_device_keeps_everything() {
    let mut base = row("t", "Refunds", "Text");
    base.current_status = TrainingStatus::read("paused");
    base.unknown.insert("vendor_field".into(), json!([1, null]));
    let mut draft = TrainingDraft::of(&base, String::new());
    draft.subject = " half a".into();
    let kept = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<TrainingDraft>(&kept).unwrap(), draft);

    let sparse: TrainingDraft = serde_json::from_str(r#"{"subject": "Of another build"}"#).unwrap();
    assert_eq!(
        (sparse.subject.as_str(), sparse.status),
        ("Of another build", TrainingStatus::Active)
    );
    assert!(serde_json::from_str::<TrainingDraft>(r#"{"base": {"id": 1}}"#).is_err());
}

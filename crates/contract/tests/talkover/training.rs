//! Trainings as services show them.

use contract::talkover::{Training, TrainingStatus};
use serde_json::{Value, json};

use crate::fixture::{training, with, without};

#[test]
fn the_names_of_the_older_document_are_understood() {
    let old = json!({
        "id": "t", "subject": "s", "instruction": "Say hello.", "status": "inactive",
        "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T10:30:51.000000Z",
    });
    let training = Training::from_json(old).unwrap();
    assert_eq!(training.instructions, "Say hello.");
    assert_eq!(training.current_status, TrainingStatus::Inactive);
    assert_eq!(training.updated_at, "2024-01-15T10:30:51.000000Z");
    assert!(training.unknown.is_empty());
}

#[test]
fn what_is_not_documented_is_kept() {
    let body = with(training(), "embedding", json!({"model": 7}));
    let body = with(body, "current_status", json!("learning"));
    let body = with(body, "node_id", json!("n"));
    let training = Training::from_json(body).unwrap();
    assert_eq!(training.node_id.as_deref(), Some("n"));
    assert_eq!(training.current_status.label(), "learning");
    assert!(!training.is_active());
    assert_eq!(training.to_json()["embedding"], json!({"model": 7}));
    let bare = Training::from_json(without(self::training(), "current_status")).unwrap();
    assert!(bare.is_active(), "the documented default");
}

#[test]
fn what_is_missing_or_of_another_type_is_named() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        assert_eq!(Training::from_json(body).unwrap_err().to_string(), told);
    }
    check(json!([]), "body: expected an object, found an array");
    for field in ["id", "subject", "instructions", "created_at", "updated_at"] {
        check(without(training(), field), &format!("{field}: is missing"));
        check(
            with(training(), field, json!(7)),
            &format!("{field}: expected a string, found a number"),
        );
    }
    check(
        with(training(), "node_id", json!({})),
        "node_id: expected a string or null, found an object",
    );
    check(
        with(training(), "current_status", json!(true)),
        "current_status: expected a string or null, found a boolean",
    );
}

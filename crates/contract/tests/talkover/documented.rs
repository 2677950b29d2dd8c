//! The page "Create or update training", word for word: its requests, its answer, its refusals.

use contract::talkover::{Answer, Failure, TrainingInput, TrainingStatus};
use serde_json::{Value, json};

const ACTIVE: &str = r#"{
    "node_id": "training-node-123",
    "subject": "Product Knowledge",
    "instructions": "Learn about our product features, pricing, and common use cases. Focus on the main benefits and how to address common customer questions. Always provide accurate information about our services.",
    "current_status": "active"
  }"#;
const MINIMAL: &str = r#"{
    "subject": "Customer Service Best Practices",
    "instructions": "Understand how to handle customer complaints and provide excellent service. Always be polite, patient, and solution-oriented. Escalate issues when necessary."
  }"#;
const INACTIVE: &str = r#"{
    "subject": "Technical Support",
    "instructions": "Provide technical support for common issues. Guide users through troubleshooting steps and escalate when necessary. Use clear, simple language.",
    "current_status": "inactive"
  }"#;
const ANSWER: &str = r#"{
  "success": true,
  "message": "Agent training updated successfully",
  "data": {
    "id": "training-uuid-1",
    "subject": "Product Knowledge",
    "instructions": "Learn about our product features, pricing, and common use cases. Focus on the main benefits and how to address common customer questions. Always provide accurate information about our services.",
    "current_status": "active",
    "created_at": "2024-01-15T10:30:00Z",
    "updated_at": "2024-01-15T12:00:00Z"
  }
}"#;
const INVALID: &str = r#"{
  "success": false,
  "message": "The given data was invalid.",
  "errors": {
    "subject": [
      "The subject field is required."
    ],
    "instructions": [
      "The instructions field is required."
    ],
    "current_status": [
      "The selected current status is invalid."
    ]
  }
}"#;

const NOT_FOUND: &str = r#"{
  "success": false,
  "message": "Agent not found"
}"#;
const UNAUTHORIZED: &str = r#"{
  "success": false,
  "message": "Unauthenticated."
}"#;
const FORBIDDEN: &str = r#"{
  "success": false,
  "message": "You are not authorized to create training for this agent."
}"#;
const SERVER_ERROR: &str = r#"{
  "success": false,
  "message": "Internal server error."
}"#;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn each_request_is_read_and_written_as_it_stands() {
    #[track_caller]
    fn check(text: &str, node_id: Option<&str>, status: Option<TrainingStatus>) {
        let input = TrainingInput::from_json(json(text)).unwrap();
        assert_eq!(input.node_id.as_deref(), node_id);
        assert_eq!(input.current_status, status);
        assert!(input.problems().is_empty());
        // The order of the fields, too.
        assert_eq!(input.to_json().to_string(), json(text).to_string());
    }
    check(
        ACTIVE,
        Some("training-node-123"),
        Some(TrainingStatus::Active),
    );
    check(MINIMAL, None, None);
    check(INACTIVE, None, Some(TrainingStatus::Inactive));
}

#[test]
fn the_answer_is_read_and_its_training_written_as_it_stands() {
    let answer = Answer::from_json(json(ANSWER)).unwrap();
    assert_eq!(
        answer.message.as_deref(),
        Some("Agent training updated successfully")
    );
    assert_eq!(answer.meta, None);
    let training = answer.training().unwrap();
    assert_eq!(training.node_id, None, "Talkover does not show it");
    assert!(training.is_active());
    assert_eq!(
        training.to_json().to_string(),
        json(ANSWER)["data"].to_string()
    );
}

#[test]
fn what_is_wrong_is_said_in_the_documented_sentences() {
    let body = json!({"current_status": "paused"});
    let errors = TrainingInput::from_json(body).unwrap_err();
    let failure = Failure::invalid(errors);
    let documented = json(INVALID);
    assert_eq!(failure.to_json().to_string(), documented.to_string());
    assert_eq!(Failure::from_json(&documented), Some(failure));
}

#[test]
fn the_other_refusals_are_one_message() {
    for (body, message) in [
        (NOT_FOUND, "Agent not found"),
        (UNAUTHORIZED, "Unauthenticated."),
        (
            FORBIDDEN,
            "You are not authorized to create training for this agent.",
        ),
        (SERVER_ERROR, "Internal server error."),
    ] {
        let failure = Failure::from_json(&json(body)).unwrap();
        assert_eq!(failure, Failure::new(message));
        assert_eq!(failure.to_json().to_string(), json(body).to_string());
    }
}

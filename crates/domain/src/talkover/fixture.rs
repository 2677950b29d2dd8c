//! Trainings and agents for tests.

use contract::talkover::{Agent, Training};
use serde_json::json;

/// An active training that says under which key it is known.
pub(super) fn row(id: &str, subject: &str, instructions: &str) -> Training {
    Training {
        node_id: Some(format!("node-{id}")),
        ..unkeyed(id, subject, instructions)
    }
}

/// An active training as a service shows it that keeps the key to itself.
pub(super) fn unkeyed(id: &str, subject: &str, instructions: &str) -> Training {
    Training::from_json(json!({
        "id": id, "subject": subject, "instructions": instructions, "current_status": "active",
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"
    }))
    .unwrap()
}

/// An agent that misses nothing; `status` like `published`.
pub(super) fn agent(status: &str) -> Agent {
    Agent::from_json(json!({
        "id": "a1", "name": "order_line", "label": "Order line", "current_status": status,
        "is_ready_to_publish": true, "missing_to_publish": [],
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"
    }))
    .unwrap()
}

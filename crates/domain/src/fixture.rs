//! Scenarios for tests.

use contract::opencx::Training;
use serde_json::{Value, json};

/// A published scenario of the newest generation, without restrictions.
pub(crate) fn training(id: &str, title: &str, content: &str) -> Training {
    Training::from_json(body(id, title, content)).unwrap()
}

/// Its body.
pub(crate) fn body(id: &str, title: &str, content: &str) -> Value {
    json!({
        "id": id, "title": title, "content": content, "draft_title": null, "draft_content": null,
        "type": "SCENARIO_SPECIFIC", "is_draft": false, "directory_id": null,
        "restricted_to_channels": [], "restricted_to_segments": [], "current_version": 1,
        "metadata": {}, "published_at": "2026-01-01T00:00:00Z", "start_time": null,
        "end_time": null, "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z"
    })
}

//! Bodies that several tests start from.

use serde_json::{Value, json};

/// An agent with every documented field ("Get agent").
pub fn agent() -> Value {
    json!({
        "id": "550e8400-e29b-41d4-a716-446655440000",
        "name": "support_line",
        "label": "Support line",
        "description": "Answers questions about orders.",
        "language": "en-US",
        "voice": {
            "id": "voice-1", "name": "amelia", "label": "Amelia", "stability": 0.75,
            "similarity_boost": 0.8, "ambient_background": "office",
            "template": {"id": "t-1", "name": "Calm"},
        },
        "initial_message": "Hello, how can I help?",
        "interrupt_sensitivity": "medium",
        "conversation_speed": 1.2,
        "initial_message_delay": 1,
        "ask_if_human_present_on_idle": true,
        "direction": "inbound",
        "who_speaks_first": "agent",
        "current_status": "published",
        "is_sandbox": false,
        "is_ready_to_publish": true,
        "created_at": "2024-01-15T10:30:00Z",
        "updated_at": "2024-01-15T12:00:00.000000Z",
        "trainings": [training()],
        "actions": [{
            "id": "a-1", "name": "look_up", "label": "Look up an order", "description": "By number",
            "type": "webhook",
            "input_schema": [{"name": "order", "type": "string", "required": true, "description": "Number"}],
            "config": null, "action_trigger": null, "url": "https://shop.example/orders",
            "authorization_url": null, "current_status": "active",
            "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T10:30:00Z",
        }],
        "phone_numbers": [{
            "id": "n-1", "number": "2079460018", "country_code": "GB",
            "formatted_number": "020 7946 0018", "international_number": "+442079460018",
            "current_status": "active",
        }],
    })
}

/// The training of the documented answer.
pub fn training() -> Value {
    json!({
        "id": "training-uuid-1",
        "subject": "Product Knowledge",
        "instructions": "Learn about our product features.",
        "current_status": "active",
        "created_at": "2024-01-15T10:30:00Z",
        "updated_at": "2024-01-15T12:00:00Z",
    })
}

/// The smallest body that "Create agent" takes.
pub fn new_agent() -> Value {
    json!({
        "label": "Support line", "name": "support_line", "language": "en-US",
        "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
        "ivr_navigation_mode": "off", "conversation_speed": 1.0, "initial_message_delay": 0,
        "ask_if_human_present_on_idle": true, "idle_time_seconds": 10, "llm_temperature": 0.4,
        "enable_recording": false, "direction": "inbound", "who_speaks_first": "agent",
    })
}

/// `body` with one field replaced.
pub fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

/// `body` without one field.
pub fn without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field).unwrap();
    body
}

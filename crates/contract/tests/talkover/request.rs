//! Requests: what is accepted, and the sentence for what is not.

use contract::{
    FieldErrors,
    talkover::{AgentInput, CallingInput, KnowledgeInput, TrainingInput, VoiceInput, limits},
};
use serde_json::{Value, json};

use crate::fixture::{new_agent, with, without};

/// All sentences, in their order.
fn said<T: std::fmt::Debug>(read: Result<T, FieldErrors>) -> Vec<String> {
    let errors = read.unwrap_err();
    errors.0.into_iter().map(|error| error.message).collect()
}

#[test]
fn trainings() {
    #[track_caller]
    fn check(body: Value, expected: &[&str]) {
        assert_eq!(said(TrainingInput::from_json(body)), expected);
    }
    let valid = || json!({"subject": "s", "instructions": "i"});
    TrainingInput::from_json(with(valid(), "subject", json!("é".repeat(255)))).unwrap();
    TrainingInput::from_json(with(valid(), "instructions", json!("x".repeat(200_000)))).unwrap();
    TrainingInput::from_json(with(valid(), "node_id", json!(null))).unwrap();
    let long = "The subject field must not be greater than 255 characters.";
    check(with(valid(), "subject", json!("é".repeat(256))), &[long]);
    for blank in [json!(""), json!(" \n"), json!(null)] {
        check(
            with(valid(), "subject", blank),
            &["The subject field is required."],
        );
    }
    check(
        with(valid(), "instructions", json!(7)),
        &["The instructions field must be a string."],
    );
    check(
        with(valid(), "current_status", json!("Active")),
        &["The selected current status is invalid."],
    );
    check(
        with(valid(), "current_status", json!(1)),
        &["The current status field must be a string."],
    );
    check(
        with(valid(), "node_id", json!("n".repeat(256))),
        &["The node id field must not be greater than 255 characters."],
    );
    for body in [json!([]), json!("x"), json!(null)] {
        check(body, &["The body must be a JSON object."]);
    }
}

#[test]
fn an_agent_needs_all_that_is_required() {
    AgentInput::from_json(new_agent()).unwrap();
    let names: Vec<String> = new_agent().as_object().unwrap().keys().cloned().collect();
    for name in &names {
        let told = format!("The {} field is required.", name.replace('_', " "));
        assert_eq!(
            said(AgentInput::from_json(without(new_agent(), name))),
            [told]
        );
    }
    let all = said(AgentInput::from_json(json!({})));
    assert_eq!(all.len(), names.len(), "{all:?}");
    assert_eq!(all[0], "The label field is required.");
}

#[test]
fn an_agents_values_have_bounds() {
    #[track_caller]
    fn check(field: &str, good: &[Value], bad: &[Value], told: &str) {
        for value in good {
            AgentInput::from_json(with(new_agent(), field, value.clone())).unwrap();
        }
        for value in bad {
            let body = with(new_agent(), field, value.clone());
            assert_eq!(
                said(AgentInput::from_json(body)),
                [told],
                "{field}: {value}"
            );
        }
    }
    let whole = |field: &str, min: u64, max: u64| {
        let told = format!(
            "The {} field must be between {min} and {max}.",
            field.replace('_', " ")
        );
        let bad: Vec<Value> = min
            .checked_sub(1)
            .into_iter()
            .chain([max + 1])
            .map(Value::from)
            .collect();
        check(field, &[min.into(), max.into()], &bad, &told);
    };
    whole("initial_message_delay", 0, 60);
    whole("idle_time_seconds", 1, 300);
    whole("max_idle_check_count", 1, 10);
    whole("max_call_duration_seconds", 1, 3_600);
    whole("user_inactivity_timeout_seconds", 5, 120);
    whole("initial_idle_time_seconds", 1, 60);
    whole("initial_max_idle_check_count", 0, 10);
    check(
        "conversation_speed",
        &[json!(0.1), json!(3), json!(3.0)],
        &[json!(0.09), json!(3.01)],
        "The conversation speed field must be between 0.1 and 3.",
    );
    check(
        "llm_temperature",
        &[json!(0), json!(2)],
        &[json!(-0.1), json!(2.1)],
        "The llm temperature field must be between 0 and 2.",
    );
    let languages: Vec<Value> = limits::LANGUAGES.map(Value::from).to_vec();
    check(
        "language",
        &languages,
        &[json!("en-GB"), json!("EN-US")],
        "The selected language is invalid.",
    );
    check(
        "direction",
        &[json!("outbound")],
        &[json!("both")],
        "The selected direction is invalid.",
    );
    check(
        "enable_recording",
        &[json!(true)],
        &[json!("yes"), json!(1)],
        "The enable recording field must be true or false.",
    );
    check(
        "idle_time_seconds",
        &[json!(3.0)],
        &[json!(3.5), json!("3")],
        "The idle time seconds field must be an integer.",
    );
    check(
        "name",
        &[json!("x".repeat(255))],
        &[json!("x".repeat(256))],
        "The name field must not be greater than 255 characters.",
    );
    check(
        "phone_number_ids",
        &[json!([]), json!(["a", "b"]), json!(null)],
        &[json!("a"), json!({})],
        "The phone number ids field must be an array.",
    );
    check(
        "phone_number_ids",
        &[],
        &[json!(["a", 7])],
        "The phone number ids.1 field must be a string.",
    );
}

#[test]
fn knowledge() {
    let valid = || {
        json!({
            "description": "Sells tents.", "interrupt_sensitivity": "high",
            "ask_if_human_present_on_idle": false, "llm_temperature": 1, "initial_message_delay": 60,
        })
    };
    KnowledgeInput::from_json(valid()).unwrap();
    KnowledgeInput::from_json(with(valid(), "initial_message", json!("Hello"))).unwrap();
    KnowledgeInput::from_json(with(valid(), "initial_message", json!(null))).unwrap();
    let check = |field: &str, value: Value, told: &str| {
        assert_eq!(
            said(KnowledgeInput::from_json(with(valid(), field, value))),
            [told]
        );
    };
    check(
        "description",
        json!("Four"),
        "The description field must be at least 5 characters.",
    );
    check(
        "description",
        json!(""),
        "The description field is required.",
    );
    check(
        "initial_message",
        json!("Hi"),
        "The initial message field must be at least 5 characters.",
    );
    check(
        "initial_message",
        json!("x".repeat(256)),
        "The initial message field must not be greater than 255 characters.",
    );
    check(
        "interrupt_sensitivity",
        json!("off"),
        "The selected interrupt sensitivity is invalid.",
    );
    check(
        "llm_temperature",
        json!(3),
        "The llm temperature field must be between 0 and 2.",
    );
    assert_eq!(said(KnowledgeInput::from_json(json!({}))).len(), 5);
}

#[test]
fn voice() {
    let valid = || json!({"voice_id": "v", "conversation_speed": 1.2, "who_speaks_first": "user"});
    VoiceInput::from_json(valid()).unwrap();
    let check = |field: &str, value: Value, told: &str| {
        assert_eq!(
            said(VoiceInput::from_json(with(valid(), field, value))),
            [told]
        );
    };
    let slow = "The conversation speed field must be greater than 1.";
    let fast = "The conversation speed field must be less than 2.";
    check("conversation_speed", json!(1), slow);
    check("conversation_speed", json!(2), fast);
    check("voice_id", json!(" "), "The voice id field is required.");
    check(
        "stability",
        json!(0.4),
        "The stability field must be between 0.5 and 1.",
    );
    check(
        "similarity",
        json!("high"),
        "The similarity field must be a number.",
    );
    check(
        "ambient_volume",
        json!(2.5),
        "The ambient volume field must be between 0 and 2.",
    );
    check("language", json!("xx"), "The selected language is invalid.");
    assert_eq!(said(VoiceInput::from_json(json!({}))).len(), 3);
}

#[test]
fn calling() {
    let read = |body| CallingInput::from_json(body);
    let input = read(json!({"direction": "inbound", "phone_number_ids": ["a", "b", "a"]})).unwrap();
    assert_eq!(
        input.phone_number_ids,
        Some(vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(
        read(json!({"direction": "inbound"}))
            .unwrap()
            .phone_number_ids,
        None
    );
    assert_eq!(
        said(read(json!({"phone_number_ids": []}))),
        ["The direction field is required."]
    );
    let many: Vec<String> = (0..101).map(|n| n.to_string()).collect();
    assert_eq!(
        said(read(
            json!({"direction": "inbound", "phone_number_ids": many})
        )),
        ["The phone number ids field must not have more than 100 items."]
    );
    let wrong: Vec<u32> = (0..100_000).collect();
    let told = said(read(
        json!({"direction": "inbound", "phone_number_ids": wrong}),
    ));
    assert_eq!(told.len(), FieldErrors::MOST);
}

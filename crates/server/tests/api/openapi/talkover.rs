//! The Talkover dialect in the document.

use contract::talkover::limits;
use serde_json::{Value, json};

use super::{agrees, document};
use crate::{
    harness::id,
    talkover::{Voice, agent, calling, knowledge, over, voice as settings},
};

#[test]
fn its_limits_are_the_contracts() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let field = |schema: &str, field: &str| schemas[schema]["properties"][field].clone();
    assert_eq!(
        field("AgentTrainingUpsert", "subject")["maxLength"],
        limits::SUBJECT_CHARS
    );
    assert_eq!(
        field("AgentTrainingUpsert", "node_id")["maxLength"],
        limits::ID_CHARS
    );
    for name in [
        "name",
        "label",
        "endpointing_sensitivity",
        "ivr_navigation_mode",
    ] {
        assert_eq!(field("AgentCreate", name)["maxLength"], limits::NAME_CHARS);
    }
    let within = |schema: &str, name: &str, range: (f64, f64)| {
        let said = field(schema, name);
        let bounds = (said["minimum"].as_f64(), said["maximum"].as_f64());
        assert_eq!(bounds, (Some(range.0), Some(range.1)), "{schema}.{name}");
    };
    #[expect(clippy::cast_precision_loss, reason = "these are small")]
    let whole = |range: std::ops::RangeInclusive<u64>| (*range.start() as f64, *range.end() as f64);
    let float = |range: std::ops::RangeInclusive<f64>| (*range.start(), *range.end());
    for (name, range) in [
        ("initial_message_delay", limits::INITIAL_MESSAGE_DELAY),
        ("idle_time_seconds", limits::IDLE_SECONDS),
        ("max_idle_check_count", limits::IDLE_CHECKS),
        ("max_call_duration_seconds", limits::CALL_SECONDS),
        (
            "user_inactivity_timeout_seconds",
            limits::INACTIVITY_SECONDS,
        ),
        ("initial_idle_time_seconds", limits::INITIAL_IDLE_SECONDS),
        ("initial_max_idle_check_count", limits::INITIAL_IDLE_CHECKS),
    ] {
        within("AgentCreate", name, whole(range));
    }
    within(
        "AgentCreate",
        "conversation_speed",
        float(limits::CONVERSATION_SPEED),
    );
    within("AgentCreate", "llm_temperature", float(limits::TEMPERATURE));
    within(
        "KnowledgeUpdate",
        "llm_temperature",
        float(limits::TEMPERATURE),
    );
    within(
        "VoiceUpdate",
        "ambient_volume",
        float(limits::AMBIENT_VOLUME),
    );
    within("VoiceUpdate", "stability", float(limits::VOICE_SHARE));
    within("VoiceUpdate", "similarity", float(limits::VOICE_SHARE));
    let speed = field("VoiceUpdate", "conversation_speed");
    let (min, max) = limits::VOICE_SPEED;
    assert_eq!(speed["exclusiveMinimum"].as_f64(), Some(min));
    assert_eq!(speed["exclusiveMaximum"].as_f64(), Some(max));
    assert_eq!(schemas["Language"]["enum"], json!(limits::LANGUAGES));
}

#[test]
fn fields_that_talkover_does_not_show_are_marked() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let marked = |schema: &str| {
        let fields = schemas[schema]["properties"].as_object().unwrap().clone();
        let mut names: Vec<String> = fields
            .into_iter()
            .filter(|(_, said)| said["x-cuebook-extension"] == true)
            .map(|(name, _)| name)
            .collect();
        names.sort();
        names
    };
    assert_eq!(marked("AgentTraining"), ["node_id"]);
    assert_eq!(marked("NotAuthorized"), ["required_scope"]);
    assert_eq!(marked("Voice"), ["ambient_volume"]);
    assert_eq!(marked("Agent").len(), 12);
    assert!(marked("Agent").contains(&"missing_to_publish".to_owned()));
}

#[tokio::test]
async fn real_answers_are_as_it_says() {
    let voice = Voice::new().await;
    let live = voice.published("live").await;
    let training = id(&voice
        .training(&live, json!({"current_status": "inactive"}))
        .await);
    let all = json!({
        "description": "d", "initial_message": "Hello", "max_idle_check_count": 1,
        "max_call_duration_seconds": 1, "say_goodbye_on_max_duration": true,
        "user_inactivity_timeout_seconds": 5, "initial_idle_time_seconds": 1,
        "initial_max_idle_check_count": 0, "phone_number_ids": ["n"],
    });
    let of_agent = "/agents/{agent_id}";
    let of_trainings = "/agents/{agent_id}/trainings";
    let of_training = "/agents/{agent_id}/trainings/{training_id}";
    let one = format!("{live}/trainings/{training}");
    let tuned = json!({"stability": 0.5, "similarity": 1, "ambient_background": "office"});
    let write = json!({"subject": "s", "instructions": "i"});
    let path = |more: &str| format!("{live}/{more}");
    let template = |more: &str| format!("{of_agent}/{more}");
    let document = document();
    for (method, path, template, body) in [
        ("get", "/health".into(), "/health".to_owned(), None),
        (
            "post",
            "/agents".into(),
            "/agents".into(),
            Some(over(agent(), all)),
        ),
        ("post", "/agents".into(), "/agents".into(), Some(json!({}))),
        ("get", "/agents".into(), "/agents".into(), None),
        ("get", "/agents?page=0".into(), "/agents".into(), None),
        ("get", live.clone(), of_agent.into(), None),
        ("get", "/agents/x".into(), of_agent.into(), None),
        (
            "put",
            path("knowledge"),
            template("knowledge"),
            Some(knowledge()),
        ),
        (
            "put",
            path("voice"),
            template("voice"),
            Some(over(settings(), tuned)),
        ),
        ("put", path("calling"), template("calling"), Some(calling())),
        ("put", path("calling"), template("calling"), Some(json!({}))),
        ("post", path("publish"), template("publish"), None),
        ("delete", live.clone(), of_agent.into(), None),
        ("post", path("unpublish"), template("unpublish"), None),
        ("get", path("trainings"), of_trainings.into(), None),
        ("get", path("trainings?page=1"), of_trainings.into(), None),
        ("post", path("trainings"), of_trainings.into(), Some(write)),
        ("get", one.clone(), of_training.into(), None),
        ("delete", one.clone(), of_training.into(), None),
        ("delete", one, of_training.into(), None),
        ("delete", live.clone(), of_agent.into(), None),
    ] {
        let mut call = voice.at(&method.to_uppercase(), &path);
        if let Some(body) = body {
            call = call.json(body);
        }
        let reply = call.send().await;
        let template = format!("/w/{{workspace}}/api/v1{template}");
        let said = &document["paths"][&template][method]["responses"][reply.status.as_str()];
        let schema: &Value = &said["content"]["application/json"]["schema"];
        let at = format!("{method} {path} {}", reply.status);
        assert!(schema.is_object(), "{at}: {said}: {}", reply.text());
        agrees(&document, schema, &reply.json(), &at);
    }
}

//! Writing: a service gets what it has shown, under its own names, and nothing else.

use contract::{
    Field, UtcInstant,
    opencx::{Channel, Generation, Shown, TrainingInput, TrainingType},
};
use serde_json::{Value, json};

use super::fixture::{TRAININGS, body, training};

/// An input with a value in every field.
fn full() -> TrainingInput {
    let instant = |text| Field::Value(UtcInstant::parse(text).unwrap());
    TrainingInput {
        title: "T".to_owned(),
        content: "C".to_owned(),
        r#type: Field::Value(TrainingType::Behavioral),
        is_draft: Field::Value(true),
        directory_id: Field::Value("d".to_owned()),
        restricted_to_channels: Field::Value(vec![Channel::Web, Channel::Other("fax".to_owned())]),
        restricted_to_segments: Field::Value(vec!["s".to_owned()]),
        metadata: Field::Value(json!({"k": [1]}).as_object().unwrap().clone()),
        start_time: instant("2026-01-01T10:00Z"),
        end_time: instant("2026-01-01T10:00:00.50Z"),
        unknown: json!({"category": "account"}).as_object().unwrap().clone(),
    }
}

/// What an edit of a fixture sends.
fn sent(name: &str) -> Value {
    let training = training(name);
    full().to_json(training.generation, training.shown)
}

#[test]
fn each_generation_gets_its_own_fields() {
    assert_eq!(
        sent("g0"),
        json!({"title": "T", "body": "C", "category": "account"})
    );
    let of_g1 = json!({
        "title": "T",
        "answer": "C",
        "type": "BEHAVIORAL",
        "is_draft": true,
        "directory_id": "d",
        "restricted_to_channels": ["web", "fax"],
        "restricted_to_segments": ["s"],
        "category": "account",
    });
    assert_eq!(sent("g1"), of_g1);
    assert_eq!(sent("g1_question"), of_g1);
    let mut of_g2 = of_g1;
    of_g2.as_object_mut().unwrap().remove("answer");
    of_g2["content"] = json!("C");
    assert_eq!(sent("g2"), of_g2);
    assert_eq!(sent("g3"), of_g2);
    let mut of_g4 = of_g2;
    of_g4["metadata"] = json!({"k": [1]});
    assert_eq!(sent("g4"), of_g4);
    let mut of_g5 = of_g4;
    of_g5["start_time"] = json!("2026-01-01T10:00Z");
    of_g5["end_time"] = json!("2026-01-01T10:00:00.50Z");
    assert_eq!(sent("g5"), of_g5);
    assert_eq!(sent("g5_unpublished"), of_g5);
    assert_eq!(full().to_json(Generation::G5, Shown::ALL), of_g5);
}

#[test]
fn nothing_is_sent_that_was_not_shown() {
    for name in TRAININGS {
        let shown = body(name);
        for field in sent(name).as_object().unwrap().keys() {
            let required = ["title", "body", "answer", "content", "category"];
            assert!(
                required.contains(&field.as_str()) || shown.get(field).is_some(),
                "{name} got {field}"
            );
        }
    }
}

#[test]
fn null_clears_and_absent_stays_absent() {
    let title_and_content = json!({"title": "T", "content": "C"});
    let absent = TrainingInput {
        title: "T".to_owned(),
        content: "C".to_owned(),
        ..TrainingInput::default()
    };
    assert_eq!(
        absent.to_json(Generation::G5, Shown::ALL),
        title_and_content
    );
    let cleared = TrainingInput {
        directory_id: Field::Null,
        start_time: Field::Null,
        end_time: Field::Null,
        restricted_to_channels: Field::Value(Vec::new()),
        ..absent
    };
    assert_eq!(
        cleared.to_json(Generation::G5, Shown::ALL),
        json!({
            "title": "T",
            "content": "C",
            "directory_id": null,
            "restricted_to_channels": [],
            "start_time": null,
            "end_time": null,
        })
    );
    // A service of G2 has never heard of a window: not even its end is sent.
    let of_g2 = cleared.to_json(Generation::G2, training("g2").shown);
    assert_eq!(of_g2.get("start_time"), None);
    assert_eq!(of_g2["directory_id"], Value::Null);
}

#[test]
fn a_known_field_wins_over_an_unknown_one_of_the_same_name() {
    let mut input = full();
    input.unknown.insert("title".to_owned(), json!("stale"));
    input.unknown.insert("type".to_owned(), json!("stale"));
    let body = input.to_json(Generation::G5, Shown::ALL);
    assert_eq!(body["title"], "T");
    assert_eq!(body["type"], "BEHAVIORAL");
}

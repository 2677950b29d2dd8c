//! Reading: every documented generation, and what each of them showed.

use contract::opencx::{Channel, Generation, Shown, Training, TrainingType};
use serde_json::{Value, json};

use super::fixture::{TRAININGS, body, training, with, without};

#[test]
fn the_generation_is_told_by_the_newest_field() {
    let check = |name, expected| assert_eq!(training(name).generation, expected, "{name}");
    check("g0", Generation::G0);
    check("g1", Generation::G1);
    check("g1_question", Generation::G1);
    check("g2", Generation::G2);
    check("g3", Generation::G3);
    check("g4", Generation::G4);
    check("g5", Generation::G5);
    check("g5_unpublished", Generation::G5);
    check("documented_training", Generation::G5);
}

#[test]
fn one_field_of_a_generation_is_enough() {
    let check = |fields: &[&str], expected| {
        let body = fields
            .iter()
            .map(|field| ((*field).to_owned(), Value::Null));
        assert_eq!(Generation::of(&body.collect()), expected, "{fields:?}");
    };
    for newest in ["start_time", "end_time"] {
        check(&["title", "content", "metadata", newest], Generation::G5);
        check(&["title", "answer", newest], Generation::G5);
    }
    check(&["title", "content", "metadata"], Generation::G4);
    for draft in [
        "draft_title",
        "draft_content",
        "current_version",
        "published_at",
    ] {
        check(&["title", "content", draft], Generation::G3);
    }
    check(&["title", "content"], Generation::G2);
    check(&["title", "content", "type", "is_draft"], Generation::G2);
    check(&["title", "answer"], Generation::G1);
    check(&["question", "answer", "is_draft"], Generation::G1);
    check(&["question", "answer", "type"], Generation::G1);
    check(&["question", "answer", "category"], Generation::G0);
    check(&["title", "body", "category"], Generation::G0);
    check(&[], Generation::G0);
}

#[test]
fn every_body_comes_back_as_it_was() {
    for name in TRAININGS {
        assert_eq!(training(name).to_json(), body(name), "{name}");
    }
}

#[test]
fn names_of_every_generation_reach_the_same_fields() {
    #[track_caller]
    fn check(name: &str, title: &str, content: &str, working_title: &str) {
        let training = training(name);
        assert_eq!(training.title, title);
        assert!(
            training.content.starts_with(content),
            "{}",
            training.content
        );
        assert_eq!(training.working_title(), working_title);
    }
    let password = "How do I reset my password?";
    check("g0", password, "Ask for the account", password);
    let parcel = "Where is my parcel?";
    check("g1", parcel, "Look up the order, then", parcel);
    let address = "Can I change my delivery address?";
    check("g1_question", address, "Only before", address);
    check("g2", "Tone of voice", "Write short", "Tone of voice");
    check(
        "g3",
        "Refund within 14 days",
        "Offer a full refund",
        "Refund within 30 days",
    );
    check(
        "g4",
        "Invoice without VAT",
        "Ask for the VAT id",
        "Invoice without VAT",
    );
}

#[test]
fn a_draft_content_alone_leaves_the_title() {
    let training = training("g5");
    assert_eq!(training.working_title(), training.title);
    assert!(training.content.contains("31 January"));
    assert!(training.working_content().contains("15 February"));
}

#[test]
fn the_newest_generation_is_read_whole() {
    let training = training("g5");
    assert_eq!(training.id, "0199f2c4-91d0-7b60-b0a1-3f5f6f7a8b9c");
    assert_eq!(training.r#type, TrainingType::ScenarioSpecific);
    assert!(!training.is_draft);
    assert_eq!(training.directory_id.as_deref(), Some("dir_campaigns"));
    assert_eq!(
        training.restricted_to_channels,
        [Channel::Web, Channel::Email]
    );
    assert_eq!(training.restricted_to_segments.len(), 2);
    assert_eq!(training.current_version, Some(2));
    assert_eq!(
        training.published_at.as_deref(),
        Some("2026-11-18T09:00:00.000Z")
    );
    assert_eq!(training.start_time.unwrap().as_str(), "2026-11-24T00:00Z");
    assert_eq!(
        training.end_time.unwrap().as_str(),
        "2027-01-31T23:59:59.999999Z"
    );
    assert_eq!(training.created_at, "2026-11-10T09:00:00.000Z");
    assert_eq!(training.updated_at, "2026-11-19T17:20:00.000Z");
    assert_eq!(training.shown, Shown::ALL);
}

#[test]
fn fields_that_this_build_does_not_know_are_kept() {
    let unknown = |name| Value::Object(training(name).unknown);
    assert_eq!(
        unknown("g0"),
        json!({"organization_id": "11", "category": "account"})
    );
    assert_eq!(
        unknown("g5"),
        json!({"handoffs_last_30_days": 7, "owner": {"id": "u_3", "name": null}})
    );
    let keys = |name| training(name).unknown.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys("g1"),
        [
            "organization_id",
            "category",
            "accepted_by",
            "draft_payload",
            "learned_from_session_id"
        ]
    );
    assert_eq!(keys("g4"), [""; 0]);
}

#[test]
fn a_field_under_an_old_and_a_new_name_is_kept_under_both() {
    let mut body = body("g5");
    body["question"] = json!("an older name");
    body["answer"] = json!("an older text");
    let training = Training::from_json(body.clone()).unwrap();
    assert!(training.title.starts_with("Winter sale"));
    assert_eq!(training.generation, Generation::G5);
    assert_eq!(training.to_json(), body);
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let nullable = [
        (Shown::DRAFT_TITLE, "draft_title", json!("D")),
        (Shown::DRAFT_CONTENT, "draft_content", json!("D")),
        (Shown::DIRECTORY_ID, "directory_id", json!("d")),
        (Shown::CURRENT_VERSION, "current_version", json!(9)),
        (
            Shown::PUBLISHED_AT,
            "published_at",
            json!("2026-01-01T00:00:00Z"),
        ),
        (Shown::START_TIME, "start_time", json!("2026-01-01T00:00Z")),
        (Shown::END_TIME, "end_time", json!("2026-01-01T00:00Z")),
    ];
    for (flag, field, value) in nullable {
        let absent = Training::from_json(without("g5", field)).unwrap();
        let null = Training::from_json(with("g5", field, Value::Null)).unwrap();
        let valued = Training::from_json(with("g5", field, value.clone())).unwrap();
        assert!(!absent.shown.has(flag), "{field}");
        assert!(null.shown.has(flag) && valued.shown.has(flag), "{field}");
        assert_eq!(absent.to_json().get(field), None, "{field}");
        assert_eq!(null.to_json()[field], Value::Null, "{field}");
        assert_eq!(valued.to_json()[field], value, "{field}");
        assert!(absent != null && null != valued, "{field}");
    }
}

#[test]
fn absent_and_empty_restrictions_are_two_things() {
    let absent = Training::from_json(without("g5", "restricted_to_channels")).unwrap();
    let empty = Training::from_json(with("g5", "restricted_to_channels", json!([]))).unwrap();
    assert_eq!(absent.restricted_to_channels, empty.restricted_to_channels);
    assert!(!absent.shown.has(Shown::CHANNELS) && empty.shown.has(Shown::CHANNELS));
    assert_eq!(absent.to_json().get("restricted_to_channels"), None);
    assert_eq!(empty.to_json()["restricted_to_channels"], json!([]));
}

#[test]
fn an_unknown_channel_stays_a_restriction() {
    let body = with("g5", "restricted_to_channels", json!(["teletext", "web"]));
    let training = Training::from_json(body.clone()).unwrap();
    assert_eq!(
        training.restricted_to_channels,
        [Channel::Other("teletext".to_owned()), Channel::Web]
    );
    assert_eq!(training.restricted_to_channels[0].label(), "teletext");
    assert_eq!(training.to_json(), body);
}

#[test]
fn a_version_written_as_a_float_is_a_whole_number() {
    let read = |value| Training::from_json(with("g5", "current_version", value));
    assert_eq!(read(json!(3.0)).unwrap().current_version, Some(3));
    assert_eq!(read(json!(0)).unwrap().current_version, Some(0));
    for wrong in [json!(3.5), json!(-1), json!("3"), json!(1e300), json!(true)] {
        let error = read(wrong.clone()).unwrap_err();
        assert_eq!(error.path, "current_version", "{wrong}");
        assert!(error.problem.contains("whole number"), "{error}");
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_path() {
    #[track_caller]
    fn check(body: Value, path: &str, words: &str) {
        let error = Training::from_json(body).unwrap_err();
        assert_eq!(error.path, path);
        assert!(error.problem.contains(words), "{error}");
        assert_eq!(error.to_string(), format!("{path}: {}", error.problem));
    }
    check(json!([]), "body", "expected an object, found an array");
    check(json!(null), "body", "found null");
    for field in ["id", "title", "content", "created_at", "updated_at"] {
        check(without("g5", field), field, "is missing");
        check(
            with("g5", field, Value::Null),
            field,
            "expected a string, found null",
        );
        check(
            with("g5", field, json!(1)),
            field,
            "expected a string, found a number",
        );
    }
    check(without("g1", "answer"), "content", "is missing");
    for (field, value, words) in [
        ("draft_title", json!(1), "a string or null, found a number"),
        (
            "draft_content",
            json!([]),
            "a string or null, found an array",
        ),
        (
            "type",
            json!("OTHER"),
            "BEHAVIORAL or SCENARIO_SPECIFIC, found `OTHER`",
        ),
        ("type", json!(null), "a string, found null"),
        ("is_draft", json!("true"), "a boolean, found a string"),
        ("is_draft", json!(null), "a boolean, found null"),
        ("directory_id", json!(7), "a string or null, found a number"),
        (
            "restricted_to_channels",
            json!("web"),
            "an array, found a string",
        ),
        (
            "restricted_to_channels",
            json!(null),
            "an array, found null",
        ),
        (
            "restricted_to_segments",
            json!({}),
            "an array, found an object",
        ),
        ("metadata", json!("{}"), "an object, found a string"),
        ("published_at", json!(1), "a string or null, found a number"),
        ("start_time", json!(0), "a string or null, found a number"),
        (
            "start_time",
            json!("2023-02-29T00:00Z"),
            "February 2023 has 28 days",
        ),
        (
            "end_time",
            json!("2026-01-01T00:00+02:00"),
            "Offsets are not accepted",
        ),
    ] {
        check(with("g5", field, value), field, words);
    }
    check(
        with("g5", "restricted_to_channels", json!(["web", 7])),
        "restricted_to_channels[1]",
        "expected a string, found a number",
    );
    check(
        with("g5", "restricted_to_segments", json!([null])),
        "restricted_to_segments[0]",
        "expected a string, found null",
    );
}

#[test]
fn a_body_without_a_type_has_the_documented_default() {
    let training = training("documented_training");
    assert_eq!(training.r#type, TrainingType::ScenarioSpecific);
    assert!(!training.shown.has(Shown::TYPE));
}

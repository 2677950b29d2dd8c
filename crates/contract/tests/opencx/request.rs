//! Requests that write a training: types, several errors at once, lists and the window.

use contract::{
    Field, FieldErrors, UtcInstant,
    opencx::{Channel, TrainingInput, input::window_problem},
};
use serde_json::{Value, json};

use super::fixture::body;

/// A valid body with one field replaced.
fn with(field: &str, value: Value) -> Value {
    let mut body = json!({"title": "T", "content": "C"});
    body[field] = value;
    body
}

#[track_caller]
fn refused(body: Value) -> FieldErrors {
    TrainingInput::from_json(body).unwrap_err()
}

#[track_caller]
fn accepted(body: Value) -> TrainingInput {
    TrainingInput::from_json(body).unwrap()
}

/// Exactly one error, at `field`, with these words.
#[track_caller]
fn check(body: Value, field: &str, words: &str) {
    let errors = refused(body);
    assert_eq!(errors.0.len(), 1, "{errors}");
    assert_eq!(errors.0[0].field, field);
    assert!(errors.0[0].message.contains(words), "{errors}");
}

#[test]
fn the_documented_example_is_accepted_but_for_its_empty_window() {
    // Its two times are equal: a window that is never open (decision 12).
    check(
        body("documented_create"),
        "end_time",
        "later than start_time",
    );
    let mut example = body("documented_create");
    example["end_time"] = json!("2023-11-07T05:31:57Z");
    let input = accepted(example);
    assert_eq!(input.title, "<string>");
    assert_eq!(input.content, "<string>");
    assert_eq!(input.r#type, Field::Absent);
    assert_eq!(input.is_draft, Field::Value(true));
    assert_eq!(input.directory_id, Field::Value("<string>".to_owned()));
    assert_eq!(input.restricted_to_channels, Field::Value(Vec::new()));
    assert_eq!(
        input.restricted_to_segments,
        Field::Value(vec!["<string>".to_owned()])
    );
    assert_eq!(
        input.start_time,
        Field::Value(UtcInstant::parse("2023-11-07T05:31:56Z").unwrap())
    );
}

#[test]
fn a_body_that_is_no_object() {
    for body in [json!(null), json!([]), json!("{}"), json!(1)] {
        check(body, "body", "must be a JSON object");
    }
}

#[test]
fn wrong_types_of_every_field() {
    let wrong = |field: &str, values: &[Value], words: &str| {
        for value in values {
            check(with(field, value.clone()), field, words);
        }
    };
    let no_string = [json!(null), json!(1), json!([]), json!({}), json!(true)];
    wrong("title", &no_string, "must be a string");
    wrong("content", &no_string, "must be a string");
    wrong(
        "type",
        &[json!(null), json!(1), json!([])],
        "must be BEHAVIORAL or SCENARIO_SPECIFIC",
    );
    wrong(
        "type",
        &[json!("behavioral"), json!("")],
        "must be BEHAVIORAL or SCENARIO_SPECIFIC, not `",
    );
    wrong(
        "is_draft",
        &[json!(null), json!("true"), json!(0)],
        "must be true or false",
    );
    wrong(
        "directory_id",
        &[json!(1), json!([]), json!(false)],
        "must be a string or null",
    );
    let no_list = [json!(null), json!("web"), json!({}), json!(1)];
    wrong("restricted_to_channels", &no_list, "must be an array");
    wrong("restricted_to_segments", &no_list, "must be an array");
    wrong(
        "metadata",
        &[json!(null), json!("{}"), json!([])],
        "must be a JSON object",
    );
    for field in ["start_time", "end_time"] {
        wrong(field, &[json!(0), json!({})], "must be a string or null");
        wrong(field, &[json!("")], "Write an instant");
        wrong(
            field,
            &[json!("2026-01-01T10:00+02:00")],
            "`2026-01-01T10:00+02:00` is not an instant in UTC: Offsets",
        );
    }
}

#[test]
fn missing_fields() {
    check(json!({"content": "C"}), "title", "is required");
    check(json!({"title": "T"}), "content", "is required");
    let input = accepted(json!({"title": "T", "content": "C"}));
    let expected = TrainingInput {
        title: "T".to_owned(),
        content: "C".to_owned(),
        ..TrainingInput::default()
    };
    assert_eq!(input, expected);
}

#[test]
fn null_is_not_absent() {
    for field in ["directory_id", "start_time", "end_time"] {
        let input = accepted(with(field, Value::Null));
        let nulls = [
            input.directory_id == Field::Null,
            input.start_time == Field::Null,
            input.end_time == Field::Null,
        ];
        assert_eq!(nulls.iter().filter(|null| **null).count(), 1, "{field}");
    }
}

#[test]
fn several_errors_are_named_in_the_order_of_the_body() {
    let errors = refused(json!({
        "end_time": "tomorrow",
        "start_time": 5,
        "metadata": [],
        "restricted_to_segments": ["s", 1],
        "restricted_to_channels": ["fax", "web", null],
        "directory_id": 3,
        "is_draft": "no",
        "type": "OTHER",
        "content": " ",
        "title": "T\0",
    }));
    let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "title",
            "content",
            "type",
            "is_draft",
            "directory_id",
            "restricted_to_channels[2]",
            "restricted_to_channels[0]",
            "restricted_to_segments[1]",
            "metadata",
            "start_time",
            "end_time",
        ]
    );
    assert!(errors.sentence().starts_with(
        "title: must not contain the NUL character; content: must not be empty; type: "
    ));
    assert_eq!(errors.to_string(), errors.sentence());
    let of_channels = errors.of("restricted_to_channels").unwrap();
    assert_eq!(of_channels.field, "restricted_to_channels[2]");
    assert!(errors.of("restricted").is_none());
}

#[test]
fn a_field_of_the_wrong_type_is_named_once() {
    let errors = refused(json!({"title": 1}));
    let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["title", "content"]);
}

#[test]
fn channels_are_the_ten_without_repetitions() {
    let all: Vec<_> = Channel::ALL.iter().map(Channel::as_str).collect();
    let input = accepted(with("restricted_to_channels", json!(all)));
    assert_eq!(
        input.restricted_to_channels,
        Field::Value(Channel::ALL.to_vec())
    );
    let twice = json!(["sms", "web", "sms", "web", "sms"]);
    let input = accepted(with("restricted_to_channels", twice));
    assert_eq!(
        input.restricted_to_channels,
        Field::Value(vec![Channel::Sms, Channel::Web])
    );
    check(
        with("restricted_to_channels", json!(["web", "Web"])),
        "restricted_to_channels[1]",
        "`Web` is not a channel; known are web, email, phone_voice, slack, sms, whatsapp, instagram, messenger, api, web_voice",
    );
    check(
        with("restricted_to_channels", json!(["w".repeat(90)])),
        "restricted_to_channels[0]",
        &format!("`{}…`", "w".repeat(40)),
    );
}

#[test]
fn segments_keep_their_order_without_repetitions() {
    let input = accepted(with("restricted_to_segments", json!(["b", "a", "b"])));
    assert_eq!(
        input.restricted_to_segments,
        Field::Value(vec!["b".to_owned(), "a".to_owned()])
    );
}

#[test]
fn a_window_must_be_open_at_some_moment() {
    let window = |start: &str, end: &str| json!({"title": "T", "content": "C", "start_time": start, "end_time": end});
    for (start, end) in [
        ("2026-01-01T10:00Z", "2026-01-01T10:00Z"),
        ("2026-01-01T10:00Z", "2026-01-01T10:00:00.000Z"),
        ("2026-01-01T10:00Z", "2026-01-01T09:59:59.999999Z"),
        ("2026-01-01T10:00:00.5Z", "2026-01-01T10:00:00.50Z"),
    ] {
        check(
            window(start, end),
            "end_time",
            &format!("later than start_time ({start})"),
        );
    }
    let input = accepted(window(
        "2026-01-01T10:00Z",
        "2026-01-01T10:00:00.0000000001Z",
    ));
    assert_eq!(
        input.end_time.value().unwrap().as_str(),
        "2026-01-01T10:00:00.0000000001Z"
    );
    accepted(with("start_time", json!("2026-01-01T10:00Z")));
    accepted(with("end_time", json!("0000-01-01T00:00Z")));
}

#[test]
fn the_window_of_merged_bounds() {
    let instant = |text| UtcInstant::parse(text).unwrap();
    let (early, late) = (instant("2026-01-01T10:00Z"), instant("2026-01-02T10:00Z"));
    assert!(window_problem(Some(&early), Some(&late)).is_empty());
    assert!(window_problem(Some(&late), None).is_empty());
    assert!(window_problem(None, Some(&early)).is_empty());
    let problem = window_problem(Some(&late), Some(&early));
    assert_eq!(
        problem.of("end_time").map(|error| error.field.as_str()),
        Some("end_time")
    );
}

//! Refusals in all their documented forms (decision 32).

use contract::talkover::Failure;
use serde_json::{Value, json};

#[test]
fn the_message_is_found_wherever_it_stands() {
    #[track_caller]
    fn check(body: Value, expected: Option<&str>) {
        let message = Failure::from_json(&body).map(|failure| failure.message);
        assert_eq!(message.as_deref(), expected, "{body}");
    }
    check(
        json!({"success": false, "message": "Agent not found"}),
        Some("Agent not found"),
    );
    check(
        json!({"success": false, "error": {"code": "INVALID_TOKEN", "message": "No token", "details": {}}}),
        Some("No token"),
    );
    check(
        json!({"error": {"message": "Too many requests"}}),
        Some("Too many requests"),
    );
    check(
        json!({"error": "UNAUTHORIZED", "message": "Log in", "status_code": 401}),
        Some("Log in"),
    );
    check(json!({"error": "TOKEN_EXPIRED"}), Some("TOKEN_EXPIRED"));
    check(
        json!({"error": {"code": "SERVER_ERROR"}}),
        Some("SERVER_ERROR"),
    );
    check(
        json!({"message": " ", "error": {"message": "inner"}}),
        Some("inner"),
    );
    check(
        json!({"success": false, "errors": ["no node", "no edge"]}),
        Some("no node; no edge"),
    );
    check(
        json!({"errors": {"subject": ["a", "b"], "x": "c"}}),
        Some("a; b; c"),
    );
    check(json!({"success": false}), None);
    check(json!({"message": 7, "error": [], "errors": {}}), None);
    check(json!("<html>"), None);
    check(json!(null), None);
}

#[test]
fn fields_code_and_waiting_time_are_kept_apart() {
    let body = json!({
        "success": false, "message": "The given data was invalid.",
        "errors": {"subject": ["one", "two"], "phone_number_ids.0": ["three"], "odd": 7},
    });
    let failure = Failure::from_json(&body).unwrap();
    assert_eq!(failure.fields.0.len(), 3);
    assert_eq!(failure.fields.of("subject").unwrap().message, "one");
    assert_eq!(
        failure.fields.of("phone_number_ids").unwrap().message,
        "three"
    );
    assert_eq!(
        failure.to_json()["errors"],
        json!({"subject": ["one", "two"], "phone_number_ids.0": ["three"]})
    );

    let flow =
        json!({"success": false, "message": "Flow validation failed", "errors": ["no start", 7]});
    let failure = Failure::from_json(&flow).unwrap();
    assert!(failure.fields.is_empty());
    assert_eq!(failure.others, ["no start"]);
    assert_eq!(failure.to_json()["errors"], json!(["no start"]));

    let limited = json!({"error": {"code": "RATE_LIMITED", "message": "Slow", "details": {"retry_after": 30}}});
    let failure = Failure::from_json(&limited).unwrap();
    assert_eq!(failure.code.as_deref(), Some("RATE_LIMITED"));
    assert_eq!(failure.retry_after, Some(30));

    let expired = json!({"error": "TOKEN_EXPIRED", "message": "Log in", "status_code": 401});
    assert_eq!(
        Failure::from_json(&expired).unwrap().code.as_deref(),
        Some("TOKEN_EXPIRED")
    );
    let sentence = json!({"error": "No such agent"});
    assert_eq!(Failure::from_json(&sentence).unwrap().code, None);
}

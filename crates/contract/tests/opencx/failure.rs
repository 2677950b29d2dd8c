//! What services say when they refuse, and how we say it.

use contract::{DecodeError, ErrorBody, Field, FieldErrors};
use serde_json::{Value, json};

#[test]
fn error_bodies_in_every_shape() {
    #[track_caller]
    fn check(body: Value, expected: Option<&str>) {
        assert_eq!(ErrorBody::message_in(&body).as_deref(), expected, "{body}");
    }
    let message = "title: must not be empty";
    check(
        json!({"statusCode": 400, "message": message, "error": "Bad Request"}),
        Some(message),
    );
    check(
        json!({"message": ["a is wrong", "b is wrong"]}),
        Some("a is wrong; b is wrong"),
    );
    check(
        json!({"message": ["a is wrong", 7, null]}),
        Some("a is wrong"),
    );
    check(
        json!({"statusCode": 401, "error": "Unauthorized"}),
        Some("Unauthorized"),
    );
    check(
        json!({"message": "", "error": "Forbidden"}),
        Some("Forbidden"),
    );
    check(
        json!({"message": [], "error": "Forbidden"}),
        Some("Forbidden"),
    );
    check(
        json!({"message": [" "], "error": "Forbidden"}),
        Some("Forbidden"),
    );
    check(json!({"message": null, "error": ["x", "y"]}), Some("x; y"));
    check(json!({"message": {"code": 1}}), None);
    check(json!({"statusCode": 500}), None);
    check(json!({}), None);
    check(json!([]), None);
    check(json!(["message"]), None);
    check(json!("Bad Gateway"), None);
    check(json!(null), None);
}

#[test]
fn our_own_error_body_has_the_documented_names() {
    let body = ErrorBody {
        status_code: 404,
        message: "There is no scenario x.".to_owned(),
        error: "Not Found".to_owned(),
    };
    let json = serde_json::to_value(&body).unwrap();
    assert_eq!(
        json,
        json!({"statusCode": 404, "message": "There is no scenario x.", "error": "Not Found"})
    );
    assert_eq!(
        ErrorBody::message_in(&json).as_deref(),
        Some("There is no scenario x.")
    );
    assert_eq!(serde_json::from_value::<ErrorBody>(json).unwrap(), body);
}

#[test]
fn field_errors_answer_for_a_field_and_what_is_inside_it() {
    let mut errors = FieldErrors::default();
    assert!(errors.is_empty());
    assert_eq!(errors.clone().or(7), Ok(7));
    errors.push("definition.or[1]", "is wrong");
    errors.push("titles", "is no field");
    assert_eq!(errors.of("definition").unwrap().message, "is wrong");
    assert_eq!(errors.of("definition.or").unwrap().message, "is wrong");
    assert!(errors.of("title").is_none());
    assert_eq!(errors.clone().or(7), Err(errors.clone()));
    assert_eq!(
        errors.sentence(),
        "definition.or[1]: is wrong; titles: is no field"
    );
}

#[test]
fn a_path_grows_outwards() {
    #[track_caller]
    fn check(path: &str, outer: &str, expected: &str) {
        let error = DecodeError {
            path: path.to_owned(),
            problem: "is missing".to_owned(),
        };
        assert_eq!(error.inside(outer).path, expected);
    }
    check("body", "items", "items");
    check("title", "items[3]", "items[3].title");
    check("[1]", "restricted_to_channels", "restricted_to_channels[1]");
    check(
        "restricted_to_channels[1]",
        "[3]",
        "[3].restricted_to_channels[1]",
    );
}

#[test]
fn a_field_over_what_is_stored() {
    assert_eq!(Field::Absent.over(Some(1)), Some(1));
    assert_eq!(Field::Null.over(Some(1)), None);
    assert_eq!(Field::Value(2).over(Some(1)), Some(2));
    assert_eq!(Field::<i32>::Absent.over(None), None);
    assert_eq!(Field::from_option(None::<i32>), Field::Null);
    assert_eq!(Field::from_option(Some(1)).map(|n| n + 1), Field::Value(2));
    assert_eq!(Field::Null.map(|n: i32| n + 1), Field::Null);
    assert!(Field::<i32>::default().is_absent());
}

//! Published versions.

use contract::opencx::Version;
use serde_json::{Value, json};

fn list(version: Value, published_by: Value) -> Value {
    json!({"items": [{
        "version": version,
        "title": "T",
        "content": "C",
        "published_at": "2026-01-01T00:00:00.000Z",
        "published_by": published_by,
    }]})
}

#[test]
fn versions_are_read_and_written() {
    let body = list(json!(2), json!("amal"));
    let versions = Version::list_from_json(body.clone()).unwrap();
    assert_eq!(json!({"items": versions}), body);
    let read = |body| Version::list_from_json(body).unwrap().remove(0);
    assert_eq!(read(list(json!(2.0), Value::Null)).version, 2);
    assert_eq!(read(list(json!(2), Value::Null)).published_by, None);
}

#[test]
fn what_is_no_version() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        assert_eq!(Version::list_from_json(body).unwrap_err().to_string(), told);
    }
    check(json!({}), "items: is missing");
    check(
        list(json!("2"), Value::Null),
        "items[0].version: expected a whole number, found a string",
    );
    check(
        list(json!(null), Value::Null),
        "items[0].version: expected a whole number, found null",
    );
    check(
        list(json!(2), json!(7)),
        "items[0].published_by: expected a string or null, found a number",
    );
}

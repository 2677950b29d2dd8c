//! Directories: rows, and requests that write one.

use contract::{
    Field,
    opencx::{Directory, DirectoryInput},
};
use serde_json::{Value, json};

#[test]
fn rows_at_the_top_and_inside() {
    let row = |id: &str, parent: Value| {
        json!({
            "id": id,
            "name": "Billing",
            "parent_id": parent,
            "training_count": 12,
            "created_at": "2026-01-01T00:00:00.000Z",
            "updated_at": "2026-01-02T00:00:00.000Z",
        })
    };
    let body = json!({"items": [row("a", Value::Null), row("b", json!("a"))]});
    let list = Directory::list_from_json(body.clone()).unwrap();
    assert_eq!(list[0].parent_id, None);
    assert_eq!(list[1].parent_id.as_deref(), Some("a"));
    assert_eq!(list[1].training_count, 12);
    assert_eq!(json!({"items": list}), body);
}

#[test]
fn what_is_no_list_of_directories() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        assert_eq!(
            Directory::list_from_json(body).unwrap_err().to_string(),
            told
        );
    }
    check(json!([]), "body: expected an object, found an array");
    check(json!({}), "items: is missing");
    check(json!({"items": [{"id": "a"}]}), "items[0].name: is missing");
    check(
        json!({"items": [{"id": "a", "name": "A", "parent_id": 7}]}),
        "items[0].parent_id: expected a string or null, found a number",
    );
    check(
        json!({"items": [{"id": "a", "name": "A", "training_count": -1}]}),
        "items[0].training_count: expected a whole number or null, found a number",
    );
}

#[test]
fn a_directory_that_is_written_comes_back() {
    for body in [
        json!({"name": "Billing"}),
        json!({"name": "Billing", "parent_id": null}),
        json!({"name": "Billing", "parent_id": "a"}),
    ] {
        let input = DirectoryInput::create_from_json(body.clone()).unwrap();
        assert_eq!(input.to_json(), body);
    }
    let update = DirectoryInput::update_from_json(json!({"parent_id": null})).unwrap();
    assert_eq!(
        update,
        DirectoryInput {
            name: Field::Absent,
            parent_id: Field::Null
        }
    );
    let trimmed = DirectoryInput::create_from_json(json!({"name": "\tBilling "})).unwrap();
    assert_eq!(trimmed.name, Field::Value("Billing".to_owned()));
}

#[test]
fn what_a_directory_may_not_be() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        let error = DirectoryInput::create_from_json(body).unwrap_err();
        assert_eq!(error.sentence(), told);
    }
    check(json!([]), "body: must be a JSON object");
    check(json!({}), "name: is required");
    check(json!({"name": null}), "name: must not be empty");
    check(json!({"name": "  "}), "name: must not be empty");
    check(json!({"name": 1}), "name: must be a string or null");
    check(
        json!({"name": "a\0b"}),
        "name: must not contain the NUL character",
    );
    check(
        json!({"name": "n".repeat(121)}),
        "name: must have at most 120 characters, this has 121",
    );
    check(
        json!({"name": "n", "parent_id": 1}),
        "parent_id: must be a string or null",
    );
    check(
        json!({"name": "n", "parent_id": "\0"}),
        "parent_id: must not contain the NUL character",
    );
    DirectoryInput::create_from_json(json!({"name": "é".repeat(120)})).unwrap();
    let error = DirectoryInput::update_from_json(json!({"name": null})).unwrap_err();
    assert_eq!(error.sentence(), "name: must not be empty");
}

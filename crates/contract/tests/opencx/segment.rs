//! Segments: pages in every shape, and requests that write one.

use contract::{
    Field, FieldErrors,
    opencx::{SegmentInput, SegmentPage, segment::empty_definition},
};
use serde_json::{Value, json};

fn row(name: &str) -> Value {
    json!({
        "id": "0d9e3c1a-7b2a-4c3d-8e4f-0123456789ab",
        "name": name,
        "description": null,
        "definition": {"or": [{"and": [{"type": "plan", "is": "gold"}]}]},
        "created_at": "2026-01-01T00:00:00.000Z",
        "updated_at": null,
    })
}

#[track_caller]
fn page(body: Value) -> SegmentPage {
    SegmentPage::from_json(body).unwrap()
}

#[test]
fn the_rows_are_found_under_every_name() {
    let told = json!({"data": [row("Gold")], "page": 2, "limit": 1, "total": 3, "has_next": true, "has_previous": true});
    let told = page(told);
    assert_eq!(told.data[0].name, "Gold");
    assert_eq!(
        Value::Object(told.data[0].definition.clone()),
        row("Gold")["definition"]
    );
    assert_eq!((told.page, told.limit, told.total), (2, 1, 3));
    assert!(told.has_next && told.has_previous);
    for body in [
        json!({"data": [row("Gold")]}),
        json!({"items": [row("Gold")]}),
        json!([row("Gold")]),
    ] {
        let page = page(body);
        assert_eq!(page.data[0].name, "Gold");
        assert_eq!((page.page, page.limit, page.total), (1, 1, 1));
        assert!(!page.has_next && !page.has_previous);
    }
}

#[test]
fn a_page_that_does_not_say_whether_another_follows() {
    let rows = [row("Gold"), row("Silver")];
    let has_next = |page_number: u64, total: u64| {
        page(json!({"data": rows, "page": page_number, "limit": 2, "total": total})).has_next
    };
    assert!(has_next(1, 3));
    assert!(!has_next(1, 2));
    assert!(has_next(2, 5));
    assert!(!has_next(2, 4));
    assert!(page(json!({"data": rows, "page": 2})).has_previous);
}

#[test]
fn what_is_no_page_of_segments() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        assert_eq!(SegmentPage::from_json(body).unwrap_err().to_string(), told);
    }
    check(json!(1), "body: expected an object, found a number");
    check(json!({}), "data: is missing");
    check(json!({"data": null}), "data: expected an array, found null");
    check(
        json!({"items": [1]}),
        "items[0]: expected an object, found a number",
    );
    check(json!({"data": [{"id": "a"}]}), "data[0].name: is missing");
    check(
        json!({"data": [{"id": "a", "name": "b", "definition": []}]}),
        "data[0].definition: expected an object, found an array",
    );
    check(
        json!({"data": [], "has_next": "yes"}),
        "has_next: expected a boolean or null, found a string",
    );
    check(
        json!({"data": [], "page": 1.5}),
        "page: expected a whole number or null, found a number",
    );
}

fn created(body: Value) -> Result<SegmentInput, FieldErrors> {
    SegmentInput::create_from_json(body)
}

#[track_caller]
fn refused(body: Value, told: &str) {
    assert_eq!(created(body).unwrap_err().sentence(), told);
}

#[test]
fn a_segment_that_is_written_comes_back() {
    let body = json!({"name": "Gold", "description": "Paying", "definition": {"or": [{"and": [{"type": "plan"}]}]}});
    assert_eq!(created(body.clone()).unwrap().to_json(), body);
    let cleared = json!({"description": null});
    let update = SegmentInput::update_from_json(cleared.clone()).unwrap();
    assert_eq!(update.to_json(), cleared);
    assert!(update.name.is_absent());
    assert_eq!(
        created(json!({"name": " Gold "})).unwrap().name,
        Field::Value("Gold".to_owned())
    );
    assert_eq!(Value::Object(empty_definition()), json!({"or": []}));
    created(json!({"name": "Nobody", "definition": empty_definition()})).unwrap();
}

#[test]
fn what_a_segment_may_not_be() {
    refused(json!({}), "name: is required");
    refused(json!({"name": null}), "name: must not be empty");
    refused(json!({"name": " "}), "name: must not be empty");
    refused(json!({"name": 1}), "name: must be a string or null");
    refused(
        json!({"name": "n".repeat(121)}),
        "name: must have at most 120 characters, this has 121",
    );
    created(json!({"name": "n".repeat(120), "description": "d".repeat(500)})).unwrap();
    refused(
        json!({"name": "n", "description": "d".repeat(501)}),
        "description: must have at most 500 characters, this has 501",
    );
    refused(
        json!({"name": "n", "description": "\0"}),
        "description: must not contain the NUL character",
    );
    refused(
        json!({"name": "n", "definition": null}),
        "definition: must be a JSON object",
    );
    let shape = "must be {\"or\":[{\"and\":[{\"type\":…}]}]}";
    refused(
        json!({"name": "n", "definition": {}}),
        &format!("definition: {shape}"),
    );
    refused(
        json!({"name": "n", "definition": {"or": {}}}),
        &format!("definition: {shape}"),
    );
    refused(
        json!({"name": "n", "definition": {"or": [{"and": []}, {"or": []}]}}),
        "definition.or[1]: must be {\"and\":[{\"type\":…}]}",
    );
    refused(
        json!({"name": "n", "definition": {"or": [{"and": [{"type": "plan"}, {"type": 1}]}]}}),
        "definition.or[0].and[1]: must be an object with a string `type`",
    );
    refused(
        json!({"name": "n", "definition": {"or": [{"and": [{"type": "plan", "is": "\0"}]}]}}),
        "definition: must not contain the NUL character",
    );
    let errors = created(json!({"name": "n", "definition": {"or": vec![1; 10_000]}})).unwrap_err();
    assert_eq!(errors.0.len(), FieldErrors::MOST);
}

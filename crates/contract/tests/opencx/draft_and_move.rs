//! The two requests with one field: publish or take offline, and move.

use contract::opencx::{DraftInput, MoveInput};
use serde_json::json;

#[test]
fn publishing_and_taking_offline() {
    let read = |body| DraftInput::from_json(body).map(|input| input.is_draft);
    assert_eq!(read(json!({"is_draft": true})), Ok(true));
    assert_eq!(read(json!({"is_draft": false})), Ok(false));
    let told = |body| read(body).unwrap_err().sentence();
    assert_eq!(told(json!({})), "is_draft: is required");
    assert_eq!(
        told(json!({"is_draft": null})),
        "is_draft: must be true or false"
    );
    assert_eq!(
        told(json!({"is_draft": "true"})),
        "is_draft: must be true or false"
    );
    assert_eq!(told(json!(true)), "body: must be a JSON object");
}

#[test]
fn moving() {
    let read = |body| MoveInput::from_json(body).map(|input| input.directory_id);
    assert_eq!(read(json!({"directory_id": "d"})), Ok(Some("d".to_owned())));
    assert_eq!(read(json!({"directory_id": null})), Ok(None));
    let told = |body| read(body).unwrap_err().sentence();
    assert_eq!(told(json!({})), "directory_id: is required");
    assert_eq!(
        told(json!({"directory_id": 1})),
        "directory_id: must be a string or null"
    );
    assert_eq!(
        told(json!({"directory_id": "a\0"})),
        "directory_id: must not contain the NUL character"
    );
}

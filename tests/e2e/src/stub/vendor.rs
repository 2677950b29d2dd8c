//! What OpenCX documents: the training endpoints and the list of segments.

use axum::http::{Method, StatusCode, Uri};
use serde_json::{Value, json};

/// OpenCX's error body.
#[must_use]
pub fn error(status: u16, message: &str) -> Value {
    json!({ "statusCode": status, "message": message, "error": message })
}

/// A scenario of the second generation: no pending draft, no version, no metadata, no window.
#[must_use]
pub fn second_generation(id: &str, title: &str, directory: Option<&str>) -> Value {
    json!({
        "id": id,
        "title": title,
        "content": format!("What to do about: {title}"),
        "type": "SCENARIO_SPECIFIC",
        "is_draft": false,
        "directory_id": directory,
        "restricted_to_channels": [],
        "restricted_to_segments": [],
        "created_at": "2025-02-01T08:00:00.000Z",
        "updated_at": "2025-02-01T08:00:00.000Z",
    })
}

/// A scenario of the third generation: with a pending draft and a version.
#[must_use]
pub fn third_generation(id: &str, title: &str, draft: Option<&str>) -> Value {
    let mut row = second_generation(id, title, None);
    row["draft_title"] = json!(draft);
    row["draft_content"] = draft.map_or(Value::Null, |text| json!(format!("{text}, in words")));
    row["current_version"] = json!(3);
    row["published_at"] = json!("2025-03-01T08:00:00.000Z");
    row
}

/// A scenario of the fourth generation: the one before, with metadata.
#[must_use]
pub fn fourth_generation(id: &str, title: &str) -> Value {
    let mut row = third_generation(id, title, None);
    row["metadata"] = json!({});
    row
}

/// Answers a request whose key is right.
pub(super) fn answer(
    rows: &mut Vec<Value>,
    method: &Method,
    uri: &Uri,
    body: &Value,
) -> (StatusCode, Value) {
    let path: Vec<&str> = uri.path().trim_matches('/').split('/').collect();
    match (method, path.as_slice()) {
        (&Method::GET, ["training"]) => list(rows, uri.query().unwrap_or_default()),
        (&Method::POST, ["training"]) => {
            let mut row = second_generation(&format!("made-{}", rows.len()), "", None);
            write(&mut row, body);
            rows.insert(0, row.clone());
            (StatusCode::CREATED, row)
        }
        (&Method::GET, ["contacts", "segments"]) => (
            StatusCode::OK,
            json!({
                "data": [{ "id": "11111111-1111-4111-8111-111111111111", "name": "Wholesale" }],
                "page": 1, "limit": 50, "total": 1, "has_next": false, "has_previous": false,
            }),
        ),
        (_, ["training", id, rest @ ..]) => one(rows, method, id, rest, body),
        _ => not_found(method, uri.path()),
    }
}

fn list(rows: &[Value], query: &str) -> (StatusCode, Value) {
    let number = |name: &str, usual: usize| {
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(name));
        pair.and_then(|text| text.parse().ok()).unwrap_or(usual)
    };
    let (limit, offset) = (number("limit=", 50), number("offset=", 0));
    let items: Vec<&Value> = rows.iter().skip(offset).take(limit).collect();
    let has_more = offset + items.len() < rows.len();
    let body = json!({
        "items": items, "total": rows.len(), "limit": limit, "offset": offset,
        "has_more": has_more,
    });
    (StatusCode::OK, body)
}

fn one(
    rows: &mut Vec<Value>,
    method: &Method,
    id: &str,
    rest: &[&str],
    body: &Value,
) -> (StatusCode, Value) {
    let Some(at) = rows.iter().position(|row| row["id"] == id) else {
        return not_found(method, id);
    };
    match (method, rest) {
        (&Method::GET, []) => (StatusCode::OK, rows[at].clone()),
        (&Method::PUT, []) => {
            write(&mut rows[at], body);
            (StatusCode::OK, rows[at].clone())
        }
        (&Method::PUT, ["draft"]) => {
            rows[at]["is_draft"] = body["is_draft"].clone();
            (StatusCode::OK, rows[at].clone())
        }
        (&Method::DELETE, []) => {
            rows.remove(at);
            (StatusCode::NO_CONTENT, Value::Null)
        }
        _ => not_found(method, id),
    }
}

/// This vendor takes what is sent as the text itself, whatever the state.
fn write(row: &mut Value, body: &Value) {
    let Some(fields) = body.as_object() else {
        return;
    };
    for (name, value) in fields {
        row[name] = value.clone();
    }
    row["updated_at"] = json!("2026-01-01T00:00:00.000Z");
}

fn not_found(method: &Method, path: &str) -> (StatusCode, Value) {
    let body = error(404, &format!("Cannot {method} {path}"));
    (StatusCode::NOT_FOUND, body)
}

//! How rows go out in Talkover's envelope: `{"success":true,"message":"…","data":…,"meta":…}`.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use contract::talkover::{Meta, Paging};
use serde::Serialize;

use super::{json, replayed, tagged};
use crate::{
    error::ApiError,
    request::NoneMatch,
    store::{Page, Row, Written},
};

/// A row with its tag, or 304 where the caller has it.
pub(crate) fn row(row: &Row, known: &NoneMatch) -> Response {
    if known.knows(&row.etag) {
        return tagged(StatusCode::NOT_MODIFIED.into_response(), &row.etag);
    }
    tagged(json(envelope(None, Some(&row.body), None)), &row.etag)
}

/// What a write left.
pub(crate) fn written(row: &Row, message: &str) -> Response {
    tagged(
        json(envelope(Some(message), Some(&row.body), None)),
        &row.etag,
    )
}

/// What a write that may come again left.
pub(crate) fn created(made: &Written, status: StatusCode, message: &str) -> Response {
    let mut response = written(&made.row, message);
    *response.status_mut() = status;
    replayed(response, made.replayed)
}

/// A part of a row that a write left.
pub(crate) fn part(part: &impl Serialize, etag: &str, message: &str) -> Result<Response, ApiError> {
    let data = text(part)?;
    let body = envelope(Some(message), Some(&data), None);
    Ok(tagged(json(body), etag))
}

/// A list, with its page where there are pages.
pub(crate) fn list(page: &Page, paging: Option<Paging>) -> Result<Response, ApiError> {
    let meta = paging
        .map(|paging| text(&Meta::new(paging.page, paging.per_page, page.total)))
        .transpose()?;
    let data = format!("[{}]", page.items);
    Ok(json(envelope(None, Some(&data), meta.as_deref())))
}

/// The answer to a delete.
pub(crate) fn gone(message: &str) -> Response {
    json(envelope(Some(message), None, None))
}

/// The envelope around JSON texts. Messages are written here and hold nothing to escape.
fn envelope(message: Option<&str>, data: Option<&str>, meta: Option<&str>) -> String {
    let room = data.map_or(0, str::len) + 160;
    let mut body = String::with_capacity(room);
    body.push_str("{\"success\":true");
    let message = message.map(|message| format!("\"{message}\""));
    for (name, value) in [
        ("message", message.as_deref()),
        ("data", data),
        ("meta", meta),
    ] {
        if let Some(value) = value {
            body.push_str(",\"");
            body.push_str(name);
            body.push_str("\":");
            body.push_str(value);
        }
    }
    body.push('}');
    body
}

fn text(value: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(value).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        ApiError::Internal
    })
}

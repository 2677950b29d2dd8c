//! How rows go out.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    error::ApiError,
    request::NoneMatch,
    store::{Row, Written},
};

pub(crate) mod talkover;

/// A JSON text as it is.
pub(crate) fn json(body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

/// A value as JSON.
pub(crate) fn value(value: &impl Serialize) -> Result<Response, ApiError> {
    serde_json::to_string(value).map(json).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        ApiError::Internal
    })
}

/// `{"success":true}`, the answer to a delete (decision 22).
pub(crate) fn success() -> Response {
    json(r#"{"success":true}"#)
}

/// A row with its tag, or 304 where the caller has it.
pub(crate) fn row(row: Row, known: &NoneMatch) -> Response {
    let Row { body, etag } = row;
    if known.knows(&etag) {
        return tagged(StatusCode::NOT_MODIFIED.into_response(), &etag);
    }
    tagged(json(body), &etag)
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        let Self { row, replayed } = self;
        self::replayed(tagged(json(row.body), &row.etag), replayed)
    }
}

/// Marks a kept answer.
fn replayed(mut response: Response, replayed: bool) -> Response {
    if replayed {
        response.headers_mut().insert(
            crate::request::IDEMPOTENCY_REPLAYED,
            HeaderValue::from_static("true"),
        );
    }
    response
}

fn tagged(mut response: Response, etag: &str) -> Response {
    if let Ok(etag) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

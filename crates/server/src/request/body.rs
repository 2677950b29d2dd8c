//! A JSON body, up to 1 MiB.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use contract::{FieldErrors, opencx::limits};
use futures_util::StreamExt as _;
use serde_json::Value;

use crate::{error::ApiError, state::AppState};

/// How much of a body that is too large is still read, so that its sender gets to read the
/// answer; in bytes.
const DRAINED_BYTES: usize = 16 * limits::BODY_BYTES;

/// A body that is JSON, and its bytes as they were sent.
#[derive(Clone, Debug)]
pub struct JsonBody {
    /// What it says.
    pub value: Value,
    /// As it was sent.
    pub bytes: Bytes,
}

impl FromRequest<AppState> for JsonBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        declared_as_json(&parts.headers)?;
        let bytes = read(body).await?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|error| malformed(&error, &bytes))?;
        if let Some(field) = nul(&value) {
            let errors = FieldErrors::one(field, "must not contain the NUL character");
            return Err(ApiError::Invalid(errors));
        }
        Ok(Self { value, bytes })
    }
}

/// A body without a type is read as JSON; one that says that it is something else is refused.
fn declared_as_json(headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(declared) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let declared = String::from_utf8_lossy(declared.as_bytes()).into_owned();
    let essence = declared
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let is_json = essence == "application/json"
        || essence == "text/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"));
    if is_json {
        return Ok(());
    }
    Err(ApiError::UnsupportedMediaType(declared))
}

async fn read(body: Body) -> Result<Bytes, ApiError> {
    let mut frames = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    while let Some(frame) = frames.next().await {
        let frame = frame.map_err(|error| {
            ApiError::BadRequest(format!("The body ended before its time: {error}"))
        })?;
        seen += frame.len();
        if seen <= limits::BODY_BYTES {
            bytes.extend_from_slice(&frame);
        } else if seen > DRAINED_BYTES {
            break;
        }
    }
    if seen > limits::BODY_BYTES {
        return Err(ApiError::TooLarge);
    }
    Ok(bytes.into())
}

fn malformed(error: &serde_json::Error, bytes: &[u8]) -> ApiError {
    let what = if bytes.is_empty() {
        "The body is empty".to_owned()
    } else if std::str::from_utf8(bytes).is_err() {
        "The body is not UTF-8".to_owned()
    } else {
        format!("The body is not JSON that can be read: {error}")
    };
    ApiError::BadRequest(format!("{what}. Send a JSON object."))
}

/// The path of the first text with a NUL in it: no field takes one, known or not.
fn nul(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| "body".to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(at, item)| nul(item).map(|inner| inside(&format!("[{at}]"), &inner))),
        Value::Object(object) => object.iter().find_map(|(key, value)| {
            if key.contains('\0') {
                return Some(key.replace('\0', "\\0"));
            }
            nul(value).map(|inner| inside(key, &inner))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn inside(outer: &str, inner: &str) -> String {
    match inner {
        "body" => outer.to_owned(),
        inner if inner.starts_with('[') => format!("{outer}{inner}"),
        inner => format!("{outer}.{inner}"),
    }
}

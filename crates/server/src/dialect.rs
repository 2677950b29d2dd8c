//! Which dialect a path speaks, and how a refusal is said in Talkover's.
//!
//! Handlers, the guard and the router all refuse with an [`ApiError`], which answers in OpenCX's
//! body and stays with its answer. Under Talkover's paths the answer gets another body and
//! status on its way out; its headers stay.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{Dialect, FieldErrors, talkover::Failure};

use crate::error::ApiError;

/// The dialect of a path, whether it leads anywhere or not: Talkover's begin with
/// `/w/{workspace}/api`, all others are OpenCX's or our own.
fn of(path: &str) -> Dialect {
    let mut segments = path.split('/').skip(1);
    match (segments.next(), segments.next(), segments.next()) {
        (Some("w"), Some(_), Some("api")) => Dialect::Talkover,
        _ => Dialect::OpenCx,
    }
}

/// Says refusals in the dialect of the path.
pub(crate) async fn speak(request: Request, next: Next) -> Response {
    if of(request.uri().path()) == Dialect::OpenCx {
        return next.run(request).await;
    }
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<ApiError>() {
        Some(error) => translated(&error, response.headers().clone()),
        None => response,
    }
}

fn translated(error: &ApiError, mut headers: HeaderMap) -> Response {
    let (status, failure) = said(error);
    let mut body = failure.to_json();
    if let (ApiError::NotAuthorized { scope, .. }, Some(body)) = (error, body.as_object_mut()) {
        // The documented sentence does not name it (decision 4).
        body.insert("required_scope".to_owned(), scope.as_str().into());
    }
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    (status, headers, body.to_string()).into_response()
}

/// The documented status and message of a refusal. Where Talkover documents none, the message is
/// the one that tells most.
fn said(error: &ApiError) -> (StatusCode, Failure) {
    match error {
        ApiError::Invalid(errors) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Failure::invalid(sentences(errors)),
        ),
        ApiError::NotReady(errors) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Failure {
                fields: errors.clone(),
                ..Failure::new(error.to_string())
            },
        ),
        error => (error.status(), Failure::new(message(error))),
    }
}

fn message(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized => "Unauthenticated.".to_owned(),
        ApiError::MethodNotAllowed {
            method, supported, ..
        } => format!(
            "The {method} method is not supported for this route. Supported methods: {supported}."
        ),
        ApiError::RateLimited { .. } => "Too many requests. Please try again later.".to_owned(),
        ApiError::Internal => "Internal server error.".to_owned(),
        error => error.to_string(),
    }
}

/// Each error as a sentence. Those that the contract's Talkover readers make are; the others are
/// made without the field's name.
fn sentences(errors: &FieldErrors) -> FieldErrors {
    let mut said = errors.clone();
    for error in &mut said.0 {
        if error.message.starts_with(char::is_lowercase) {
            error.message = format!("The {} field {}.", error.field, error.message);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_alone_says_the_dialect() {
        let check = |path: &str, expected| assert_eq!(of(path), expected, "{path}");
        check("/w/voice/api/v1/agents", Dialect::Talkover);
        check("/w/voice/api", Dialect::Talkover);
        check("/w/main/api/", Dialect::Talkover);
        check("/w/voice", Dialect::OpenCx);
        check("/w/voice/training", Dialect::OpenCx);
        check("/w/api/training", Dialect::OpenCx);
        check("/w/voice/apis", Dialect::OpenCx);
        check("/api/v1/agents", Dialect::OpenCx);
        check("/", Dialect::OpenCx);
        check("", Dialect::OpenCx);
    }
}

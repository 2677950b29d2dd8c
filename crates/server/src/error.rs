//! What a handler answers when it cannot do what it was asked, in OpenCX's error body:
//! `{"statusCode":404,"message":"…","error":"Not Found"}` (`ErrorDto`; decision 13).
//! [`crate::dialect`] says the same in Talkover's under Talkover's paths.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{ErrorBody, FieldErrors, Scope};

use crate::store::{Refusal, StoreError};

/// Every failure of the API. The text is for the person who sent the request: what is wrong and
/// what to change.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ApiError {
    /// No key, or one that opens nothing. The message is the documented one, to the letter.
    #[error("Unauthorized")]
    Unauthorized,
    /// The key lacks a scope.
    #[error("This key lacks the scope `{0}`. Use a key that has it, or one with full access.")]
    Forbidden(Scope),
    /// The same in the Talkover dialect, which has a sentence for each endpoint.
    #[error("{message}")]
    NotAuthorized {
        /// The scope that the key lacks.
        scope: Scope,
        /// The documented sentence.
        message: &'static str,
    },
    /// Something in the request cannot be accepted.
    #[error("{0}")]
    BadRequest(String),
    /// Fields that cannot be accepted.
    #[error("{0}")]
    Invalid(FieldErrors),
    /// A voice agent that cannot be published yet.
    #[error("Agent is not ready to publish.")]
    NotReady(FieldErrors),
    /// What the path names is not there.
    #[error("{0}")]
    NotFound(String),
    /// The path does not know the method.
    #[error("{method} is not possible at {path}. The Allow header lists the methods that are.")]
    MethodNotAllowed {
        /// The request's method.
        method: String,
        /// The request's path.
        path: String,
        /// The methods that the path knows, as the Talkover dialect lists them. The Allow header
        /// has them, too.
        supported: String,
    },
    /// Something else stands in the way.
    #[error("{0}")]
    Conflict(String),
    /// The row has changed since the caller read it.
    #[error(
        "It has been changed since you read it. Read it again, put your changes on top, and send \
         the new ETag as If-Match."
    )]
    PreconditionFailed {
        /// The ETag of the row as it is now.
        etag: String,
    },
    /// The body is too large.
    #[error("The body is larger than {limit} bytes. Send less at a time.", limit = contract::opencx::limits::BODY_BYTES)]
    TooLarge,
    /// The body says that it is no JSON.
    #[error("The body is `{0}`, this API reads JSON. Send it with Content-Type: application/json.")]
    UnsupportedMediaType(String),
    /// The key has sent too much.
    #[error(
        "More than {limit} requests in a minute with this key. Wait {retry_after_seconds} s and \
         send it again."
    )]
    RateLimited {
        /// Requests in a minute.
        limit: u32,
        /// Seconds until the next request is allowed.
        retry_after_seconds: u64,
    },
    /// The database is locked or closing.
    #[error("The database is busy, nothing was written. Send the request again in a moment.")]
    Busy,
    /// A fault of the server. What it was is in the log only.
    #[error("The server failed, nothing was written. Send the request again; its log says why.")]
    Internal,
}

impl ApiError {
    /// The HTTP status in the OpenCX dialect.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::NotAuthorized { .. } => StatusCode::FORBIDDEN,
            Self::BadRequest(_) | Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::NotReady(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::PreconditionFailed { .. } => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The name in the body's `error`. That of 401 and all others are the status's own.
fn name(status: StatusCode) -> String {
    status.canonical_reason().unwrap_or("Error").to_owned()
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = ErrorBody {
            status_code: status.as_u16(),
            message: self.to_string(),
            error: name(status),
        };
        // Two strings and a number always serialise.
        let body = serde_json::to_string(&body).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        match &self {
            Self::Unauthorized => {
                let challenge = HeaderValue::from_static("Bearer");
                headers.insert(header::WWW_AUTHENTICATE, challenge);
            }
            Self::PreconditionFailed { etag } => {
                if let Ok(etag) = HeaderValue::from_str(etag) {
                    headers.insert(header::ETAG, etag);
                }
            }
            Self::RateLimited {
                retry_after_seconds,
                ..
            } => {
                let seconds = HeaderValue::from(*retry_after_seconds);
                headers.insert(header::RETRY_AFTER, seconds);
            }
            Self::Busy => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        // For `crate::dialect`, which may have to say it in other words.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound(message) => Self::NotFound(message),
            Refusal::Changed { etag } => Self::PreconditionFailed { etag },
            Refusal::Invalid(errors) => errors.into(),
            Refusal::NotReady(errors) => Self::NotReady(errors),
            Refusal::Conflict(message) => Self::Conflict(message),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => refusal.into(),
            StoreError::Busy(why) => {
                tracing::warn!(why, "the database is busy");
                Self::Busy
            }
            StoreError::Database(why) => {
                tracing::error!(why, "the database failed");
                Self::Internal
            }
        }
    }
}

//! The failures that many operations share.

use utoipa::IntoResponses;

use super::schema::ErrorBody;

/// What the guard and the server themselves answer.
#[derive(Debug, IntoResponses)]
pub enum Guarded {
    /// The key is missing or opens nothing
    #[response(status = 401)]
    Unauthorized(ErrorBody),
    /// The key lacks the scope that the message names
    #[response(status = 403)]
    Forbidden(ErrorBody),
    /// The key has sent too much
    #[response(status = 429, headers(("Retry-After" = u64, description = "Seconds until the next request is allowed")))]
    RateLimited(ErrorBody),
    /// The server failed and wrote nothing
    #[response(status = 500)]
    Internal(ErrorBody),
    /// The database is busy and nothing was written
    #[response(status = 503, headers(("Retry-After" = u64, description = "Seconds")))]
    Busy(ErrorBody),
}

/// Of a request that names a row.
#[derive(Debug, IntoResponses)]
pub enum ReadOne {
    /// The id cannot be one
    #[response(status = 400)]
    BadRequest(ErrorBody),
    /// Unknown workspace or id
    #[response(status = 404)]
    NotFound(ErrorBody),
}

/// Of a request that changes a row.
#[derive(Debug, IntoResponses)]
pub enum Conditional {
    /// The message names each field that is not accepted, and what would be
    #[response(status = 400)]
    BadRequest(ErrorBody),
    /// Unknown workspace or id
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// The row has changed since If-Match was read
    #[response(status = 412, headers(("ETag" = String, description = "Tag of the row as it is now")))]
    PreconditionFailed(ErrorBody),
}

/// Of a request that makes a row.
#[derive(Debug, IntoResponses)]
pub enum Created {
    /// The message names each field that is not accepted, and what would be
    #[response(status = 400)]
    BadRequest(ErrorBody),
    /// Unknown workspace
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// The name is taken, or the Idempotency-Key was used for another request
    #[response(status = 409)]
    Conflict(ErrorBody),
}

/// Of a request with a body.
#[derive(Debug, IntoResponses)]
pub enum WithBody {
    /// The body is larger than 1 MiB
    #[response(status = 413)]
    TooLarge(ErrorBody),
    /// The body says that it is no JSON
    #[response(status = 415)]
    UnsupportedMediaType(ErrorBody),
}

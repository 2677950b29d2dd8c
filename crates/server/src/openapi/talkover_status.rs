//! The failures that many operations of the Talkover dialect share.

use utoipa::IntoResponses;

use super::schema::{Invalid, NotAuthorized, Refused};

/// What the guard and the server themselves answer.
#[derive(Debug, IntoResponses)]
pub enum Guarded {
    /// The path, the query or a header cannot be read
    #[response(status = 400)]
    BadRequest(Refused),
    /// The token is missing or opens nothing
    #[response(status = 401)]
    Unauthorized(Refused),
    /// The token lacks the scope that `required_scope` names
    #[response(status = 403)]
    Forbidden(NotAuthorized),
    /// The token has sent too much
    #[response(status = 429, headers(("Retry-After" = u64, description = "Seconds until the next request is allowed")))]
    RateLimited(Refused),
    /// The server failed and wrote nothing
    #[response(status = 500)]
    Internal(Refused),
    /// The database is busy and nothing was written
    #[response(status = 503, headers(("Retry-After" = u64, description = "Seconds")))]
    Busy(Refused),
}

/// Of a request that names a row.
#[derive(Debug, IntoResponses)]
pub enum ReadOne {
    /// Unknown workspace, agent or training
    #[response(status = 404)]
    NotFound(Refused),
}

/// Of a request that changes a row.
#[derive(Debug, IntoResponses)]
pub enum Changed {
    /// Unknown workspace, agent or training
    #[response(status = 404)]
    NotFound(Refused),
    /// The row has changed since If-Match was read
    #[response(status = 412, headers(("ETag" = String, description = "Tag of the row as it is now")))]
    PreconditionFailed(Refused),
}

/// Of a request that makes a row.
#[derive(Debug, IntoResponses)]
pub enum Created {
    /// Unknown workspace
    #[response(status = 404)]
    NotFound(Refused),
    /// The Idempotency-Key was used for another request
    #[response(status = 409)]
    Conflict(Refused),
}

/// Of a request that makes a row or changes it.
#[derive(Debug, IntoResponses)]
pub enum Upserted {
    /// Unknown workspace or agent; or If-Match is sent for a training that is not there
    #[response(status = 404)]
    NotFound(Refused),
    /// The Idempotency-Key was used for another request
    #[response(status = 409)]
    Conflict(Refused),
    /// The training has changed since If-Match was read
    #[response(status = 412, headers(("ETag" = String, description = "Tag of the training as it is now")))]
    PreconditionFailed(Refused),
}

/// Of a request with a body.
#[derive(Debug, IntoResponses)]
pub enum WithBody {
    /// The body is larger than 1 MiB
    #[response(status = 413)]
    TooLarge(Refused),
    /// The body says that it is no JSON
    #[response(status = 415)]
    UnsupportedMediaType(Refused),
    /// Fields that are not accepted, each with what is wrong
    #[response(status = 422)]
    Invalid(Invalid),
}

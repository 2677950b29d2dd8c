//! `/w/{workspace}/api/v1/health`

use axum::{
    extract::{FromRequestParts, State},
    http::request::Parts,
    response::Response,
};
use contract::Dialect;

use crate::{answer, error::ApiError, openapi::schema, request::local_workspace, state::AppState};

/// A Talkover workspace, whoever asks.
#[derive(Clone, Copy, Debug)]
pub struct AnyCaller;

impl FromRequestParts<AppState> for AnyCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        local_workspace(parts, state, Dialect::Talkover).await?;
        Ok(Self)
    }
}

/// Health
///
/// Needs no token and counts for no rate limit.
#[utoipa::path(
    get, path = "/w/{workspace}/api/v1/health", operation_id = "talkoverHealth", tag = "agents",
    security(()),
    params(schema::WorkspacePath),
    responses(
        (status = 200, description = "The workspace can be read", body = schema::Health),
        (status = 404, description = "Unknown workspace, or not one of this dialect", body = schema::Refused),
        (status = 500, description = "The database failed", body = schema::Refused),
        (status = 503, description = "The database is busy", body = schema::Refused,
            headers(("Retry-After" = u64, description = "Seconds"))),
    ),
)]
pub async fn health(State(state): State<AppState>, _: AnyCaller) -> Result<Response, ApiError> {
    state.store().check().await?;
    Ok(answer::json(r#"{"status":"ok"}"#))
}

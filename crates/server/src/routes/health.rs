//! `GET /healthz`

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// Answers `ok` while the database can be read.
#[utoipa::path(get, path = "/healthz", responses((status = 200, body = String), (status = 503, body = String)))]
pub async fn healthz(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.store().check().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read")
        }
    }
}

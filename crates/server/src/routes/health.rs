//! `GET /healthz`

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// Whether the server can do its work
///
/// Answers `ok` while the database can be read. Needs no key.
#[utoipa::path(
    get, path = "/healthz", operation_id = "health", tag = "server",
    security(()),
    extensions(("x-cuebook-extension" = json!(true))),
    responses(
        (status = 200, description = "The database can be read", body = String, content_type = "text/plain"),
        (status = 503, description = "It cannot", body = String, content_type = "text/plain"),
    ),
)]
pub async fn healthz(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.store().check().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database cannot be read",
            )
        }
    }
}

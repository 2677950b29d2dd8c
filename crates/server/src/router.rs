//! The table of contents of the API.

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{routes::health, state::AppState};

/// `/w…`, `/openapi.json` and `/healthz`. Every path under `/w` is answered here, also one that
/// leads nowhere; other paths are the caller's to serve.
pub fn api_router(state: AppState) -> Router {
    let (router, _) = parts();
    router.with_state(state)
}

pub(crate) fn parts() -> (Router<AppState>, OpenApi) {
    OpenApiRouter::new()
        .routes(routes!(health::healthz))
        .split_for_parts()
}

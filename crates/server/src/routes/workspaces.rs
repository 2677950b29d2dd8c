//! `/w`

use axum::{extract::State, response::Response};
use contract::WorkspaceInfo;
use serde::Serialize;

use crate::{
    answer,
    error::ApiError,
    openapi::{schema, status::Guarded},
    request::SignedIn,
    state::AppState,
};

#[derive(Serialize)]
struct Workspaces<'a> {
    items: &'a [WorkspaceInfo],
}

/// List workspaces
///
/// The workspaces that the caller's key may see, with the extensions that answer in each.
#[utoipa::path(
    get, path = "/", operation_id = "listWorkspaces", tag = "workspaces",
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "All of them", body = schema::WorkspaceList), Guarded),
)]
pub async fn list(State(state): State<AppState>, _: SignedIn) -> Result<Response, ApiError> {
    answer::value(&Workspaces {
        items: state.store().workspaces(),
    })
}

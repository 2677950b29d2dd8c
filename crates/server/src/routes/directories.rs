//! `/w/{workspace}/training/directories`

use axum::{extract::State, response::Response};
use contract::opencx::{Directory, DirectoryInput};
use domain::directories::{self, TreeError};
use serde::Serialize;

use super::{new_id, stamp};
use crate::{
    answer,
    error::ApiError,
    openapi::{
        schema,
        status::{Conditional, Created, Guarded, WithBody},
    },
    request::{Access, Id, Idempotency, JsonBody, Match, TrainingRead, TrainingWrite},
    state::AppState,
    store::{DirectoryStore as _, Refusal, Written, directory::unknown},
};

#[derive(Serialize)]
struct Directories {
    items: Vec<Directory>,
}

fn refused(error: TreeError) -> Refusal {
    match error {
        TreeError::Unknown(id) => unknown(&id),
        TreeError::Invalid(errors) => Refusal::Invalid(errors),
        error @ TreeError::NameTaken(_) => Refusal::Conflict(error.to_string()),
    }
}

/// List directories
///
/// All of them, by name, each with the number of scenarios directly in it.
#[utoipa::path(
    get, path = "/{workspace}/training/directories", operation_id = "listDirectories", tag = "directories",
    params(schema::WorkspacePath),
    extensions(("x-cuebook-extension" = json!(true))),
    responses(
        (status = 200, description = "All of them", body = schema::DirectoryList),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        Guarded,
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
) -> Result<Response, ApiError> {
    let items = state.store().directories(&access.workspace).await?;
    answer::value(&Directories { items })
}

/// Create a directory
///
/// Names are unique among siblings without regard to case; the tree has at most eight levels.
#[utoipa::path(
    post, path = "/{workspace}/training/directories", operation_id = "createDirectory", tag = "directories",
    params(schema::WorkspacePath, schema::IdempotencyHeader),
    request_body = schema::DirectoryCreate,
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The directory", body = schema::Directory,
        headers(("ETag" = String, description = "Tag of this state"))), Created, WithBody, Guarded),
)]
pub async fn create(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    idempotency: Idempotency,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let claim = idempotency.claim(&access.caller, Some(&body), state.clock().now());
    let input = DirectoryInput::create_from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let rule =
        move |all: &[Directory]| directories::create(all, input, new_id(), &now).map_err(refused);
    Ok(state
        .store()
        .create_directory(&access.workspace, claim, rule)
        .await?)
}

/// Rename or move a directory
///
/// An absent field keeps its value; `parent_id: null` moves it to the top.
#[utoipa::path(
    put, path = "/{workspace}/training/directories/{id}", operation_id = "updateDirectory", tag = "directories",
    params(schema::WorkspacePath, schema::IdPath, schema::IfMatchHeader),
    request_body = schema::DirectoryUpdate,
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The directory", body = schema::Directory,
        headers(("ETag" = String, description = "Tag of this state"))),
        (status = 409, description = "A sibling has the name", body = schema::ErrorBody),
        Conditional, WithBody, Guarded),
)]
pub async fn update(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let input = DirectoryInput::update_from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let target = id.clone();
    let rule =
        move |all: &[Directory]| directories::update(all, &target, input, &now).map_err(refused);
    Ok(state
        .store()
        .change_directory(&access.workspace, &id, if_match, rule)
        .await?)
}

/// Delete a directory
///
/// Its scenarios and subdirectories move to its parent. A subdirectory whose name the parent has
/// already gets a number behind it.
#[utoipa::path(
    delete, path = "/{workspace}/training/directories/{id}", operation_id = "deleteDirectory", tag = "directories",
    params(schema::WorkspacePath, schema::IdPath, schema::IfMatchHeader),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "It is gone, what was in it is one level up", body = schema::Success), Conditional, Guarded),
)]
pub async fn delete(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    let now = stamp(&state, &access.caller).now;
    let (target, moment) = (id.clone(), now.clone());
    let rule = move |all: &[Directory]| directories::remove(all, &target, &moment).map_err(refused);
    state
        .store()
        .delete_directory(&access.workspace, &id, if_match, now, rule)
        .await?;
    Ok(answer::success())
}

//! `/w/{workspace}/training/{id}/draft` and `/w/{workspace}/training/{id}/directory`

use axum::extract::State;
use contract::opencx::{DraftInput, MoveInput};
use domain::lifecycle::{self, Change, Current};

use super::stamp;
use crate::{
    error::ApiError,
    openapi::{
        schema,
        status::{Conditional, Guarded, WithBody},
    },
    request::{Access, Id, JsonBody, Match, TrainingWrite},
    state::AppState,
    store::{Edit, TrainingStore as _, Written},
};

/// Toggle draft status
///
/// `false` publishes the pending draft text as the next version; `true` takes the scenario
/// offline. What is already so stays as it is.
#[utoipa::path(
    put, path = "/{workspace}/training/{id}/draft", operation_id = "toggleTrainingDraft", tag = "training",
    params(schema::WorkspacePath, schema::IdPath, schema::IfMatchHeader),
    request_body = schema::ToggleDraft,
    responses((status = 200, description = "The training", body = schema::Training,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Conditional, WithBody, Guarded),
)]
pub async fn toggle_draft(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let DraftInput { is_draft } = DraftInput::from_json(body.value)?;
    let stamp = stamp(&state, &access.caller);
    let edit = Edit {
        id,
        if_match,
        ..Edit::default()
    };
    let rule =
        move |current: &Current, _: Option<&_>| Ok(lifecycle::toggle(current, is_draft, &stamp));
    Ok(state
        .store()
        .change_training(&access.workspace, edit, rule)
        .await?)
}

/// Move a training
///
/// Into a directory, or out of all of them with `null`. Text and state stay as they are.
#[utoipa::path(
    put, path = "/{workspace}/training/{id}/directory", operation_id = "moveTraining", tag = "training",
    params(schema::WorkspacePath, schema::IdPath, schema::IfMatchHeader),
    request_body = schema::MoveTraining,
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The training", body = schema::Training,
        headers(("ETag" = String, description = "Tag of this state"))), Conditional, WithBody, Guarded),
)]
pub async fn move_to_directory(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let MoveInput { directory_id } = MoveInput::from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let edit = Edit {
        id,
        if_match,
        ..Edit::default()
    };
    let rule = move |current: &Current, _: Option<&_>| {
        Ok(Change {
            training: lifecycle::relocate(&current.training, directory_id, &now),
            published: None,
        })
    };
    Ok(state
        .store()
        .change_training(&access.workspace, edit, rule)
        .await?)
}

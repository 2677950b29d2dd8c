//! `/w/{workspace}/training/{id}/versions`

use axum::{extract::State, response::Response};
use contract::opencx::Version;
use domain::lifecycle::{self, Change, Current};
use serde::Serialize;

use super::stamp;
use crate::{
    answer,
    error::ApiError,
    openapi::{
        schema,
        status::{Conditional, Guarded, ReadOne},
    },
    request::{Access, Id, Idempotency, Match, TrainingRead, TrainingWrite, VersionPath},
    state::AppState,
    store::{Edit, Refusal, TrainingStore as _, Written, training::unknown},
};

#[derive(Serialize)]
struct Versions {
    items: Vec<Version>,
}

/// List versions
///
/// Every publish writes one; none ever changes. Newest first.
#[utoipa::path(
    get, path = "/{workspace}/training/{id}/versions", operation_id = "listTrainingVersions", tag = "training",
    params(schema::WorkspacePath, schema::IdPath),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "All of them", body = schema::VersionList), ReadOne, Guarded),
)]
pub async fn list(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let items = state.store().versions(&access.workspace, &id).await?;
    answer::value(&Versions {
        items: items.ok_or_else(|| unknown(&id))?,
    })
}

/// Restore a version
///
/// Fills the draft with its text, for review; what is live stays live.
#[utoipa::path(
    post, path = "/{workspace}/training/{id}/versions/{version}/restore", operation_id = "restoreTrainingVersion", tag = "training",
    params(schema::WorkspacePath, schema::IdPath, schema::VersionNumberPath, schema::IfMatchHeader, schema::IdempotencyHeader),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The training", body = schema::Training,
        headers(("ETag" = String, description = "Tag of this state"))),
        (status = 409, description = "The Idempotency-Key was used for another request", body = schema::ErrorBody),
        Conditional, Guarded),
)]
pub async fn restore(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    VersionPath(version): VersionPath,
    Match(if_match): Match,
    idempotency: Idempotency,
) -> Result<Written, ApiError> {
    let stamp = stamp(&state, &access.caller);
    let edit = Edit {
        id,
        if_match,
        version: Some(version),
        claim: idempotency.claim(&access.caller, None, state.clock().now()),
    };
    let rule = move |current: &Current, version: Option<&Version>| {
        // The store refuses an unknown version before it asks the rule.
        let version = version.ok_or_else(|| Refusal::NotFound("Unknown version.".to_owned()))?;
        Ok(Change {
            training: lifecycle::restore(current, version, &stamp),
            published: None,
        })
    };
    Ok(state
        .store()
        .change_training(&access.workspace, edit, rule)
        .await?)
}

//! `/w/{workspace}/training` and `/w/{workspace}/training/{id}`

use std::fmt::Write as _;

use axum::{extract::State, response::Response};
use contract::opencx::{ListQuery, TrainingInput};
use domain::lifecycle;

use super::{new_id, stamp};
use crate::{
    answer,
    error::ApiError,
    openapi::{
        schema,
        status::{Conditional, Created, Guarded, ReadOne, WithBody},
    },
    request::{
        Access, Id, Idempotency, JsonBody, Match, NoneMatch, Pairs, TrainingRead, TrainingWrite,
    },
    state::AppState,
    store::{Edit, Page, TrainingStore as _, Written, training::unknown},
};

/// List trainings
///
/// Newest first. Invalid values are refused, not clamped.
#[utoipa::path(
    get, path = "/{workspace}/training", operation_id = "listTrainings", tag = "training",
    params(schema::WorkspacePath, schema::TrainingListQuery),
    responses(
        (status = 200, description = "A page", body = schema::TrainingPage),
        (status = 400, description = "A value of the query is not accepted", body = schema::ErrorBody),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        Guarded,
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
    pairs: Pairs,
) -> Result<Response, ApiError> {
    let query = ListQuery::from_pairs(pairs.iter())?;
    let page = state
        .store()
        .list_trainings(&access.workspace, &query)
        .await?;
    Ok(answer::json(written(&page, &query)))
}

/// The page around rows that are JSON already.
fn written(page: &Page, query: &ListQuery) -> String {
    let Page {
        items,
        count,
        total,
    } = page;
    let mut body = String::with_capacity(items.len() + 128);
    body.push_str("{\"items\":[");
    body.push_str(items);
    let seen = query.offset.saturating_add(*count);
    // Writing to a string cannot fail.
    let _ = write!(
        body,
        "],\"total\":{total},\"limit\":{},\"offset\":{},\"has_more\":{}}}",
        query.limit,
        query.offset,
        *count > 0 && seen < *total
    );
    body
}

/// Create a training
///
/// Publishes version 1 unless `is_draft` is true.
#[utoipa::path(
    post, path = "/{workspace}/training", operation_id = "createTraining", tag = "training",
    params(schema::WorkspacePath, schema::IdempotencyHeader),
    request_body = schema::TrainingCreate,
    responses((status = 200, description = "The training", body = schema::Training,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Created, WithBody, Guarded),
)]
pub async fn create(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    idempotency: Idempotency,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let claim = idempotency.claim(&access.caller, Some(&body), state.clock().now());
    let input = TrainingInput::from_json(body.value)?;
    let change = lifecycle::create(input, new_id(), &stamp(&state, &access.caller))?;
    Ok(state
        .store()
        .create_training(&access.workspace, change, claim)
        .await?)
}

/// Get a training
#[utoipa::path(
    get, path = "/{workspace}/training/{id}", operation_id = "getTraining", tag = "training",
    params(schema::WorkspacePath, schema::IdPath, schema::IfNoneMatchHeader),
    responses((status = 200, description = "The training", body = schema::Training,
        headers(("ETag" = String, description = "Tag of this state; an extension"))),
        (status = 304, description = "The caller has this state"), ReadOne, Guarded),
)]
pub async fn get(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
    Id(id): Id,
    known: NoneMatch,
) -> Result<Response, ApiError> {
    let row = state.store().training(&access.workspace, &id).await?;
    Ok(answer::row(row.ok_or_else(|| unknown(&id))?, &known))
}

/// Update a training
///
/// `title` and `content` are required; every other field keeps its value when it is absent.
/// `is_draft: false` publishes the text as the next version; `true` saves it as a draft and
/// takes the scenario offline; without it a live scenario stays live and the text becomes its
/// pending draft. A new `type` sets a live scenario back to draft.
#[utoipa::path(
    put, path = "/{workspace}/training/{id}", operation_id = "updateTraining", tag = "training",
    params(schema::WorkspacePath, schema::IdPath, schema::IfMatchHeader),
    request_body = schema::TrainingUpdate,
    responses((status = 200, description = "The training", body = schema::Training,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Conditional, WithBody, Guarded),
)]
pub async fn update(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let input = TrainingInput::from_json(body.value)?;
    let stamp = stamp(&state, &access.caller);
    let edit = Edit {
        id,
        if_match,
        ..Edit::default()
    };
    let rule = move |current: &lifecycle::Current, _: Option<&_>| {
        Ok(lifecycle::update(current, input, &stamp)?)
    };
    Ok(state
        .store()
        .change_training(&access.workspace, edit, rule)
        .await?)
}

/// Delete a training
#[utoipa::path(
    delete, path = "/{workspace}/training/{id}", operation_id = "deleteTraining", tag = "training",
    params(schema::WorkspacePath, schema::IdPath, schema::IfMatchHeader),
    responses((status = 200, description = "It is gone, with its versions", body = schema::Success), Conditional, Guarded),
)]
pub async fn delete(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    state
        .store()
        .delete_training(&access.workspace, &id, if_match)
        .await?;
    Ok(answer::success())
}

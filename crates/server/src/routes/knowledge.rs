//! `/w/{workspace}/knowledge`

use axum::{extract::State, response::Response};
use contract::opencx::{KnowledgeDocument, KnowledgeInput, KnowledgePage, KnowledgeQuery};

use super::{new_id, stamp};
use crate::{
    answer,
    error::ApiError,
    knowledge,
    openapi::{
        schema,
        status::{Guarded, ReadOne, WithBody},
    },
    request::{Access, Id, JsonBody, Pairs, TrainingRead, TrainingWrite},
    state::AppState,
    store::{KnowledgeStore as _, knowledge::unknown},
};

/// List knowledge documents
#[utoipa::path(
    get, path = "/{workspace}/knowledge", operation_id = "listKnowledge", tag = "knowledge",
    params(schema::WorkspacePath, schema::KnowledgeListQuery),
    extensions(("x-cuebook-extension" = json!(true))),
    responses(
        (status = 200, description = "A page, by name", body = schema::KnowledgePage),
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
    let KnowledgeQuery { limit, offset } = KnowledgeQuery::from_pairs(pairs.iter())?;
    let (items, total) = state
        .store()
        .list_documents(&access.workspace, limit, offset)
        .await?;
    let seen = offset.saturating_add(items.len() as u64);
    answer::value(&KnowledgePage {
        has_more: !items.is_empty() && seen < total,
        items,
        total,
        limit,
        offset,
    })
}

/// Get a knowledge document
#[utoipa::path(
    get, path = "/{workspace}/knowledge/{id}", operation_id = "getKnowledge", tag = "knowledge",
    params(schema::WorkspacePath, schema::IdPath),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The document with its passages", body = schema::KnowledgeText),
        ReadOne, Guarded),
)]
pub async fn get(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let found = state.store().document(&access.workspace, &id).await?;
    answer::value(&found.ok_or_else(|| unknown(&id))?)
}

/// Import a knowledge document
///
/// Split by its headings into passages of at most 1,000 characters; of HTML the text alone is
/// kept. A document with the same name is replaced and keeps its id, so that the request may be
/// sent again.
#[utoipa::path(
    post, path = "/{workspace}/knowledge", operation_id = "importKnowledge", tag = "knowledge",
    params(schema::WorkspacePath),
    request_body = schema::KnowledgeImport,
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The document", body = schema::KnowledgeDocument),
        (status = 400, description = "The message names each field that is not accepted", body = schema::ErrorBody),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        WithBody, Guarded),
)]
pub async fn import(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let input = KnowledgeInput::from_json(body.value)?;
    let passages = knowledge::split(&input)?;
    let now = stamp(&state, &access.caller).now;
    let document = KnowledgeDocument {
        id: new_id(),
        format: input.format,
        bytes: input.content.len() as u64,
        passage_count: passages.len() as u64,
        name: input.name,
        created_at: now.clone(),
        updated_at: now,
    };
    let written = state
        .store()
        .put_document(&access.workspace, document, passages)
        .await?;
    answer::value(&written)
}

/// Delete a knowledge document
#[utoipa::path(
    delete, path = "/{workspace}/knowledge/{id}", operation_id = "deleteKnowledge", tag = "knowledge",
    params(schema::WorkspacePath, schema::IdPath),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "It is gone", body = schema::Success), ReadOne, Guarded),
)]
pub async fn delete(
    State(state): State<AppState>,
    access: Access<TrainingWrite>,
    Id(id): Id,
) -> Result<Response, ApiError> {
    state
        .store()
        .delete_document(&access.workspace, &id)
        .await?;
    Ok(answer::success())
}

//! `/w/{workspace}/api/v1/agents` and `/w/{workspace}/api/v1/agents/{agent_id}`

use axum::{extract::State, http::StatusCode, response::Response};
use contract::talkover::{Agent, AgentInput, AgentQuery};
use domain::talkover::{self, StillPublished};

use crate::{
    answer::talkover as answer,
    error::ApiError,
    openapi::{
        schema,
        talkover_status::{Changed, Created, Guarded, ReadOne, WithBody},
    },
    request::{
        Access, AgentId, AgentsRead, AgentsWrite, Idempotency, JsonBody, Match, NoneMatch, Pairs,
    },
    routes::{new_id, stamp},
    state::AppState,
    store::{AgentStore as _, Refusal, agent::unknown},
};

/// List agents
///
/// Newest first. Invalid values are refused, not clamped.
#[utoipa::path(
    get, path = "/{workspace}/api/v1/agents", operation_id = "listAgents", tag = "agents",
    params(schema::WorkspacePath, schema::AgentListQuery),
    responses(
        (status = 200, description = "A page", body = schema::AgentList),
        (status = 404, description = "Unknown workspace", body = schema::Refused),
        (status = 422, description = "Values of the query that are not accepted", body = schema::Invalid),
        Guarded,
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    access: Access<AgentsRead>,
    pairs: Pairs,
) -> Result<Response, ApiError> {
    let query = AgentQuery::from_pairs(pairs.iter())?;
    let page = state.store().list_agents(&access.workspace, &query).await?;
    answer::list(&page, Some(query.paging))
}

/// Create an agent
///
/// A draft without a voice. It can be published when its knowledge, voice and calling settings
/// have each been set.
#[utoipa::path(
    post, path = "/{workspace}/api/v1/agents", operation_id = "createAgent", tag = "agents",
    params(schema::WorkspacePath, schema::IdempotencyHeader),
    request_body = schema::AgentCreate,
    responses((status = 201, description = "The agent", body = schema::AgentWritten,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Created, WithBody, Guarded),
)]
pub async fn create(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    idempotency: Idempotency,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let claim = idempotency.claim(&access.caller, Some(&body), state.clock().now());
    let input = AgentInput::from_json(body.value)?;
    let agent = talkover::create(input, new_id(), &stamp(&state, &access.caller).now);
    let made = state
        .store()
        .create_agent(&access.workspace, agent, claim)
        .await?;
    Ok(answer::created(
        &made,
        StatusCode::CREATED,
        "Agent created successfully",
    ))
}

/// Get an agent
///
/// With all its trainings, active and inactive, oldest first.
#[utoipa::path(
    get, path = "/{workspace}/api/v1/agents/{agent_id}", operation_id = "getAgent", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfNoneMatchHeader),
    responses((status = 200, description = "The agent", body = schema::AgentRead,
        headers(("ETag" = String, description = "Tag of this state; an extension"))),
        (status = 304, description = "The caller has this state"), ReadOne, Guarded),
)]
pub async fn get(
    State(state): State<AppState>,
    access: Access<AgentsRead>,
    AgentId(id): AgentId,
    known: NoneMatch,
) -> Result<Response, ApiError> {
    let row = state.store().agent(&access.workspace, &id).await?;
    Ok(answer::row(&row.ok_or_else(unknown)?, &known))
}

/// Delete an agent
///
/// With its trainings, for ever. Refused while it is published.
#[utoipa::path(
    delete, path = "/{workspace}/api/v1/agents/{agent_id}", operation_id = "deleteAgent", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader),
    responses((status = 200, description = "It is gone", body = schema::Gone),
        (status = 409, description = "It is published", body = schema::Refused),
        Changed, Guarded),
)]
pub async fn delete(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    AgentId(id): AgentId,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    let rule = |agent: &Agent| {
        talkover::may_delete(agent)
            .map_err(|refused: StillPublished| Refusal::Conflict(refused.to_string()))
    };
    state
        .store()
        .delete_agent(&access.workspace, &id, if_match, rule)
        .await?;
    Ok(answer::gone("Agent deleted successfully"))
}

//! `/w/{workspace}/api/v1/agents/{agent_id}/trainings` and `…/trainings/{training_id}`

use axum::{extract::State, http::StatusCode, response::Response};
use contract::talkover::{Agent, Paging, Training, TrainingInput};
use domain::talkover;

use crate::{
    answer::talkover as answer,
    error::ApiError,
    openapi::{
        schema,
        talkover_status::{Changed, Guarded, ReadOne, Upserted, WithBody},
    },
    request::{
        Access, AgentId, AgentTrainingsDelete, AgentTrainingsRead, AgentTrainingsWrite,
        Idempotency, JsonBody, Match, NoneMatch, Pairs, TrainingId,
    },
    routes::{new_id, stamp},
    state::AppState,
    store::{AgentStore as _, AgentTrainingStore as _, Upsert, agent, agent_training::unknown},
};

/// List an agent's trainings
///
/// Active and inactive, oldest first: all of them, or a page where `page` or `per_page` is sent.
#[utoipa::path(
    get, path = "/{workspace}/api/v1/agents/{agent_id}/trainings", operation_id = "listAgentTrainings", tag = "trainings",
    params(schema::WorkspacePath, schema::AgentPath, schema::AgentTrainingListQuery),
    responses(
        (status = 200, description = "All of them, or a page with `meta`", body = schema::AgentTrainingList),
        (status = 404, description = "Unknown workspace or agent", body = schema::Refused),
        (status = 422, description = "Values of the query that are not accepted", body = schema::Invalid),
        Guarded,
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    access: Access<AgentTrainingsRead>,
    AgentId(id): AgentId,
    pairs: Pairs,
) -> Result<Response, ApiError> {
    let paging = Paging::from_pairs(pairs.iter())?;
    let page = state
        .store()
        .agent_trainings(&access.workspace, &id, paging)
        .await?;
    answer::list(&page.ok_or_else(agent::unknown)?, paging)
}

/// Create or update a training
///
/// A `node_id` that the agent has already, or the id of one of its trainings, updates that one;
/// any other, or none, makes a new one. Without `current_status` it is active. Sets the agent to
/// draft: offline for new calls until it is published again.
#[utoipa::path(
    post, path = "/{workspace}/api/v1/agents/{agent_id}/trainings", operation_id = "upsertAgentTraining", tag = "trainings",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader, schema::IdempotencyHeader),
    request_body = schema::AgentTrainingUpsert,
    responses((status = 200, description = "The training", body = schema::AgentTrainingWritten,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Upserted, WithBody, Guarded),
)]
pub async fn upsert(
    State(state): State<AppState>,
    access: Access<AgentTrainingsWrite>,
    AgentId(agent): AgentId,
    Match(if_match): Match,
    idempotency: Idempotency,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let claim = idempotency.claim(&access.caller, Some(&body), state.clock().now());
    let input = TrainingInput::from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let upsert = Upsert {
        agent,
        node_id: input.node_id.clone(),
        if_match,
        claim,
    };
    let rule = move |agent: &Agent, current: Option<&Training>| {
        let training = talkover::upsert(current, input, new_id(), &now);
        (talkover::retrained(agent, &now), training)
    };
    let made = state
        .store()
        .put_agent_training(&access.workspace, upsert, rule)
        .await?;
    Ok(answer::created(
        &made,
        StatusCode::OK,
        "Agent training updated successfully",
    ))
}

/// Get a training
///
/// Talkover itself has only the list; here a single one comes with the tag that a conditional
/// write needs.
#[utoipa::path(
    get, path = "/{workspace}/api/v1/agents/{agent_id}/trainings/{training_id}", operation_id = "getAgentTraining", tag = "trainings",
    params(schema::WorkspacePath, schema::AgentPath, schema::AgentTrainingPath, schema::IfNoneMatchHeader),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The training", body = schema::AgentTrainingRead,
        headers(("ETag" = String, description = "Tag of this state"))),
        (status = 304, description = "The caller has this state"), ReadOne, Guarded),
)]
pub async fn get(
    State(state): State<AppState>,
    access: Access<AgentTrainingsRead>,
    AgentId(agent_id): AgentId,
    TrainingId(id): TrainingId,
    known: NoneMatch,
) -> Result<Response, ApiError> {
    let store = state.store();
    let workspace = &access.workspace;
    if let Some(row) = store.agent_training(workspace, &agent_id, &id).await? {
        return Ok(answer::row(&row, &known));
    }
    let has_agent = store.agent(workspace, &agent_id).await?.is_some();
    Err(if has_agent {
        unknown()
    } else {
        agent::unknown()
    }
    .into())
}

/// Delete a training
///
/// For ever. Sets the agent to draft: offline for new calls until it is published again.
#[utoipa::path(
    delete, path = "/{workspace}/api/v1/agents/{agent_id}/trainings/{training_id}", operation_id = "deleteAgentTraining", tag = "trainings",
    params(schema::WorkspacePath, schema::AgentPath, schema::AgentTrainingPath, schema::IfMatchHeader),
    responses((status = 200, description = "It is gone", body = schema::Gone), Changed, Guarded),
)]
pub async fn delete(
    State(state): State<AppState>,
    access: Access<AgentTrainingsDelete>,
    AgentId(agent): AgentId,
    TrainingId(id): TrainingId,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    let now = stamp(&state, &access.caller).now;
    let rule = move |agent: &Agent| talkover::retrained(agent, &now);
    state
        .store()
        .delete_agent_training(&access.workspace, &agent, &id, if_match, rule)
        .await?;
    Ok(answer::gone("Agent training deleted successfully"))
}

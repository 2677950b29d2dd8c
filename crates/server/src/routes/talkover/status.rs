//! `/w/{workspace}/api/v1/agents/{agent_id}/publish` and `…/unpublish`

use axum::{extract::State, response::Response};
use contract::{
    FieldErrors,
    talkover::{Agent, AgentState},
};
use domain::talkover::{self, NotReady};

use crate::{
    answer::talkover as answer,
    error::ApiError,
    openapi::{
        schema,
        talkover_status::{Changed, Guarded},
    },
    request::{Access, AgentId, AgentsWrite, Match},
    routes::stamp,
    state::AppState,
    store::{AgentStore as _, Refusal, Row},
};

fn not_ready(NotReady(missing): NotReady) -> Refusal {
    let mut errors = FieldErrors::default();
    for setup in missing {
        errors.push(setup.as_str(), talkover::not_saved(setup));
    }
    Refusal::NotReady(errors)
}

/// Publish an agent
///
/// It takes calls from now on. One that does already stays as it is.
#[utoipa::path(
    post, path = "/{workspace}/api/v1/agents/{agent_id}/publish", operation_id = "publishAgent", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader),
    responses((status = 200, description = "What has become of it", body = schema::AgentStateWritten,
        headers(("ETag" = String, description = "Tag of the agent; an extension"))),
        (status = 422, description = "Knowledge, voice or calling have never been set: `errors` has a field for each", body = schema::Invalid),
        Changed, Guarded),
)]
pub async fn publish(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    AgentId(id): AgentId,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    let now = stamp(&state, &access.caller).now;
    let rule = move |current: &Agent| talkover::publish(current, &now).map_err(not_ready);
    let row = state
        .store()
        .change_agent(&access.workspace, &id, if_match, rule)
        .await?;
    answered(&row, "Agent published successfully")
}

/// Unpublish an agent
///
/// It takes no new calls from now on, and keeps everything else. One that takes none stays as it
/// is.
#[utoipa::path(
    post, path = "/{workspace}/api/v1/agents/{agent_id}/unpublish", operation_id = "unpublishAgent", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader),
    responses((status = 200, description = "What has become of it", body = schema::AgentStateWritten,
        headers(("ETag" = String, description = "Tag of the agent; an extension"))),
        Changed, Guarded),
)]
pub async fn unpublish(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    AgentId(id): AgentId,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    let now = stamp(&state, &access.caller).now;
    let rule = move |current: &Agent| Ok(talkover::unpublish(current, &now));
    let row = state
        .store()
        .change_agent(&access.workspace, &id, if_match, rule)
        .await?;
    answered(&row, "Agent unpublished successfully")
}

/// The five documented fields.
fn answered(row: &Row, message: &str) -> Result<Response, ApiError> {
    let unreadable = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "an agent that was written cannot be read");
        ApiError::Internal
    };
    let body = serde_json::from_str(&row.body).map_err(|error| unreadable(&error))?;
    let agent = Agent::from_json(body).map_err(|error| unreadable(&error))?;
    answer::part(&AgentState::from(&agent), &row.etag, message)
}

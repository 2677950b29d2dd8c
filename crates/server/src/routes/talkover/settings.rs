//! `/w/{workspace}/api/v1/agents/{agent_id}/knowledge`, `…/voice` and `…/calling`

use axum::{extract::State, response::Response};
use contract::talkover::{Agent, CallingInput, KnowledgeInput, VoiceInput};
use domain::talkover;

use crate::{
    answer::talkover as answer,
    error::ApiError,
    openapi::{
        schema,
        talkover_status::{Changed, Guarded, WithBody},
    },
    request::{Access, AgentId, AgentsWrite, JsonBody, Match},
    routes::stamp,
    state::AppState,
    store::AgentStore as _,
};

/// Update an agent's knowledge
///
/// Sets the agent to draft: offline for new calls until it is published again.
#[utoipa::path(
    put, path = "/{workspace}/api/v1/agents/{agent_id}/knowledge", operation_id = "updateAgentKnowledge", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader),
    request_body = schema::KnowledgeUpdate,
    responses((status = 200, description = "The agent, a draft", body = schema::AgentWritten,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Changed, WithBody, Guarded),
)]
pub async fn knowledge(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    AgentId(id): AgentId,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let input = KnowledgeInput::from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let rule = move |current: &Agent| Ok(talkover::set_knowledge(current, input, &now));
    let row = state
        .store()
        .change_agent(&access.workspace, &id, if_match, rule)
        .await?;
    Ok(answer::written(
        &row,
        "Agent knowledge updated successfully",
    ))
}

/// Update an agent's voice
///
/// Sets the agent to draft. Talkover's list of voices is not here: `voice_id` is taken as it is,
/// and is the voice's name and label, too. What is left out keeps its value while the voice stays
/// the same; `null` takes it away.
#[utoipa::path(
    put, path = "/{workspace}/api/v1/agents/{agent_id}/voice", operation_id = "updateAgentVoice", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader),
    request_body = schema::VoiceUpdate,
    responses((status = 200, description = "The agent, a draft", body = schema::AgentWritten,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Changed, WithBody, Guarded),
)]
pub async fn voice(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    AgentId(id): AgentId,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let input = VoiceInput::from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let rule = move |current: &Agent| Ok(talkover::set_voice(current, input, &now));
    let row = state
        .store()
        .change_agent(&access.workspace, &id, if_match, rule)
        .await?;
    Ok(answer::written(&row, "Agent voice updated successfully"))
}

/// Update an agent's calling settings
///
/// Sets the agent to draft. Talkover's list of phone numbers is not here: an id in the form of
/// E.164, like `+442079460018`, is the number; of any other only the id is known. An empty list
/// counts as set, too.
#[utoipa::path(
    put, path = "/{workspace}/api/v1/agents/{agent_id}/calling", operation_id = "updateAgentCalling", tag = "agents",
    params(schema::WorkspacePath, schema::AgentPath, schema::IfMatchHeader),
    request_body = schema::CallingUpdate,
    responses((status = 200, description = "The agent, a draft", body = schema::AgentWritten,
        headers(("ETag" = String, description = "Tag of this state; an extension"))), Changed, WithBody, Guarded),
)]
pub async fn calling(
    State(state): State<AppState>,
    access: Access<AgentsWrite>,
    AgentId(id): AgentId,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let input = CallingInput::from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let rule = move |current: &Agent| Ok(talkover::set_calling(current, input, &now));
    let row = state
        .store()
        .change_agent(&access.workspace, &id, if_match, rule)
        .await?;
    Ok(answer::written(
        &row,
        "Agent calling settings updated successfully",
    ))
}

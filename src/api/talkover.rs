//! Talkover's dialect: one function for each request.
//!
//! Answers come in an envelope, which [`contract::talkover::Answer`] opens. Rows that cannot be read
//! are left out of lists and told apart: one bad row does not hide the others.

use contract::{
    DecodeError,
    talkover::{
        Agent, AgentInput, AgentQuery, Answer, CallingInput, KnowledgeInput, Paging, Training,
        TrainingInput, VoiceInput, answer::Rows, limits,
    },
};
use domain::{
    outbox::Reason,
    talkover::batch::{self, Pause, Refusal, Request},
};
use gloo_net::http::Method;
use serde_json::Value;

use super::{ApiError, Client, Reading, send::Outgoing};
use crate::paths::api::{self, AGENTS, agent_part, agent_training};

/// An agent with the tag that its next write must match, where the service gives one.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedAgent {
    /// The agent as the service returned it.
    pub agent: Agent,
    /// `ETag` of this state (extension).
    pub etag: Option<String>,
}

type Result<T> = std::result::Result<T, ApiError>;

/// All agents, page by page, in the service's order, each once.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn agents(client: &Client, reading: Option<&Reading>) -> Result<Rows<Agent>> {
    let mut all: Rows<Agent> = Vec::new();
    let mut query = AgentQuery {
        paging: Paging {
            page: 1,
            per_page: *limits::PAGE_ROWS.end(),
        },
        ..AgentQuery::default()
    };
    loop {
        let answer = client.get(AGENTS, query.to_pairs(), reading).await?;
        let answer = decoded(Answer::from_json(answer.body))?;
        let last = answer.meta.map_or(1, |meta| meta.last_page);
        let rows = decoded(answer.agents())?;
        let (before, is_empty) = (all.len(), rows.is_empty());
        for row in rows {
            let is_known = |id: &str| {
                let mut known = all.iter().filter_map(|row| row.as_ref().ok());
                known.any(|known| known.id == id)
            };
            if !row.as_ref().is_ok_and(|row| is_known(&row.id)) {
                all.push(row);
            }
        }
        // A service that ignores `page` would send the same rows for ever.
        if is_empty || all.len() == before || query.paging.page >= last {
            return Ok(all);
        }
        query.paging.page += 1;
    }
}

/// One agent, with its trainings.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn agent(client: &Client, id: &str, reading: Option<&Reading>) -> Result<TaggedAgent> {
    let answer = client.get(&api::agent(id), Vec::new(), reading).await?;
    Ok(TaggedAgent {
        etag: answer.etag,
        agent: decoded(Answer::from_json(answer.body).and_then(Answer::agent))?,
    })
}

/// Creates an agent. `idempotency_key` keeps a repeated request from creating it twice, where the
/// service honours it.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn create_agent(
    client: &Client,
    input: &AgentInput,
    idempotency_key: &str,
) -> Result<Agent> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        idempotency_key: Some(idempotency_key),
        ..Outgoing::default()
    };
    let answer = client.send(Method::POST, AGENTS, outgoing).await?;
    decoded(Answer::from_json(answer.body).and_then(Answer::agent))
}

/// Deletes an agent with its trainings.
///
/// # Errors
///
/// [`ApiError::Conflict`] where it is published or has running calls; any other [`ApiError`].
pub async fn delete_agent(client: &Client, id: &str) -> Result<()> {
    let outgoing = Outgoing::default();
    client
        .send(Method::DELETE, &api::agent(id), outgoing)
        .await
        .map(drop)
}

/// Sets what an agent knows. The agent goes offline.
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn set_knowledge(
    client: &Client,
    known: &Agent,
    input: &KnowledgeInput,
    etag: Option<&str>,
) -> Result<Agent> {
    set(client, known, "knowledge", input.to_json(), etag).await
}

/// Sets how an agent sounds. The agent goes offline.
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn set_voice(
    client: &Client,
    known: &Agent,
    input: &VoiceInput,
    etag: Option<&str>,
) -> Result<Agent> {
    set(client, known, "voice", input.to_json(), etag).await
}

/// Sets who calls whom.
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn set_calling(
    client: &Client,
    known: &Agent,
    input: &CallingInput,
    etag: Option<&str>,
) -> Result<Agent> {
    set(client, known, "calling", input.to_json(), etag).await
}

async fn set(
    client: &Client,
    known: &Agent,
    part: &str,
    body: Value,
    etag: Option<&str>,
) -> Result<Agent> {
    let outgoing = Outgoing {
        body: Some(body),
        if_match: etag,
        ..Outgoing::default()
    };
    let path = agent_part(&known.id, part);
    let answer = client.send(Method::PUT, &path, outgoing).await?;
    decoded(Answer::from_json(answer.body).and_then(|answer| answer.agent_over(known)))
}

/// Lets an agent take calls.
///
/// # Errors
///
/// [`ApiError::Invalid`] where something is missing for it; any other [`ApiError`].
pub async fn publish(client: &Client, known: &Agent) -> Result<Agent> {
    turn(client, known, "publish").await
}

/// Lets an agent take no new calls.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn unpublish(client: &Client, known: &Agent) -> Result<Agent> {
    turn(client, known, "unpublish").await
}

async fn turn(client: &Client, known: &Agent, part: &str) -> Result<Agent> {
    let path = agent_part(&known.id, part);
    let answer = client
        .send(Method::POST, &path, Outgoing::default())
        .await?;
    decoded(Answer::from_json(answer.body).and_then(|answer| answer.agent_over(known)))
}

/// All trainings of an agent, active and inactive.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn trainings(
    client: &Client,
    agent: &str,
    reading: Option<&Reading>,
) -> Result<Rows<Training>> {
    let path = agent_part(agent, "trainings");
    let answer = client.get(&path, Vec::new(), reading).await?;
    decoded(Answer::from_json(answer.body).and_then(Answer::trainings))
}

/// Makes a training, or writes the one that has the same `node_id`. The agent goes offline.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn put_training(client: &Client, agent: &str, input: &TrainingInput) -> Result<Training> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        ..Outgoing::default()
    };
    let path = agent_part(agent, "trainings");
    let answer = client.send(Method::POST, &path, outgoing).await?;
    decoded(Answer::from_json(answer.body).and_then(Answer::training))
}

/// Sends a request of a run, and says what became of it.
pub async fn answer_to(client: &Client, agent: &Agent, request: &Request) -> batch::Answer {
    let result = match request {
        Request::Put(input) => put_training(client, &agent.id, input)
            .await
            .map(|row| Some(Box::new(row))),
        Request::Delete { training_id } => {
            let path = agent_training(&agent.id, training_id);
            let outgoing = Outgoing::default();
            let deleted = client.send(Method::DELETE, &path, outgoing).await;
            deleted.map(|_| None)
        }
        Request::Publish => publish(client, agent).await.map(|_| None),
    };
    match result {
        Ok(row) => batch::Answer::Done(row),
        Err(error) => unanswered(error),
    }
}

/// What becomes of a request that ended with an error.
#[must_use]
pub fn unanswered(error: ApiError) -> batch::Answer {
    if let Some((why, asked)) = error.waits() {
        let said = error.to_string();
        let pause = Pause { why, said, asked };
        return match why {
            Reason::NoKey => batch::Answer::NotNow { said: pause.said },
            Reason::TooMany => batch::Answer::Busy(pause),
            Reason::NoAnswer | Reason::Service => batch::Answer::Lost(pause),
        };
    }
    match error {
        // What is wrong with which field stands below it, and at the fields.
        ApiError::Invalid(fields) => batch::Answer::Refused(Refusal {
            message: "The service does not take it as it is.".to_owned(),
            fields: fields.0,
            others: Vec::new(),
        }),
        ApiError::NotFound { .. } | ApiError::Changed => {
            batch::Answer::Outdated(Refusal::new(error.to_string()))
        }
        _ => batch::Answer::Refused(Refusal::new(error.to_string())),
    }
}

/// How a run waits after a failure that passes by itself. `None` where waiting alone does not help.
#[must_use]
pub fn passing(error: &ApiError) -> Option<Pause> {
    let (why, asked) = error.waits()?;
    let passes = why != Reason::NoKey && !matches!(error, ApiError::Decode(_));
    passes.then(|| Pause {
        why,
        said: error.to_string(),
        asked,
    })
}

fn decoded<T>(result: std::result::Result<T, DecodeError>) -> Result<T> {
    result.map_err(ApiError::Decode)
}

//! TEMPORARY
use super::{ApiError, Client, Reading, send::Outgoing};
use contract::talkover::*;
use gloo_net::http::Method;
type Result<T> = std::result::Result<T, ApiError>;
pub async fn agent(
    client: &Client,
    id: &str,
    reading: Option<&Reading>,
) -> Result<(Agent, Option<String>)> {
    let a = client
        .get(&format!("/api/v1/agents/{id}"), Vec::new(), reading)
        .await?;
    let etag = a.etag.clone();
    Ok((
        Answer::from_json(a.body)
            .and_then(Answer::agent)
            .map_err(ApiError::Decode)?,
        etag,
    ))
}
pub async fn all_agents(client: &Client, reading: Option<&Reading>) -> Result<Vec<Agent>> {
    let a = client
        .get(
            "/api/v1/agents",
            vec![("per_page", "100".to_owned())],
            reading,
        )
        .await?;
    let rows = Answer::from_json(a.body)
        .and_then(Answer::agents)
        .map_err(ApiError::Decode)?;
    Ok(rows.into_iter().flatten().collect())
}
pub async fn trainings(
    client: &Client,
    id: &str,
    reading: Option<&Reading>,
) -> Result<Vec<Training>> {
    let a = client
        .get(
            &format!("/api/v1/agents/{id}/trainings"),
            Vec::new(),
            reading,
        )
        .await?;
    let rows = Answer::from_json(a.body)
        .and_then(Answer::trainings)
        .map_err(ApiError::Decode)?;
    Ok(rows.into_iter().flatten().collect())
}
pub async fn write_training(client: &Client, id: &str, input: &TrainingInput) -> Result<Training> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        ..Outgoing::default()
    };
    let a = client
        .send(
            Method::POST,
            &format!("/api/v1/agents/{id}/trainings"),
            outgoing,
        )
        .await?;
    Answer::from_json(a.body)
        .and_then(Answer::training)
        .map_err(ApiError::Decode)
}
pub async fn create_agent(client: &Client, input: &AgentInput, key: &str) -> Result<Agent> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        idempotency_key: Some(key),
        ..Outgoing::default()
    };
    let a = client
        .send(Method::POST, "/api/v1/agents", outgoing)
        .await?;
    Answer::from_json(a.body)
        .and_then(Answer::agent)
        .map_err(ApiError::Decode)
}
pub async fn set(
    client: &Client,
    id: &str,
    what: &str,
    body: serde_json::Value,
    known: &Agent,
    etag: Option<&str>,
) -> Result<Agent> {
    let outgoing = Outgoing {
        body: Some(body),
        if_match: etag,
        ..Outgoing::default()
    };
    let a = client
        .send(
            Method::PUT,
            &format!("/api/v1/agents/{id}/{what}"),
            outgoing,
        )
        .await?;
    Answer::from_json(a.body)
        .and_then(|a| a.agent_over(known))
        .map_err(ApiError::Decode)
}

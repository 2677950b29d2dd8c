//! What copying reads and writes in a workspace that is not the open one.

use contract::{
    opencx::{self as scenarios, ListQuery, limits::PAGE_ROWS},
    talkover::{Agent, TrainingInput},
};

use super::Session;
use crate::api::{ApiError, opencx, talkover};

/// The agents of a workspace.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn agents(session: Session, workspace: &str) -> Result<Vec<Agent>, ApiError> {
    talkover::all_agents(&session.client(workspace), None).await
}

/// The subjects that an agent has.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn subjects(
    session: Session,
    workspace: &str,
    agent: &str,
) -> Result<Vec<String>, ApiError> {
    let rows = talkover::trainings(&session.client(workspace), agent, None).await?;
    Ok(rows.into_iter().map(|row| row.subject).collect())
}

/// The titles of a workspace that contain one of these, live ones and those of drafts.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn titles_like(
    session: Session,
    workspace: &str,
    titles: &[String],
) -> Result<Vec<String>, ApiError> {
    let client = session.client(workspace);
    let mut found = Vec::new();
    for title in titles.iter().map(|title| title.trim()) {
        if title.is_empty() {
            continue;
        }
        let mut query = ListQuery {
            search: Some(title.to_owned()),
            limit: PAGE_ROWS,
            ..ListQuery::default()
        };
        loop {
            let page = opencx::list(&client, &query, None).await?;
            let rows = page.items.len() as u64;
            let read = page.items.into_iter().flatten();
            found.extend(
                read.flat_map(|row| [Some(row.title), row.draft_title])
                    .flatten(),
            );
            if !page.has_more || rows == 0 {
                break;
            }
            query.offset += rows;
        }
    }
    Ok(found)
}

/// Makes a training of an agent, once: under the same `node_id` it is the same one.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn make_training(
    session: Session,
    workspace: &str,
    agent: &str,
    input: &TrainingInput,
) -> Result<(), ApiError> {
    let client = session.client(workspace);
    talkover::write_training(&client, agent, input)
        .await
        .map(drop)
}

/// Makes a scenario, once: sent again under the same key, it makes no second one.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn make_scenario(
    session: Session,
    workspace: &str,
    input: &scenarios::TrainingInput,
    key: &str,
) -> Result<(), ApiError> {
    let client = session.client(workspace);
    let generation = scenarios::Generation::default();
    opencx::create(&client, input, generation, key)
        .await
        .map(drop)
}

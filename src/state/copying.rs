//! What copying reads and writes in a workspace that is not the open one.

use contract::{
    opencx::{self as scenarios, ListQuery, limits::PAGE_ROWS},
    talkover::Agent,
};
use domain::{
    Draft, Intent,
    outbox::{Entry, Target, Write},
    talkover::{Change, TrainingDraft},
};
use leptos::prelude::untrack;

use super::{Device, Session, device::NotKept};
use crate::{
    api::{ApiError, opencx, talkover},
    web::clock,
};

/// The agents of a workspace.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn agents(session: Session, workspace: &str) -> Result<Vec<Agent>, ApiError> {
    let rows = talkover::agents(&session.client(workspace), None).await?;
    Ok(rows.into_iter().flatten().collect())
}

/// The subjects that an agent has, and those of changes that wait for it on this device.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn subjects(
    session: Session,
    device: Device,
    workspace: &str,
    agent: &str,
) -> Result<Vec<String>, ApiError> {
    let rows = talkover::trainings(&session.client(workspace), agent, None).await?;
    let rows = rows.into_iter().flatten().map(|row| row.subject);
    // What cannot be read there is said when something is to be added to it.
    let work = device.agent_work(&scope(session, workspace), agent).await;
    let batch = work.ok().and_then(|work| work.batch);
    let waiting = batch.iter().flat_map(|batch| batch.changes());
    let waiting = waiting.filter_map(|change| match change {
        Change::Put(draft) => Some(draft.subject.clone()),
        Change::Delete(_) => None,
    });
    Ok(rows.chain(waiting).collect())
}

/// Adds new trainings to the changes that wait for an agent, all of them or none. Nothing is sent:
/// the agent goes on taking calls. One that is added again under its `node_id` is the same.
///
/// # Errors
///
/// Nothing was added, and why.
pub async fn add_to_batch(
    session: Session,
    device: Device,
    workspace: &str,
    agent: &str,
    drafts: Vec<TrainingDraft>,
) -> Result<(), NotKept> {
    let scope = scope(session, workspace);
    let added = device.change_agent_work(&scope, agent, |work| {
        let batch = work.batch_of(agent);
        for draft in drafts {
            batch.add(Change::Put(draft));
        }
        true
    });
    added.await.map(drop)
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

/// Puts creates into the outbox of a workspace, once each. Whoever copies sends them, and takes them
/// out; where the page goes away before, they are sent when that workspace is opened.
pub async fn keep_for_later(
    session: Session,
    device: Device,
    workspace: &str,
    copies: &[(String, Draft)],
) {
    let scope = scope(session, workspace);
    let known = untrack(|| device.outbox(&scope));
    let is_new = |(key, _): &&(String, Draft)| known.iter().all(|entry| entry.id != *key);
    let entries = copies.iter().filter(is_new).map(|(key, draft)| {
        let write = Write::Put {
            draft: draft.clone(),
            intent: Intent::SaveDraft,
        };
        let target = Target::New(key.clone());
        Entry::new(key.clone(), scope.clone(), target, write, clock::now())
    });
    device.enqueue(entries.collect()).await;
}

/// Takes a create out of the outbox again: it was made, or refused, or is not wanted now.
pub async fn no_longer_for_later(device: Device, key: &str) {
    // Where it is left there, it is asked for again under its key, which makes nothing twice.
    let _ = device.take_back(key).await;
}

/// Makes a draft, once: sent again under the same key, it makes no second one.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn make_scenario(
    session: Session,
    workspace: &str,
    draft: &Draft,
    key: &str,
) -> Result<(), ApiError> {
    let input = draft
        .to_input(Intent::SaveDraft)
        .map_err(ApiError::Invalid)?;
    let client = session.client(workspace);
    let generation = scenarios::Generation::default();
    opencx::create(&client, &input, generation, key)
        .await
        .map(drop)
}

/// The name of a workspace on this device.
fn scope(session: Session, workspace: &str) -> String {
    let base = session.connection_untracked().map(|known| known.base);
    format!("{} {workspace}", base.unwrap_or_default())
}

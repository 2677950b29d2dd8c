//! Fills a Talkover workspace with voice agents.

use std::collections::HashSet;

use anyhow::{Context, bail};
use contract::talkover::{Agent, AgentQuery, Paging};
use cuebook_server::{
    clock::{Clock, SystemClock},
    seed,
    store::{AgentStore, SqliteStore},
};
use serde_json::Value;

use super::{Args, print};

/// Agents in a page while names are read.
const PAGE: u64 = 100;

/// Writes the example agents that the workspace does not have, in one transaction.
///
/// # Errors
/// What keeps it from being filled, and what to do.
pub(super) async fn fill(store: &SqliteStore, arguments: &Args) -> anyhow::Result<()> {
    let workspace = arguments.workspace.as_str();
    if arguments.scenarios.is_some() {
        bail!("`{workspace}` is for voice agents, which have no scenarios: leave out --scenarios");
    }
    let names = names(store, workspace).await?;
    let before = names.len();
    if before > 0 && arguments.if_empty {
        print::note(&format!("`{workspace}` has {before} agents: nothing to do"));
        return Ok(());
    }
    if before > 0 && !arguments.append {
        bail!(
            "`{workspace}` has {before} agents already, so nothing was written; add --append to \
             add examples to them, or --if-empty to accept it as it is"
        );
    }
    let as_of = arguments.as_of.unwrap_or_else(|| SystemClock.now());
    let mut agents = seed::agents(as_of)?;
    agents.retain(|agent| !names.contains(&agent.name));
    let (added, trainings) = (agents.len(), trainings(&agents));
    store
        .insert_agents(workspace, agents)
        .await
        .context("the agents were not written")?;
    print::line(&format!(
        "`{workspace}` has {} voice agents, {added} of them new, with {trainings} trainings",
        before + added
    ))
}

fn trainings(agents: &[Agent]) -> usize {
    let trainings = agents.iter().filter_map(|agent| agent.trainings.as_ref());
    trainings.map(Vec::len).sum()
}

/// The names that are there, so that no example comes twice.
async fn names(store: &SqliteStore, workspace: &str) -> anyhow::Result<HashSet<String>> {
    let mut names = HashSet::new();
    let mut page = 1;
    loop {
        let query = AgentQuery {
            paging: Paging {
                page,
                per_page: PAGE,
            },
            ..AgentQuery::default()
        };
        let found = store.list_agents(workspace, &query).await?;
        let rows: Vec<Value> = serde_json::from_str(&format!("[{}]", found.items))
            .context("the database holds an agent that cannot be read")?;
        if rows.is_empty() {
            return Ok(names);
        }
        let name = |row: &Value| row.get("name").and_then(Value::as_str).map(str::to_owned);
        names.extend(rows.iter().filter_map(name));
        page += 1;
    }
}

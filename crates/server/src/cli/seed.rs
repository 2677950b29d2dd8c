//! `seed`: fills a workspace with examples.

use std::collections::HashSet;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use clap::Args as ClapArgs;
use contract::{
    Dialect,
    opencx::{ListQuery, Segment},
};
use cuebook_server::{
    clock::{Clock, SystemClock},
    seed::{self, Groups, Places},
    store::{DirectoryStore, SegmentStore, SqliteStore, TrainingStore, seed::Seed},
};
use serde_json::Value;

use super::{database, print};

mod agents;

/// Scenarios where no number is given.
const SCENARIOS: usize = 240;
/// Scenarios in one transaction: few enough that other writers do not wait long.
const CHUNK: usize = 2_000;
/// Rows in a page while titles are read.
const PAGE: u64 = 1_000;

/// Shown under `seed --help`.
pub const HELP: &str = "\
The examples are the instructions of Tarnhollow, an invented retailer of outdoor gear: scenarios
in directories, with segments, channels, windows, drafts and versions. The same number always
gives the same scenarios; only dates follow --as-of. A Talkover workspace gets its voice agents
with their trainings, all of them.

Examples:
  cuebook-server seed
  cuebook-server seed --workspace main --scenarios 100000
  cuebook-server seed --append --scenarios 50
  cuebook-server seed --workspace voice";

/// What `seed` takes.
#[derive(ClapArgs, Debug)]
pub struct Args {
    /// Workspace to fill
    #[arg(long, value_name = "ID", default_value = "main")]
    workspace: String,

    /// How many scenarios, 1 to 100,000; 240 unless given. Not for a Talkover workspace
    #[arg(long, value_name = "N", value_parser = count)]
    scenarios: Option<usize>,

    /// The moment that dates are told from, as in 2026-01-31T09:00:00Z; now unless given
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<DateTime<Utc>>,

    /// Add to a workspace that has examples: the next ones that it does not have yet
    #[arg(long)]
    append: bool,

    /// Do nothing, successfully, where the workspace has examples
    #[arg(long, conflicts_with = "append")]
    if_empty: bool,
}

/// Fills the workspace.
///
/// # Errors
/// What keeps it from being filled, and what to do.
pub async fn run(url: &str, arguments: Args) -> anyhow::Result<()> {
    let store = database::open(url).await?;
    let result = fill(&store, &arguments).await;
    store.close().await;
    result
}

async fn fill(store: &SqliteStore, arguments: &Args) -> anyhow::Result<()> {
    let workspace = arguments.workspace.as_str();
    let found = store.workspaces().iter().find(|w| w.id == workspace);
    let Some(found) = found else {
        let known: Vec<&str> = store.workspaces().iter().map(|w| w.id.as_str()).collect();
        bail!(
            "there is no workspace `{workspace}` in this database; it has: {}",
            known.join(", ")
        );
    };
    match found.dialect {
        Dialect::OpenCx => scenarios(store, arguments).await,
        Dialect::Talkover => agents::fill(store, arguments).await,
    }
}

async fn scenarios(store: &SqliteStore, arguments: &Args) -> anyhow::Result<()> {
    let workspace = arguments.workspace.as_str();
    let wanted = arguments.scenarios.unwrap_or(SCENARIOS);
    let before = total(store, workspace).await?;
    if before > 0 && arguments.if_empty {
        print::note(&format!(
            "`{workspace}` has {before} scenarios: nothing to do"
        ));
        return Ok(());
    }
    if before > 0 && !arguments.append {
        bail!(
            "`{workspace}` has {before} scenarios already, so nothing was written; add --append to \
             add examples to them, or --if-empty to accept it as it is"
        );
    }
    let as_of = arguments.as_of.unwrap_or_else(|| SystemClock.now());
    let taken = titles(store, workspace, before).await?;
    let (places, groups) = prepare(store, workspace, as_of).await?;

    let mut examples = seed::examples(as_of)?
        .filter(|example| !taken.contains(&example.title))
        .take(wanted);
    let mut written = 0;
    loop {
        let trainings: Vec<_> = examples
            .by_ref()
            .take(CHUNK)
            .map(|example| example.rows(as_of, &places, &groups))
            .collect();
        if trainings.is_empty() {
            break;
        }
        let rows = trainings.len();
        let chunk = Seed {
            trainings,
            ..Seed::default()
        };
        store.insert_bulk(workspace, chunk).await.with_context(|| {
            format!("{written} scenarios were written; run it again with --append for the others")
        })?;
        written += rows;
        if written % 10_000 == 0 {
            print::note(&format!("{written} scenarios"));
        }
    }
    print::line(&format!(
        "`{workspace}` has {} scenarios in {} directories, and {} segments",
        before + written as u64,
        places.len(),
        groups.len()
    ))?;
    if written < wanted {
        bail!(
            "only {written} of {wanted} were added: the workspace has all {} examples now",
            seed::MOST
        );
    }
    Ok(())
}

async fn total(store: &SqliteStore, workspace: &str) -> anyhow::Result<u64> {
    let query = ListQuery {
        limit: 1,
        ..ListQuery::default()
    };
    Ok(store.list_trainings(workspace, &query).await?.total)
}

/// The titles that are there, so that no example comes twice.
async fn titles(
    store: &SqliteStore,
    workspace: &str,
    total: u64,
) -> anyhow::Result<HashSet<String>> {
    let mut titles = HashSet::new();
    let mut offset = 0;
    while offset < total {
        let query = ListQuery {
            limit: PAGE,
            offset,
            ..ListQuery::default()
        };
        let page = store.list_trainings(workspace, &query).await?;
        let rows: Vec<Value> = serde_json::from_str(&format!("[{}]", page.items))
            .context("the database holds a scenario that cannot be read")?;
        if rows.is_empty() {
            break;
        }
        offset += rows.len() as u64;
        for row in &rows {
            for field in ["title", "draft_title"] {
                titles.extend(row.get(field).and_then(Value::as_str).map(str::to_owned));
            }
        }
    }
    Ok(titles)
}

/// Makes the directories and segments that are missing.
async fn prepare(
    store: &SqliteStore,
    workspace: &str,
    as_of: DateTime<Utc>,
) -> anyhow::Result<(Places, Groups)> {
    let (directories, places) = seed::directories(&store.directories(workspace).await?, as_of);
    let (segments, groups) = seed::segments(&all_segments(store, workspace).await?, as_of);
    let missing = Seed {
        directories,
        segments,
        trainings: Vec::new(),
    };
    store
        .insert_bulk(workspace, missing)
        .await
        .context("the directories and segments were not written")?;
    Ok((places, groups))
}

async fn all_segments(store: &SqliteStore, workspace: &str) -> anyhow::Result<Vec<Segment>> {
    let mut all = Vec::new();
    loop {
        let (mut rows, total) = store
            .list_segments(workspace, PAGE, all.len() as u64)
            .await?;
        let is_last = rows.is_empty();
        all.append(&mut rows);
        if is_last || all.len() as u64 >= total {
            return Ok(all);
        }
    }
}

fn count(text: &str) -> Result<usize, String> {
    match text.replace(['_', ','], "").parse() {
        Ok(0) => Err("there is nothing to do for 0 scenarios".to_owned()),
        Ok(count) if count <= seed::MOST => Ok(count),
        Ok(_) => Err(format!("there are {} examples at most", seed::MOST)),
        Err(_) => Err("give a whole number from 1 to 100000".to_owned()),
    }
}

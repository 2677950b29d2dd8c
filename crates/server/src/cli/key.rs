//! `key`: who may use the API, and for what.

use anyhow::{Context, bail};
use clap::Subcommand;
use contract::Scope;
use cuebook_server::{
    clock::{Clock, SystemClock, rfc3339},
    store::{ApiKey, KeyStore, SqliteStore},
};

use super::{database, print};

/// What can be done with keys.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a key and print it; it cannot be shown again
    #[command(after_help = CREATE_HELP)]
    Create {
        /// Whose key it is; versions show this name as their publisher
        #[arg(long, value_name = "NAME", value_parser = name)]
        name: String,
        /// What it may do; may be repeated. Without any it has full access
        #[arg(long = "scope", value_name = "SCOPE", value_delimiter = ',')]
        scopes: Vec<Scope>,
    },
    /// List all keys, without their secrets
    List,
    /// Revoke a key: it stops working within a second
    Revoke {
        /// The key's id, or its name where only one valid key has it
        #[arg(value_name = "ID_OR_NAME")]
        key: String,
    },
}

const CREATE_HELP: &str = "\
Scopes:
  training:read   training:write   segments:read   segments:write   agents:read   agents:write

Examples:
  cuebook-server key create --name Mara
  cuebook-server key create --name reviewer --scope training:read --scope segments:read
  KEY=$(cuebook-server key create --name pipeline --scope training:write)";

/// Runs one of them.
///
/// # Errors
/// What is wrong and what to do.
pub async fn run(url: &str, command: Command) -> anyhow::Result<()> {
    let store = database::open(url).await?;
    let result = match command {
        Command::Create { name, scopes } => create(&store, &name, &scopes).await,
        Command::List => list(&store).await,
        Command::Revoke { key } => revoke(&store, &key).await,
    };
    store.close().await;
    result
}

async fn create(store: &SqliteStore, name: &str, scopes: &[Scope]) -> anyhow::Result<()> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).context("the system gives no random bytes")?;
    let id = uuid::Uuid::now_v7().to_string();
    let made = store
        .create_key(id, name, scopes, random, rfc3339(SystemClock.now()))
        .await
        .context("the key was not made")?;
    // The key alone on standard output, for `KEY=$(…)`.
    print::line(&made.secret)?;
    print::note(&format!(
        "Key `{name}` ({}), {}. Keep it now: it cannot be shown again.\n\
         Revoke it with: cuebook-server key revoke {}",
        made.key.id,
        access(&made.key),
        made.key.id
    ));
    Ok(())
}

async fn list(store: &SqliteStore) -> anyhow::Result<()> {
    let keys = store.keys().await.context("the keys cannot be read")?;
    if keys.is_empty() {
        print::note("There are no keys. Make one with: cuebook-server key create --name NAME");
        return Ok(());
    }
    let widest = |cell: fn(&ApiKey) -> usize| keys.iter().map(cell).max().unwrap_or(0);
    let names = widest(|key| key.name.chars().count()).max(4);
    let ids = widest(|key| key.id.len()).max(2);
    print::line(&format!(
        "{:ids$}  {:names$}  {:24}  ACCESS",
        "ID", "NAME", "CREATED"
    ))?;
    for key in &keys {
        let state = match &key.revoked_at {
            Some(at) => format!("revoked {at}"),
            None => access(key),
        };
        print::line(&format!(
            "{:ids$}  {:names$}  {:24}  {state}",
            key.id, key.name, key.created_at
        ))?;
    }
    Ok(())
}

async fn revoke(store: &SqliteStore, wanted: &str) -> anyhow::Result<()> {
    let keys = store.keys().await.context("the keys cannot be read")?;
    let valid = |key: &&ApiKey| key.revoked_at.is_none();
    let found: Vec<&ApiKey> = keys
        .iter()
        .filter(|key| key.id == wanted || (key.name == wanted && valid(key)))
        .collect();
    let key = match found.as_slice() {
        [key] => key,
        [] => bail!("there is no valid key `{wanted}`; see: cuebook-server key list"),
        several => bail!(
            "{} valid keys are named `{wanted}`; give an id of: cuebook-server key list",
            several.len()
        ),
    };
    let now = rfc3339(SystemClock.now());
    if store
        .revoke_key(&key.id, now)
        .await
        .context("the key was not revoked")?
    {
        print::line(&format!("revoked {} ({})", key.id, key.name))
    } else {
        bail!("the key {} was revoked before", key.id)
    }
}

fn access(key: &ApiKey) -> String {
    if key.scopes.is_empty() {
        return "full access".to_owned();
    }
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    scopes.join(" ")
}

/// A name that stands in one line of a list.
fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err("a key needs a name, so that it can be recognised later".to_owned()),
        1..=120 if !text.contains(char::is_control) => Ok(text.to_owned()),
        1..=120 => Err("a name is one line of text".to_owned()),
        _ => Err("a name has at most 120 characters".to_owned()),
    }
}

//! Writing an agent, without its trainings.

use contract::talkover::{Agent, Direction};
use domain::directories::fold_case;
use sqlx::SqliteConnection;

use crate::store::StoreError;

const INSERT: &str = "\
INSERT INTO agent (workspace, id, created_at, updated_at, status, direction, search, body) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const UPDATE: &str = "\
UPDATE agent SET updated_at = ?4, status = ?5, direction = ?6, search = ?7, body = ?8 \
    WHERE workspace = ?1 AND id = ?2 AND created_at = ?3";

/// Writes a new row.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    workspace: &str,
    agent: &Agent,
) -> Result<(), StoreError> {
    put(connection, INSERT, workspace, agent).await
}

/// Writes the next state of a row.
pub(super) async fn update(
    connection: &mut SqliteConnection,
    workspace: &str,
    agent: &Agent,
) -> Result<(), StoreError> {
    put(connection, UPDATE, workspace, agent).await
}

async fn put(
    connection: &mut SqliteConnection,
    sql: &'static str,
    workspace: &str,
    agent: &Agent,
) -> Result<(), StoreError> {
    sqlx::query(sql)
        .bind(workspace.to_owned())
        .bind(agent.id.clone())
        .bind(agent.created_at.clone())
        .bind(agent.updated_at.clone())
        .bind(agent.current_status.as_str().to_owned())
        .bind(
            agent
                .direction
                .as_ref()
                .map(Direction::as_str)
                .map(str::to_owned),
        )
        .bind(searched(agent))
        .bind(body(agent)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// The answer without its trainings, which are read from their own table.
fn body(agent: &Agent) -> Result<String, StoreError> {
    let bare = Agent {
        trainings: None,
        ..agent.clone()
    };
    serde_json::to_string(&bare).map_err(|error| StoreError::Database(error.to_string()))
}

/// What a text search looks through. U+FFFF is no character, so no search spans both.
fn searched(agent: &Agent) -> String {
    fold_case(&format!("{}\u{ffff}{}", agent.name, agent.label))
}

//! Which directory or segment a refused training named in vain (decision 15).

use contract::{FieldErrors, opencx::Training};
use sqlx::{Row as _, SqliteConnection};

use crate::store::StoreError;

/// Says by name what does not exist; `Ok` where everything does.
pub(super) async fn explain(
    connection: &mut SqliteConnection,
    workspace: &str,
    training: &Training,
) -> Result<(), StoreError> {
    let mut errors = FieldErrors::default();
    if let Some(directory) = &training.directory_id {
        let found = sqlx::query("SELECT 1 FROM directory WHERE workspace = ? AND id = ?")
            .bind(workspace.to_owned())
            .bind(directory.clone())
            .fetch_optional(&mut *connection)
            .await?;
        if found.is_none() {
            let message = format!(
                "names no directory: `{}`. Choose one of GET /training/directories, or null",
                short(directory)
            );
            errors.push("directory_id", message);
        }
    }
    let segments = serde_json::to_string(&training.restricted_to_segments)
        .map_err(|error| StoreError::Database(error.to_string()))?;
    let missing = sqlx::query(
        "SELECT key, value FROM json_each(?2) WHERE value NOT IN \
         (SELECT id FROM segment WHERE workspace = ?1) ORDER BY key",
    )
    .bind(workspace.to_owned())
    .bind(segments)
    .fetch_all(connection)
    .await?;
    for row in missing {
        let at: i64 = row.try_get(0)?;
        let id: String = row.try_get(1)?;
        let message = format!(
            "names no segment: `{}`. Choose one of GET /contacts/segments; with a misspelt one \
             nobody would meet this scenario",
            short(&id)
        );
        errors.push(format!("restricted_to_segments[{at}]"), message);
    }
    Ok(errors.or(())?)
}

/// The start of an id that somebody sent, short enough for a message.
fn short(id: &str) -> String {
    id.chars().take(60).collect()
}

//! Segments in SQLite.

use contract::opencx::Segment;
use sqlx::SqliteConnection;

use crate::store::StoreError;

pub(super) async fn insert(
    connection: &mut SqliteConnection,
    workspace: &str,
    segment: &Segment,
) -> Result<(), StoreError> {
    let definition = serde_json::to_string(&segment.definition)
        .map_err(|error| StoreError::Database(error.to_string()))?;
    sqlx::query(
        "INSERT INTO segment (workspace, id, name, description, definition, created_at, \
         updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(workspace.to_owned())
    .bind(segment.id.clone())
    .bind(segment.name.clone())
    .bind(segment.description.clone())
    .bind(definition)
    .bind(segment.created_at.clone().unwrap_or_default())
    .bind(segment.updated_at.clone().unwrap_or_default())
    .execute(connection)
    .await?;
    Ok(())
}

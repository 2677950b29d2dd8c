//! Directories in SQLite.

use contract::opencx::Directory;
use sqlx::SqliteConnection;

use crate::store::StoreError;

pub(super) async fn insert(
    connection: &mut SqliteConnection,
    workspace: &str,
    directory: &Directory,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO directory (workspace, id, name, parent_id, created_at, updated_at) \
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(workspace.to_owned())
    .bind(directory.id.clone())
    .bind(directory.name.clone())
    .bind(directory.parent_id.clone())
    .bind(directory.created_at.clone())
    .bind(directory.updated_at.clone())
    .execute(connection)
    .await?;
    Ok(())
}

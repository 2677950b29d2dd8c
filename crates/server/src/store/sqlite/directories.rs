//! Directories in SQLite.

use contract::opencx::Directory;
use sqlx::{Row as _, SqliteConnection, SqliteExecutor};

use super::{SqliteStore, claims, trainings::number};
use crate::store::{
    Claim, DirectoryStore, IfMatch, Refusal, Row, StoreError, Written, directory::unknown,
    row::etag,
};

impl DirectoryStore for SqliteStore {
    async fn directories(&self, workspace: &str) -> Result<Vec<Directory>, StoreError> {
        all(&self.readers, workspace).await
    }

    async fn create_directory(
        &self,
        workspace: &str,
        claim: Option<Claim>,
        rule: impl FnOnce(&[Directory]) -> Result<Directory, Refusal> + Send + 'static,
    ) -> Result<Written, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    if let Some(earlier) = claims::earlier(connection, claim.as_ref()).await? {
                        return Ok(earlier);
                    }
                    let made = rule(&all(&mut *connection, &workspace).await?)?;
                    insert(connection, &workspace, &made).await?;
                    let row = row(&made)?;
                    claims::keep(connection, claim, &row).await?;
                    Ok(Written::now(row))
                })
            })
            .await
    }

    async fn change_directory(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&[Directory]) -> Result<Directory, Refusal> + Send + 'static,
    ) -> Result<Written, StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let all = all(&mut *connection, &workspace).await?;
                    condition(&all, &id, &if_match)?;
                    let made = rule(&all)?;
                    update(connection, &workspace, &made).await?;
                    Ok(Written::now(row(&made)?))
                })
            })
            .await
    }

    async fn delete_directory(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        now: String,
        rule: impl FnOnce(&[Directory]) -> Result<Vec<Directory>, Refusal> + Send + 'static,
    ) -> Result<(), StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let all = all(&mut *connection, &workspace).await?;
                    let gone = condition(&all, &id, &if_match)?;
                    for child in rule(&all)? {
                        update(connection, &workspace, &child).await?;
                    }
                    move_trainings(connection, &workspace, gone, &now).await?;
                    sqlx::query("DELETE FROM directory WHERE workspace = ? AND id = ?")
                        .bind(workspace)
                        .bind(id)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Writes a new one as it is.
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

async fn update(
    connection: &mut SqliteConnection,
    workspace: &str,
    directory: &Directory,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE directory SET name = ?3, parent_id = ?4, updated_at = ?5 \
         WHERE workspace = ?1 AND id = ?2",
    )
    .bind(workspace.to_owned())
    .bind(directory.id.clone())
    .bind(directory.name.clone())
    .bind(directory.parent_id.clone())
    .bind(directory.updated_at.clone())
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves the trainings of a directory to its parent. One time for all of them, later than the
/// latest of theirs, so that `updated_at` grows for each.
async fn move_trainings(
    connection: &mut SqliteConnection,
    workspace: &str,
    gone: &Directory,
    now: &str,
) -> Result<(), StoreError> {
    let latest: Option<String> = sqlx::query_scalar(
        "SELECT max(updated_at) FROM training WHERE workspace = ? AND directory_id = ?",
    )
    .bind(workspace.to_owned())
    .bind(gone.id.clone())
    .fetch_one(&mut *connection)
    .await?;
    let Some(latest) = latest else {
        return Ok(());
    };
    sqlx::query(
        "UPDATE training SET directory_id = ?3, updated_at = ?4, \
         body = json_set(body, '$.directory_id', ?3, '$.updated_at', ?4) \
         WHERE workspace = ?1 AND directory_id = ?2",
    )
    .bind(workspace.to_owned())
    .bind(gone.id.clone())
    .bind(gone.parent_id.clone())
    .bind(domain::lifecycle::after(&latest, now))
    .execute(connection)
    .await?;
    Ok(())
}

async fn all(
    executor: impl SqliteExecutor<'_>,
    workspace: &str,
) -> Result<Vec<Directory>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, parent_id, training_count, created_at, updated_at FROM directory \
         WHERE workspace = ? ORDER BY name COLLATE NOCASE, id",
    )
    .bind(workspace.to_owned())
    .fetch_all(executor)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Directory {
                id: row.try_get(0)?,
                name: row.try_get(1)?,
                parent_id: row.try_get(2)?,
                training_count: number(row.try_get(3)?),
                created_at: row.try_get(4)?,
                updated_at: row.try_get(5)?,
            })
        })
        .collect()
}

fn condition<'a>(
    all: &'a [Directory],
    id: &str,
    if_match: &IfMatch,
) -> Result<&'a Directory, Refusal> {
    let found = all.iter().find(|directory| directory.id == id);
    let found = found.ok_or_else(|| unknown(id))?;
    if_match.check(&etag(&found.updated_at))?;
    Ok(found)
}

fn row(directory: &Directory) -> Result<Row, StoreError> {
    let body = serde_json::to_string(directory)
        .map_err(|error| StoreError::Database(error.to_string()))?;
    Ok(Row {
        body,
        etag: etag(&directory.updated_at),
    })
}

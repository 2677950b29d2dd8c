//! Trainings in SQLite.

use contract::opencx::{ListQuery, Training, Version};
use domain::lifecycle::{Change, Current};
use sqlx::{Row as _, SqliteConnection};

use super::{SqliteStore, claims};
use crate::store::{
    Claim, Edit, IfMatch, Page, Refusal, Row, StoreError, TrainingStore, Written, row::etag,
    training::unknown,
};

mod list;
mod references;
mod write;

pub(super) use list::Anchors;
pub(super) use write::insert;

impl TrainingStore for SqliteStore {
    async fn list_trainings(&self, workspace: &str, query: &ListQuery) -> Result<Page, StoreError> {
        list::page(self, workspace, query).await
    }

    async fn training(&self, workspace: &str, id: &str) -> Result<Option<Row>, StoreError> {
        let row =
            sqlx::query("SELECT body, updated_at FROM training WHERE workspace = ? AND id = ?")
                .bind(workspace)
                .bind(id)
                .fetch_optional(&self.readers)
                .await?;
        row.map(|row| {
            Ok(Row {
                body: row.try_get(0)?,
                etag: etag(row.try_get(1)?),
            })
        })
        .transpose()
    }

    async fn create_training(
        &self,
        workspace: &str,
        change: Change,
        claim: Option<Claim>,
    ) -> Result<Written, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    if let Some(earlier) = claims::earlier(connection, claim.as_ref()).await? {
                        return Ok(earlier);
                    }
                    let row = write::create(connection, &workspace, &change).await?;
                    claims::keep(connection, claim, &row).await?;
                    Ok(Written::now(row))
                })
            })
            .await
    }

    async fn change_training(
        &self,
        workspace: &str,
        edit: Edit,
        rule: impl FnOnce(&Current, Option<&Version>) -> Result<Change, Refusal> + Send + 'static,
    ) -> Result<Written, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let Edit {
                        id,
                        if_match,
                        version,
                        claim,
                    } = edit;
                    if let Some(earlier) = claims::earlier(connection, claim.as_ref()).await? {
                        return Ok(earlier);
                    }
                    let current = current(connection, &workspace, &id).await?;
                    if_match.check(&etag(&current.training.updated_at))?;
                    let version = match version {
                        Some(number) => Some(one(connection, &workspace, &id, number).await?),
                        None => None,
                    };
                    let change = rule(&current, version.as_ref())?;
                    let row = write::update(connection, &workspace, &current, &change).await?;
                    claims::keep(connection, claim, &row).await?;
                    Ok(Written::now(row))
                })
            })
            .await
    }

    async fn delete_training(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
    ) -> Result<(), StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let current = current(connection, &workspace, &id).await?;
                    if_match.check(&etag(&current.training.updated_at))?;
                    sqlx::query("DELETE FROM training WHERE workspace = ? AND id = ?")
                        .bind(workspace)
                        .bind(id)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn versions(
        &self,
        workspace: &str,
        id: &str,
    ) -> Result<Option<Vec<Version>>, StoreError> {
        // One statement, so that a training deleted meanwhile is not one without versions.
        let rows = sqlx::query(
            "SELECT version, title, content, version.published_at, published_by FROM training \
             LEFT JOIN version ON version.workspace = training.workspace AND training_id = id \
             WHERE training.workspace = ? AND id = ? ORDER BY version DESC",
        )
        .bind(workspace)
        .bind(id)
        .fetch_all(&self.readers)
        .await?;
        if rows.is_empty() {
            return Ok(None);
        }
        rows.iter()
            .filter(|row| !matches!(row.try_get::<Option<i64>, _>(0), Ok(None)))
            .map(version)
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

/// The row as a rule sees it.
async fn current(
    connection: &mut SqliteConnection,
    workspace: &str,
    id: &str,
) -> Result<Current, StoreError> {
    let row = sqlx::query("SELECT body, last_version FROM training WHERE workspace = ? AND id = ?")
        .bind(workspace.to_owned())
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| unknown(id))?;
    let body: &str = row.try_get(0)?;
    let broken = |problem: String| StoreError::Database(format!("training {id}: {problem}"));
    let json = serde_json::from_str(body).map_err(|error| broken(error.to_string()))?;
    Ok(Current {
        training: Training::from_json(json).map_err(|error| broken(error.to_string()))?,
        last_version: number(row.try_get(1)?),
    })
}

async fn one(
    connection: &mut SqliteConnection,
    workspace: &str,
    id: &str,
    wanted: u64,
) -> Result<Version, StoreError> {
    let row = sqlx::query(
        "SELECT version, title, content, published_at, published_by FROM version \
         WHERE workspace = ? AND training_id = ? AND version = ?",
    )
    .bind(workspace.to_owned())
    .bind(id.to_owned())
    .bind(i64::try_from(wanted).unwrap_or(i64::MAX))
    .fetch_optional(connection)
    .await?
    .ok_or_else(|| {
        Refusal::NotFound(format!(
            "The training `{id}` has no version {wanted}. GET /training/{id}/versions lists those \
             that it has."
        ))
    })?;
    version(&row)
}

fn version(row: &sqlx::sqlite::SqliteRow) -> Result<Version, StoreError> {
    Ok(Version {
        version: number(row.try_get(0)?),
        title: row.try_get(1)?,
        content: row.try_get(2)?,
        published_at: row.try_get(3)?,
        published_by: row.try_get(4)?,
    })
}

/// A count or a number that the table never holds below zero.
pub(super) fn number(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

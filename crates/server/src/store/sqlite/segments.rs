//! Segments in SQLite.

use contract::opencx::Segment;
use sqlx::{Row as _, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use super::{SqliteStore, claims, trainings::number};
use crate::store::{
    Claim, IfMatch, Refusal, Row, SegmentStore, StoreError, Written, row::etag, segment::unknown,
};

impl SegmentStore for SqliteStore {
    async fn list_segments(
        &self,
        workspace: &str,
        limit: u64,
        offset: u64,
    ) -> Result<(Vec<Segment>, u64), StoreError> {
        let mut connection = self.readers.begin().await?;
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM segment WHERE workspace = ?")
            .bind(workspace)
            .fetch_one(&mut *connection)
            .await?;
        let rows = sqlx::query(
            "SELECT id, name, description, definition, created_at, updated_at FROM segment \
             WHERE workspace = ? ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
        )
        .bind(workspace)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(&mut *connection)
        .await?;
        let segments = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok((segments, number(total)))
    }

    async fn segment(&self, workspace: &str, id: &str) -> Result<Option<Row>, StoreError> {
        let found = one(&self.readers, workspace, id).await?;
        found.as_ref().map(row).transpose()
    }

    async fn segments_of(
        &self,
        workspace: &str,
        contact: &str,
    ) -> Result<Vec<Segment>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, name, description, definition, created_at, updated_at \
             FROM segment_member JOIN segment ON segment.workspace = segment_member.workspace \
             AND segment.id = segment_id \
             WHERE segment_member.workspace = ? AND contact_id = ? \
             ORDER BY name COLLATE NOCASE, id",
        )
        .bind(workspace)
        .bind(contact)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read).collect()
    }

    async fn create_segment(
        &self,
        workspace: &str,
        segment: Segment,
        claim: Option<Claim>,
    ) -> Result<Written, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    if let Some(earlier) = claims::earlier(connection, claim.as_ref()).await? {
                        return Ok(earlier);
                    }
                    insert(connection, &workspace, &segment).await?;
                    let row = row(&segment)?;
                    claims::keep(connection, claim, &row).await?;
                    Ok(Written::now(row))
                })
            })
            .await
    }

    async fn change_segment(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(Segment) -> Segment + Send + 'static,
    ) -> Result<Written, StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let current = current(connection, &workspace, &id, &if_match).await?;
                    let next = rule(current);
                    sqlx::query(
                        "UPDATE segment SET name = ?3, description = ?4, definition = ?5, \
                         updated_at = ?6 WHERE workspace = ?1 AND id = ?2",
                    )
                    .bind(workspace)
                    .bind(id)
                    .bind(next.name.clone())
                    .bind(next.description.clone())
                    .bind(json(&next.definition)?)
                    .bind(next.updated_at.clone().unwrap_or_default())
                    .execute(connection)
                    .await?;
                    Ok(Written::now(row(&next)?))
                })
            })
            .await
    }

    async fn delete_segment(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
    ) -> Result<(), StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let segment = current(connection, &workspace, &id, &if_match).await?;
                    refuse_if_used(connection, &workspace, &segment).await?;
                    sqlx::query("DELETE FROM segment WHERE workspace = ? AND id = ?")
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
    segment: &Segment,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO segment (workspace, id, name, description, definition, created_at, \
         updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(workspace.to_owned())
    .bind(segment.id.clone())
    .bind(segment.name.clone())
    .bind(segment.description.clone())
    .bind(json(&segment.definition)?)
    .bind(segment.created_at.clone().unwrap_or_default())
    .bind(segment.updated_at.clone().unwrap_or_default())
    .execute(connection)
    .await?;
    Ok(())
}

async fn refuse_if_used(
    connection: &mut SqliteConnection,
    workspace: &str,
    segment: &Segment,
) -> Result<(), StoreError> {
    let used: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM training_segment WHERE workspace = ? AND segment_id = ?",
    )
    .bind(workspace.to_owned())
    .bind(segment.id.clone())
    .fetch_one(connection)
    .await?;
    let who = match used {
        0 => return Ok(()),
        1 => "1 scenario is".to_owned(),
        more => format!("{more} scenarios are"),
    };
    Err(Refusal::Conflict(format!(
        "{who} restricted to the segment “{}”. Take the segment off them first: without it they \
         would be shown to everyone, or to nobody.",
        segment.name
    ))
    .into())
}

async fn current(
    connection: &mut SqliteConnection,
    workspace: &str,
    id: &str,
    if_match: &IfMatch,
) -> Result<Segment, StoreError> {
    let found = one(&mut *connection, workspace, id).await?;
    let found = found.ok_or_else(|| unknown(id))?;
    if_match.check(&etag(found.updated_at.as_deref().unwrap_or_default()))?;
    Ok(found)
}

async fn one(
    executor: impl SqliteExecutor<'_>,
    workspace: &str,
    id: &str,
) -> Result<Option<Segment>, StoreError> {
    let row = sqlx::query(
        "SELECT id, name, description, definition, created_at, updated_at FROM segment \
         WHERE workspace = ? AND id = ?",
    )
    .bind(workspace.to_owned())
    .bind(id.to_owned())
    .fetch_optional(executor)
    .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &SqliteRow) -> Result<Segment, StoreError> {
    let id: String = row.try_get(0)?;
    let definition: &str = row.try_get(3)?;
    let definition = serde_json::from_str(definition)
        .map_err(|error| StoreError::Database(format!("segment {id}: {error}")))?;
    Ok(Segment {
        id,
        name: row.try_get(1)?,
        description: row.try_get(2)?,
        definition,
        created_at: Some(row.try_get(4)?),
        updated_at: Some(row.try_get(5)?),
    })
}

fn row(segment: &Segment) -> Result<Row, StoreError> {
    Ok(Row {
        body: json(segment)?,
        etag: etag(segment.updated_at.as_deref().unwrap_or_default()),
    })
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.to_string()))
}

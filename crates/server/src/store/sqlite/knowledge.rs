//! Knowledge documents in SQLite. Triggers keep what searches look through in step.

use contract::opencx::{KnowledgeDocument, KnowledgeFormat, KnowledgePassage, KnowledgeText};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{SqliteStore, trainings::number};
use crate::store::{KnowledgeStore, StoreError, knowledge::unknown};

impl KnowledgeStore for SqliteStore {
    async fn list_documents(
        &self,
        workspace: &str,
        limit: u64,
        offset: u64,
    ) -> Result<(Vec<KnowledgeDocument>, u64), StoreError> {
        let mut connection = self.readers.begin().await?;
        let total: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM knowledge_document WHERE workspace = ?")
                .bind(workspace)
                .fetch_one(&mut *connection)
                .await?;
        let rows = sqlx::query(
            "SELECT id, name, format, bytes, passage_count, created_at, updated_at \
             FROM knowledge_document WHERE workspace = ? ORDER BY name LIMIT ? OFFSET ?",
        )
        .bind(workspace)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(&mut *connection)
        .await?;
        let documents = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok((documents, number(total)))
    }

    async fn document(
        &self,
        workspace: &str,
        id: &str,
    ) -> Result<Option<KnowledgeText>, StoreError> {
        let mut connection = self.readers.begin().await?;
        let Some(row) = sqlx::query(
            "SELECT id, name, format, bytes, passage_count, created_at, updated_at, seq \
             FROM knowledge_document WHERE workspace = ? AND id = ?",
        )
        .bind(workspace)
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?
        else {
            return Ok(None);
        };
        let passages = sqlx::query(
            "SELECT title, content FROM knowledge_passage WHERE document = ? ORDER BY position",
        )
        .bind(row.try_get::<i64, _>(7)?)
        .fetch_all(&mut *connection)
        .await?;
        Ok(Some(KnowledgeText {
            document: read(&row)?,
            passages: passages
                .iter()
                .map(|row| {
                    Ok(KnowledgePassage {
                        title: row.try_get(0)?,
                        content: row.try_get(1)?,
                    })
                })
                .collect::<Result<_, StoreError>>()?,
        }))
    }

    async fn put_document(
        &self,
        workspace: &str,
        document: KnowledgeDocument,
        passages: Vec<KnowledgePassage>,
    ) -> Result<KnowledgeDocument, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move { put(connection, workspace, document, passages).await })
            })
            .await
    }

    async fn delete_document(&self, workspace: &str, id: &str) -> Result<(), StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let seq: Option<i64> = sqlx::query_scalar(
                        "SELECT seq FROM knowledge_document WHERE workspace = ? AND id = ?",
                    )
                    .bind(workspace)
                    .bind(id.clone())
                    .fetch_optional(&mut *connection)
                    .await?;
                    let seq = seq.ok_or_else(|| unknown(&id))?;
                    remove_passages(connection, seq).await?;
                    sqlx::query("DELETE FROM knowledge_document WHERE seq = ?")
                        .bind(seq)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }
}

async fn put(
    connection: &mut SqliteConnection,
    workspace: String,
    document: KnowledgeDocument,
    passages: Vec<KnowledgePassage>,
) -> Result<KnowledgeDocument, StoreError> {
    let KnowledgeDocument {
        id,
        name,
        format,
        bytes,
        passage_count,
        created_at,
        updated_at,
    } = document;
    let row = sqlx::query(
        "INSERT INTO knowledge_document (workspace, id, name, format, bytes, passage_count, \
             created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (workspace, name) DO UPDATE SET format = excluded.format, \
             bytes = excluded.bytes, passage_count = excluded.passage_count, \
             updated_at = excluded.updated_at \
         RETURNING id, name, format, bytes, passage_count, created_at, updated_at, seq",
    )
    .bind(workspace)
    .bind(id)
    .bind(name)
    .bind(format.as_str())
    .bind(signed(bytes))
    .bind(signed(passage_count))
    .bind(created_at)
    .bind(updated_at)
    .fetch_one(&mut *connection)
    .await?;
    let seq: i64 = row.try_get(7)?;
    remove_passages(&mut *connection, seq).await?;
    for (position, passage) in passages.into_iter().enumerate() {
        let KnowledgePassage { title, content } = passage;
        sqlx::query(
            "INSERT INTO knowledge_passage (document, position, title, content) \
             VALUES (?, ?, ?, ?)",
        )
        .bind(seq)
        .bind(signed(position as u64))
        .bind(title)
        .bind(content)
        .execute(&mut *connection)
        .await?;
    }
    read(&row)
}

async fn remove_passages(
    connection: &mut SqliteConnection,
    document: i64,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM knowledge_passage WHERE document = ?")
        .bind(document)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<KnowledgeDocument, StoreError> {
    let id: String = row.try_get(0)?;
    let format: &str = row.try_get(2)?;
    let format = KnowledgeFormat::ALL
        .into_iter()
        .find(|known| known.as_str() == format)
        .ok_or_else(|| StoreError::Database(format!("knowledge {id}: unknown format {format}")))?;
    Ok(KnowledgeDocument {
        id,
        name: row.try_get(1)?,
        format,
        bytes: number(row.try_get(3)?),
        passage_count: number(row.try_get(4)?),
        created_at: row.try_get(5)?,
        updated_at: row.try_get(6)?,
    })
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

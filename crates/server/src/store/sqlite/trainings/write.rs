//! Writing a training with its version and its segments: one trip to the database thread.

use contract::opencx::{Generation, Shown, Training, Version};
use domain::{
    directories::fold_case,
    lifecycle::{Change, Current},
};
use sqlx::{Sqlite, SqliteConnection, query::Query, sqlite::SqliteArguments};

use super::references;
use crate::store::{Row, StoreError, row::etag};

// All statements of a text share one list of values. sqlx gives the numbers that a statement
// skips to values in turn, and stops binding when those run out: so the numbers that several
// statements use come first, and those that only the first one uses come last.

const INSERT: &str = "\
INSERT INTO training (workspace, id, created_at, updated_at, type, is_draft, directory_id, \
    last_version, metadata, search, body) \
    VALUES (?1, ?2, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17); \
INSERT INTO version SELECT ?1, ?2, ?4, ?5, ?6, ?7, ?8 WHERE ?4 IS NOT NULL; \
INSERT INTO training_segment SELECT ?1, ?2, value FROM json_each(?3)";

const UPDATE: &str = "\
UPDATE training SET updated_at = ?10, type = ?11, is_draft = ?12, directory_id = ?13, \
    last_version = ?14, metadata = ?15, search = ?16, body = ?17 \
    WHERE workspace = ?1 AND id = ?2 AND created_at = ?9; \
INSERT INTO version SELECT ?1, ?2, ?4, ?5, ?6, ?7, ?8 WHERE ?4 IS NOT NULL; \
DELETE FROM training_segment WHERE workspace = ?1 AND training_id = ?2 \
    AND segment_id NOT IN (SELECT value FROM json_each(?3)); \
INSERT OR IGNORE INTO training_segment SELECT ?1, ?2, value FROM json_each(?3)";

/// Writes a new row.
pub(super) async fn create(
    connection: &mut SqliteConnection,
    workspace: &str,
    change: &Change,
) -> Result<Row, StoreError> {
    let Change {
        training,
        published,
    } = change;
    let last_version = published.as_ref().map_or(0, |version| version.version);
    put(
        connection,
        INSERT,
        workspace,
        training,
        last_version,
        published.as_ref(),
    )
    .await
}

/// Writes the next state of a row.
pub(super) async fn update(
    connection: &mut SqliteConnection,
    workspace: &str,
    current: &Current,
    change: &Change,
) -> Result<Row, StoreError> {
    let Change {
        training,
        published,
    } = change;
    let last_version = published
        .as_ref()
        .map_or(current.last_version, |version| version.version);
    put(
        connection,
        UPDATE,
        workspace,
        training,
        last_version,
        published.as_ref(),
    )
    .await
}

/// Writes a new row with a whole history, oldest version first.
pub(in crate::store::sqlite) async fn insert(
    connection: &mut SqliteConnection,
    workspace: &str,
    training: &Training,
    versions: &[Version],
) -> Result<(), StoreError> {
    let last = versions.last();
    let last_version = last.map_or(0, |version| version.version);
    put(connection, INSERT, workspace, training, last_version, last).await?;
    for version in versions.iter().rev().skip(1) {
        sqlx::query("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(workspace.to_owned())
            .bind(training.id.clone())
            .bind(signed(version.version))
            .bind(version.title.clone())
            .bind(version.content.clone())
            .bind(version.published_at.clone())
            .bind(version.published_by.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn put(
    connection: &mut SqliteConnection,
    sql: &'static str,
    workspace: &str,
    training: &Training,
    last_version: u64,
    published: Option<&Version>,
) -> Result<Row, StoreError> {
    let body = body(training)?;
    let query = bound(
        sql,
        workspace,
        training,
        body.clone(),
        last_version,
        published,
    )?;
    if let Err(error) = query.execute(&mut *connection).await {
        let foreign = error
            .as_database_error()
            .is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation);
        if foreign {
            references::explain(connection, workspace, training).await?;
        }
        return Err(error.into());
    }
    Ok(Row {
        body,
        etag: etag(&training.updated_at),
    })
}

fn bound(
    sql: &'static str,
    workspace: &str,
    training: &Training,
    body: String,
    last_version: u64,
    published: Option<&Version>,
) -> Result<Query<'static, Sqlite, SqliteArguments>, StoreError> {
    Ok(sqlx::query(sql)
        .bind(workspace.to_owned())
        .bind(training.id.clone())
        .bind(json(&training.restricted_to_segments)?)
        .bind(published.map(|version| signed(version.version)))
        .bind(published.map(|version| version.title.clone()))
        .bind(published.map(|version| version.content.clone()))
        .bind(published.map(|version| version.published_at.clone()))
        .bind(published.and_then(|version| version.published_by.clone()))
        .bind(training.created_at.clone())
        .bind(training.updated_at.clone())
        .bind(training.r#type.as_str())
        .bind(training.is_draft)
        .bind(training.directory_id.clone())
        .bind(signed(last_version))
        .bind(json(&training.metadata)?)
        .bind(searched(training))
        .bind(body))
}

/// The answer: all fields of the newest generation, whatever the value was made from.
fn body(training: &Training) -> Result<String, StoreError> {
    if training.generation == Generation::G5 && training.shown == Shown::ALL {
        return json(training);
    }
    json(&Training {
        generation: Generation::G5,
        shown: Shown::ALL,
        ..training.clone()
    })
}

/// What a text search looks through. U+FFFF is no character, so no search spans two texts.
fn searched(training: &Training) -> String {
    let Training {
        title,
        content,
        draft_title,
        draft_content,
        ..
    } = training;
    let mut texts = vec![title.as_str(), content.as_str()];
    texts.extend(draft_title.as_deref().filter(|text| text != title));
    texts.extend(draft_content.as_deref().filter(|text| text != content));
    fold_case(&texts.join("\u{ffff}"))
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.to_string()))
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

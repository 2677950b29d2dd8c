//! Trainings in SQLite.

use contract::opencx::{Generation, Shown, Training, Version};
use domain::directories::fold_case;
use sqlx::{SqliteConnection, query::Query, Sqlite, sqlite::SqliteArguments};

use crate::store::StoreError;

const INSERT: &str = "INSERT INTO training (workspace, id, created_at, updated_at, type, is_draft, \
    directory_id, last_version, metadata, body, search) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

const INSERT_VERSION: &str = "INSERT INTO version (workspace, training_id, version, title, \
    content, published_at, published_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// A training as its columns.
struct Columns {
    metadata: String,
    body: String,
    search: String,
}

impl Columns {
    fn of(training: &Training) -> Result<Self, StoreError> {
        let json = |error: serde_json::Error| StoreError::Database(error.to_string());
        let shown = Training {
            generation: Generation::G5,
            shown: Shown::ALL,
            ..training.clone()
        };
        Ok(Self {
            metadata: serde_json::to_string(&training.metadata).map_err(json)?,
            body: serde_json::to_string(&shown).map_err(json)?,
            search: searched(training),
        })
    }
}

/// What a text search looks through. U+FFFF is no character, so no search spans two texts.
fn searched(training: &Training) -> String {
    let mut texts = vec![training.title.as_str(), training.content.as_str()];
    texts.extend(training.draft_title.as_deref().filter(|text| *text != training.title));
    texts.extend(training.draft_content.as_deref().filter(|text| *text != training.content));
    fold_case(&texts.join("\u{ffff}"))
}

/// Writes a new row with its versions and its restriction to segments.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    workspace: &str,
    training: &Training,
    versions: &[Version],
) -> Result<(), StoreError> {
    let last_version = versions.iter().map(|version| version.version).max();
    bound(INSERT, workspace, training, last_version.unwrap_or(0))?
        .execute(&mut *connection)
        .await?;
    for version in versions {
        insert_version(connection, workspace, &training.id, version).await?;
    }
    link_segments(connection, workspace, training).await
}

fn bound(
    sql: &'static str,
    workspace: &str,
    training: &Training,
    last_version: u64,
) -> Result<Query<'static, Sqlite, SqliteArguments>, StoreError> {
    let Columns {
        metadata,
        body,
        search,
    } = Columns::of(training)?;
    Ok(sqlx::query(sql)
        .bind(workspace.to_owned())
        .bind(training.id.clone())
        .bind(training.created_at.clone())
        .bind(training.updated_at.clone())
        .bind(training.r#type.as_str())
        .bind(training.is_draft)
        .bind(training.directory_id.clone())
        .bind(i64::try_from(last_version).unwrap_or(i64::MAX))
        .bind(metadata)
        .bind(body)
        .bind(search))
}

async fn insert_version(
    connection: &mut SqliteConnection,
    workspace: &str,
    training: &str,
    version: &Version,
) -> Result<(), StoreError> {
    sqlx::query(INSERT_VERSION)
        .bind(workspace.to_owned())
        .bind(training.to_owned())
        .bind(i64::try_from(version.version).unwrap_or(i64::MAX))
        .bind(version.title.clone())
        .bind(version.content.clone())
        .bind(version.published_at.clone())
        .bind(version.published_by.clone())
        .execute(connection)
        .await?;
    Ok(())
}

async fn link_segments(
    connection: &mut SqliteConnection,
    workspace: &str,
    training: &Training,
) -> Result<(), StoreError> {
    for segment in &training.restricted_to_segments {
        sqlx::query("INSERT INTO training_segment VALUES (?, ?, ?)")
            .bind(workspace.to_owned())
            .bind(training.id.clone())
            .bind(segment.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

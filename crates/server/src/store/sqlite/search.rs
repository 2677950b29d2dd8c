//! Searches in SQLite.

use std::collections::HashMap;

use contract::{
    FieldErrors,
    opencx::{Channel, SearchInput, SearchSource, TrainingType},
};
use sqlx::{Row as _, Sqlite, query::Query, sqlite::SqliteArguments};

use super::{SqliteStore, trainings::number};
use crate::store::{Found, SearchStore, StoreError, Text};

/// A word in a title counts as much as this many in a content.
const TITLE_WEIGHT: &str = "4.0";

/// What passes the filters: parameters 1 to 6. Ids are UUIDs and channels words, so that one in
/// its quotation marks is found in a JSON array and nowhere else.
pub(super) const PASSES: &str = "p.workspace = ?1 AND (?2 IS NULL OR p.type = ?2) \
    AND (?3 IS NULL OR p.channels = '[]' OR instr(p.channels, ?3) > 0) \
    AND (?4 = '[]' OR p.segments = '[]' OR EXISTS (SELECT 1 FROM json_each(?4) wanted \
        WHERE instr(p.segments, '\"' || wanted.value || '\"') > 0)) \
    AND (?5 OR p.number % 4 <> 1) AND (?6 IS NULL OR (p.number % 4 = 2) = ?6)";

impl SearchStore for SqliteStore {
    async fn check_segments(&self, workspace: &str, segments: &[String]) -> Result<(), StoreError> {
        if segments.is_empty() {
            return Ok(());
        }
        let missing = sqlx::query(
            "SELECT key, value FROM json_each(?2) WHERE value NOT IN \
             (SELECT id FROM segment WHERE workspace = ?1) ORDER BY key",
        )
        .bind(workspace)
        .bind(json(segments)?)
        .fetch_all(&self.readers)
        .await?;
        let mut errors = FieldErrors::default();
        for row in missing {
            let at: i64 = row.try_get(0)?;
            let id: String = row.try_get(1)?;
            let id: String = id.chars().take(60).collect();
            errors.push(
                format!("segments[{at}]"),
                format!("names no segment: `{id}`. Choose one of GET /contacts/segments"),
            );
        }
        Ok(errors.or(())?)
    }

    async fn by_words(
        &self,
        workspace: &str,
        input: &SearchInput,
        expression: String,
        limit: u64,
    ) -> Result<Vec<Found>, StoreError> {
        // FTS5 ranks inside its own query alone, so that grouping comes after it. Of the columns
        // beside min() SQLite takes those of the row that has the least.
        let sql = format!(
            "WITH found AS MATERIALIZED (SELECT rowid AS number, \
             bm25(passage_text, {TITLE_WEIGHT}, 1.0) AS rank \
             FROM passage_text WHERE passage_text MATCH ?7) \
             SELECT p.number, min(rank) AS best, p.owner FROM found CROSS JOIN passage p USING (number) \
             WHERE {PASSES} GROUP BY p.owner ORDER BY best, p.owner LIMIT ?8"
        );
        let rows = filtered(sql, workspace, input)?
            .bind(expression)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&self.readers)
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Found {
                    number: row.try_get(0)?,
                    owner: row.try_get(2)?,
                    // SQLite's is negative, so that the best comes first.
                    rank: -row.try_get::<f64, _>(1)?,
                })
            })
            .collect()
    }

    async fn texts(
        &self,
        workspace: &str,
        numbers: &[i64],
    ) -> Result<HashMap<i64, Text>, StoreError> {
        if numbers.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = sqlx::query(
            "SELECT number, id, title, content FROM training_passage \
             WHERE workspace = ?1 AND seq IN (SELECT value / 4 FROM json_each(?2) \
                 WHERE value % 4 <> 2) \
             UNION ALL SELECT number, id, title, content FROM knowledge_text \
             WHERE workspace = ?1 AND seq IN (SELECT value / 4 FROM json_each(?2) \
                 WHERE value % 4 = 2)",
        )
        .bind(workspace)
        .bind(json(numbers)?)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let number: i64 = row.try_get(0)?;
                let text = Text {
                    source: match number % 4 {
                        2 => SearchSource::Knowledge,
                        _ => SearchSource::Training,
                    },
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    content: row.try_get(3)?,
                    is_draft: number % 4 == 1,
                };
                Ok((number, text))
            })
            .collect()
    }

    async fn text_count(&self, workspace: &str) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM passage WHERE workspace = ?")
            .bind(workspace)
            .fetch_one(&self.readers)
            .await?;
        Ok(number(count))
    }
}

/// Binds the parameters of [`PASSES`].
pub(super) fn filtered(
    sql: String,
    workspace: &str,
    input: &SearchInput,
) -> Result<Query<'static, Sqlite, SqliteArguments>, StoreError> {
    let SearchInput {
        query: _,
        limit: _,
        r#type,
        channel,
        segments,
        source,
        include_drafts,
    } = input;
    Ok(sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(workspace.to_owned())
        .bind(r#type.map(TrainingType::as_str))
        .bind(channel.as_ref().map(quoted))
        .bind(json(segments)?)
        .bind(*include_drafts)
        .bind(source.map(|source| source == SearchSource::Knowledge)))
}

fn quoted(channel: &Channel) -> String {
    format!("\"{}\"", channel.as_str())
}

pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.to_string()))
}

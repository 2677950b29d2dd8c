//! Trainings whose metadata contain an object, as PostgreSQL's `jsonb @>` has it.

use futures_util::TryStreamExt as _;
use serde_json::{Map, Value};
use sqlx::Row as _;

use super::{Narrowed, number};
use crate::{
    containment::contains,
    store::{Page, SqliteStore, StoreError},
};

type Metadata = Map<String, Value>;

/// Finds the rows newest first, then fetches the bodies of one page.
pub(super) async fn page(
    store: &SqliteStore,
    narrowed: &Narrowed,
    wanted: &Metadata,
    limit: u64,
    offset: u64,
) -> Result<Page, StoreError> {
    let sieve = sieve(wanted)?;
    let mut sql = format!(
        "SELECT seq, metadata FROM training WHERE {}",
        narrowed.conditions()
    );
    for at in 0..sieve.len() {
        sql.push_str(&format!(" AND instr(metadata, ?{}) > 0", at + 5));
    }
    sql.push_str(" ORDER BY created_at DESC, id DESC");
    let query = sieve
        .into_iter()
        .fold(narrowed.bind(sql), |query, part| query.bind(part));
    let mut rows = query.fetch(&store.readers);
    let mut total = 0_u64;
    let mut found: Vec<i64> = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let metadata: &str = row.try_get(1)?;
        let Ok(metadata) = serde_json::from_str::<Metadata>(metadata) else {
            continue;
        };
        if contains(&metadata, wanted) {
            if (offset..offset.saturating_add(limit)).contains(&total) {
                found.push(row.try_get(0)?);
            }
            total += 1;
        }
    }
    drop(rows);
    bodies(store, &found, total).await
}

/// Texts that the metadata of every match have in them, as JSON writes them: a cheap look before
/// the JSON is read. Numbers are left out, because 1 and 1.0 are the same one.
fn sieve(wanted: &Metadata) -> Result<Vec<String>, StoreError> {
    const MOST: usize = 8;
    fn texts<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
        match value {
            Value::String(text) => into.push(text),
            Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
            Value::Object(object) => object.iter().for_each(|(key, value)| {
                into.push(key);
                texts(value, into);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = Vec::new();
    for (key, value) in wanted {
        found.push(key.as_str());
        texts(value, &mut found);
    }
    found
        .into_iter()
        .take(MOST)
        .map(|text| {
            serde_json::to_string(text).map_err(|error| StoreError::Database(error.to_string()))
        })
        .collect()
}

async fn bodies(store: &SqliteStore, found: &[i64], total: u64) -> Result<Page, StoreError> {
    let list = serde_json::to_string(found).map_err(|e| StoreError::Database(e.to_string()))?;
    let row = sqlx::query(
        "SELECT group_concat(body, ',' ORDER BY key), COUNT(*) FROM json_each(?) \
         CROSS JOIN training ON seq = value",
    )
    .bind(list)
    .fetch_one(&store.readers)
    .await?;
    Ok(Page {
        items: row.try_get::<Option<String>, _>(0)?.unwrap_or_default(),
        count: number(row.try_get(1)?),
        total,
    })
}

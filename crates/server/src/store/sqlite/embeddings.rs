//! Embeddings in SQLite.

use std::collections::HashMap;

use contract::opencx::SearchInput;
use futures_util::TryStreamExt as _;
use sqlx::{Row as _, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use super::{
    SqliteStore,
    search::{PASSES, filtered, json},
    trainings::number,
};
use crate::store::{Embedded, EmbeddingStore, Facts, Hash, StoreError, Waiting};

impl EmbeddingStore for SqliteStore {
    async fn use_model(&self, model: &str) -> Result<(), StoreError> {
        let model = model.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let known: Option<String> =
                        sqlx::query_scalar("SELECT name FROM embedding_model")
                            .fetch_optional(&mut *connection)
                            .await?;
                    if known.as_ref() == Some(&model) {
                        return Ok(());
                    }
                    sqlx::query("UPDATE passage SET hash = NULL WHERE hash IS NOT NULL")
                        .execute(&mut *connection)
                        .await?;
                    sqlx::query("INSERT OR REPLACE INTO embedding_model VALUES (1, ?)")
                        .bind(model)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn embedded(&self, mut each: impl FnMut(Embedded) + Send) -> Result<(), StoreError> {
        let mut rows = sqlx::query(
            "SELECT p.number, p.hash, e.vector FROM passage p JOIN embedding e USING (hash)",
        )
        .fetch(&self.readers);
        while let Some(row) = rows.try_next().await? {
            each(Embedded {
                number: row.try_get(0)?,
                hash: hash_of(row.try_get(1)?)?,
                vector: vector(row.try_get(2)?),
            });
        }
        Ok(())
    }

    async fn waiting(&self, limit: usize) -> Result<Vec<Waiting>, StoreError> {
        // In the order of the index that has only these.
        let numbers: Vec<i64> = sqlx::query_scalar(
            "SELECT number FROM passage WHERE hash IS NULL \
             ORDER BY workspace DESC, number DESC LIMIT ?",
        )
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await?;
        texts(&self.readers, &numbers).await
    }

    async fn waiting_count(&self, workspace: &str) -> Result<u64, StoreError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM passage WHERE workspace = ? AND hash IS NULL")
                .bind(workspace)
                .fetch_one(&self.readers)
                .await?;
        Ok(number(count))
    }

    async fn vectors_of(&self, hashes: &[Hash]) -> Result<HashMap<Hash, Vec<f32>>, StoreError> {
        let mut found = HashMap::new();
        let mut connection = self.readers.begin().await?;
        for wanted in hashes {
            let row = sqlx::query("SELECT vector FROM embedding WHERE hash = ?")
                .bind(wanted.to_vec())
                .fetch_optional(&mut *connection)
                .await?;
            if let Some(row) = row {
                found.insert(*wanted, vector(row.try_get(0)?));
            }
        }
        Ok(found)
    }

    async fn keep_embeddings(
        &self,
        embedded: Vec<Embedded>,
        hash: impl Fn(&str, &str) -> Hash + Send + 'static,
    ) -> Result<Vec<Embedded>, StoreError> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let numbers: Vec<i64> = embedded.iter().map(|one| one.number).collect();
                    let now: HashMap<i64, Hash> = texts(&mut *connection, &numbers)
                        .await?
                        .into_iter()
                        .map(|text| (text.number, hash(&text.title, &text.content)))
                        .collect();
                    let mut kept = Vec::with_capacity(embedded.len());
                    for one in embedded {
                        // One that was changed or deleted meanwhile waits again or is gone.
                        if now.get(&one.number) == Some(&one.hash) {
                            keep(&mut *connection, &one).await?;
                            kept.push(one);
                        }
                    }
                    Ok(kept)
                })
            })
            .await
    }

    async fn forget_unused(&self) -> Result<(), StoreError> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(
                        "DELETE FROM embedding WHERE NOT EXISTS \
                         (SELECT 1 FROM passage p WHERE p.hash = embedding.hash)",
                    )
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn facts(
        &self,
        workspace: &str,
        input: &SearchInput,
        numbers: &[i64],
    ) -> Result<HashMap<i64, Facts>, StoreError> {
        let sql = format!(
            "SELECT p.number, p.owner, p.hash, {PASSES} FROM passage p \
             WHERE p.number IN (SELECT value FROM json_each(?7))"
        );
        let rows = filtered(sql, workspace, input)?
            .bind(json(numbers)?)
            .fetch_all(&self.readers)
            .await?;
        rows.iter()
            .map(|row| {
                let facts = Facts {
                    owner: row.try_get(1)?,
                    hash: row
                        .try_get::<Option<&[u8]>, _>(2)?
                        .map(hash_of)
                        .transpose()?,
                    // Comparing with a type that knowledge has not gives null.
                    passes: row.try_get::<Option<bool>, _>(3)?.unwrap_or(false),
                };
                Ok((row.try_get(0)?, facts))
            })
            .collect()
    }
}

async fn keep(connection: &mut SqliteConnection, one: &Embedded) -> Result<(), StoreError> {
    let bytes: Vec<u8> = one
        .vector
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    sqlx::query("INSERT OR IGNORE INTO embedding (hash, vector) VALUES (?, ?)")
        .bind(one.hash.to_vec())
        .bind(bytes)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE passage SET hash = ? WHERE number = ?")
        .bind(one.hash.to_vec())
        .bind(one.number)
        .execute(connection)
        .await?;
    Ok(())
}

/// The texts with these numbers, in the numbers' order, as far as they are there.
async fn texts(
    executor: impl SqliteExecutor<'_>,
    numbers: &[i64],
) -> Result<Vec<Waiting>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "SELECT number, title, content FROM training_passage \
         WHERE seq IN (SELECT value / 4 FROM json_each(?1) WHERE value % 4 <> 2) \
         UNION ALL SELECT number, title, content FROM knowledge_text \
         WHERE seq IN (SELECT value / 4 FROM json_each(?1) WHERE value % 4 = 2)",
    )
    .bind(json(numbers)?)
    .fetch_all(executor)
    .await?;
    let mut found: HashMap<i64, Waiting> = rows
        .iter()
        .map(|row| Ok((row.try_get(0)?, waiting(row)?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(numbers
        .iter()
        .filter_map(|number| found.remove(number))
        .collect())
}

fn waiting(row: &SqliteRow) -> Result<Waiting, StoreError> {
    Ok(Waiting {
        number: row.try_get(0)?,
        title: row.try_get(1)?,
        content: row.try_get(2)?,
    })
}

fn vector(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers
        .iter()
        .map(|number| f32::from_le_bytes(*number))
        .collect()
}

fn hash_of(bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Database("an embedding's hash has another length".to_owned()))
}

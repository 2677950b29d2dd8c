//! API keys in SQLite.

use contract::Scope;
use sqlx::{Row as _, sqlite::SqliteRow};

use super::SqliteStore;
use crate::store::{
    ApiKey, KeyStore, NewKey, StoreError,
    key::{self, KeyHash},
};

const COLUMNS: &str = "SELECT id, name, scopes, created_at, revoked_at FROM api_key";

impl KeyStore for SqliteStore {
    async fn create_key(
        &self,
        id: String,
        name: &str,
        scopes: &[Scope],
        random: [u8; 32],
        now: String,
    ) -> Result<NewKey, StoreError> {
        let secret = key::secret(&random);
        let hash = key::hash(&secret);
        let key = ApiKey {
            id,
            name: name.to_owned(),
            scopes: scopes.to_vec(),
            created_at: now,
            revoked_at: None,
        };
        let row = key.clone();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let scopes: Vec<&str> = row.scopes.iter().map(|s| s.as_str()).collect();
                    sqlx::query(
                        "INSERT INTO api_key (id, name, hash, scopes, created_at) \
                         VALUES (?, ?, ?, ?, ?)",
                    )
                    .bind(row.id)
                    .bind(row.name)
                    .bind(hash.to_vec())
                    .bind(scopes.join(" "))
                    .bind(row.created_at)
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await?;
        Ok(NewKey { key, secret })
    }

    async fn keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY created_at, id"));
        let rows = sqlx::query(sql).fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }

    async fn key_of(&self, hash: KeyHash) -> Result<Option<ApiKey>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE hash = ? AND revoked_at IS NULL"));
        let row = sqlx::query(sql)
            .bind(hash.to_vec())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(read).transpose()
    }

    async fn revoke_key(&self, id: &str, now: String) -> Result<bool, StoreError> {
        let id = id.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let done = sqlx::query(
                        "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                    )
                    .bind(now)
                    .bind(id)
                    .execute(connection)
                    .await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }
}

fn read(row: &SqliteRow) -> Result<ApiKey, StoreError> {
    let scopes: String = row.try_get("scopes")?;
    Ok(ApiKey {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        scopes: scopes
            .split_whitespace()
            .map(|scope| {
                // A scope that this build does not know must not turn into full access.
                scope
                    .parse()
                    .map_err(|error| StoreError::Database(format!("a key's scopes: {error}")))
            })
            .collect::<Result<_, _>>()?,
        created_at: row.try_get("created_at")?,
        revoked_at: row.try_get("revoked_at")?,
    })
}

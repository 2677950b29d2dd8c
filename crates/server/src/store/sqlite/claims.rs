//! Kept answers in SQLite.

use sqlx::{Row as _, SqliteConnection};

use crate::store::{Claim, Refusal, Row, StoreError, Written, claim::KEPT_ANSWERS};

/// Answers between two rounds of forgetting.
const ROUND: i64 = 256;

/// The kept answer to this request, where it came before.
pub(super) async fn earlier(
    connection: &mut SqliteConnection,
    claim: Option<&Claim>,
) -> Result<Option<Written>, StoreError> {
    let Some(claim) = claim else {
        return Ok(None);
    };
    let row = sqlx::query(
        "SELECT fingerprint, etag, answer FROM idempotency \
         WHERE api_key = ? AND key = ? AND created_at > ?",
    )
    .bind(claim.api_key.clone())
    .bind(claim.key.clone())
    .bind(claim.forget_before.clone())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let fingerprint: Vec<u8> = row.try_get("fingerprint")?;
    if fingerprint != claim.fingerprint {
        return Err(Refusal::Conflict(
            "This Idempotency-Key was used for another request in the last 24 hours. Send a new \
             key with a new request."
                .to_owned(),
        )
        .into());
    }
    Ok(Some(Written {
        row: Row {
            body: row.try_get("answer")?,
            etag: row.try_get("etag")?,
        },
        replayed: true,
    }))
}

/// Keeps the answer to a request that was the first.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    claim: Option<Claim>,
    row: &Row,
) -> Result<(), StoreError> {
    let Some(claim) = claim else {
        return Ok(());
    };
    let kept = sqlx::query(
        "INSERT OR REPLACE INTO idempotency (api_key, key, fingerprint, etag, answer, created_at) \
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(claim.api_key.clone())
    .bind(claim.key)
    .bind(claim.fingerprint.to_vec())
    .bind(row.etag.clone())
    .bind(row.body.clone())
    .bind(claim.now)
    .execute(&mut *connection)
    .await?;
    if kept.last_insert_rowid() % ROUND == 0 {
        forget(
            connection,
            &claim.api_key,
            &claim.forget_before,
            KEPT_ANSWERS,
        )
        .await?;
    }
    Ok(())
}

async fn forget(
    connection: &mut SqliteConnection,
    api_key: &str,
    before: &str,
    most: i64,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM idempotency WHERE created_at <= ?")
        .bind(before.to_owned())
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "DELETE FROM idempotency WHERE api_key = ?1 AND seq <= (SELECT seq FROM idempotency \
         WHERE api_key = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)",
    )
    .bind(api_key.to_owned())
    .bind(most)
    .execute(connection)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SqliteStore;

    fn claim(api_key: &str, key: u32, now: &str) -> Claim {
        Claim {
            api_key: api_key.to_owned(),
            key: key.to_string(),
            fingerprint: [0; 32],
            now: now.to_owned(),
            forget_before: String::new(),
        }
    }

    #[tokio::test]
    async fn old_answers_go_and_of_the_others_the_newest_of_each_key_stay() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = SqliteStore::open(&url).await.unwrap();
        let kept: Vec<String> = store
            .writer
            .write(|connection| {
                Box::pin(async move {
                    let row = Row {
                        body: "{}".to_owned(),
                        etag: "\"1\"".to_owned(),
                    };
                    for key in 0..6 {
                        let now = if key < 3 { "2026-01-01" } else { "2026-01-02" };
                        keep(connection, Some(claim("a", key, now)), &row).await?;
                        keep(connection, Some(claim("b", key, now)), &row).await?;
                    }
                    forget(connection, "a", "2026-01-01", 2).await?;
                    Ok(sqlx::query_scalar(
                        "SELECT api_key || key FROM idempotency ORDER BY api_key, key",
                    )
                    .fetch_all(connection)
                    .await?)
                })
            })
            .await
            .unwrap();
        assert_eq!(kept, ["a4", "a5", "b3", "b4", "b5"]);
    }
}

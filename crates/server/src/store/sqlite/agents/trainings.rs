//! An agent's trainings in SQLite.

use contract::talkover::{Agent, Paging, Training};
use sqlx::{Row as _, SqliteConnection};

use super::{SqliteStore, claims, current, number, signed, write};
use crate::store::{
    AgentTrainingStore, IfMatch, Page, Row, StoreError, Upsert, Written, agent_training::unknown,
    row::etag,
};

impl AgentTrainingStore for SqliteStore {
    async fn agent_trainings(
        &self,
        workspace: &str,
        agent: &str,
        paging: Option<Paging>,
    ) -> Result<Option<Page>, StoreError> {
        let (limit, offset) = paging.map_or((-1, 0), |paging| {
            (signed(paging.per_page), signed(paging.offset()))
        });
        // One statement, so that an agent deleted meanwhile is not one without trainings.
        let row = sqlx::query(
            "SELECT COUNT(agent.id), group_concat(t.body, ',' ORDER BY t.created_at, t.id), \
             COUNT(t.id), (SELECT COUNT(*) FROM agent_training WHERE workspace = ?1 AND agent_id = ?2) \
             FROM agent LEFT JOIN (SELECT id, created_at, body FROM agent_training \
             WHERE workspace = ?1 AND agent_id = ?2 ORDER BY created_at, id LIMIT ?3 OFFSET ?4) t \
             WHERE agent.workspace = ?1 AND agent.id = ?2",
        )
        .bind(workspace)
        .bind(agent)
        .bind(limit)
        .bind(offset)
        .fetch_one(&self.readers)
        .await?;
        if row.try_get::<i64, _>(0)? == 0 {
            return Ok(None);
        }
        Ok(Some(Page {
            items: row.try_get::<Option<String>, _>(1)?.unwrap_or_default(),
            count: number(row.try_get(2)?),
            total: number(row.try_get(3)?),
        }))
    }

    async fn agent_training(
        &self,
        workspace: &str,
        agent: &str,
        id: &str,
    ) -> Result<Option<Row>, StoreError> {
        let row = sqlx::query(
            "SELECT body, updated_at FROM agent_training \
             WHERE workspace = ? AND agent_id = ? AND id = ?",
        )
        .bind(workspace)
        .bind(agent)
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

    async fn put_agent_training(
        &self,
        workspace: &str,
        upsert: Upsert,
        rule: impl FnOnce(&Agent, Option<&Training>) -> (Agent, Training) + Send + 'static,
    ) -> Result<Written, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let Upsert {
                        agent: agent_id,
                        node_id,
                        if_match,
                        claim,
                    } = upsert;
                    if let Some(earlier) = claims::earlier(connection, claim.as_ref()).await? {
                        return Ok(earlier);
                    }
                    let agent = current(connection, &workspace, &agent_id).await?;
                    let before = match node_id {
                        Some(key) => by_key(connection, &workspace, &agent_id, &key).await?,
                        None => None,
                    };
                    match &before {
                        Some(before) => if_match.check(&etag(&before.updated_at))?,
                        None if if_match == IfMatch::Anything => {}
                        None => return Err(unknown().into()),
                    }
                    let (agent, training) = rule(&agent, before.as_ref());
                    write::update(connection, &workspace, &agent).await?;
                    let row = put(connection, &workspace, &agent_id, &training).await?;
                    claims::keep(connection, claim, &row).await?;
                    Ok(Written::now(row))
                })
            })
            .await
    }

    async fn delete_agent_training(
        &self,
        workspace: &str,
        agent: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&Agent) -> Agent + Send + 'static,
    ) -> Result<(), StoreError> {
        let (workspace, agent_id, id) = (workspace.to_owned(), agent.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let agent = current(connection, &workspace, &agent_id).await?;
                    let updated_at: Option<String> = sqlx::query_scalar(
                        "SELECT updated_at FROM agent_training \
                         WHERE workspace = ? AND agent_id = ? AND id = ?",
                    )
                    .bind(workspace.clone())
                    .bind(agent_id.clone())
                    .bind(id.clone())
                    .fetch_optional(&mut *connection)
                    .await?;
                    if_match.check(&etag(&updated_at.ok_or_else(unknown)?))?;
                    sqlx::query(
                        "DELETE FROM agent_training \
                         WHERE workspace = ? AND agent_id = ? AND id = ?",
                    )
                    .bind(workspace.clone())
                    .bind(agent_id)
                    .bind(id)
                    .execute(&mut *connection)
                    .await?;
                    write::update(connection, &workspace, &rule(&agent)).await
                })
            })
            .await
    }
}

/// The training with this `node_id`, else the one with this id (decision 28).
async fn by_key(
    connection: &mut SqliteConnection,
    workspace: &str,
    agent: &str,
    key: &str,
) -> Result<Option<Training>, StoreError> {
    let body: Option<String> = sqlx::query_scalar(
        "SELECT body FROM agent_training WHERE workspace = ?1 AND agent_id = ?2 \
         AND (node_id = ?3 OR id = ?3) ORDER BY node_id = ?3 DESC LIMIT 1",
    )
    .bind(workspace.to_owned())
    .bind(agent.to_owned())
    .bind(key.to_owned())
    .fetch_optional(connection)
    .await?;
    let broken = |problem: String| StoreError::Database(format!("training {key}: {problem}"));
    body.map(|body| {
        let json = serde_json::from_str(&body).map_err(|error| broken(error.to_string()))?;
        Training::from_json(json).map_err(|error| broken(error.to_string()))
    })
    .transpose()
}

/// Writes a training, new or not.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    workspace: &str,
    agent: &str,
    training: &Training,
) -> Result<Row, StoreError> {
    let body =
        serde_json::to_string(training).map_err(|error| StoreError::Database(error.to_string()))?;
    sqlx::query(
        "INSERT INTO agent_training \
         (workspace, agent_id, id, node_id, created_at, updated_at, body) \
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace, agent_id, id) \
         DO UPDATE SET updated_at = excluded.updated_at, body = excluded.body",
    )
    .bind(workspace.to_owned())
    .bind(agent.to_owned())
    .bind(training.id.clone())
    .bind(
        training
            .node_id
            .clone()
            .unwrap_or_else(|| training.id.clone()),
    )
    .bind(training.created_at.clone())
    .bind(training.updated_at.clone())
    .bind(body.clone())
    .execute(connection)
    .await?;
    Ok(Row {
        body,
        etag: etag(&training.updated_at),
    })
}

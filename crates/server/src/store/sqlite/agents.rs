//! Voice agents in SQLite.

use contract::talkover::{Agent, AgentQuery, AgentStatus, Direction};
use domain::directories::fold_case;
use sqlx::{Row as _, SqliteConnection, SqliteExecutor};

use super::{SqliteStore, claims, trainings::number};
use crate::store::{
    AgentStore, Claim, IfMatch, Page, Refusal, Row, StoreError, Written, agent::unknown, row::etag,
};

mod trainings;
mod write;

/// The answer: the stored body, and the trainings before its last brace.
macro_rules! whole {
    () => {
        "substr(agent.body, 1, length(agent.body) - 1) || ',\"trainings\":[' || COALESCE(( \
         SELECT group_concat(t.body, ',' ORDER BY t.created_at, t.id) FROM agent_training t \
         WHERE t.workspace = agent.workspace AND t.agent_id = agent.id), '') || ']}'"
    };
}

/// Parameters 1 to 4; one that is null narrows nothing.
macro_rules! narrowed {
    () => {
        "agent WHERE workspace = ?1 AND (?2 IS NULL OR status = ?2) \
         AND (?3 IS NULL OR direction = ?3) AND (?4 IS NULL OR instr(search, ?4) > 0)"
    };
}

impl AgentStore for SqliteStore {
    async fn list_agents(&self, workspace: &str, query: &AgentQuery) -> Result<Page, StoreError> {
        let AgentQuery {
            status,
            direction,
            search,
            paging,
        } = query;
        let row = sqlx::query(concat!(
            "SELECT group_concat(",
            whole!(),
            ", ',' ORDER BY agent.created_at DESC, agent.id DESC), COUNT(*), \
             (SELECT COUNT(*) FROM ",
            narrowed!(),
            ") FROM (SELECT workspace, id, created_at, body FROM ",
            narrowed!(),
            " ORDER BY created_at DESC, id DESC LIMIT ?5 OFFSET ?6) agent"
        ))
        .bind(workspace)
        .bind(status.as_ref().map(AgentStatus::as_str))
        .bind(direction.as_ref().map(Direction::as_str))
        .bind(search.as_deref().map(fold_case))
        .bind(signed(paging.per_page))
        .bind(signed(paging.offset()))
        .fetch_one(&self.readers)
        .await?;
        Ok(Page {
            items: row.try_get::<Option<String>, _>(0)?.unwrap_or_default(),
            count: number(row.try_get(1)?),
            total: number(row.try_get(2)?),
        })
    }

    async fn agent(&self, workspace: &str, id: &str) -> Result<Option<Row>, StoreError> {
        one(&self.readers, workspace, id).await
    }

    async fn create_agent(
        &self,
        workspace: &str,
        agent: Agent,
        claim: Option<Claim>,
    ) -> Result<Written, StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    if let Some(earlier) = claims::earlier(connection, claim.as_ref()).await? {
                        return Ok(earlier);
                    }
                    write::insert(connection, &workspace, &agent).await?;
                    let row = there(connection, &workspace, &agent.id).await?;
                    claims::keep(connection, claim, &row).await?;
                    Ok(Written::now(row))
                })
            })
            .await
    }

    async fn change_agent(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&Agent) -> Result<Agent, Refusal> + Send + 'static,
    ) -> Result<Row, StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let current = current(connection, &workspace, &id).await?;
                    if_match.check(&etag(&current.updated_at))?;
                    let next = rule(&current)?;
                    if next != current {
                        write::update(connection, &workspace, &next).await?;
                    }
                    there(connection, &workspace, &id).await
                })
            })
            .await
    }

    async fn delete_agent(
        &self,
        workspace: &str,
        id: &str,
        if_match: IfMatch,
        rule: impl FnOnce(&Agent) -> Result<(), Refusal> + Send + 'static,
    ) -> Result<(), StoreError> {
        let (workspace, id) = (workspace.to_owned(), id.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let current = current(connection, &workspace, &id).await?;
                    if_match.check(&etag(&current.updated_at))?;
                    rule(&current)?;
                    sqlx::query("DELETE FROM agent WHERE workspace = ? AND id = ?")
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

impl SqliteStore {
    /// Writes agents with their trainings in one transaction: all of them or none.
    ///
    /// # Errors
    ///
    /// An id that is taken.
    pub async fn insert_agents(
        &self,
        workspace: &str,
        agents: Vec<Agent>,
    ) -> Result<(), StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    for agent in &agents {
                        write::insert(connection, &workspace, agent).await?;
                        for training in agent.trainings.iter().flatten() {
                            trainings::put(connection, &workspace, &agent.id, training).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// The row as it is answered.
async fn one(
    executor: impl SqliteExecutor<'_>,
    workspace: &str,
    id: &str,
) -> Result<Option<Row>, StoreError> {
    let row = sqlx::query(concat!(
        "SELECT ",
        whole!(),
        ", updated_at FROM agent WHERE workspace = ? AND id = ?"
    ))
    .bind(workspace.to_owned())
    .bind(id.to_owned())
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(Row {
            body: row.try_get(0)?,
            etag: etag(row.try_get(1)?),
        })
    })
    .transpose()
}

/// The row that has just been written.
async fn there(
    connection: &mut SqliteConnection,
    workspace: &str,
    id: &str,
) -> Result<Row, StoreError> {
    Ok(one(connection, workspace, id).await?.ok_or_else(unknown)?)
}

/// The row as a rule sees it: without its trainings.
async fn current(
    connection: &mut SqliteConnection,
    workspace: &str,
    id: &str,
) -> Result<Agent, StoreError> {
    let row = sqlx::query("SELECT body FROM agent WHERE workspace = ? AND id = ?")
        .bind(workspace.to_owned())
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?
        .ok_or_else(unknown)?;
    let body: &str = row.try_get(0)?;
    let broken = |problem: String| StoreError::Database(format!("agent {id}: {problem}"));
    let json = serde_json::from_str(body).map_err(|error| broken(error.to_string()))?;
    Agent::from_json(json).map_err(|error| broken(error.to_string()))
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

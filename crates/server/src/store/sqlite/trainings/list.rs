//! Pages of trainings. COUNT(*) and OFFSET are what make large lists slow: totals are kept by
//! triggers, and a page that follows one just read begins at its last row.

use contract::opencx::{ListQuery, SortBy};
use domain::directories::fold_case;
use sqlx::{AssertSqlSafe, Row as _, Sqlite, query::Query, sqlite::SqliteArguments};

use super::number;
use crate::store::{Page, SqliteStore, StoreError};

mod anchors;
mod containing;

pub(in crate::store::sqlite) use anchors::Anchors;
use anchors::{Anchor, Place};

/// What narrows a list in SQL.
struct Narrowed {
    workspace: String,
    kind: Option<&'static str>,
    is_draft: Option<bool>,
    /// Folded like the column.
    search: Option<String>,
}

/// Parameters 1 to 4. Every part of it is written here; values are bound.
const WHERE: [&str; 3] = [
    " AND type = ?2",
    " AND is_draft = ?3",
    " AND instr(search, ?4) > 0",
];

impl Narrowed {
    fn of(workspace: &str, query: &ListQuery) -> Self {
        Self {
            workspace: workspace.to_owned(),
            kind: query.r#type.map(contract::opencx::TrainingType::as_str),
            is_draft: query.is_draft,
            search: query.search.as_deref().map(fold_case),
        }
    }

    fn conditions(&self) -> String {
        let given = [
            self.kind.is_some(),
            self.is_draft.is_some(),
            self.search.is_some(),
        ];
        let parts = WHERE.iter().zip(given).filter(|(_, given)| *given);
        let mut conditions = "workspace = ?1".to_owned();
        conditions.extend(parts.map(|(part, _)| *part));
        conditions
    }

    /// The number of rows that match: kept by triggers, except for a text search.
    fn total(&self) -> String {
        match &self.search {
            None => format!(
                "SELECT COALESCE(SUM(rows), 0) FROM training_total WHERE {}",
                self.conditions()
            ),
            Some(_) => format!("SELECT COUNT(*) FROM training WHERE {}", self.conditions()),
        }
    }

    fn bind(&self, sql: String) -> Query<'static, Sqlite, SqliteArguments> {
        sqlx::query(AssertSqlSafe(sql))
            .bind(self.workspace.clone())
            .bind(self.kind)
            .bind(self.is_draft)
            .bind(self.search.clone())
    }
}

/// One page. Nothing counts handoffs yet, so that the order by handoffs is the other one.
pub(super) async fn page(
    store: &SqliteStore,
    workspace: &str,
    query: &ListQuery,
) -> Result<Page, StoreError> {
    let ListQuery {
        search: _,
        r#type: _,
        is_draft: _,
        limit,
        offset,
        sort_by: SortBy::CreatedAt | SortBy::HandoffCount,
        metadata,
    } = query;
    let narrowed = Narrowed::of(workspace, query);
    match metadata.as_ref().filter(|wanted| !wanted.is_empty()) {
        Some(wanted) => containing::page(store, &narrowed, wanted, *limit, *offset).await,
        None => plain(store, &narrowed, *limit, *offset).await,
    }
}

async fn plain(
    store: &SqliteStore,
    narrowed: &Narrowed,
    limit: u64,
    offset: u64,
) -> Result<Page, StoreError> {
    let place = |offset| Place {
        workspace: narrowed.workspace.clone(),
        kind: narrowed.kind,
        is_draft: narrowed.is_draft,
        search: narrowed.search.clone(),
        offset,
    };
    // Read before the rows: an anchor that is older than it says is never used.
    let revision = store.writer.revision();
    let anchor = store.anchors.at(&place(offset), revision);
    let (after, total) = match &anchor {
        // The total is known from the page before.
        Some(Anchor { after: Some(_), .. }) => {
            (" AND (created_at, id) < (?6, ?7)", "?8".to_owned())
        }
        _ => ("", format!("({})", narrowed.total())),
    };
    let skip = if after.is_empty() { " OFFSET ?6" } else { "" };
    let sql = format!(
        "SELECT group_concat(body, ',' ORDER BY k.created_at DESC, k.id DESC), COUNT(*), \
         min(k.created_at || k.id), {total} \
         FROM (SELECT seq, created_at, id FROM training WHERE {}{after} \
         ORDER BY created_at DESC, id DESC LIMIT ?5{skip}) k \
         CROSS JOIN training t ON t.seq = k.seq",
        narrowed.conditions()
    );
    let bound = narrowed.bind(sql).bind(signed(limit));
    let bound = match anchor {
        Some(Anchor {
            after: Some((created_at, id)),
            total,
        }) => bound.bind(created_at).bind(id).bind(signed(total)),
        _ => bound.bind(signed(offset)),
    };
    let row = bound.fetch_one(&store.readers).await?;
    let page = Page {
        items: row.try_get::<Option<String>, _>(0)?.unwrap_or_default(),
        count: number(row.try_get(1)?),
        total: number(row.try_get(3)?),
    };
    if page.count == limit
        && let Some(last) = row.try_get::<Option<String>, _>(2)?
    {
        store.anchors.keep(
            place(offset + limit),
            revision,
            Anchor::behind(&last, page.total),
        );
    }
    Ok(page)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

//! A database that was written before there was a search: everything in it is found.

use cuebook_server::AppConfig;
use serde_json::json;
use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};

use super::found;
use crate::harness::{Api, id};

/// Takes the search out of a database, as if its version had never run.
const FORGET: &str = "\
DROP TRIGGER training_text_added; DROP TRIGGER training_text_removed; \
DROP TRIGGER training_text_changed; DROP TRIGGER training_facts_changed; \
DROP VIEW training_passage; DROP VIEW knowledge_text; DROP TABLE passage_text; \
DROP TABLE passage; DROP TABLE embedding; DROP TABLE embedding_model; \
DROP TABLE knowledge_passage; DROP TABLE knowledge_document; \
DELETE FROM _sqlx_migrations WHERE version >= 3";

#[tokio::test]
async fn what_was_there_before_is_found() {
    let mut api = Api::new().await;
    let live = api.training(json!({"title": "Alpha"})).await;
    let pending = json!({"title": "Beta", "content": "Within 30 days."});
    api.put(&format!("/training/{}", id(&live)), pending)
        .ok()
        .await;
    api.training(json!({"title": "Gamma", "is_draft": true}))
        .await;
    api.store.close().await;

    let options: SqliteConnectOptions = api.folder.url().parse().unwrap();
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(FORGET)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();

    api.restart(AppConfig::default()).await;
    for title in ["Alpha", "Beta", "Gamma"] {
        assert_eq!(found(&api, json!({"query": title})).await, [title]);
    }
    assert_eq!(api.get("/search/status").ok().await["total"], 3);
}

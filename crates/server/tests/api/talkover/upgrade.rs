//! A database of the first version gets the voice workspace and keeps what it has.

use cuebook_server::{AppConfig, AppState, api_router, store::SqliteStore};
use serde_json::json;
use sqlx::{ConnectOptions as _, Connection as _, migrate::Migrator, sqlite::SqliteConnectOptions};

use super::Voice;
use crate::harness::{Api, Folder};

const FIRST: &str = include_str!("../../../migrations/sqlite/0001_opencx.sql");

const SECRET: &str = "cue_0000000000000000000000000000000000000000000000000000000000000001";

/// A database as the first version left it, with a directory, a segment and a key.
async fn first_version(folder: &Folder) {
    std::fs::create_dir_all(folder.file().parent().unwrap()).unwrap();
    let migrations = tempfile::tempdir().unwrap();
    std::fs::write(migrations.path().join("0001_opencx.sql"), FIRST).unwrap();
    let options: SqliteConnectOptions = folder.url().parse().unwrap();
    let mut connection = options.create_if_missing(true).connect().await.unwrap();
    let migrator = Migrator::new(migrations.path()).await.unwrap();
    migrator.run(&mut connection).await.unwrap();
    let now = "2026-01-31T09:00:00.000Z";
    sqlx::query(
        "INSERT INTO directory (workspace, id, name, created_at, updated_at) \
         VALUES ('main', 'd', 'Kept', ?1, ?1)",
    )
    .bind(now)
    .execute(&mut connection)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO segment (workspace, id, name, definition, created_at, updated_at) \
         VALUES ('main', '018f3c1e-7b2a-7c3d-8e4f-0123456789ab', 'VIP', '{\"or\":[]}', ?1, ?1)",
    )
    .bind(now)
    .execute(&mut connection)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO api_key (id, name, hash, scopes, created_at) \
         VALUES ('k', 'Ada', ?, 'training:read segments:read', ?)",
    )
    .bind(cuebook_server::store::key::hash(SECRET).to_vec())
    .bind(now)
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn what_was_there_stays_and_voice_is_there_and_empty() {
    let folder = Folder::new();
    first_version(&folder).await;
    // Twice: the second start finds everything done.
    for _ in 0..2 {
        let store = SqliteStore::open(&folder.url()).await.unwrap();
        let ids: Vec<&str> = store.workspaces().iter().map(|w| w.id.as_str()).collect();
        assert_eq!(ids, ["main", "voice"]);
        store.close().await;
    }
    let fresh = Api::new().await;
    let store = SqliteStore::open(&folder.url()).await.unwrap();
    let config = AppConfig {
        admin_key: Some(crate::harness::ADMIN.to_owned()),
        ..AppConfig::default()
    };
    let state = AppState::with_clock(store, config, std::sync::Arc::clone(&fresh.clock) as _);
    let upgraded = Voice(Api {
        router: api_router(state),
        ..fresh
    });
    let directories = upgraded.0.get("/training/directories").ok().await;
    assert_eq!(directories["items"][0]["name"], "Kept");
    let segments = upgraded.0.get("/contacts/segments").key(Some(SECRET));
    assert_eq!(segments.ok().await["data"][0]["name"], "VIP");
    assert_eq!(upgraded.get("/agents").ok().await["data"], json!([]));
    // A key with scopes of the first version has none of the new ones.
    let list = upgraded.get("/agents").key(Some(SECRET));
    list.refused(403).await;
    upgraded.published("a").await;
}

//! A server in this process, with a clock that tests turn by hand.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use chrono::{DateTime, Duration, Utc};
use contract::Scope;
use cuebook_server::{
    AppConfig, AppState, api_router,
    clock::Clock,
    store::{KeyStore as _, SqliteStore},
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

mod reply;

pub use reply::Reply;

/// The key with full access.
pub const ADMIN: &str = "admin-key-of-the-tests";

/// A clock that stands still until it is turned.
#[derive(Debug)]
pub struct HandClock(Mutex<DateTime<Utc>>);

impl HandClock {
    pub fn turn(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// A folder that goes when the test does.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The database file, in folders that are not there yet.
    pub fn file(&self) -> PathBuf {
        self.0.path().join("deep/er/test.db")
    }

    pub fn url(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }
}

/// The API with everything behind it.
pub struct Api {
    pub router: Router,
    pub store: SqliteStore,
    pub clock: Arc<HandClock>,
    pub folder: Folder,
}

impl Api {
    pub async fn new() -> Self {
        Self::with(AppConfig::default()).await
    }

    pub async fn with(config: AppConfig) -> Self {
        let folder = Folder::new();
        let store = SqliteStore::open(&folder.url()).await.unwrap();
        let start = "2026-11-20T09:00:00.000Z".parse().unwrap();
        let clock = Arc::new(HandClock(Mutex::new(start)));
        Self {
            router: router(&store, config, &clock),
            store,
            clock,
            folder,
        }
    }

    /// Ends the server and starts another one over the same file.
    pub async fn restart(&mut self, config: AppConfig) {
        self.store.close().await;
        self.store = SqliteStore::open(&self.folder.url()).await.unwrap();
        self.router = router(&self.store, config, &self.clock);
    }

    /// A request to the workspace `main`, or to a whole path that starts with `//`.
    pub fn at(&self, method: &str, path: &str) -> Call<'_> {
        let path = path
            .strip_prefix('/')
            .filter(|rest| rest.starts_with('/'))
            .map_or_else(|| format!("/w/main{path}"), str::to_owned);
        Call {
            api: self,
            method: method.to_owned(),
            path,
            key: Some(ADMIN.to_owned()),
            headers: Vec::new(),
            body: Body::empty(),
        }
    }

    pub fn get(&self, path: &str) -> Call<'_> {
        self.at("GET", path)
    }

    pub fn post(&self, path: &str, body: Value) -> Call<'_> {
        self.at("POST", path).json(body)
    }

    pub fn put(&self, path: &str, body: Value) -> Call<'_> {
        self.at("PUT", path).json(body)
    }

    pub fn delete(&self, path: &str) -> Call<'_> {
        self.at("DELETE", path)
    }

    /// A scenario that is made with `fields` over a title and a content.
    pub async fn training(&self, fields: Value) -> Value {
        let mut body = json!({"title": "Refunds", "content": "Within 30 days."});
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.post("/training", body).ok().await
    }

    pub async fn directory(&self, name: &str, parent: Option<&str>) -> String {
        let body = json!({"name": name, "parent_id": parent});
        id(&self.post("/training/directories", body).ok().await)
    }

    pub async fn segment(&self, name: &str) -> String {
        id(&self
            .post("/contacts/segments", json!({"name": name}))
            .ok()
            .await)
    }

    /// A key with these scopes alone.
    pub async fn key_with(&self, scopes: &[Scope]) -> String {
        let id = uuid::Uuid::now_v7();
        let random = *id.as_bytes().repeat(2).first_chunk().unwrap();
        let made = self
            .store
            .create_key(id.to_string(), "scoped", scopes, random, String::new())
            .await;
        made.unwrap().secret
    }

    pub async fn total(&self) -> u64 {
        self.get("/training?limit=1").ok().await["total"]
            .as_u64()
            .unwrap()
    }
}

fn router(store: &SqliteStore, config: AppConfig, clock: &Arc<HandClock>) -> Router {
    let config = AppConfig {
        admin_key: Some(ADMIN.to_owned()),
        ..config
    };
    let clock = Arc::clone(clock) as _;
    api_router(AppState::with_clock(store.clone(), config, clock))
}

/// The id of a row.
pub fn id(row: &Value) -> String {
    row["id"].as_str().unwrap().to_owned()
}

/// The titles of a page.
pub fn titles(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|row| row["title"].as_str().unwrap())
        .collect()
}

/// A request that is about to be sent.
pub struct Call<'a> {
    api: &'a Api,
    method: String,
    path: String,
    key: Option<String>,
    headers: Vec<(String, String)>,
    body: Body,
}

impl Call<'_> {
    pub fn json(self, body: Value) -> Self {
        self.header("content-type", "application/json")
            .raw(body.to_string())
    }

    pub fn raw(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn key(mut self, key: Option<&str>) -> Self {
        self.key = key.map(str::to_owned);
        self
    }

    pub async fn send(self) -> Reply {
        let mut request = Request::builder()
            .method(self.method.as_str())
            .uri(&self.path);
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(self.body).unwrap();
        let response = self.api.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Reply {
            what: format!("{} {}", self.method, self.path),
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    /// The body of a 200.
    pub async fn ok(self) -> Value {
        let reply = self.send().await;
        assert_eq!(
            reply.status,
            StatusCode::OK,
            "{}: {}",
            reply.what,
            reply.text()
        );
        reply.json()
    }

    /// The message of a failure, in the dialect's error body.
    pub async fn fails(self, status: u16) -> String {
        let reply = self.send().await;
        reply.is_failure(status)
    }
}

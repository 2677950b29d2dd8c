//! Paths that lead nowhere, methods that are not there, other origins, and a handler that fails.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use chrono::{DateTime, Utc};
use cuebook_server::{AppConfig, AppState, api_router, clock::Clock};
use serde_json::json;
use tower::ServiceExt as _;

use crate::harness::Api;

#[tokio::test]
async fn the_workspaces_say_what_they_can() {
    let api = Api::new().await;
    assert_eq!(
        api.get("//w").ok().await,
        json!({"items": [{
            "id": "main", "name": "Main", "dialect": "opencx", "backend": "local",
            "capabilities": ["directories", "directory_tree", "move", "search", "knowledge", "versions", "segments_write"],
        }, {
            "id": "voice", "name": "Voice", "dialect": "talkover", "backend": "local",
            "capabilities": [],
        }]})
    );
    let message = api.get("//w/other/training").fails(404).await;
    assert!(message.contains("no workspace `other`"), "{message}");
    let message = api.get("//w/voice/training").fails(404).await;
    assert!(
        message.contains("begins at /w/voice/api/v1/agents"),
        "{message}"
    );
}

#[tokio::test]
async fn a_path_that_leads_nowhere_is_a_404_in_the_dialect() {
    let api = Api::new().await;
    for path in [
        "//w/",
        "//w/main",
        "//w/main/",
        "/trainings",
        "/training/",
        "/training/x/y/z",
        "/training/x/versions/1",
        "/chat/sessions",
        "/handoff-analytics",
        "//w/voice",
    ] {
        let message = api.get(path).fails(404).await;
        let shown = path.strip_prefix('/').filter(|rest| rest.starts_with('/'));
        let shown = shown.map_or_else(|| format!("/w/main{path}"), str::to_owned);
        assert!(
            message.contains(&format!("nothing at {shown}.")),
            "{path}: {message}"
        );
        api.get(path).key(None).fails(404).await;
    }
    let reply = api
        .post("/training/generate-scenario", json!({}))
        .send()
        .await;
    assert!(
        matches!(reply.status.as_u16(), 404 | 405),
        "{}",
        reply.status
    );
}

#[tokio::test]
async fn a_wrong_method_is_a_405_that_lists_the_right_ones() {
    let api = Api::new().await;
    for (method, path, allowed) in [
        ("PATCH", "/training", "GET,HEAD,POST"),
        ("DELETE", "/training", "GET,HEAD,POST"),
        ("POST", "/training/x", "DELETE,GET,HEAD,PUT"),
        ("GET", "/training/x/draft", "PUT"),
        ("PUT", "/training/directories", "GET,HEAD,POST"),
        ("GET", "/training/x/versions/1/restore", "POST"),
        ("POST", "//w", "GET,HEAD"),
        ("POST", "//healthz", "GET,HEAD"),
        ("DELETE", "//openapi.json", "GET,HEAD"),
    ] {
        let reply = api.at(method, path).send().await;
        let message = reply.is_failure(405);
        assert!(
            message.starts_with(&format!("{method} is not possible at /")),
            "{message}"
        );
        let mut methods: Vec<&str> = reply.header("allow").unwrap().split(',').collect();
        methods.sort_unstable();
        assert_eq!(methods.join(","), allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    let api = Api::new().await;
    let reply = api.get("//healthz").key(None).send().await;
    assert_eq!((reply.status.as_u16(), reply.text().as_str()), (200, "ok"));
    api.store.close().await;
    assert_eq!(api.get("//healthz").send().await.status, 503);
    api.get("/training").fails(503).await;
    api.post("/training", json!({"title": "a", "content": "b"}))
        .fails(503)
        .await;
}

#[tokio::test]
async fn other_origins_come_in_only_where_they_are_named() {
    let origin = "https://console.example";
    let api = Api::with(AppConfig {
        cors_origins: vec![origin.to_owned()],
        ..AppConfig::default()
    })
    .await;
    let preflight = |from: &str| {
        let call = api
            .at("OPTIONS", "/training")
            .key(None)
            .header("origin", from);
        call.header("access-control-request-method", "PUT")
            .header(
                "access-control-request-headers",
                "authorization,if-match,idempotency-key",
            )
            .send()
    };
    let allowed = preflight(origin).await;
    assert_eq!(allowed.status, 200);
    assert_eq!(allowed.header("access-control-allow-origin"), Some(origin));
    let headers = allowed.header("access-control-allow-headers").unwrap();
    assert!(
        headers.contains("idempotency-key") && headers.contains("authorization"),
        "{headers}"
    );
    assert_eq!(
        preflight("https://evil.example")
            .await
            .header("access-control-allow-origin"),
        None
    );
    let refused = api
        .get("/training")
        .key(None)
        .header("origin", origin)
        .send()
        .await;
    refused.is_failure(401);
    assert_eq!(
        refused.header("access-control-allow-origin"),
        Some(origin),
        "a 401 can be read"
    );
    let exposed = refused.header("access-control-expose-headers").unwrap();
    assert!(
        exposed.contains("etag") && exposed.contains("retry-after"),
        "{exposed}"
    );
    let closed = Api::new().await;
    let reply = closed
        .get("/training")
        .header("origin", origin)
        .send()
        .await;
    assert_eq!(reply.header("access-control-allow-origin"), None);
}

#[derive(Debug)]
struct BrokenClock;

impl Clock for BrokenClock {
    fn now(&self) -> DateTime<Utc> {
        panic!("the clock is broken")
    }
}

#[tokio::test]
async fn a_handler_that_panics_is_a_500_in_the_dialect() {
    let api = Api::new().await;
    let clock = Arc::new(BrokenClock);
    let state = AppState::with_clock(api.store.clone(), AppConfig::default(), clock);
    let request = Request::get("/w/main/training")
        .body(Body::empty())
        .unwrap();
    let response = api_router(state).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 500);
    let body = axum::body::to_bytes(response.into_body(), 4096)
        .await
        .unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["statusCode"], 500);
    assert!(
        !body.to_string().contains("clock"),
        "what happened is for the log: {body}"
    );
}

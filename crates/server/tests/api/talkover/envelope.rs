//! Every answer under a Talkover path is in its envelope, whoever gives it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{body::Body, http::Request};
use chrono::{DateTime, Utc};
use cuebook_server::{AppConfig, AppState, api_router, clock::Clock};
use serde_json::json;
use tower::ServiceExt as _;

use super::Voice;
use crate::harness::Api;

#[tokio::test]
async fn paths_that_lead_nowhere_are_404_in_their_own_dialect() {
    let voice = Voice::new().await;
    for path in [
        "//w/voice/api",
        "//w/voice/api/",
        "//w/voice/api/v1",
        "//w/voice/api/v2/agents",
        "//w/voice/api/v1/agents/",
        "//w/voice/api/v1/agents/x/flow",
        "//w/main/api/v1/nothing",
    ] {
        for key in [None, Some(crate::harness::ADMIN)] {
            let message = voice.0.get(path).key(key).refused(404).await;
            assert!(
                message.contains(&format!("nothing at {}.", &path[1..])),
                "{message}"
            );
        }
    }
    let wrong = "//w/main/api/v1/agents";
    let message = voice.0.get(wrong).refused(404).await;
    assert!(message.contains("`main` speaks OpenCX's API"), "{message}");
    let unknown = "//w/other/api/v1/agents/x/trainings";
    let message = voice.0.get(unknown).refused(404).await;
    assert!(message.contains("no workspace `other`"), "{message}");
    voice.0.get(unknown).key(None).refused(401).await;
    for path in ["//w/voice/training", "//w/voice/contacts/segments"] {
        let message = voice.0.get(path).fails(404).await;
        assert!(
            message.contains("`voice` speaks Talkover's API"),
            "{message}"
        );
    }
    voice.0.get("//w/voice/").fails(404).await;
}

#[tokio::test]
async fn a_wrong_method_is_the_documented_405() {
    let voice = Voice::new().await;
    for (method, path, supported) in [
        ("PATCH", "/agents", "GET,HEAD,POST"),
        ("PUT", "/agents/x", "DELETE,GET,HEAD"),
        ("GET", "/agents/x/voice", "PUT"),
        ("GET", "/agents/x/publish", "POST"),
        ("PATCH", "/agents/x/trainings/y", "DELETE,GET,HEAD"),
        ("POST", "/health", "GET,HEAD"),
    ] {
        let reply = voice.at(method, path).send().await;
        let message = reply.is_refused(405);
        let allow = reply.header("allow").unwrap();
        assert_eq!(
            message,
            format!(
                "The {method} method is not supported for this route. Supported methods: {}.",
                allow.replace(',', ", ")
            )
        );
        let mut methods: Vec<&str> = allow.split(',').collect();
        methods.sort_unstable();
        assert_eq!(methods.join(","), supported, "{method} {path}");
    }
}

#[tokio::test]
async fn bodies_that_are_none_are_refused_alike() {
    let voice = Voice::new().await;
    let path = format!("{}/trainings", voice.agent("a").await);
    let send = |raw: &str| voice.at("POST", &path).raw(raw.to_owned());
    for (raw, told) in [
        ("", "The body is empty"),
        ("{\"subject\":", "The body is not JSON"),
        ("subject=s&instructions=i", "The body is not JSON"),
    ] {
        let message = send(raw)
            .header("content-type", "application/json")
            .refused(400)
            .await;
        assert!(message.starts_with(told), "{message}");
    }
    let form = send("subject=s").header("content-type", "application/x-www-form-urlencoded");
    form.refused(415).await;
    let large = format!("{{\"subject\":\"{}\"}}", "x".repeat(1024 * 1024));
    assert!(send(&large).refused(413).await.contains("larger than"));
    assert_eq!(voice.get(&path).ok().await["data"], json!([]));
}

#[tokio::test]
async fn a_token_that_sends_too_much_is_told_in_the_documented_words() {
    let api = Api::with(AppConfig {
        rate_limit_per_minute: 2,
        ..AppConfig::default()
    })
    .await;
    let voice = Voice(api);
    let first = voice.get("/agents").send().await;
    assert_eq!(first.header("x-ratelimit-limit"), Some("2"));
    voice.get("/agents/x").refused(404).await;
    let refused = voice.get("/agents").send().await;
    assert_eq!(
        refused.is_refused(429),
        "Too many requests. Please try again later."
    );
    assert_eq!(refused.header("retry-after"), Some("30"));
    for name in [
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
    ] {
        assert!(refused.header(name).is_some(), "{name}");
    }
    // Health needs no token, counts for nothing, and says nothing of the rate.
    for _ in 0..5 {
        let health = voice.get("/health").key(None).send().await;
        assert_eq!(health.text(), r#"{"status":"ok"}"#);
        assert_eq!(health.status, 200);
        assert_eq!(health.header("x-ratelimit-limit"), None);
    }
}

#[tokio::test]
async fn every_answer_carries_the_rate() {
    let voice = Voice::new().await;
    for reply in [
        voice.get("/agents").send().await,
        voice.get("/agents").key(None).send().await,
        voice.get("/nowhere").send().await,
        voice.at("PATCH", "/agents").send().await,
        voice.post("/agents", json!({})).send().await,
        voice.post("/agents", super::agent()).send().await,
    ] {
        assert_eq!(reply.header("x-ratelimit-limit"), Some("6000"));
        assert!(reply.header("x-ratelimit-remaining").is_some());
        assert!(reply.header("x-ratelimit-reset").is_some());
    }
}

#[tokio::test]
async fn health_is_that_of_a_talkover_workspace() {
    let voice = Voice::new().await;
    voice
        .0
        .get("//w/main/api/v1/health")
        .key(None)
        .refused(404)
        .await;
    voice
        .0
        .get("//w/other/api/v1/health")
        .key(None)
        .refused(404)
        .await;
    voice.0.store.close().await;
    let busy = voice.get("/health").key(None).send().await;
    assert!(busy.is_refused(503).contains("busy"));
    assert_eq!(busy.header("retry-after"), Some("1"));
    voice.get("/agents").refused(503).await;
    let unknown = voice.get("/agents").key(Some("talq_unknown")).send().await;
    unknown.is_refused(503);
    assert!(unknown.header("x-ratelimit-limit").is_some());
    voice.post("/agents", super::agent()).refused(503).await;
}

/// Tells the time so many times.
#[derive(Debug)]
struct WornClock(AtomicUsize);

impl Clock for WornClock {
    fn now(&self) -> DateTime<Utc> {
        let left = self.0.fetch_sub(1, Ordering::Relaxed);
        assert!(left > 0, "the clock is broken");
        DateTime::default()
    }
}

#[tokio::test]
async fn a_handler_that_panics_is_the_documented_500_and_carries_the_rate() {
    let fresh = Voice::new().await;
    let config = AppConfig {
        admin_key: Some(crate::harness::ADMIN.to_owned()),
        ..AppConfig::default()
    };
    // Once for the guard; the handler asks again.
    let clock = Arc::new(WornClock(AtomicUsize::new(1)));
    let state = AppState::with_clock(fresh.0.store.clone(), config, clock);
    let voice = Voice(Api {
        router: api_router(state),
        ..fresh.0
    });
    let reply = voice.post("/agents", super::agent()).send().await;
    assert_eq!(reply.is_refused(500), "Internal server error.");
    assert_eq!(reply.header("x-ratelimit-limit"), Some("6000"));
}

#[tokio::test]
async fn a_guard_that_panics_is_the_documented_500() {
    let voice = Voice::new().await;
    let clock = Arc::new(WornClock(AtomicUsize::new(0)));
    let state = AppState::with_clock(voice.0.store.clone(), AppConfig::default(), clock);
    let request = Request::get("/w/voice/api/v1/agents")
        .body(Body::empty())
        .unwrap();
    let response = api_router(state).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 500);
    let body = axum::body::to_bytes(response.into_body(), 4096)
        .await
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&body),
        r#"{"success":false,"message":"Internal server error."}"#
    );
}

#[tokio::test]
async fn other_origins_may_send_every_method_and_read_every_refusal() {
    let origin = "https://console.example";
    let api = Api::with(AppConfig {
        cors_origins: vec![origin.to_owned()],
        ..AppConfig::default()
    })
    .await;
    let voice = Voice(api);
    for method in ["GET", "POST", "PUT", "DELETE"] {
        let preflight = voice
            .at("OPTIONS", "/agents/x/trainings")
            .key(None)
            .header("origin", origin)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", "authorization,if-match");
        let allowed = preflight.send().await;
        assert_eq!(allowed.status, 200);
        let methods = allowed.header("access-control-allow-methods").unwrap();
        assert!(methods.contains(method), "{methods}");
    }
    let refused = voice
        .get("/agents")
        .key(None)
        .header("origin", origin)
        .send()
        .await;
    refused.is_refused(401);
    assert_eq!(refused.header("access-control-allow-origin"), Some(origin));
}

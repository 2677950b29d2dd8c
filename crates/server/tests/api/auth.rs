//! Keys and scopes (decision 4), and how much a key may send.

use chrono::Duration;
use contract::Scope;
use cuebook_server::{AppConfig, store::KeyStore as _};
use serde_json::json;

use crate::harness::{ADMIN, Api};

async fn key(api: &Api, scopes: &[Scope]) -> (String, String) {
    let made = api
        .store
        .create_key(
            uuid::Uuid::now_v7().to_string(),
            "pipeline",
            scopes,
            *uuid::Uuid::now_v7()
                .as_bytes()
                .repeat(2)
                .first_chunk()
                .unwrap(),
            "2026-11-20T09:00:00.000Z".to_owned(),
        )
        .await
        .unwrap();
    (made.key.id, made.secret)
}

#[tokio::test]
async fn without_a_valid_key_everything_is_the_documented_401() {
    let api = Api::new().await;
    for path in [
        "//w",
        "/training",
        "/contacts/segments",
        "//w/nowhere/training",
    ] {
        for wrong in [None, Some("wrong"), Some(""), Some("cue_0000")] {
            let reply = api.get(path).key(wrong).send().await;
            reply.is_failure(401);
            assert_eq!(
                reply.text(),
                r#"{"statusCode":401,"message":"Unauthorized","error":"Unauthorized"}"#
            );
            assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        }
    }
    let basic = api
        .get("/training")
        .key(None)
        .header("authorization", "Basic abc");
    basic.fails(401).await;
    let lower = api.get("/training").key(None);
    lower
        .header("authorization", &format!("bearer {ADMIN}"))
        .ok()
        .await;
}

#[tokio::test]
async fn a_missing_scope_is_named() {
    let api = Api::new().await;
    let row = "/training/018f3c1e-7b2a-7c3d-8e4f-0123456789ab";
    let segment = "/contacts/segments/018f3c1e-7b2a-7c3d-8e4f-0123456789ab";
    let restore = format!("{row}/versions/1/restore");
    let contact = "/contacts/segments/contacts/018f3c1e-7b2a-7c3d-8e4f-0123456789ab";
    let versions = format!("{row}/versions");
    let (draft, directory) = (format!("{row}/draft"), format!("{row}/directory"));
    let all = [
        ("GET", "/training", Scope::TrainingRead),
        ("POST", "/training", Scope::TrainingWrite),
        ("GET", row, Scope::TrainingRead),
        ("PUT", row, Scope::TrainingWrite),
        ("DELETE", row, Scope::TrainingWrite),
        ("PUT", &draft, Scope::TrainingWrite),
        ("PUT", &directory, Scope::TrainingWrite),
        ("GET", &versions, Scope::TrainingRead),
        ("POST", &restore, Scope::TrainingWrite),
        ("GET", "/training/directories", Scope::TrainingRead),
        ("POST", "/training/directories", Scope::TrainingWrite),
        ("PUT", "/training/directories/x", Scope::TrainingWrite),
        ("DELETE", "/training/directories/x", Scope::TrainingWrite),
        ("GET", "/contacts/segments", Scope::SegmentsRead),
        ("GET", segment, Scope::SegmentsRead),
        ("GET", contact, Scope::SegmentsRead),
        ("POST", "/contacts/segments", Scope::SegmentsWrite),
        ("PUT", segment, Scope::SegmentsWrite),
        ("DELETE", segment, Scope::SegmentsWrite),
    ];
    for (method, path, needed) in all {
        let others: Vec<Scope> = Scope::ALL
            .into_iter()
            .filter(|scope| *scope != needed)
            .collect();
        let (_, secret) = key(&api, &others).await;
        let message = api
            .at(method, path)
            .json(json!({}))
            .key(Some(&secret))
            .fails(403)
            .await;
        assert!(
            message.contains(&format!("`{needed}`")),
            "{method} {path}: {message}"
        );
        let (_, secret) = key(&api, &[needed]).await;
        let reply = api
            .at(method, path)
            .json(json!({}))
            .key(Some(&secret))
            .send()
            .await;
        assert_ne!(
            reply.status.as_u16(),
            403,
            "{method} {path} needs {needed} alone"
        );
    }
}

#[tokio::test]
async fn a_key_is_kept_as_a_hash_and_ends_when_it_is_revoked() {
    let api = Api::new().await;
    let (id, secret) = key(&api, &[]).await;
    assert!(secret.starts_with("cue_") && secret.len() == 68, "{secret}");
    api.get("/training").key(Some(&secret)).ok().await;
    let listed = api.store.keys().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(!format!("{listed:?}").contains(&secret));
    api.store.close().await;
    let file = std::fs::read(api.folder.file()).unwrap();
    let in_file = |text: &str| file.windows(text.len()).any(|at| at == text.as_bytes());
    assert!(in_file(&id), "the row is in the file");
    assert!(
        !in_file(&secret) && !in_file(&secret[4..]),
        "the secret is not"
    );
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_after_a_second() {
    let api = Api::new().await;
    let (id, secret) = key(&api, &[]).await;
    api.get("/training").key(Some(&secret)).ok().await;
    let now = "2026-11-20T09:00:01.000Z".to_owned();
    assert!(api.store.revoke_key(&id, now.clone()).await.unwrap());
    assert!(!api.store.revoke_key(&id, now).await.unwrap(), "only once");
    api.clock.turn(Duration::seconds(1));
    api.get("/training").key(Some(&secret)).fails(401).await;
    assert!(api.store.keys().await.unwrap()[0].revoked_at.is_some());
}

#[tokio::test]
async fn a_key_that_sends_too_much_is_told_when_to_go_on() {
    let api = Api::with(AppConfig {
        rate_limit_per_minute: 2,
        ..AppConfig::default()
    })
    .await;
    let first = api.get("/training").send().await;
    let header = |name: &str| first.header(name).unwrap().to_owned();
    assert_eq!(
        [
            header("x-ratelimit-limit"),
            header("x-ratelimit-remaining"),
            header("x-ratelimit-reset")
        ],
        ["2", "1", "30"]
    );
    api.get("/nowhere").fails(404).await;
    let refused = api
        .post("/training", json!({"title": "a", "content": "b"}))
        .send()
        .await;
    assert!(refused.is_failure(429).contains("30 s"));
    assert_eq!(refused.header("retry-after"), Some("30"));
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("0"));
    // Another key is not held up, nor by those who have none.
    let (_, secret) = key(&api, &[]).await;
    for _ in 0..3 {
        api.get("/training").key(Some("guess")).send().await;
    }
    api.get("/training").key(Some("guess")).fails(429).await;
    api.get("/training").key(Some(&secret)).ok().await;
    api.clock.turn(Duration::seconds(30));
    assert_eq!(api.total().await, 0, "what was refused wrote nothing");
}

#[tokio::test]
async fn every_answer_carries_the_rate() {
    let api = Api::new().await;
    for reply in [
        api.get("/training").send().await,
        api.get("/training").key(None).send().await,
        api.get("/nowhere").send().await,
        api.at("PATCH", "/training").send().await,
        api.get("/training?limit=0").send().await,
    ] {
        assert_eq!(reply.header("x-ratelimit-limit"), Some("6000"));
        assert!(reply.header("x-ratelimit-remaining").is_some());
        assert!(reply.header("x-ratelimit-reset").is_some());
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
}

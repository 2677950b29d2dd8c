//! Versions and restore: decisions 9, 10 and 20.

use chrono::Duration;
use contract::Scope;
use cuebook_server::store::KeyStore as _;
use serde_json::{Value, json};

use crate::harness::{Api, id};

#[tokio::test]
async fn every_publish_writes_one_and_none_changes() {
    let api = Api::new().await;
    let made = api
        .store
        .create_key(
            "key-1".to_owned(),
            "Ada",
            &[Scope::TrainingWrite],
            [7; 32],
            "2026-11-20T09:00:00.000Z".to_owned(),
        )
        .await
        .unwrap();
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    api.clock.turn(Duration::seconds(5));
    let second = json!({"title": "Second", "content": "Two", "is_draft": false});
    api.put(&path, second).key(Some(&made.secret)).ok().await;
    api.put(&path, json!({"title": "Pending", "content": "Three"}))
        .ok()
        .await;
    let versions = api.get(&format!("{path}/versions")).ok().await;
    assert_eq!(
        versions,
        json!({"items": [
            {"version": 2, "title": "Second", "content": "Two",
             "published_at": "2026-11-20T09:00:05.000Z", "published_by": "Ada"},
            {"version": 1, "title": "Refunds", "content": "Within 30 days.",
             "published_at": "2026-11-20T09:00:00.000Z", "published_by": "admin"},
        ]})
    );
    let draft = format!(
        "/training/{}",
        id(&api.training(json!({"is_draft": true})).await)
    );
    assert_eq!(
        api.get(&format!("{draft}/versions")).ok().await,
        json!({"items": []})
    );
}

#[tokio::test]
async fn a_restore_fills_the_draft_only() {
    let api = Api::new().await;
    let row = api
        .training(json!({"restricted_to_channels": ["web"]}))
        .await;
    let path = format!("/training/{}", id(&row));
    let second = json!({
        "title": "Second", "content": "Two", "is_draft": false, "restricted_to_channels": ["sms"],
    });
    api.put(&path, second).ok().await;
    let row = api
        .post(&format!("{path}/versions/1/restore"), json!({}))
        .ok()
        .await;
    assert_eq!(
        (&row["title"], &row["draft_title"]),
        (&json!("Second"), &json!("Refunds"))
    );
    assert_eq!(row["draft_content"], "Within 30 days.");
    assert_eq!(
        (&row["is_draft"], &row["current_version"]),
        (&json!(false), &json!(2))
    );
    assert_eq!(
        row["restricted_to_channels"],
        json!(["sms"]),
        "it belongs to no version"
    );
    let row = api
        .post(&format!("{path}/versions/2/restore"), json!({}))
        .ok()
        .await;
    assert_eq!(
        row["draft_title"],
        Value::Null,
        "the live text is no pending change"
    );
    let versions = api.get(&format!("{path}/versions")).ok().await;
    assert_eq!(
        versions["items"].as_array().unwrap().len(),
        2,
        "a restore publishes nothing"
    );
}

#[tokio::test]
async fn a_restore_while_offline_stays_offline() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    let offline = json!({"title": "Other", "content": "Text", "is_draft": true});
    api.put(&path, offline).ok().await;
    let row = api
        .at("POST", &format!("{path}/versions/1/restore"))
        .ok()
        .await;
    assert_eq!(
        (&row["is_draft"], &row["current_version"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(row["draft_title"], "Refunds");
    let row = api
        .put(&format!("{path}/draft"), json!({"is_draft": false}))
        .ok()
        .await;
    assert_eq!(
        (&row["title"], &row["current_version"]),
        (&json!("Refunds"), &json!(2))
    );
}

#[tokio::test]
async fn a_version_that_is_not_there_is_a_404_and_no_number_a_400() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    let restore = |version: &str| api.at("POST", &format!("{path}/versions/{version}/restore"));
    assert!(restore("2").fails(404).await.contains("no version 2"));
    for version in ["0", "-1", "1.0", "x", "99999999999999999999"] {
        assert!(
            restore(version).fails(400).await.starts_with("version: "),
            "{version}"
        );
    }
}

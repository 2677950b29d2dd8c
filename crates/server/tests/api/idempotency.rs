//! A create happens once, however often it is sent (decision 25).

use chrono::Duration;
use cuebook_server::store::KeyStore as _;
use serde_json::json;

use crate::harness::{Api, id};

#[tokio::test]
async fn the_same_request_is_answered_with_the_first_answer() {
    let api = Api::new().await;
    let all = [
        ("/training", json!({"title": "a", "content": "b"})),
        ("/training/directories", json!({"name": "Sales"})),
        ("/contacts/segments", json!({"name": "VIP"})),
    ];
    for (at, (path, body)) in all.into_iter().enumerate() {
        let key = format!("key-{at}");
        let send = || api.post(path, body.clone()).header("idempotency-key", &key);
        let first = send().send().await;
        assert_eq!(first.status, 200, "{path}");
        assert_eq!(first.header("idempotency-replayed"), None);
        api.clock.turn(Duration::seconds(1));
        let again = send().send().await;
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!((again.text(), again.etag()), (first.text(), first.etag()));
    }
    assert_eq!(api.total().await, 1);
    // Also after the row has changed: what is answered is what was answered.
    let row = api.get("/training").ok().await["items"][0].clone();
    api.delete(&format!("/training/{}", id(&row))).ok().await;
    let again = api.post("/training", json!({"title": "a", "content": "b"}));
    assert_eq!(again.header("idempotency-key", "key-0").ok().await, row);
    assert_eq!(api.total().await, 0);
}

#[tokio::test]
async fn another_request_with_the_same_key_is_a_409() {
    let api = Api::new().await;
    let send = |path: &str, body| api.post(path, body).header("idempotency-key", "k");
    send("/training", json!({"title": "a", "content": "b"}))
        .ok()
        .await;
    send("/training", json!({"title": "a", "content": "c"}))
        .fails(409)
        .await;
    send("/training/directories", json!({"name": "a"}))
        .fails(409)
        .await;
    assert_eq!(api.total().await, 1);
}

#[tokio::test]
async fn a_refused_request_keeps_nothing() {
    let api = Api::new().await;
    let send = |body| api.post("/training", body).header("idempotency-key", "k");
    send(json!({"title": "a"})).fails(400).await;
    send(json!({"title": "a", "content": "b", "directory_id": "x"}))
        .fails(400)
        .await;
    send(json!({"title": "a", "content": "b"})).ok().await;
}

#[tokio::test]
async fn an_answer_is_kept_for_24_hours_and_for_its_own_key() {
    let api = Api::new().await;
    let other = api
        .store
        .create_key("other".to_owned(), "Other", &[], [9; 32], String::new())
        .await
        .unwrap();
    let send = || {
        let body = json!({"title": "a", "content": "b"});
        api.post("/training", body).header("idempotency-key", "k")
    };
    let first = send().ok().await;
    let others = send().key(Some(&other.secret)).ok().await;
    assert_ne!(first["id"], others["id"]);
    api.clock
        .turn(Duration::hours(24) - Duration::milliseconds(1));
    assert_eq!(send().ok().await, first);
    api.clock.turn(Duration::milliseconds(1));
    let fresh = send().ok().await;
    assert_ne!(fresh["id"], first["id"]);
    assert_eq!(
        send().ok().await,
        fresh,
        "the new answer is kept in its place"
    );
}

#[tokio::test]
async fn a_restore_is_not_repeated_over_a_later_edit() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    api.put(
        &path,
        json!({"title": "b", "content": "b", "is_draft": false}),
    )
    .ok()
    .await;
    let restore = || {
        let call = api.at("POST", &format!("{path}/versions/1/restore"));
        call.header("idempotency-key", "r")
    };
    let restored = restore().ok().await;
    let edited = api
        .put(&path, json!({"title": "c", "content": "c"}))
        .ok()
        .await;
    assert_eq!(restore().ok().await, restored);
    assert_eq!(api.get(&path).ok().await, edited);
}

#[tokio::test]
async fn of_many_at_once_exactly_one_creates() {
    let api = Api::new().await;
    for round in 0..10_u64 {
        let key = format!("round-{round}");
        let creates = (0..16).map(|_| {
            let body = json!({"title": "a", "content": "b"});
            api.post("/training", body)
                .header("idempotency-key", &key)
                .send()
        });
        let replies = futures_util::future::join_all(creates).await;
        let fresh = replies
            .iter()
            .filter(|reply| reply.header("idempotency-replayed").is_none());
        assert_eq!(fresh.count(), 1);
        assert!(
            replies
                .iter()
                .all(|reply| reply.text() == replies[0].text())
        );
        assert_eq!(api.total().await, round + 1);
    }
}

#[tokio::test]
async fn a_key_must_be_one() {
    let api = Api::new().await;
    let long = "x".repeat(256);
    for key in ["", "ä", long.as_str()] {
        let call = api.post("/training", json!({"title": "a", "content": "b"}));
        let message = call.header("idempotency-key", key).fails(400).await;
        assert!(
            message.starts_with("Idempotency-Key must have 1 to 255"),
            "{message}"
        );
    }
}

//! A create happens once, however often it is sent: `Idempotency-Key`, our extension.

use serde_json::json;

use super::{Voice, agent};

#[tokio::test]
async fn the_same_request_is_answered_with_the_first_answer() {
    let voice = Voice::new().await;
    let path = format!("{}/trainings", voice.agent("a").await);
    let training = json!({"subject": "s", "instructions": "i"});
    for (at, (path, body, status)) in [("/agents", agent(), 201), (&path, training, 200)]
        .into_iter()
        .enumerate()
    {
        let key = format!("key-{at}");
        let send = || {
            voice
                .post(path, body.clone())
                .header("idempotency-key", &key)
        };
        let first = send().send().await;
        assert_eq!(first.status, status);
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = send().send().await;
        assert_eq!(again.status, status);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!((again.text(), again.etag()), (first.text(), first.etag()));
        let other = voice.post(path, json!({"subject": "x", "instructions": "i"}));
        let reply = other.header("idempotency-key", &key).send().await;
        assert!(
            matches!(reply.status.as_u16(), 409 | 422),
            "{}",
            reply.text()
        );
    }
    assert_eq!(voice.get("/agents").ok().await["meta"]["total"], 2);
    let list = voice.get(&path).ok().await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn another_request_with_the_same_key_is_a_409_and_a_refused_one_keeps_nothing() {
    let voice = Voice::new().await;
    let path = format!("{}/trainings", voice.agent("a").await);
    let send = |body| voice.post(&path, body).header("idempotency-key", "k");
    send(json!({"subject": "s"})).invalid().await;
    send(json!({"subject": "s", "instructions": "i"}))
        .ok()
        .await;
    let message = send(json!({"subject": "t", "instructions": "i"}))
        .refused(409)
        .await;
    assert!(
        message.starts_with("This Idempotency-Key was used"),
        "{message}"
    );
    let long = "x".repeat(256);
    let call = voice
        .post(&path, json!({}))
        .header("idempotency-key", &long);
    assert!(
        call.refused(400)
            .await
            .starts_with("Idempotency-Key must have 1 to 255")
    );
}

//! Many at once.

use futures_util::future::join_all;
use serde_json::json;

use super::Voice;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_upserts_of_one_key_at_once_make_one_row() {
    let voice = Voice::new().await;
    let agent = voice.published("a").await;
    let path = format!("{agent}/trainings");
    for round in 0..5 {
        let writes = (0..16).map(|who| {
            let body = json!({
                "node_id": format!("n{round}"), "subject": who.to_string(), "instructions": "i",
            });
            voice.post(&path, body).send()
        });
        let replies = join_all(writes).await;
        let ids: std::collections::HashSet<String> = replies
            .iter()
            .map(|reply| crate::harness::id(&reply.json()["data"]))
            .collect();
        assert_eq!(ids.len(), 1);
        let tags: std::collections::HashSet<String> =
            replies.iter().map(crate::harness::Reply::etag).collect();
        assert_eq!(tags.len(), 16, "every state has a tag of its own");
    }
    let list = voice.get(&path).ok().await;
    assert_eq!(list["data"].as_array().unwrap().len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_write_on_the_same_state_exactly_one_wins() {
    let voice = Voice::new().await;
    let path = voice.ready("a").await;
    for _ in 0..5 {
        let tag = voice.get(&path).send().await.etag();
        let writes = (0..12).map(|speed| {
            let body = json!({
                "voice_id": "v", "conversation_speed": 1.2 + f64::from(speed) / 100.0,
                "who_speaks_first": "agent",
            });
            voice
                .put(&format!("{path}/voice"), body)
                .header("if-match", &tag)
                .send()
        });
        let replies = join_all(writes).await;
        let (won, lost): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == 200);
        assert_eq!((won.len(), lost.len()), (1, 11));
        assert!(lost.iter().all(|reply| reply.etag() == won[0].etag()));
        assert_eq!(voice.data(&path).await, won[0].json()["data"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publish_is_never_older_than_the_trainings_that_it_shows() {
    let voice = Voice::new().await;
    let path = voice.published("a").await;
    let trainings = format!("{path}/trainings");
    let publish = format!("{path}/publish");
    for round in 0..10 {
        let tag = voice.get(&path).send().await.etag();
        let body = json!({"subject": round.to_string(), "instructions": "i"});
        let (written, published) = tokio::join!(
            voice.post(&trainings, body).send(),
            voice.at("POST", &publish).header("if-match", &tag).send(),
        );
        assert_eq!(written.status, 200);
        assert!(matches!(published.status.as_u16(), 200 | 412));
        // Whichever came first: what nobody looked at is not live.
        assert_eq!(voice.data(&path).await["current_status"], "draft");
    }
}

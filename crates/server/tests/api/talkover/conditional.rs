//! Lost updates: ETag, If-Match and If-None-Match, our extensions.

use serde_json::json;

use super::{Voice, calling, knowledge, voice as settings};
use crate::harness::id;

#[tokio::test]
async fn an_agents_tag_changes_with_everything_that_it_shows() {
    let voice = Voice::new().await;
    let path = voice.ready("a").await;
    let tag = async || voice.get(&path).send().await.etag();
    let mut seen = vec![tag().await];
    let made = voice.training(&path, json!({})).await;
    seen.push(tag().await);
    let training = format!("{path}/trainings/{}", id(&made));
    voice.delete(&training).ok().await;
    seen.push(tag().await);
    let published = voice.at("POST", &format!("{path}/publish")).send().await;
    seen.push(tag().await);
    assert_eq!(published.etag(), seen[3]);
    let written = voice
        .put(&format!("{path}/calling"), calling())
        .send()
        .await;
    seen.push(tag().await);
    assert_eq!(written.etag(), seen[4]);
    let different: std::collections::HashSet<&String> = seen.iter().collect();
    assert_eq!(different.len(), 5, "{seen:?}");
    let known = voice
        .get(&path)
        .header("if-none-match", &seen[4])
        .send()
        .await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    voice
        .get(&path)
        .header("if-none-match", &seen[3])
        .ok()
        .await;
}

#[tokio::test]
async fn every_write_of_an_agent_with_an_old_tag_is_refused_with_the_new_one() {
    let voice = Voice::new().await;
    let path = voice.ready("a").await;
    let old = voice.get(&path).send().await.etag();
    voice.training(&path, json!({})).await;
    let new = voice.get(&path).send().await.etag();
    let before = voice.data(&path).await;
    let writes = || {
        [
            voice.put(&format!("{path}/knowledge"), knowledge()),
            voice.put(&format!("{path}/voice"), settings()),
            voice.put(&format!("{path}/calling"), calling()),
            voice.at("POST", &format!("{path}/publish")),
            voice.at("POST", &format!("{path}/unpublish")),
            voice.delete(&path),
        ]
    };
    for call in writes() {
        let refused = call.header("if-match", &old).send().await;
        refused.is_refused(412);
        assert_eq!(refused.etag(), new);
    }
    assert_eq!(voice.data(&path).await, before);
    for call in writes() {
        let now = voice.get(&path).send().await.etag();
        call.header("if-match", &format!("\"x\", {now}")).ok().await;
    }
}

#[tokio::test]
async fn a_training_is_written_over_the_state_that_was_read() {
    let voice = Voice::new().await;
    let agent = voice.agent("a").await;
    let path = format!("{agent}/trainings");
    let body = |subject: &str| json!({"node_id": "n", "subject": subject, "instructions": "i"});
    let first = voice.post(&path, body("one")).send().await;
    let row = format!("{path}/{}", id(&first.json()["data"]));
    assert_eq!(voice.get(&row).send().await.etag(), first.etag());
    assert_eq!(voice.data(&row).await, first.json()["data"]);
    let second = voice
        .post(&path, body("two"))
        .header("if-match", &first.etag())
        .send()
        .await;
    assert_eq!(second.status, 200);
    for call in [voice.post(&path, body("three")), voice.delete(&row)] {
        let refused = call.header("if-match", &first.etag()).send().await;
        refused.is_refused(412);
        assert_eq!(refused.etag(), second.etag());
    }
    assert_eq!(voice.data(&row).await["subject"], "two");
    let known = voice
        .get(&row)
        .header("if-none-match", &second.etag())
        .send()
        .await;
    assert_eq!(known.status, 304);
    voice.delete(&row).header("if-match", "*").ok().await;
    // With a condition nothing is made anew: it was deleted.
    for tag in [second.etag().as_str(), "*"] {
        let call = voice.post(&path, body("four")).header("if-match", tag);
        assert_eq!(call.refused(404).await, "Training not found");
    }
    assert_eq!(voice.get(&path).ok().await["data"], json!([]));
    let unreadable = voice.post(&path, body("five")).header("if-match", "");
    assert!(
        unreadable
            .refused(400)
            .await
            .starts_with("If-Match cannot be read")
    );
}

//! Lost updates: ETag, If-Match, If-None-Match (decision 24).

use serde_json::json;

use crate::harness::{Api, id};

#[tokio::test]
async fn a_tag_belongs_to_one_state() {
    let api = Api::new().await;
    let made = api
        .post("/training", json!({"title": "a", "content": "b"}))
        .send()
        .await;
    let path = format!("/training/{}", id(&made.json()));
    assert!(made.etag().starts_with('"') && made.etag().ends_with('"'));
    assert_eq!(api.get(&path).send().await.etag(), made.etag());
    let changed = api
        .put(&path, json!({"title": "a", "content": "c"}))
        .send()
        .await;
    assert_ne!(changed.etag(), made.etag());
    assert_eq!(api.get(&path).send().await.etag(), changed.etag());
    let known = api
        .get(&path)
        .header("if-none-match", &changed.etag())
        .send()
        .await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    assert_eq!(known.etag(), changed.etag());
    let weak = format!("\"x\", W/{}", changed.etag());
    assert_eq!(
        api.get(&path)
            .header("if-none-match", &weak)
            .send()
            .await
            .status,
        304
    );
    api.get(&path)
        .header("if-none-match", &made.etag())
        .ok()
        .await;
}

#[tokio::test]
async fn every_write_with_an_old_tag_is_refused_with_the_new_one() {
    let api = Api::new().await;
    let made = api
        .post("/training", json!({"title": "a", "content": "b"}))
        .send()
        .await;
    let path = format!("/training/{}", id(&made.json()));
    let now = api
        .put(&path, json!({"title": "a", "content": "c"}))
        .send()
        .await;
    let (old, new) = (made.etag(), now.etag());
    let writes = || {
        [
            api.put(&path, json!({"title": "x", "content": "x"})),
            api.put(&format!("{path}/draft"), json!({"is_draft": true})),
            api.put(&format!("{path}/directory"), json!({"directory_id": null})),
            api.at("POST", &format!("{path}/versions/1/restore")),
            api.delete(&path),
        ]
    };
    for tags in [
        old.clone(),
        format!("\"other\", {old}"),
        format!("W/{new}"),
        new.replace('"', ""),
    ] {
        for write in writes() {
            let refused = write.header("if-match", &tags).send().await;
            refused.is_failure(412);
            assert_eq!(refused.etag(), new, "{tags}");
        }
    }
    assert_eq!(api.get(&path).ok().await, now.json(), "nothing was written");
    for tags in ["", ","] {
        api.delete(&path).header("if-match", tags).fails(400).await;
    }
    let both = format!("{old}, {new}");
    let row = api
        .put(&path, json!({"title": "x", "content": "x"}))
        .header("if-match", &both)
        .send()
        .await;
    assert_eq!(row.status, 200);
    api.delete(&path).header("if-match", "*").ok().await;
    api.delete(&path).header("if-match", "*").fails(404).await;
}

#[tokio::test]
async fn directories_and_segments_are_guarded_too() {
    let api = Api::new().await;
    for (collection, body) in [
        ("/training/directories", json!({"name": "Sales"})),
        ("/contacts/segments", json!({"name": "VIP"})),
    ] {
        let made = api.post(collection, body).send().await;
        let path = format!("{collection}/{}", id(&made.json()));
        let renamed = api
            .put(&path, json!({"name": "Other"}))
            .header("if-match", &made.etag());
        let renamed = renamed.send().await;
        assert_eq!(renamed.status, 200);
        for call in [api.put(&path, json!({"name": "Third"})), api.delete(&path)] {
            let refused = call.header("if-match", &made.etag()).send().await;
            refused.is_failure(412);
            assert_eq!(refused.etag(), renamed.etag());
        }
        api.delete(&path)
            .header("if-match", &renamed.etag())
            .ok()
            .await;
    }
}

#[tokio::test]
async fn of_many_who_write_on_the_same_state_exactly_one_wins() {
    let api = Api::new().await;
    let made = api
        .post("/training", json!({"title": "a", "content": "b"}))
        .send()
        .await;
    let path = format!("/training/{}", id(&made.json()));
    for round in 0..10 {
        let tag = api.get(&path).send().await.etag();
        let writes = (0..16).map(|who| {
            let body =
                json!({"title": "a", "content": format!("{round} {who}"), "is_draft": false});
            api.put(&path, body).header("if-match", &tag).send()
        });
        let replies = futures_util::future::join_all(writes).await;
        let (won, lost): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == 200);
        assert_eq!((won.len(), lost.len()), (1, 15));
        for reply in lost {
            reply.is_failure(412);
            assert_eq!(reply.etag(), won[0].etag());
        }
        assert_eq!(api.get(&path).ok().await, won[0].json());
    }
    let versions = api.get(&format!("{path}/versions")).ok().await;
    assert_eq!(versions["items"].as_array().unwrap().len(), 11);
}

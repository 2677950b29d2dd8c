//! Segments: the documented reads and our writes (decisions 15, 23 and 35).

use serde_json::{Value, json};

use crate::harness::{Api, id};

const SEGMENTS: &str = "/contacts/segments";

#[tokio::test]
async fn they_are_made_changed_read_and_deleted() {
    let api = Api::new().await;
    let definition = json!({"or": [{"and": [{"type": "plan", "is": "gold"}]}]});
    let sent = json!({"name": " VIP ", "description": "Gold", "definition": definition});
    let made = api.post(SEGMENTS, sent).ok().await;
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": "VIP", "description": "Gold", "definition": definition,
            "created_at": "2026-11-20T09:00:00.000Z", "updated_at": "2026-11-20T09:00:00.000Z",
        })
    );
    let path = format!("{SEGMENTS}/{}", id(&made));
    assert_eq!(api.get(&path).ok().await, made);
    assert_eq!(
        api.get(&path.to_uppercase().replace("/CONTACTS/SEGMENTS", SEGMENTS))
            .ok()
            .await,
        made
    );
    let changed = api.put(&path, json!({"description": null})).ok().await;
    assert_eq!(changed["description"], Value::Null);
    assert_eq!(
        (&changed["name"], &changed["definition"]),
        (&json!("VIP"), &definition)
    );
    assert_eq!(changed["updated_at"], "2026-11-20T09:00:00.001Z");
    let blank = api.post(SEGMENTS, json!({"name": "Nobody"})).ok().await;
    assert_eq!(blank["definition"], json!({"or": []}));
    assert_eq!(api.delete(&path).ok().await, json!({"success": true}));
    api.get(&path).fails(404).await;
    api.put(&path, json!({"name": "x"})).fails(404).await;
    api.delete(&path).fails(404).await;
}

#[tokio::test]
async fn the_list_has_pages() {
    let api = Api::new().await;
    for number in 0..5 {
        api.segment(&format!("{number}")).await;
    }
    let page = api.get(&format!("{SEGMENTS}?page=2&limit=2")).ok().await;
    let names: Vec<&Value> = page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names, ["2", "1"]);
    let rest = |page: &Value| {
        ["page", "limit", "total", "has_next", "has_previous"].map(|field| page[field].clone())
    };
    assert_eq!(
        rest(&page),
        [json!(2), json!(2), json!(5), json!(true), json!(true)]
    );
    let page = api.get(SEGMENTS).ok().await;
    assert_eq!(
        rest(&page),
        [json!(1), json!(20), json!(5), json!(false), json!(false)]
    );
    let page = api
        .get(&format!("{SEGMENTS}?page=9007199254740991&limit=100"))
        .ok()
        .await;
    assert_eq!(page["data"], json!([]));
    assert_eq!(rest(&page)[3..], [json!(false), json!(true)]);
}

#[tokio::test]
async fn a_contact_that_nobody_knows_is_in_none() {
    let api = Api::new().await;
    api.segment("VIP").await;
    let path = format!("{SEGMENTS}/contacts/018f3c1e-7b2a-7c3d-8e4f-0123456789ab");
    assert_eq!(api.get(&path).ok().await, json!({"data": []}));
}

#[tokio::test]
async fn one_that_scenarios_are_restricted_to_cannot_be_deleted() {
    let api = Api::new().await;
    let vip = api.segment("VIP").await;
    let path = format!("{SEGMENTS}/{vip}");
    let first = api.training(json!({"restricted_to_segments": [vip]})).await;
    let message = api.delete(&path).fails(409).await;
    assert!(
        message.starts_with("1 scenario is restricted to the segment “VIP”"),
        "{message}"
    );
    let second = api
        .training(json!({"restricted_to_segments": [vip], "is_draft": true}))
        .await;
    let message = api.delete(&path).fails(409).await;
    assert!(
        message.starts_with("2 scenarios are restricted"),
        "{message}"
    );
    assert_eq!(api.get(&path).send().await.status, 200);
    api.delete(&format!("/training/{}", id(&first))).ok().await;
    let freed = json!({"title": "a", "content": "b", "restricted_to_segments": []});
    api.put(&format!("/training/{}", id(&second)), freed)
        .ok()
        .await;
    api.delete(&path).ok().await;
}

#[tokio::test]
async fn what_cannot_be_a_segment_is_refused() {
    let api = Api::new().await;
    let path = format!("{SEGMENTS}/{}", api.segment("VIP").await);
    for (body, expected) in [
        (json!({"name": ""}), "name: must not be empty"),
        (json!({"name": 1}), "name: must be a string"),
        (
            json!({"name": "x", "description": 1}),
            "description: must be a string or null",
        ),
        (
            json!({"name": "x", "description": "y".repeat(501)}),
            "description: must have at most 500",
        ),
        (
            json!({"name": "x", "definition": []}),
            "definition: must be a JSON object",
        ),
        (
            json!({"name": "x", "definition": {}}),
            "definition: must be {",
        ),
        (
            json!({"name": "x", "definition": {"or": [{"and": [{"kind": 1}]}]}}),
            "definition.or[0].and[0]: ",
        ),
        (
            json!({"name": "x", "definition": {"or": [{"and": [{"type": "\0"}]}]}}),
            "definition.or[0].and[0].type: must not contain the NUL",
        ),
    ] {
        for call in [
            api.post(SEGMENTS, body.clone()),
            api.put(&path, body.clone()),
        ] {
            let message = call.fails(400).await;
            assert!(message.contains(expected), "{expected:?} in {message:?}");
        }
    }
    assert_eq!(
        api.post(SEGMENTS, json!({})).fails(400).await,
        "name: is required"
    );
    assert_eq!(api.get(SEGMENTS).ok().await["total"], 1);
}

//! Searches by words (decision 18), and that the index follows every write.

use serde_json::{Value, json};

use crate::harness::{Api, id, titles};

mod hostile;
mod upgrade;

const SEARCH: &str = "/training/search";

async fn search(api: &Api, body: Value) -> Value {
    let found = api.post(SEARCH, body).ok().await;
    assert_eq!(found["mode"], "lexical");
    for item in found["items"].as_array().unwrap() {
        let score = item["score"].as_f64().unwrap();
        assert!((0.0..1.0).contains(&score), "{item}");
    }
    found
}

/// The titles that a query finds, the best first.
async fn found(api: &Api, body: Value) -> Vec<String> {
    let answer = search(api, body).await;
    titles(&answer).into_iter().map(str::to_owned).collect()
}

/// The ids that a query finds, in no order.
async fn ids(api: &Api, body: Value) -> Vec<String> {
    let answer = search(api, body).await;
    let mut ids: Vec<String> = answer["items"].as_array().unwrap().iter().map(id).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn the_best_come_first_with_their_text() {
    let api = Api::new().await;
    for (title, content) in [
        ("Returning a tent", "Within 30 days, dry and clean."),
        (
            "Washing a tent",
            "By hand. A wet tent must not be returned to its bag.",
        ),
        ("Opening hours", "From nine to five."),
    ] {
        api.training(json!({"title": title, "content": content}))
            .await;
    }
    let answer = search(&api, json!({"query": "How do I return my tent?"})).await;
    assert_eq!(titles(&answer), ["Returning a tent", "Washing a tent"]);
    let first = &answer["items"][0];
    let fields: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        ["source", "id", "title", "content", "score", "is_draft"]
    );
    assert_eq!(first["source"], "training");
    assert_eq!(first["content"], "Within 30 days, dry and clean.");
    assert_eq!(first["is_draft"], false);
    assert!(first["score"].as_f64() > answer["items"][1]["score"].as_f64());
    // Case, accents and endings make no difference; a limit does.
    assert_eq!(
        found(&api, json!({"query": "WÁSHED"})).await,
        ["Washing a tent"]
    );
    assert_eq!(
        found(&api, json!({"query": "tents", "limit": 1}))
            .await
            .len(),
        1
    );
    assert!(found(&api, json!({"query": "giraffe"})).await.is_empty());
}

#[tokio::test]
async fn the_index_follows_every_write() {
    let api = Api::new().await;
    let row = api
        .training(json!({"title": "Alpha", "content": "one", "is_draft": true}))
        .await;
    let path = format!("/training/{}", id(&row));
    let shown = |answer: &Value| {
        let items = answer["items"].as_array().unwrap();
        assert!(items.len() <= 1, "each scenario is there once: {answer}");
        items
            .first()
            .map(|item| (item["title"].clone(), item["is_draft"].clone()))
    };
    let draft = |title: &str| Some((json!(title), json!(true)));
    let live = |title: &str| Some((json!(title), json!(false)));
    let all = |query: &str| json!({"query": query});
    let lived = |query: &str| json!({"query": query, "include_drafts": false});
    assert_eq!(shown(&search(&api, all("alpha")).await), draft("Alpha"));
    assert_eq!(shown(&search(&api, lived("alpha")).await), None);

    api.put(&format!("{path}/draft"), json!({"is_draft": false}))
        .ok()
        .await;
    assert_eq!(shown(&search(&api, all("alpha")).await), live("Alpha"));
    assert_eq!(shown(&search(&api, lived("alpha")).await), live("Alpha"));

    // Pending edits: both texts are found, and each says whether it is live.
    api.put(&path, json!({"title": "Beta", "content": "one"}))
        .ok()
        .await;
    assert_eq!(shown(&search(&api, all("alpha")).await), live("Alpha"));
    assert_eq!(shown(&search(&api, all("beta")).await), draft("Beta"));
    assert_eq!(shown(&search(&api, lived("beta")).await), None);

    api.put(&format!("{path}/draft"), json!({"is_draft": false}))
        .ok()
        .await;
    assert_eq!(shown(&search(&api, all("alpha")).await), None);
    assert_eq!(shown(&search(&api, lived("beta")).await), live("Beta"));

    api.put(&format!("{path}/draft"), json!({"is_draft": true}))
        .ok()
        .await;
    assert_eq!(shown(&search(&api, all("beta")).await), draft("Beta"));

    api.post(&format!("{path}/versions/1/restore"), json!({}))
        .ok()
        .await;
    assert_eq!(shown(&search(&api, all("alpha")).await), draft("Alpha"));
    assert_eq!(shown(&search(&api, all("beta")).await), None);

    api.delete(&path).ok().await;
    assert_eq!(shown(&search(&api, all("alpha")).await), None);
    assert_eq!(api.get("/search/status").ok().await["total"], 0);
}

#[tokio::test]
async fn filters_are_exact() {
    let api = Api::new().await;
    let (vip, trial) = (api.segment("VIP").await, api.segment("Trial").await);
    let everyone = id(&api.training(json!({"type": "BEHAVIORAL"})).await);
    let web = id(&api
        .training(json!({"restricted_to_channels": ["web", "sms"]}))
        .await);
    let voice = id(&api
        .training(json!({"restricted_to_channels": ["web_voice"]}))
        .await);
    let vips = id(&api.training(json!({"restricted_to_segments": [vip]})).await);
    let both = id(&api
        .training(json!({"restricted_to_segments": [trial, vip]}))
        .await);
    let check = async |filter: Value, expected: &[&String]| {
        let mut body = filter.clone();
        body["query"] = json!("refunds");
        let mut expected: Vec<String> = expected.iter().copied().cloned().collect();
        expected.sort();
        assert_eq!(ids(&api, body).await, expected, "{filter}");
    };
    check(json!({}), &[&everyone, &web, &voice, &vips, &both]).await;
    check(json!({"type": "BEHAVIORAL"}), &[&everyone]).await;
    check(
        json!({"type": "SCENARIO_SPECIFIC"}),
        &[&web, &voice, &vips, &both],
    )
    .await;
    // What is not restricted applies everywhere.
    check(json!({"channel": "web"}), &[&everyone, &web, &vips, &both]).await;
    check(
        json!({"channel": "web_voice"}),
        &[&everyone, &voice, &vips, &both],
    )
    .await;
    check(
        json!({"segments": [vip]}),
        &[&everyone, &web, &voice, &vips, &both],
    )
    .await;
    check(
        json!({"segments": [trial]}),
        &[&everyone, &web, &voice, &both],
    )
    .await;
    check(
        json!({"segments": [trial, vip]}),
        &[&everyone, &web, &voice, &vips, &both],
    )
    .await;
    check(
        json!({"channel": "email", "segments": [trial]}),
        &[&everyone, &both],
    )
    .await;
    check(json!({"source": "knowledge"}), &[]).await;
    // A filter sees what was changed without the text.
    let freed = json!({"title": "Refunds", "content": "Within 30 days.", "is_draft": false,
        "restricted_to_channels": [], "type": "SCENARIO_SPECIFIC"});
    api.put(&format!("/training/{voice}"), freed).ok().await;
    check(
        json!({"channel": "email"}),
        &[&everyone, &voice, &vips, &both],
    )
    .await;
}

#[tokio::test]
async fn a_scenario_that_is_moved_is_still_found() {
    let api = Api::new().await;
    let row = api.training(json!({})).await;
    let directory = api.directory("Sales", None).await;
    let path = format!("/training/{}/directory", id(&row));
    api.put(&path, json!({"directory_id": directory}))
        .ok()
        .await;
    assert_eq!(found(&api, json!({"query": "refunds"})).await, ["Refunds"]);
}

#[tokio::test]
async fn the_status_says_that_searches_are_lexical() {
    let api = Api::new().await;
    let row = api.training(json!({})).await;
    let pending = json!({"title": "Refunds!", "content": "Within 30 days."});
    api.put(&format!("/training/{}", id(&row)), pending)
        .ok()
        .await;
    assert_eq!(
        api.get("/search/status").ok().await,
        json!({"state": "unavailable", "total": 2, "pending": 2})
    );
}

#[tokio::test]
async fn reading_is_enough_and_needed() {
    use contract::Scope;
    let api = Api::new().await;
    let reader = api.key_with(&[Scope::TrainingRead]).await;
    let other = api
        .key_with(&[Scope::SegmentsRead, Scope::TrainingWrite])
        .await;
    let body = json!({"query": "refunds"});
    api.post(SEARCH, body.clone()).key(Some(&reader)).ok().await;
    api.get("/search/status").key(Some(&reader)).ok().await;
    let message = api
        .post(SEARCH, body.clone())
        .key(Some(&other))
        .fails(403)
        .await;
    assert!(message.contains("training:read"), "{message}");
    api.get("/search/status").key(Some(&other)).fails(403).await;
    api.post(SEARCH, body.clone()).key(None).fails(401).await;
    api.post("//w/voice/training/search", body).fails(404).await;
}

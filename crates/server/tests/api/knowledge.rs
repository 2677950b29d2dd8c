//! Knowledge documents: imported, listed, found, replaced and deleted.

use contract::Scope;
use serde_json::{Value, json};

use crate::harness::{Api, id};

const KNOWLEDGE: &str = "/knowledge";

async fn found(api: &Api, query: &str) -> Vec<Value> {
    let body = json!({"query": query, "source": "knowledge"});
    let answer = api.post("/training/search", body).ok().await;
    answer["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_document_lives_from_import_to_delete() {
    let api = Api::new().await;
    let sent = json!({"name": "returns.md", "content": "# Returns\nWithin 30 days.\n## Refunds\nBy card."});
    let made = api.post(KNOWLEDGE, sent.clone()).ok().await;
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": "returns.md", "format": "markdown", "bytes": 45,
            "passage_count": 2, "created_at": "2026-11-20T09:00:00.000Z",
            "updated_at": "2026-11-20T09:00:00.000Z",
        })
    );
    let path = format!("{KNOWLEDGE}/{}", id(&made));
    let mut whole = made.clone();
    whole["passages"] = json!([
        {"title": "Returns", "content": "Within 30 days."},
        {"title": "Returns › Refunds", "content": "By card."},
    ]);
    assert_eq!(api.get(&path).ok().await, whole);
    let hits = found(&api, "card").await;
    assert_eq!(hits.len(), 1);
    assert_eq!(
        (
            &hits[0]["source"],
            &hits[0]["id"],
            &hits[0]["title"],
            &hits[0]["content"]
        ),
        (
            &json!("knowledge"),
            &made["id"],
            &json!("Returns › Refunds"),
            &json!("By card.")
        )
    );
    assert_eq!(hits[0]["is_draft"], false);

    // The same name again replaces it, and what it no longer says is not found.
    api.clock.turn(chrono::Duration::seconds(1));
    let again = json!({"name": "returns.md", "content": "Ask the *shop*."});
    let replaced = api.post(KNOWLEDGE, again).ok().await;
    assert_eq!(replaced["id"], made["id"]);
    assert_eq!(replaced["created_at"], made["created_at"]);
    assert_eq!(replaced["updated_at"], "2026-11-20T09:00:01.000Z");
    assert!(found(&api, "card").await.is_empty());
    assert_eq!(found(&api, "shop").await[0]["title"], "returns.md");
    assert_eq!(api.get(KNOWLEDGE).ok().await["total"], 1);

    assert_eq!(api.delete(&path).ok().await, json!({"success": true}));
    assert!(found(&api, "shop").await.is_empty());
    assert_eq!(api.get("/search/status").ok().await["total"], 0);
    api.get(&path).fails(404).await;
    api.delete(&path).fails(404).await;
}

#[tokio::test]
async fn a_document_is_found_once_and_beside_scenarios() {
    let api = Api::new().await;
    let content = "# Tents\nA tent.\n# More tents\nTwo tents.\n# Boots\nBoots.";
    api.post(KNOWLEDGE, json!({"name": "a.md", "content": content}))
        .ok()
        .await;
    api.training(json!({"title": "Tents", "restricted_to_channels": ["web"]}))
        .await;
    let sources = async |filter: Value| {
        let mut body = filter;
        body["query"] = json!("tents");
        let answer = api.post("/training/search", body).ok().await;
        let items = answer["items"].as_array().unwrap();
        let mut sources: Vec<String> = items
            .iter()
            .map(|item| item["source"].as_str().unwrap().to_owned())
            .collect();
        sources.sort();
        sources
    };
    assert_eq!(sources(json!({})).await, ["knowledge", "training"]);
    assert_eq!(sources(json!({"source": "training"})).await, ["training"]);
    // Knowledge is for everyone on all channels, live, and of no type.
    assert_eq!(sources(json!({"channel": "email"})).await, ["knowledge"]);
    assert_eq!(
        sources(json!({"type": "SCENARIO_SPECIFIC"})).await,
        ["training"]
    );
    assert_eq!(
        sources(json!({"include_drafts": false})).await,
        ["knowledge", "training"]
    );
}

#[tokio::test]
async fn the_list_has_pages_by_name() {
    let api = Api::new().await;
    for name in ["c.txt", "a.md", "b.html"] {
        api.post(KNOWLEDGE, json!({"name": name, "content": "x"}))
            .ok()
            .await;
    }
    let page = api.get("/knowledge?limit=2&offset=1").ok().await;
    let names: Vec<&Value> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names, ["b.html", "c.txt"]);
    assert_eq!(
        (&page["total"], &page["has_more"]),
        (&json!(3), &json!(false))
    );
    assert_eq!(api.get("/knowledge?limit=2").ok().await["has_more"], true);
    assert_eq!(api.get("/knowledge?offset=9").ok().await["has_more"], false);
    for query in ["limit=0", "limit=101", "offset=-1", "limit=x"] {
        api.get(&format!("{KNOWLEDGE}?{query}")).fails(400).await;
    }
}

#[tokio::test]
async fn html_is_kept_as_text() {
    let api = Api::new().await;
    let content = "<h1 onclick=\"alert(1)\">Care</h1><script>steal()</script><p>Wash &lt;cold&gt;.";
    let made = api
        .post(KNOWLEDGE, json!({"name": "care.html", "content": content}))
        .ok()
        .await;
    let text = api.get(&format!("{KNOWLEDGE}/{}", id(&made))).ok().await;
    assert_eq!(
        text["passages"],
        json!([{"title": "Care", "content": "Wash <cold>."}])
    );
    assert!(found(&api, "steal alert onclick").await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_a_document_is_refused_and_leaves_nothing() {
    let api = Api::new().await;
    let large = "x".repeat(512 * 1024 + 1);
    for (body, expected) in [
        (json!({"name": "a.md"}), "content: is required"),
        (
            json!({"name": "../a.md", "content": "x"}),
            "name: must be a name",
        ),
        (
            json!({"name": "a.pdf", "content": "x"}),
            "format: must be markdown, text or html",
        ),
        (
            json!({"name": "a.md", "content": " "}),
            "content: must not be empty",
        ),
        (
            json!({"name": "a.md", "content": "# Only a heading"}),
            "content: has no text",
        ),
        (json!({"name": "a.md", "content": "a\u{0}"}), "NUL"),
        (
            json!({"name": "a.md", "content": large}),
            "content: must have at most 524288 bytes",
        ),
        (
            json!({"name": "a.md", "content": "# a\nb\n".repeat(2_001)}),
            "at most 2000 passages",
        ),
    ] {
        let message = api.post(KNOWLEDGE, body).fails(400).await;
        assert!(message.contains(expected), "{expected:?} in {message:?}");
    }
    let body = json!({"name": "a.md", "content": "x".repeat(1024 * 1024)});
    api.post(KNOWLEDGE, body).fails(413).await;
    assert_eq!(api.get(KNOWLEDGE).ok().await["total"], 0);
    api.get("/knowledge/nothing").fails(404).await;
}

#[tokio::test]
async fn scopes_are_those_of_training() {
    let api = Api::new().await;
    let body = json!({"name": "a.md", "content": "x"});
    let reader = api.key_with(&[Scope::TrainingRead]).await;
    let message = api
        .post(KNOWLEDGE, body.clone())
        .key(Some(&reader))
        .fails(403)
        .await;
    assert!(message.contains("training:write"), "{message}");
    let made = api.post(KNOWLEDGE, body).ok().await;
    api.get(KNOWLEDGE).key(Some(&reader)).ok().await;
    let path = format!("{KNOWLEDGE}/{}", id(&made));
    api.get(&path).key(Some(&reader)).ok().await;
    api.delete(&path).key(Some(&reader)).fails(403).await;
    api.get(KNOWLEDGE).key(None).fails(401).await;
    api.get("//w/voice/knowledge").fails(404).await;
}

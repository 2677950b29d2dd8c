//! Answers of searches and knowledge are as the document says.

use serde_json::json;

use super::{agrees, document};
use crate::harness::{Api, id};

#[tokio::test]
async fn real_answers_are_as_it_says() {
    let api = Api::new().await;
    api.training(json!({})).await;
    let sent = json!({"name": "a.md", "content": "Refunds within 30 days."});
    let made = api.post("/knowledge", sent).ok().await;
    let document = document();
    let one = format!("/knowledge/{}", id(&made));
    let check = async |method: &str, path: &str, body, template: &str| {
        let reply = api.at(method, path).json(body).send().await;
        let operation = &document["paths"][template][method.to_lowercase()];
        let said = &operation["responses"][reply.status.as_str()];
        let schema = &said["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {path} {}", reply.status);
        agrees(&document, schema, &reply.json(), path);
        reply.status.as_u16()
    };
    let search = "/w/{workspace}/training/search";
    let (knowledge, by_id) = ("/w/{workspace}/knowledge", "/w/{workspace}/knowledge/{id}");
    let status = "/w/{workspace}/search/status";
    let query = json!({"query": "refunds"});
    assert_eq!(check("POST", "/training/search", query, search).await, 200);
    assert_eq!(
        check("POST", "/training/search", json!({}), search).await,
        400
    );
    assert_eq!(check("GET", "/search/status", json!({}), status).await, 200);
    assert_eq!(check("GET", "/knowledge", json!({}), knowledge).await, 200);
    assert_eq!(check("POST", "/knowledge", json!({}), knowledge).await, 400);
    assert_eq!(check("GET", &one, json!({}), by_id).await, 200);
    assert_eq!(check("DELETE", &one, json!({}), by_id).await, 200);
    assert_eq!(check("GET", &one, json!({}), by_id).await, 404);
}

//! The OpenAPI document: committed, complete, and true about real answers.

use std::collections::BTreeSet;

use contract::{instant::PATTERN, opencx::limits};
use serde_json::{Value, json};

use crate::harness::{Api, id};

mod agrees;
mod search;
mod talkover;

use agrees::agrees;

fn document() -> Value {
    serde_json::from_str(&cuebook_server::openapi_document()).unwrap()
}

#[test]
fn the_committed_document_is_this_one() {
    let committed = include_str!("../../../../openapi.json");
    assert!(
        committed == cuebook_server::openapi_document(),
        "openapi.json is out of date. Write it again with: cuebook-server openapi > openapi.json"
    );
}

#[tokio::test]
async fn it_is_served_without_a_key() {
    let api = Api::new().await;
    let reply = api.get("//openapi.json").key(None).send().await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.text(), cuebook_server::openapi_document());
    assert_eq!(document()["openapi"], "3.1.0");
}

#[test]
fn what_no_vendor_documents_is_marked() {
    let documented = [
        "get /w/{workspace}/training",
        "post /w/{workspace}/training",
        "get /w/{workspace}/training/{id}",
        "put /w/{workspace}/training/{id}",
        "delete /w/{workspace}/training/{id}",
        "put /w/{workspace}/training/{id}/draft",
        "get /w/{workspace}/contacts/segments",
        "get /w/{workspace}/contacts/segments/{segment_id}",
        "get /w/{workspace}/contacts/segments/contacts/{contact_id}",
        "get /w/{workspace}/api/v1/health",
        "get /w/{workspace}/api/v1/agents",
        "post /w/{workspace}/api/v1/agents",
        "get /w/{workspace}/api/v1/agents/{agent_id}",
        "delete /w/{workspace}/api/v1/agents/{agent_id}",
        "put /w/{workspace}/api/v1/agents/{agent_id}/knowledge",
        "put /w/{workspace}/api/v1/agents/{agent_id}/voice",
        "put /w/{workspace}/api/v1/agents/{agent_id}/calling",
        "post /w/{workspace}/api/v1/agents/{agent_id}/publish",
        "post /w/{workspace}/api/v1/agents/{agent_id}/unpublish",
        "get /w/{workspace}/api/v1/agents/{agent_id}/trainings",
        "post /w/{workspace}/api/v1/agents/{agent_id}/trainings",
        "delete /w/{workspace}/api/v1/agents/{agent_id}/trainings/{training_id}",
    ];
    let document = document();
    let mut unmarked = BTreeSet::new();
    let mut all = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all += 1;
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let extension = parameter["x-cuebook-extension"] == true;
                assert_eq!(
                    extension,
                    parameter["in"] == "header",
                    "{method} {path} {parameter}"
                );
            }
            if operation["x-cuebook-extension"] != true {
                unmarked.insert(format!("{method} {path}"));
            }
        }
    }
    assert_eq!(unmarked, documented.map(str::to_owned).into());
    assert_eq!(all, 41, "every operation of the router is described");
}

#[test]
fn what_it_refers_to_is_there() {
    fn look(value: &Value, schemas: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(name) = object.get("$ref").and_then(Value::as_str) {
                    let name = name.strip_prefix("#/components/schemas/").unwrap();
                    assert!(schemas[name].is_object(), "{name}");
                }
                object.values().for_each(|value| look(value, schemas));
            }
            Value::Array(items) => items.iter().for_each(|value| look(value, schemas)),
            _ => {}
        }
    }
    let document = document();
    look(&document, &document["components"]["schemas"]);
}

#[test]
fn its_limits_are_the_contracts() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let bound =
        |schema: &str, field: &str| schemas[schema]["properties"][field]["maxLength"].clone();
    for schema in ["TrainingCreate", "TrainingUpdate"] {
        assert_eq!(bound(schema, "title"), limits::TITLE_CHARS);
        assert_eq!(bound(schema, "content"), limits::CONTENT_CHARS);
    }
    for schema in [
        "DirectoryCreate",
        "DirectoryUpdate",
        "SegmentCreate",
        "SegmentUpdate",
    ] {
        assert_eq!(bound(schema, "name"), limits::NAME_CHARS);
    }
    assert_eq!(bound("SearchRequest", "query"), limits::QUERY_CHARS);
    assert_eq!(
        bound("KnowledgeImport", "name"),
        limits::DOCUMENT_NAME_CHARS
    );
    assert_eq!(bound("KnowledgeImport", "content"), limits::DOCUMENT_BYTES);
    let most = &schemas["SearchRequest"]["properties"]["limit"];
    assert_eq!(
        (&most["maximum"], &most["default"]),
        (
            &json!(limits::SEARCH_ROWS),
            &json!(limits::SEARCH_ROWS_DEFAULT)
        )
    );
    assert_eq!(schemas["UtcInstant"]["pattern"], PATTERN);
    let channels: Vec<Value> = contract::opencx::Channel::ALL
        .iter()
        .map(|c| json!(c.as_str()))
        .collect();
    assert_eq!(schemas["Channel"]["enum"], json!(channels));
    assert_eq!(
        schemas["TrainingType"]["enum"],
        json!(["BEHAVIORAL", "SCENARIO_SPECIFIC"])
    );
}

#[tokio::test]
async fn real_answers_are_as_it_says() {
    let api = Api::new().await;
    let segment = api.segment("VIP").await;
    let inner = json!({"name": "Sales"});
    let directory = api.post("/training/directories", inner).ok().await;
    let live = api
        .training(json!({
            "restricted_to_channels": ["web"], "restricted_to_segments": [segment],
            "directory_id": directory["id"], "start_time": "2026-01-01T00:00Z", "metadata": {"a": 1},
        }))
        .await;
    api.training(json!({"is_draft": true})).await;
    let training = format!("/training/{}", id(&live));
    let document = document();
    for (method, path, template) in [
        ("get", "//w".to_owned(), "/w"),
        ("get", "/training".to_owned(), "/w/{workspace}/training"),
        ("get", training.clone(), "/w/{workspace}/training/{id}"),
        (
            "get",
            format!("{training}/versions"),
            "/w/{workspace}/training/{id}/versions",
        ),
        (
            "get",
            "/training/directories".to_owned(),
            "/w/{workspace}/training/directories",
        ),
        (
            "get",
            "/contacts/segments".to_owned(),
            "/w/{workspace}/contacts/segments",
        ),
        (
            "get",
            format!("/contacts/segments/{segment}"),
            "/w/{workspace}/contacts/segments/{segment_id}",
        ),
        ("delete", training, "/w/{workspace}/training/{id}"),
        (
            "get",
            "/training/x".to_owned(),
            "/w/{workspace}/training/{id}",
        ),
        (
            "get",
            "/training?limit=0".to_owned(),
            "/w/{workspace}/training",
        ),
    ] {
        let reply = api.at(&method.to_uppercase(), &path).send().await;
        let said = &document["paths"][template][method]["responses"][reply.status.as_str()];
        let schema = &said["content"]["application/json"]["schema"];
        assert!(
            schema.is_object(),
            "{method} {template} {}: {said}",
            reply.status
        );
        agrees(
            &document,
            schema,
            &reply.json(),
            &format!("{method} {path}"),
        );
    }
}

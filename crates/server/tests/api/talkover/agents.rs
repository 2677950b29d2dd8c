//! `/agents`: list, create, get, delete, publish, unpublish.

use chrono::Duration;
use serde_json::{Value, json};

use super::{Voice, agent, meta, names, over};

#[tokio::test]
async fn an_agent_lives_from_create_to_delete() {
    let voice = Voice::new().await;
    let made = voice.post("/agents", agent()).send().await;
    assert_eq!(made.status, 201);
    let answer = made.json();
    assert_eq!(answer["success"], true);
    assert_eq!(answer["message"], "Agent created successfully");
    let row = &answer["data"];
    assert_eq!(row["current_status"], "draft");
    assert_eq!(row["voice"], Value::Null);
    for empty in ["trainings", "actions", "phone_numbers"] {
        assert_eq!(row[empty], json!([]), "{empty}");
    }
    assert_eq!(row["is_ready_to_publish"], false);
    assert_eq!(
        row["missing_to_publish"],
        json!(["knowledge", "voice", "calling"])
    );
    for (field, value) in agent().as_object().unwrap() {
        assert_eq!(&row[field], value, "{field}");
    }

    let path = format!("/agents/{}", row["id"].as_str().unwrap());
    let read = voice.get(&path).ok().await;
    assert_eq!(read, json!({"success": true, "data": row}));
    let list = voice.get("/agents").ok().await;
    assert_eq!(
        list,
        json!({"success": true, "data": [row], "meta": meta(1, 20, 1, 1)})
    );
    let gone = voice.delete(&path).ok().await;
    assert_eq!(
        gone,
        json!({"success": true, "message": "Agent deleted successfully"})
    );
    assert_eq!(voice.get(&path).refused(404).await, "Agent not found");
    assert_eq!(voice.delete(&path).refused(404).await, "Agent not found");
}

#[tokio::test]
async fn an_empty_workspace_has_an_empty_page() {
    let voice = Voice::new().await;
    assert_eq!(
        voice.get("/agents?page=3").ok().await,
        json!({"success": true, "data": [], "meta": meta(3, 20, 0, 1)})
    );
}

#[tokio::test]
async fn a_list_is_narrowed_searched_and_paged() {
    let voice = Voice::new().await;
    for name in ["Returns", "Outbound surveys", "Größen", "100%_sure"] {
        voice.agent(name).await;
        voice.0.clock.turn(Duration::seconds(1));
    }
    let live = voice.published("live").await;
    let out = json!({"direction": "outbound"});
    voice.put(&format!("{live}/calling"), out).ok().await;
    voice.at("POST", &format!("{live}/publish")).ok().await;

    let check = async |query: &str, expected: &[&str]| {
        let list = voice.get(&format!("/agents?{query}")).ok().await;
        assert_eq!(names(&list), expected, "{query}");
        assert_eq!(list["meta"]["total"], expected.len(), "{query}");
    };
    let all = ["live", "100%_sure", "Größen", "Outbound surveys", "Returns"];
    check("", &all).await;
    check("status=&search=&unknown=1", &all).await;
    check("status=published", &["live"]).await;
    check("status=draft", &all[1..]).await;
    check("direction=outbound", &["live"]).await;
    check(
        "direction=inbound&search=R",
        &["100%_sure", "Größen", "Outbound surveys", "Returns"],
    )
    .await;
    check("search=GR%C3%96", &["Größen"]).await;
    check("search=%25_", &["100%_sure"]).await;
    check("search=nothing", &[]).await;

    let second = voice.get("/agents?per_page=2&page=2").ok().await;
    assert_eq!(names(&second), all[2..4]);
    assert_eq!(second["meta"], meta(2, 2, 5, 3));
    let last = voice.get("/agents?per_page=2&page=3").ok().await;
    assert_eq!(names(&last), all[4..]);
    let behind = voice.get("/agents?per_page=2&page=1000000000").ok().await;
    assert_eq!(names(&behind), [""; 0]);
    assert_eq!(behind["meta"]["total"], 5);
}

#[tokio::test]
async fn a_query_that_cannot_be_is_refused_by_name() {
    let voice = Voice::new().await;
    let errors = voice
        .get("/agents?status=live&direction=up&per_page=101&page=x")
        .invalid()
        .await;
    assert_eq!(
        errors,
        json!({
            "status": ["The selected status is invalid."],
            "direction": ["The selected direction is invalid."],
            "per_page": ["The per page field must be between 1 and 100."],
            "page": ["The page field must be an integer."],
        })
    );
    let message = voice.get("/agents?search=%FF").refused(400).await;
    assert!(message.starts_with("search: must be UTF-8"), "{message}");
}

#[tokio::test]
async fn a_body_that_cannot_be_is_refused_by_field() {
    let voice = Voice::new().await;
    let errors = voice.post("/agents", json!({})).invalid().await;
    assert_eq!(errors.as_object().unwrap().len(), 14);
    assert_eq!(errors["label"], json!(["The label field is required."]));
    let body = over(
        agent(),
        json!({"language": "en-GB", "conversation_speed": 9}),
    );
    assert_eq!(
        voice.post("/agents", body).invalid().await,
        json!({
            "language": ["The selected language is invalid."],
            "conversation_speed": ["The conversation speed field must be between 0.1 and 3."],
        })
    );
    assert_eq!(
        voice.post("/agents", json!([])).invalid().await,
        json!({"body": ["The body must be a JSON object."]})
    );
    let nul = over(agent(), json!({"name": "a\0"}));
    assert_eq!(
        voice.post("/agents", nul).invalid().await,
        json!({"name": ["The name field must not contain the NUL character."]})
    );
    assert_eq!(voice.get("/agents").ok().await["meta"]["total"], 0);
}

#[tokio::test]
async fn an_agent_is_published_when_nothing_is_missing_and_not_before() {
    let voice = Voice::new().await;
    let path = voice.agent("a").await;
    let publish = || voice.at("POST", &format!("{path}/publish"));
    let refused = publish().send().await;
    assert_eq!(refused.is_refused(422), "Agent is not ready to publish.");
    assert_eq!(
        refused.json()["errors"],
        json!({
            "knowledge": ["The knowledge settings have not been saved yet."],
            "voice": ["The voice settings have not been saved yet."],
            "calling": ["The calling settings have not been saved yet."],
        })
    );
    voice
        .put(&format!("{path}/knowledge"), super::knowledge())
        .ok()
        .await;
    let empty = json!({"direction": "inbound", "phone_number_ids": []});
    voice.put(&format!("{path}/calling"), empty).ok().await;
    let refused = publish().send().await;
    refused.is_refused(422);
    assert_eq!(refused.json()["errors"].as_object().unwrap().len(), 1);
    assert!(refused.json()["errors"]["voice"].is_array());

    voice
        .put(&format!("{path}/voice"), super::voice())
        .ok()
        .await;
    let row = voice.data(&path).await;
    assert_eq!(
        (&row["is_ready_to_publish"], &row["missing_to_publish"]),
        (&json!(true), &json!([]))
    );
    let published = publish().ok().await;
    let now = voice.data(&path).await;
    assert_eq!(
        published,
        json!({
            "success": true, "message": "Agent published successfully",
            "data": {
                "id": row["id"], "name": "a", "current_status": "published",
                "is_ready_to_publish": true, "updated_at": now["updated_at"],
            },
        })
    );
    assert_eq!(
        publish().ok().await["data"],
        published["data"],
        "once more changes nothing"
    );

    assert_eq!(
        voice.delete(&path).refused(409).await,
        "Cannot delete agent while it is published. Unpublish it first."
    );
    let unpublish = || voice.at("POST", &format!("{path}/unpublish"));
    let offline = unpublish().ok().await;
    assert_eq!(offline["message"], "Agent unpublished successfully");
    assert_eq!(offline["data"]["current_status"], "draft");
    assert_eq!(offline["data"]["is_ready_to_publish"], true, "decision 30");
    assert_eq!(unpublish().ok().await["data"], offline["data"]);
    voice.delete(&path).ok().await;
    for path in [format!("{path}/publish"), format!("{path}/unpublish")] {
        assert_eq!(
            voice.at("POST", &path).refused(404).await,
            "Agent not found"
        );
    }
}

//! `/agents/{agent_id}/trainings`

use chrono::Duration;
use serde_json::{Value, json};

use super::{Voice, meta};

fn subjects(list: &Value) -> Vec<&str> {
    let rows = list["data"].as_array().unwrap();
    rows.iter()
        .map(|row| row["subject"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_documented_request_has_the_documented_answer() {
    let voice = Voice::new().await;
    let agent = voice.agent("a").await;
    let path = format!("{agent}/trainings");
    let body = json!({
        "node_id": "training-node-123",
        "subject": "Product Knowledge",
        "instructions": "Learn about our product features, pricing, and common use cases.",
        "current_status": "active"
    });
    let reply = voice.post(&path, body.clone()).send().await;
    assert_eq!(reply.status, 200);
    let answer = reply.json();
    let fields: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["success", "message", "data"]);
    assert_eq!(answer["message"], "Agent training updated successfully");
    let made = &answer["data"];
    for (field, value) in body.as_object().unwrap() {
        assert_eq!(&made[field], value);
    }
    let fields: Vec<&String> = made.as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        [
            "id",
            "node_id",
            "subject",
            "instructions",
            "current_status",
            "created_at",
            "updated_at"
        ]
    );
    assert_eq!(
        voice.get(&path).ok().await,
        json!({"success": true, "data": [made]})
    );
    assert_eq!(voice.data(&agent).await["trainings"], json!([made]));
}

#[tokio::test]
async fn what_is_wrong_is_the_documented_422() {
    let voice = Voice::new().await;
    let path = format!("{}/trainings", voice.agent("a").await);
    let reply = voice
        .post(&path, json!({"current_status": "paused"}))
        .send()
        .await;
    assert_eq!(
        reply.json(),
        json!({
            "success": false,
            "message": "The given data was invalid.",
            "errors": {
                "subject": ["The subject field is required."],
                "instructions": ["The instructions field is required."],
                "current_status": ["The selected current status is invalid."],
            }
        })
    );
    assert_eq!(reply.status, 422);
    let long = json!({"subject": "x".repeat(256), "instructions": "i"});
    assert_eq!(
        voice.post(&path, long).invalid().await,
        json!({"subject": ["The subject field must not be greater than 255 characters."]})
    );
    let subject = "é".repeat(255);
    let fits = json!({"subject": format!("  {subject}\n"), "instructions": "i"});
    voice.post(&path, fits).ok().await;
    let rows = voice.get(&path).ok().await;
    assert_eq!(rows["data"].as_array().unwrap().len(), 1);
    // What is kept fits as well, so that it can be sent back as it is.
    assert_eq!(rows["data"][0]["subject"], json!(subject));
}

#[tokio::test]
async fn a_key_that_is_there_updates_and_any_other_creates() {
    let voice = Voice::new().await;
    let agent = voice.agent("a").await;
    let first = voice
        .training(&agent, json!({"node_id": "n", "subject": "one"}))
        .await;
    voice.0.clock.turn(Duration::seconds(1));
    let keyless = voice.training(&agent, json!({"subject": "two"})).await;
    assert_eq!(
        keyless["node_id"], keyless["id"],
        "one without a key has its id for one"
    );
    let again = voice
        .training(
            &agent,
            json!({"node_id": "n", "subject": "uno", "current_status": "inactive"}),
        )
        .await;
    assert_eq!(again["id"], first["id"]);
    assert_eq!(again["created_at"], first["created_at"]);
    assert!(again["updated_at"].as_str() > first["updated_at"].as_str());
    let by_id = voice
        .training(&agent, json!({"node_id": first["id"], "subject": "ein"}))
        .await;
    assert_eq!(
        (&by_id["id"], &by_id["node_id"]),
        (&first["id"], &json!("n"))
    );
    assert_eq!(by_id["current_status"], "active", "the documented default");
    voice
        .training(&agent, json!({"node_id": keyless["id"], "subject": "zwei"}))
        .await;
    voice.training(&agent, json!({"subject": "two"})).await;
    let list = voice.get(&format!("{agent}/trainings")).ok().await;
    assert_eq!(subjects(&list), ["ein", "zwei", "two"], "oldest first");
    // The same key in another agent is another training.
    let other = voice.agent("b").await;
    let there = voice.training(&other, json!({"node_id": "n"})).await;
    assert_ne!(there["id"], first["id"]);
}

#[tokio::test]
async fn every_write_of_a_training_sets_the_agent_to_draft() {
    let voice = Voice::new().await;
    let agent = voice.published("a").await;
    let publish = || voice.at("POST", &format!("{agent}/publish"));
    let made = voice.training(&agent, json!({"node_id": "n"})).await;
    let row = voice.data(&agent).await;
    assert_eq!(row["current_status"], "draft");
    assert_eq!(row["is_ready_to_publish"], true);
    publish().ok().await;
    voice
        .training(&agent, json!({"node_id": "n", "subject": "other"}))
        .await;
    assert_eq!(voice.data(&agent).await["current_status"], "draft");
    publish().ok().await;
    let path = format!("{agent}/trainings/{}", made["id"].as_str().unwrap());
    assert_eq!(
        voice.delete(&path).ok().await,
        json!({"success": true, "message": "Agent training deleted successfully"})
    );
    let row = voice.data(&agent).await;
    assert_eq!(
        (&row["current_status"], &row["trainings"]),
        (&json!("draft"), &json!([]))
    );
    publish().ok().await;
    // What was refused has changed nothing.
    assert_eq!(voice.delete(&path).refused(404).await, "Training not found");
    voice
        .post(&format!("{agent}/trainings"), json!({}))
        .invalid()
        .await;
    assert_eq!(voice.data(&agent).await["current_status"], "published");
}

#[tokio::test]
async fn a_training_of_another_agent_is_not_found() {
    let voice = Voice::new().await;
    let (mine, other) = (voice.agent("a").await, voice.agent("b").await);
    let made = voice.training(&mine, json!({})).await;
    let id = made["id"].as_str().unwrap();
    let foreign = format!("{other}/trainings/{id}");
    assert_eq!(
        voice.delete(&foreign).refused(404).await,
        "Training not found"
    );
    assert_eq!(voice.get(&foreign).refused(404).await, "Training not found");
    // Written under the other agent, the id is a key like any other.
    let copy = voice.training(&other, json!({"node_id": id})).await;
    assert_ne!(copy["id"], made["id"]);
    assert_eq!(voice.data(&mine).await["trainings"], json!([made]));
    for path in ["/agents/x/trainings", "/agents/x/trainings/y"] {
        assert_eq!(voice.get(path).refused(404).await, "Agent not found");
    }
    assert_eq!(
        voice.delete("/agents/x/trainings/y").refused(404).await,
        "Agent not found"
    );
    let body = json!({"subject": "s", "instructions": "i"});
    let call = voice.post("/agents/x/trainings", body);
    assert_eq!(call.refused(404).await, "Agent not found");
}

#[tokio::test]
async fn pages_are_made_where_they_are_asked_for() {
    let voice = Voice::new().await;
    let agent = voice.agent("a").await;
    let path = format!("{agent}/trainings");
    assert_eq!(
        voice.get(&path).ok().await,
        json!({"success": true, "data": []})
    );
    for at in 0..23 {
        voice
            .training(&agent, json!({"subject": at.to_string()}))
            .await;
    }
    let all = voice.get(&path).ok().await;
    assert_eq!(all["data"].as_array().unwrap().len(), 23);
    assert_eq!(all.get("meta"), None);
    let second = voice.get(&format!("{path}?page=2")).ok().await;
    assert_eq!(subjects(&second), ["20", "21", "22"]);
    assert_eq!(second["meta"], meta(2, 20, 23, 2));
    let third = voice.get(&format!("{path}?per_page=5&page=3")).ok().await;
    assert_eq!(subjects(&third), ["10", "11", "12", "13", "14"]);
    assert_eq!(third["meta"], meta(3, 5, 23, 5));
    let behind = voice.get(&format!("{path}?page=9")).ok().await;
    assert_eq!(
        (&behind["data"], &behind["meta"]["total"]),
        (&json!([]), &json!(23))
    );
    assert_eq!(
        voice.get(&format!("{path}?per_page=0")).invalid().await,
        json!({"per_page": ["The per page field must be between 1 and 100."]})
    );
}

#[tokio::test]
async fn trainings_go_with_their_agent() {
    let voice = Voice::new().await;
    let agent = voice.agent("a").await;
    voice.training(&agent, json!({})).await;
    voice.delete(&agent).ok().await;
    let path = format!("{agent}/trainings");
    assert_eq!(voice.get(&path).refused(404).await, "Agent not found");
}

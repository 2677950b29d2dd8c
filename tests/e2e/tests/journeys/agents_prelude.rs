//! What journeys of voice agents begin with.

use cuebook_e2e::wait;

use super::prelude::*;

/// An agent as a client of the API makes it.
pub fn agent(label: &str) -> Value {
    json!({
        "label": label, "name": "order_line", "language": "en-US",
        "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
        "ivr_navigation_mode": "off", "conversation_speed": 1.1, "initial_message_delay": 0,
        "ask_if_human_present_on_idle": true, "idle_time_seconds": 10, "llm_temperature": 0.3,
        "enable_recording": false, "direction": "inbound", "who_speaks_first": "agent",
    })
}

/// What an agent is for, as a client of the API sets it.
pub fn knowledge(description: &str) -> Value {
    json!({
        "description": description, "interrupt_sensitivity": "medium",
        "ask_if_human_present_on_idle": true, "llm_temperature": 0.3, "initial_message_delay": 0,
    })
}

/// A draft agent without trainings.
pub async fn create_agent(voice: &Api, label: &str) -> String {
    id_of(&voice.post("/agents", agent(label)).await["data"])
}

/// Sets all that an agent needs, and publishes it.
pub async fn publish(voice: &Api, id: &str) {
    let path = |part: &str| format!("/agents/{id}/{part}");
    voice
        .put(&path("knowledge"), knowledge("Takes orders."))
        .await;
    let sound = json!({"voice_id": "v1", "conversation_speed": 1.1, "who_speaks_first": "agent"});
    voice.put(&path("voice"), sound).await;
    let calls = json!({"direction": "inbound", "phone_number_ids": []});
    voice.put(&path("calling"), calls).await;
    voice.post(&path("publish"), json!({})).await;
}

/// What a service says that knows more than the form.
pub const REFUSED: &str = r#"{"success":false,"message":"The given data was invalid.","errors":{
    "subject":["The subject has already been taken."],
    "instructions":["The instructions must not name competitors."],
    "current_status":["The selected current status is invalid."]}}"#;

pub fn trainings_of(id: &str) -> String {
    format!("/agents/{id}/trainings")
}

/// A published agent with these trainings.
pub async fn agent_with(voice: &Api, trainings: &[(&str, &str)]) -> String {
    let id = create_agent(voice, "Order line").await;
    for (subject, instructions) in trainings {
        let body = json!({ "subject": subject, "instructions": instructions });
        voice.post(&trainings_of(&id), body).await;
    }
    publish(voice, &id).await;
    id
}

pub const THREE: &[(&str, &str)] = &[
    ("Opening hours", "Say: nine to five."),
    ("Refunds", "Ask for the order number."),
    ("Winter sale", "Ten percent off."),
];

pub async fn status(voice: &Api, id: &str) -> String {
    let agent = voice.get(&format!("/agents/{id}")).await;
    let status = agent["data"]["current_status"].as_str();
    status.unwrap_or_default().to_owned()
}

/// Subject and instructions of all trainings, in the order of their subjects.
pub async fn texts(voice: &Api, id: &str) -> Vec<(String, String)> {
    let all = voice.get(&trainings_of(id)).await;
    let rows = all["data"].as_array().cloned().unwrap_or_default();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let mut texts: Vec<_> = rows
        .iter()
        .map(|row| (text(row, "subject"), text(row, "instructions")))
        .collect();
    texts.sort();
    texts
}

pub async fn until_texts(voice: &Api, id: &str, expected: &[(&str, &str)]) {
    let found = wait::until(wait::PATIENCE, || async {
        let found = texts(voice, id).await;
        let is_same = found.len() == expected.len()
            && found
                .iter()
                .zip(expected)
                .all(|((a, b), (c, d))| a == c && b == d);
        if is_same {
            Ok(())
        } else {
            Err(format!("{found:?}"))
        }
    })
    .await;
    assert_eq!(found, Ok(()));
}

/// Opens the agent's page, behind the sign-in of a full-access key.
pub async fn open_agent(page: &Page, link: &str, base: &str, id: &str) {
    page.open(link).await;
    page.url_where(|url| url.contains("/workspace/")).await;
    page.open(&format!("{base}/workspace/voice/agents/{id}"))
        .await;
    page.link("Opening hours").is_there().await;
}

pub async fn signed_in(stage: &Stage, id: &str) -> Page {
    let page = stage.page.clone();
    let (link, base) = (
        stage.server.link(cuebook_e2e::server::ADMIN_KEY),
        stage.server.base(),
    );
    open_agent(&page, &link, base, id).await;
    page
}

pub async fn edit(page: &Page, subject: &str, instructions: &str) {
    page.link(subject).click().await;
    page.field("Subject").has_value(subject).await;
    page.field("Instructions").fill(instructions).await;
}

pub const EDITED: &[(&str, &str)] = &[
    ("Opening hours", "Say: ten to six."),
    ("Refunds", "Ask for the number of the order."),
    ("Winter sale", "Twenty percent off."),
];

pub async fn edit_three(page: &Page) {
    for (subject, instructions) in EDITED {
        edit(page, subject, instructions).await;
    }
    page.shows("3 changes pending").await;
    page.shows("saved on this device").await;
}

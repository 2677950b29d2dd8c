//! The Talkover dialect over a real SQLite file: every route, every refusal, and races.

mod access;
mod agents;
mod conditional;
mod envelope;
mod idempotency;
mod model;
mod races;
mod settings;
mod trainings;
mod upgrade;

use serde_json::{Value, json};

use crate::harness::{Api, Call, Reply, id};

/// The workspace `voice` of a fresh server.
pub struct Voice(pub Api);

impl Voice {
    pub async fn new() -> Self {
        Self(Api::new().await)
    }

    /// A request to `/w/voice/api/v1…`.
    pub fn at(&self, method: &str, path: &str) -> Call<'_> {
        self.0.at(method, &format!("//w/voice/api/v1{path}"))
    }

    pub fn get(&self, path: &str) -> Call<'_> {
        self.at("GET", path)
    }

    pub fn post(&self, path: &str, body: Value) -> Call<'_> {
        self.at("POST", path).json(body)
    }

    pub fn put(&self, path: &str, body: Value) -> Call<'_> {
        self.at("PUT", path).json(body)
    }

    pub fn delete(&self, path: &str) -> Call<'_> {
        self.at("DELETE", path)
    }

    /// A new agent's path.
    pub async fn agent(&self, name: &str) -> String {
        let body = over(agent(), json!({"name": name, "label": name}));
        let reply = self.post("/agents", body).send().await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        format!("/agents/{}", id(&reply.json()["data"]))
    }

    /// The path of an agent that could be published.
    pub async fn ready(&self, name: &str) -> String {
        let path = self.agent(name).await;
        for (setting, body) in [
            ("knowledge", knowledge()),
            ("voice", voice()),
            ("calling", calling()),
        ] {
            self.put(&format!("{path}/{setting}"), body).ok().await;
        }
        path
    }

    /// The path of an agent that takes calls.
    pub async fn published(&self, name: &str) -> String {
        let path = self.ready(name).await;
        self.at("POST", &format!("{path}/publish")).ok().await;
        path
    }

    /// A training that is written for an agent.
    pub async fn training(&self, agent: &str, body: Value) -> Value {
        let body = over(
            json!({"subject": "Refunds", "instructions": "30 days."}),
            body,
        );
        let answer = self.post(&format!("{agent}/trainings"), body).ok().await;
        answer["data"].clone()
    }

    /// What a read shows.
    pub async fn data(&self, path: &str) -> Value {
        self.get(path).ok().await["data"].clone()
    }
}

pub fn agent() -> Value {
    json!({
        "label": "Order line", "name": "order_line", "language": "en-US",
        "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
        "ivr_navigation_mode": "off", "conversation_speed": 1.0, "initial_message_delay": 0,
        "ask_if_human_present_on_idle": true, "idle_time_seconds": 10, "llm_temperature": 0.4,
        "enable_recording": false, "direction": "inbound", "who_speaks_first": "agent",
    })
}

pub fn knowledge() -> Value {
    json!({
        "description": "Takes orders.", "interrupt_sensitivity": "high",
        "ask_if_human_present_on_idle": false, "llm_temperature": 0.7, "initial_message_delay": 2,
    })
}

pub fn voice() -> Value {
    json!({"voice_id": "v-1", "conversation_speed": 1.2, "who_speaks_first": "user"})
}

pub fn calling() -> Value {
    json!({"direction": "inbound", "phone_number_ids": ["+442079460018"]})
}

pub fn over(mut body: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// The names of a list's agents.
pub fn names(list: &Value) -> Vec<&str> {
    let rows = list["data"].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect()
}

pub fn meta(page: u64, per_page: u64, total: u64, last: u64) -> Value {
    json!({"current_page": page, "per_page": per_page, "total": total, "last_page": last})
}

impl Reply {
    /// The message of a failure in Talkover's envelope.
    #[track_caller]
    pub fn is_refused(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/json"));
        let body = self.json();
        let fields = body.as_object().unwrap();
        assert_eq!(body["success"], false, "{}", self.text());
        for field in fields.keys() {
            assert!(
                ["success", "message", "errors", "required_scope"].contains(&field.as_str()),
                "{}",
                self.text()
            );
        }
        body["message"].as_str().unwrap().to_owned()
    }
}

impl Call<'_> {
    /// The message of a failure in Talkover's envelope.
    pub async fn refused(self, status: u16) -> String {
        self.send().await.is_refused(status)
    }

    /// The errors of a 422 by field.
    pub async fn invalid(self) -> Value {
        let reply = self.send().await;
        assert_eq!(reply.is_refused(422), "The given data was invalid.");
        reply.json()["errors"].clone()
    }
}

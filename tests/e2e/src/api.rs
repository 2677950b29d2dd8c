//! The service over plain HTTP, to prepare a workspace and to check what the page has done to it.

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

/// A workspace's root and a key.
#[derive(Clone)]
pub struct Api {
    root: String,
    key: String,
    client: Client,
}

impl Api {
    /// A client that asks no proxy.
    #[must_use]
    pub fn new(root: impl Into<String>, key: &str) -> Self {
        let client = Client::builder().no_proxy().build();
        Self {
            root: root.into(),
            key: key.to_owned(),
            client: client.unwrap_or_else(|error| panic!("no HTTP client: {error}")),
        }
    }

    /// Sends and reads JSON; the answer must be a success.
    ///
    /// # Panics
    /// When it is not.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.try_send(method.clone(), path, body).await;
        assert!(status.is_success(), "{method} {path}: {status} {answer}");
        answer
    }

    /// Sends and reads JSON, whatever the status; text that is no JSON comes as a string.
    ///
    /// # Panics
    /// When nothing answers.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.root))
            .bearer_auth(&self.key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request
            .send()
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        (status, value)
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await
    }

    /// `POST`.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.send(Method::POST, path, Some(body)).await
    }

    /// `PUT`.
    pub async fn put(&self, path: &str, body: Value) -> Value {
        self.send(Method::PUT, path, Some(body)).await
    }

    /// Deletes what is there.
    pub async fn delete(&self, path: &str) {
        self.send(Method::DELETE, path, None).await;
    }

    /// Creates a scenario and gives back its id.
    ///
    /// # Panics
    /// When the service does not create it.
    pub async fn create(&self, scenario: Value) -> String {
        id_of(&self.post("/training", scenario).await)
    }

    /// Creates a directory and gives back its id.
    ///
    /// # Panics
    /// When the service does not create it.
    pub async fn create_directory(&self, name: &str, parent: Option<&str>) -> String {
        let body = serde_json::json!({ "name": name, "parent_id": parent });
        id_of(&self.post("/training/directories", body).await)
    }

    /// Creates a segment and gives back its id.
    ///
    /// # Panics
    /// When the service does not create it.
    pub async fn create_segment(&self, name: &str) -> String {
        let body = serde_json::json!({ "name": name });
        id_of(&self.post("/contacts/segments", body).await)
    }

    /// The scenarios whose title or draft title is exactly this.
    pub async fn titled(&self, title: &str) -> Vec<Value> {
        let all = self.get("/training?limit=100").await;
        let rows = all["items"].as_array().cloned().unwrap_or_default();
        rows.into_iter()
            .filter(|row| row["title"] == title || row["draft_title"] == title)
            .collect()
    }
}

fn id_of(created: &Value) -> String {
    match created["id"].as_str() {
        Some(id) => id.to_owned(),
        None => panic!("no id in {created}"),
    }
}

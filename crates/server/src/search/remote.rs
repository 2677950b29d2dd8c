//! An OpenAI-compatible embeddings service.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use serde::Deserialize;
use serde_json::json;
use ureq::Agent;

use super::{EmbedError, Embedder};

/// How long a person waits for the vector of a query before the search goes on without it.
const QUERY_TIMEOUT: Duration = Duration::from_secs(3);
/// How long a request of the index may take.
const TEXTS_TIMEOUT: Duration = Duration::from_secs(60);
/// Texts in one request.
const TEXTS: usize = 64;
/// Largest answer that is read, in bytes: 64 vectors of 8,192 numbers as text.
const ANSWER_BYTES: u64 = 16 * 1024 * 1024;

/// What a service is asked with.
#[derive(Clone)]
pub struct RemoteConfig {
    /// Its address: that of the service, of its `/v1`, or of `/v1/embeddings` itself.
    pub url: String,
    /// The model's name as the service knows it.
    pub model: String,
    /// Sent as `Authorization: Bearer …`.
    pub key: Option<String>,
    /// Length of the vectors, sent along; without it the service chooses.
    pub dimensions: Option<usize>,
}

/// A client of the service. Its key is never shown.
pub struct Remote {
    agent: Agent,
    endpoint: String,
    identity: String,
    config: RemoteConfig,
    /// Length of the vectors, as configured or as the first answer had it; 0 until then.
    dimensions: AtomicUsize,
}

impl std::fmt::Debug for Remote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Remote")
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    index: Option<usize>,
    embedding: Vec<f32>,
}

impl Remote {
    /// A client that has not asked anything yet.
    #[must_use]
    pub fn new(config: RemoteConfig) -> Self {
        let endpoint = endpoint(&config.url);
        let identity = format!(
            "{endpoint} {} {}",
            config.model,
            config.dimensions.unwrap_or_default()
        );
        let agent = Agent::config_builder()
            // A status is an answer that is looked at, and a redirect could carry the key away.
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        Self {
            agent,
            endpoint,
            identity,
            dimensions: AtomicUsize::new(config.dimensions.unwrap_or_default()),
            config,
        }
    }

    fn ask(&self, texts: &[String], timeout: Duration) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mut body = json!({
            "model": self.config.model,
            "input": texts,
            "encoding_format": "float",
        });
        if let Some(dimensions) = self.config.dimensions {
            body["dimensions"] = dimensions.into();
        }
        let mut request = self
            .agent
            .post(&self.endpoint)
            .config()
            .timeout_global(Some(timeout))
            .build()
            .header("content-type", "application/json");
        if let Some(key) = &self.config.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let mut response = request
            .send(body.to_string())
            .map_err(|error| unavailable(format!("the service does not answer: {error}")))?;
        let status = response.status().as_u16();
        let text = response
            .body_mut()
            .with_config()
            .limit(ANSWER_BYTES)
            .read_to_string()
            .map_err(|error| unavailable(format!("the answer cannot be read: {error}")))?;
        match status {
            200 => self.vectors(&text, texts.len()),
            // What these say is about the text; all others may be over in a moment.
            400 | 413 | 422 => Err(EmbedError::Refused(said(status, &text))),
            status => Err(unavailable(said(status, &text))),
        }
    }

    fn vectors(&self, text: &str, expected: usize) -> Result<Vec<Vec<f32>>, EmbedError> {
        let Answer { mut data } = serde_json::from_str(text).map_err(|error| {
            unavailable(format!("the answer is not one of embeddings: {error}"))
        })?;
        if data.iter().all(|row| row.index.is_some()) {
            data.sort_by_key(|row| row.index);
        }
        if data.len() != expected {
            let got = data.len();
            let message = format!("the service gave {got} vectors for {expected} texts");
            return Err(unavailable(message));
        }
        data.into_iter()
            .map(|row| self.checked(row.embedding))
            .collect()
    }

    /// Vectors of two lengths cannot be compared.
    fn checked(&self, vector: Vec<f32>) -> Result<Vec<f32>, EmbedError> {
        let got = vector.len();
        if got == 0 || !vector.iter().all(|number| number.is_finite()) {
            return Err(unavailable(
                "the service gave a vector without numbers".to_owned(),
            ));
        }
        let known = self
            .dimensions
            .compare_exchange(0, got, Ordering::AcqRel, Ordering::Acquire);
        match known {
            Err(expected) if expected != got => Err(EmbedError::Dimensions { expected, got }),
            _ => Ok(vector),
        }
    }
}

impl Embedder for Remote {
    fn model(&self) -> &str {
        &self.identity
    }

    fn query(&self, text: &str) -> Result<Vec<f32>, EmbedError> {
        let vectors = self.ask(&[text.to_owned()], QUERY_TIMEOUT)?;
        vectors
            .into_iter()
            .next()
            .ok_or_else(|| unavailable("the service gave no vector".to_owned()))
    }

    fn texts(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for texts in texts.chunks(TEXTS) {
            vectors.extend(self.ask(texts, TEXTS_TIMEOUT)?);
        }
        Ok(vectors)
    }
}

fn unavailable(message: String) -> EmbedError {
    EmbedError::Unavailable(message)
}

/// The status, and the start of what the service says about it.
fn said(status: u16, text: &str) -> String {
    let said: String = text
        .chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect();
    format!("the service answers {status}: {said}")
}

/// The address of the embeddings, from however much of it somebody wrote.
fn endpoint(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    if url.ends_with("/embeddings") {
        return url.to_owned();
    }
    let has_path = url
        .split_once("://")
        .is_some_and(|(_, behind)| behind.contains('/'));
    if has_path {
        format!("{url}/embeddings")
    } else {
        format!("{url}/v1/embeddings")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_be_short() {
        let check = |url: &str, expected: &str| assert_eq!(endpoint(url), expected, "{url}");
        check(
            "http://localhost:11434",
            "http://localhost:11434/v1/embeddings",
        );
        check("https://a.example/v1/", "https://a.example/v1/embeddings");
        check(
            "https://a.example/x/embeddings",
            "https://a.example/x/embeddings",
        );
    }

    #[test]
    fn a_key_is_not_shown() {
        let remote = Remote::new(RemoteConfig {
            url: "http://localhost".to_owned(),
            model: "m".to_owned(),
            key: Some("secret".to_owned()),
            dimensions: None,
        });
        assert!(!format!("{remote:?}").contains("secret"));
    }
}

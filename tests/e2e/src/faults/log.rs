//! What the proxy did.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use super::Fault;

/// One request to the API.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When it arrived, since the proxy started.
    pub at: Duration,
    /// `POST`.
    pub method: String,
    /// The path with its query, as it was sent.
    pub path: String,
    /// `Idempotency-Key`, where there is one.
    pub idempotency_key: Option<String>,
    /// `If-Match`, where there is one.
    pub if_match: Option<String>,
    /// The body, where it is JSON.
    pub body: Value,
    /// What happened to it.
    pub fault: Fault,
    /// When it went to the server, since the proxy started.
    pub sent_on: Option<Duration>,
    /// The server's status, where it came to the server.
    pub server: Option<u16>,
    /// The server's answer, where it is JSON.
    pub answer: Value,
    /// The status that the page was told, with a whole body.
    pub told: Option<u16>,
}

impl Entry {
    /// Whether it changes something.
    #[must_use]
    pub fn is_write(&self) -> bool {
        !matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS")
    }

    /// Whether the server has done it.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.server.is_some_and(is_success)
    }

    /// Whether the server has done it, and the page knows.
    #[must_use]
    pub fn is_acknowledged(&self) -> bool {
        self.is_done() && self.told.is_some_and(is_success)
    }
}

const fn is_success(status: u16) -> bool {
    status >= 200 && status < 300
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = |status: Option<u16>| status.map_or("–".to_owned(), |s| s.to_string());
        write!(
            f,
            "{:8.3} s {} {} {:?}, server {}, told {}",
            self.at.as_secs_f64(),
            self.method,
            self.path,
            self.fault,
            status(self.server),
            status(self.told),
        )?;
        if let Some(key) = &self.idempotency_key {
            write!(f, ", key {key}")?;
        }
        if let Some(tag) = &self.if_match {
            write!(f, ", if-match {tag}")?;
        }
        if self.is_write() && !self.body.is_null() {
            let body: String = self.body.to_string().chars().take(400).collect();
            write!(f, "\n             sent {body}")?;
        }
        if self.is_write() && !self.answer.is_null() {
            let answer: String = self.answer.to_string().chars().take(400).collect();
            write!(f, "\n             answer {answer}")?;
        }
        Ok(())
    }
}

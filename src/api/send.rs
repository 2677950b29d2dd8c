//! The one place that sends a request and reads its answer.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use contract::{DecodeError, ErrorBody, FieldErrors, talkover::Failure};
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use serde_json::Value;
use web_sys::AbortSignal;

use super::ApiError;

/// Asks for another key when the service refuses the one in use. `None` where the person gave up.
pub type KeyGate = Rc<dyn Fn() -> LocalBoxFuture<'static, Option<String>>>;

/// What the request budget of a service is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A request is to be sent: it waits until the budget has a place for it.
    Enter {
        /// Its number; unique in this tab.
        id: u64,
        /// Whether many of its kind come at once, such as the pages of a list. They leave room for
        /// what a person waits for.
        is_one_of_many: bool,
    },
    /// Its answer came, or none will.
    Left {
        /// Its number.
        id: u64,
        /// Requests in a minute that the service says it allows.
        limit: Option<u32>,
        /// Seconds that the service asks to wait (429).
        retry_after: Option<u32>,
    },
}

/// The request budget of a service.
pub type Pace = Rc<dyn Fn(Ask) -> LocalBoxFuture<'static, ()>>;

thread_local! {
    static REQUESTS: Cell<u64> = const { Cell::new(0) };
}

/// A service's root and the key for it.
#[derive(Clone)]
pub struct Client {
    root: String,
    key: Rc<RefCell<String>>,
    gate: Option<KeyGate>,
    pace: Option<Pace>,
    names_creates: bool,
}

/// A read whose answer nobody needs once the view is gone.
#[derive(Clone)]
pub struct Reading(AbortSignal);

impl Reading {
    /// Ends with the current reactive owner. Call it before the first `await`.
    ///
    /// `None` where the browser gives no controller; the read then runs to its end.
    #[must_use]
    pub fn here() -> Option<Self> {
        let controller = web_sys::AbortController::new().ok()?;
        let signal = controller.signal();
        let controller = StoredValue::new_local(controller);
        on_cleanup(move || {
            controller.try_with_value(web_sys::AbortController::abort);
        });
        Some(Self(signal))
    }
}

/// An answer: its body, and the headers that matter.
pub(super) struct Answer {
    pub(super) body: Value,
    pub(super) etag: Option<String>,
}

/// What is sent.
#[derive(Default)]
pub(super) struct Outgoing<'a> {
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: Option<Value>,
    pub(super) if_match: Option<&'a str>,
    pub(super) idempotency_key: Option<&'a str>,
    pub(super) reading: Option<&'a Reading>,
}

impl Client {
    /// A client for a root like `https://host/w/main`, without a slash at its end.
    #[must_use]
    pub fn new(root: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            root: root.into().trim_end_matches('/').to_owned(),
            key: Rc::new(RefCell::new(key.into())),
            gate: None,
            pace: None,
            names_creates: true,
        }
    }

    /// The same client, which asks for another key on a 401 and then goes on.
    #[must_use]
    pub fn with_gate(mut self, gate: KeyGate) -> Self {
        self.gate = Some(gate);
        self
    }

    /// The same client for a service that documents no `Idempotency-Key`. Asked from another
    /// origin, it would refuse a request with a header that it does not know.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.names_creates = false;
        self
    }

    /// The same client, which sends no more than the budget allows.
    #[must_use]
    pub fn with_pace(mut self, pace: Pace) -> Self {
        self.pace = Some(pace);
        self
    }

    pub(super) async fn get(
        &self,
        path: &str,
        query: Vec<(&'static str, String)>,
        reading: Option<&Reading>,
    ) -> Result<Answer, ApiError> {
        let outgoing = Outgoing {
            query,
            reading,
            ..Outgoing::default()
        };
        self.send(Method::GET, path, outgoing).await
    }

    /// Sends, and reads the answer as JSON. After a 401 it sends again with the key that the gate
    /// gives: a refused request has changed nothing.
    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        outgoing: Outgoing<'_>,
    ) -> Result<Answer, ApiError> {
        loop {
            let response = self.paced(method.clone(), path, &outgoing).await?;
            if response.status() != 401 {
                return read(response).await;
            }
            let Some(gate) = &self.gate else {
                return Err(ApiError::Unauthorized);
            };
            match gate().await {
                Some(key) => *self.key.borrow_mut() = key,
                None => return Err(ApiError::Unauthorized),
            }
        }
    }

    async fn paced(
        &self,
        method: Method,
        path: &str,
        outgoing: &Outgoing<'_>,
    ) -> Result<Response, ApiError> {
        let Some(pace) = &self.pace else {
            return self.once(method, path, outgoing).await;
        };
        let id = REQUESTS.get();
        REQUESTS.set(id + 1);
        let is_one_of_many = outgoing.query.iter().any(|(name, _)| *name == "offset");
        pace(Ask::Enter { id, is_one_of_many }).await;
        let response = self.once(method, path, outgoing).await;
        let header = |name: &str| {
            let headers = response.as_ref().ok()?.headers();
            headers.get(name)?.trim().parse().ok()
        };
        let is_refused = matches!(&response, Ok(response) if response.status() == 429);
        pace(Ask::Left {
            id,
            limit: header("x-ratelimit-limit"),
            retry_after: is_refused.then(|| header("retry-after").unwrap_or(60)),
        })
        .await;
        response
    }

    async fn once(
        &self,
        method: Method,
        path: &str,
        outgoing: &Outgoing<'_>,
    ) -> Result<Response, ApiError> {
        let pairs = outgoing
            .query
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        let query = crate::paths::query(pairs);
        let url = crate::paths::with_query(format!("{}{path}", self.root), &query);
        let mut builder = RequestBuilder::new(&url)
            .method(method)
            .header("Accept", "application/json")
            .abort_signal(outgoing.reading.map(|reading| &reading.0));
        // A key with a character that no header may hold would be a panic in the binding.
        let key = self.key.borrow().clone();
        if !key.is_empty() {
            if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(ApiError::Unauthorized);
            }
            builder = builder.header("Authorization", &format!("Bearer {key}"));
        }
        if let Some(etag) = outgoing.if_match {
            builder = builder.header("If-Match", etag);
        }
        if let Some(key) = outgoing.idempotency_key.filter(|_| self.names_creates) {
            builder = builder.header("Idempotency-Key", key);
        }
        let network = |error: gloo_net::Error| match error {
            gloo_net::Error::JsError(error) if error.name == "AbortError" => ApiError::Aborted,
            // What the browser calls it helps nobody, and stands in its console.
            _ => ApiError::Network {
                detail: "the connection failed".to_owned(),
            },
        };
        match &outgoing.body {
            Some(body) => builder
                .header("Content-Type", "application/json")
                .body(body.to_string())
                .map_err(network)?
                .send()
                .await
                .map_err(network),
            None => builder.send().await.map_err(network),
        }
    }
}

async fn read(response: Response) -> Result<Answer, ApiError> {
    let status = response.status();
    let headers = response.headers();
    let text = response.text().await.map_err(|error| match error {
        gloo_net::Error::JsError(error) if error.name == "AbortError" => ApiError::Aborted,
        _ => ApiError::Network {
            detail: "the answer broke off".to_owned(),
        },
    })?;
    if (200..300).contains(&status) {
        return Ok(Answer {
            body: body_of(&text)?,
            etag: headers.get("etag"),
        });
    }
    let retry_after = headers.get("retry-after");
    Err(refused(status, retry_after.as_deref(), &text))
}

/// What a service says that has not done what it was asked for: each of the bodies that either
/// service documents, and everything else.
fn refused(status: u16, retry_after: Option<&str>, text: &str) -> ApiError {
    let body: Option<Value> = serde_json::from_str(text).ok();
    // Talkover's body has the fields apart, and says more in several ways.
    let failure = body
        .as_ref()
        .filter(|body| {
            let is_apart = body.get("error").is_some_and(Value::is_object);
            is_apart || body.get("success").is_some() || body.get("errors").is_some()
        })
        .and_then(Failure::from_json);
    let said = match &failure {
        Some(failure) => Some(failure.message.clone()),
        None => body.as_ref().and_then(ErrorBody::message_in),
    };
    let message = said.unwrap_or_else(|| start_of(text));
    match status {
        401 => ApiError::Unauthorized,
        403 => ApiError::Forbidden { message },
        404 | 405 => ApiError::NotFound { message },
        409 => ApiError::Conflict { message },
        412 => ApiError::Changed,
        429 => ApiError::RateLimited {
            retry_after: retry_after
                .and_then(|seconds| seconds.trim().parse().ok())
                .or_else(|| failure?.retry_after?.try_into().ok())
                .unwrap_or(60),
        },
        400 | 422 => match failure {
            Some(failure) => ApiError::Invalid(by_field(failure)),
            None => ApiError::invalid(&message),
        },
        413 | 415 => ApiError::Invalid(FieldErrors::one("request", message)),
        _ => ApiError::Server { status, message },
    }
}

/// What is wrong with which field; where the service names none, what it says of the request.
fn by_field(failure: Failure) -> FieldErrors {
    let mut errors = failure.fields;
    for other in failure.others {
        errors.push("request", other);
    }
    if errors.is_empty() {
        errors.push("request", failure.message);
    }
    errors
}

/// A 204 has no body; everything else must be JSON.
fn body_of(text: &str) -> Result<Value, ApiError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).map_err(|error| {
        ApiError::Decode(DecodeError {
            path: "body".to_owned(),
            problem: format!("is not JSON ({error}); it begins with “{}”", start_of(text)),
        })
    })
}

fn start_of(text: &str) -> String {
    const CHARS: usize = 120;
    let line: String = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(CHARS)
        .collect();
    if line.is_empty() {
        "no further words".to_owned()
    } else {
        line
    }
}

#[cfg(test)]
mod tests;

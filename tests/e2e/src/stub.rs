//! Services that are not ours: what a vendor documents and nothing more, and what goes wrong.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub mod vendor;

/// The only key that a stub accepts.
pub const KEY: &str = "ocx_live_stub";

/// How a stub behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// OpenCX's documented endpoints, open to browsers: no `/w`, no directories, no versions, no
    /// ETag, and no request header beyond the two that the documents name.
    Documented,
    /// The same without a word that lets browsers read it.
    WithoutCors,
    /// Every answer is a page of HTML.
    Html,
    /// Every answer is a 500.
    Failing,
    /// The documented endpoints, but every read of scenarios and segments is a 500, beyond the
    /// single row with which somebody connects.
    FailingReads,
}

/// What is lost of a create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The request, on its way to the service.
    Request,
    /// The answer: the service has made it, and nobody is told.
    Answer,
}

/// A running stub. It ends with the journey.
pub struct Stub {
    base: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    manner: Mutex<Manner>,
    refusals: AtomicUsize,
    losses: Mutex<VecDeque<Loss>>,
    rows: Mutex<Vec<Value>>,
    requests: Mutex<Vec<String>>,
}

impl Stub {
    /// Starts one with these scenarios, as the service would send them.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn start(manner: Manner, rows: Vec<Value>) -> Self {
        let shared = Arc::new(Shared {
            manner: Mutex::new(manner),
            refusals: AtomicUsize::new(0),
            losses: Mutex::new(VecDeque::new()),
            rows: Mutex::new(rows),
            requests: Mutex::new(Vec::new()),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.unwrap_or_else(|error| panic!("no port: {error}"));
        let base = match listener.local_addr() {
            Ok(address) => format!("http://{address}"),
            Err(error) => panic!("no address: {error}"),
        };
        let app = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // It serves until the journey is over.
            let _ = axum::serve(listener, app).await;
        });
        Self { base, shared, task }
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The scenarios that it has now.
    #[must_use]
    pub fn rows(&self) -> Vec<Value> {
        lock(&self.shared.rows).clone()
    }

    /// Changes the scenarios behind the page's back.
    pub fn change(&self, change: impl FnOnce(&mut Vec<Value>)) {
        change(&mut lock(&self.shared.rows));
    }

    /// Changes how it behaves from the next request on.
    pub fn behave(&self, manner: Manner) {
        *lock(&self.shared.manner) = manner;
    }

    /// Refuses the next reads of whole pages of the list with 429 and `Retry-After: 1`.
    pub fn refuse_reads(&self, times: usize) {
        self.shared.refusals.store(times, Ordering::SeqCst);
    }

    /// Loses the next create, or its answer.
    pub fn lose(&self, what: Loss) {
        lock(&self.shared.losses).push_back(what);
    }

    /// How many refusals were not used yet.
    #[must_use]
    pub fn refusals_left(&self) -> usize {
        self.shared.refusals.load(Ordering::SeqCst)
    }

    /// The requests so far, without preflights: `GET /training?limit=100&offset=0`. What was lost on
    /// its way stands among them.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shared.requests).clone()
    }
}

impl Shared {
    fn takes_refusal(&self) -> bool {
        let take = |left: usize| left.checked_sub(1);
        let (set, get) = (Ordering::SeqCst, Ordering::SeqCst);
        self.refusals.fetch_update(set, get, take).is_ok()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer without the headers that every answer carries.
type Plain = (StatusCode, &'static str, String);

async fn answer(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let manner = *lock(&shared.manner);
    if method == Method::OPTIONS {
        return with_cors(manner, StatusCode::NO_CONTENT.into_response());
    }
    lock(&shared.requests).push(format!("{method} {uri}"));
    let loss = (method == Method::POST).then(|| lock(&shared.losses).pop_front());
    let loss = loss.flatten();
    if loss == Some(Loss::Request) {
        return lost();
    }
    let (status, media, text) = match manner {
        Manner::Html => (
            StatusCode::OK,
            "text/html",
            "<!doctype html><title>Welcome</title><h1>Welcome to nginx</h1>".to_owned(),
        ),
        Manner::Failing => json(
            StatusCode::INTERNAL_SERVER_ERROR,
            &vendor::error(500, "The database is away"),
        ),
        _ => documented(&shared, manner, &method, &uri, &headers, &body),
    };
    if loss == Some(Loss::Answer) {
        return lost();
    }
    let is_busy = status == StatusCode::TOO_MANY_REQUESTS;
    let mut response = (status, [(header::CONTENT_TYPE, media)], text).into_response();
    if is_busy {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
    }
    with_cors(manner, response)
}

fn documented(
    shared: &Shared,
    manner: Manner,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
) -> Plain {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    if given != Some(&format!("Bearer {KEY}")) {
        return json(
            StatusCode::UNAUTHORIZED,
            &vendor::error(401, "Unauthorized"),
        );
    }
    let is_page = *method == Method::GET
        && uri.path() == "/training"
        && uri.query().is_some_and(|query| !query.contains("limit=1&"));
    let is_probe = uri.path() == "/w" || (uri.path() == "/training" && !is_page);
    if manner == Manner::FailingReads && *method == Method::GET && !is_probe {
        let body = vendor::error(500, "The database is away");
        return json(StatusCode::INTERNAL_SERVER_ERROR, &body);
    }
    if is_page && shared.takes_refusal() {
        let body = vendor::error(429, "ThrottlerException: Too Many Requests");
        return json(StatusCode::TOO_MANY_REQUESTS, &body);
    }
    let body = serde_json::from_slice(body).unwrap_or(Value::Null);
    let (status, answer) = vendor::answer(&mut lock(&shared.rows), method, uri, &body);
    json(status, &answer)
}

/// The connection ends in the middle.
fn lost() -> Response {
    let broken = futures_util::stream::once(async { Err::<Bytes, _>(io::Error::other("lost")) });
    Response::new(Body::from_stream(broken))
}

fn json(status: StatusCode, body: &Value) -> Plain {
    (status, "application/json", body.to_string())
}

fn with_cors(manner: Manner, mut response: Response) -> Response {
    if manner == Manner::WithoutCors {
        return response;
    }
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            "GET, POST, PUT, DELETE",
        ),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type",
        ),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after"),
        // A browser sends again by itself what was lost on a connection that it had used before.
        (header::CONNECTION, "close"),
    ];
    for (name, value) in allowed {
        response
            .headers_mut()
            .insert(name, header::HeaderValue::from_static(value));
    }
    response
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

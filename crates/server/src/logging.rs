//! Structured logs on stderr: one line for each request, and never a key.
//!
//! A line holds the method, the path, the status and the time. Queries, headers and bodies are
//! left out: they carry what customers and colleagues wrote, and keys.

use std::{
    io::{self, IsTerminal},
    time::Instant,
};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use clap::ValueEnum;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people; what a terminal gets.
    Text,
    /// One JSON object a line, for collectors; what everything else gets.
    Json,
}

/// Starts to log. `filter` is in the form `info` or `warn,cuebook_server=debug`.
///
/// # Errors
/// When the filter cannot be read.
pub fn start(format: Option<Format>, filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).map_err(|error| {
        anyhow::anyhow!("CUEBOOK_LOG: {error}; write a level like `info`, `debug` or `warn`")
    })?;
    let terminal = io::stderr().is_terminal();
    let default = if terminal { Format::Text } else { Format::Json };
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_target(false);
    match format.unwrap_or(default) {
        Format::Text => registry.with(lines.with_ansi(terminal)).try_init()?,
        Format::Json => registry
            .with(lines.json().flatten_event(true).with_current_span(false))
            .try_init()?,
    }
    Ok(())
}

/// The header that names a request, in and out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Logs a request when it is answered, and names it in the answer.
pub async fn request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let path = loggable(request.uri().path());
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let duration_ms = started.elapsed().as_micros() as f64 / 1000.0;
    match status {
        500 => tracing::error!(%method, path, status, duration_ms, id, "request"),
        501.. => tracing::warn!(%method, path, status, duration_ms, id, "request"),
        _ if path == "/healthz" => {
            tracing::debug!(%method, path, status, duration_ms, id, "request");
        }
        _ => tracing::info!(%method, path, status, duration_ms, id, "request"),
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The id that a proxy gave, where it is harmless in a log; else a new one.
fn request_id(headers: &HeaderMap) -> String {
    headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| {
            (1..=64).contains(&id.len())
                && id
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
                && !looks_like_a_key(id)
        })
        .map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

/// A path as it may stand in a log: somebody may have put a key into it by mistake.
fn loggable(path: &str) -> String {
    const LONGEST: usize = 300;
    let shown: Vec<&str> = path
        .split('/')
        .map(|part| {
            if looks_like_a_key(part) {
                "[key]"
            } else {
                part
            }
        })
        .collect();
    let shown = shown.join("/");
    match shown.char_indices().nth(LONGEST) {
        None => shown,
        Some((end, _)) => format!("{}…", &shown[..end]),
    }
}

/// The forms that keys of the services and of this server have.
fn looks_like_a_key(text: &str) -> bool {
    ["cue_", "ocx_", "talq_"]
        .iter()
        .any(|prefix| text.contains(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_a_path_is_not_logged() {
        assert_eq!(loggable("/w/main/training"), "/w/main/training");
        assert_eq!(loggable("/x/cue_0123/y"), "/x/[key]/y");
        assert_eq!(loggable("/ocx_live_abc"), "/[key]");
        assert!(loggable(&"/a".repeat(1000)).len() < 310);
    }

    #[test]
    fn an_id_from_outside_is_taken_only_where_it_is_harmless() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_static(text));
            request_id(&headers)
        };
        assert_eq!(of("proxy-17.a_b"), "proxy-17.a_b");
        assert_ne!(of("a b"), "a b");
        assert_ne!(of("cue_0123456789"), "cue_0123456789");
        assert_eq!(of("").len(), 36);
    }
}

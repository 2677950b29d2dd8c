//! One connection: one request, what happens to it, and what is told.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

use super::weather::What;
use super::wire::{self, Message};
use super::{BLANK, Entry, Fault, Shared, State};
use crate::dice::Dice;

/// Takes every connection, until the proxy is gone.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut served = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        served.spawn(async move {
            // A browser that goes away in the middle is one of the things that happen.
            let _ = serve(stream, &shared).await;
        });
        while served.try_join_next().is_some() {}
    }
}

/// Something is under way as long as this lives.
struct Flight<'a>(&'a Shared);

impl<'a> Flight<'a> {
    fn begin(shared: &'a Shared) -> Self {
        shared.lock().in_flight += 1;
        Self(shared)
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.in_flight -= 1;
        state.last_end = Instant::now();
    }
}

async fn serve(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    // A browser opens connections that it may never use.
    let Some(mut request) = wire::request(&mut stream).await? else {
        return Ok(());
    };
    let Some((method, path)) = request.target() else {
        return Ok(());
    };
    let (method, path) = (method.to_owned(), path.to_owned());
    if path.starts_with(BLANK) {
        let body = "<!doctype html><meta charset=utf-8><title>blank</title>";
        return wire::tell(&mut stream, &answer(200, "text/html", body), usize::MAX).await;
    }
    let _flight = Flight::begin(shared);
    let is_api = path == "/w" || path.starts_with("/w/") || path.starts_with("/w?");
    let what = match method.as_str() {
        _ if !is_api => What::Site,
        "GET" | "HEAD" | "OPTIONS" => What::Read,
        _ => What::Write,
    };
    let fault = shared.lock().fault(&method, &path, what);
    let number = is_api.then(|| {
        // What is logged must be readable.
        request
            .headers
            .retain(|(name, _)| name != "accept-encoding");
        let header = |name| request.header(name).map(str::to_owned);
        shared.note(Entry {
            at: shared.start.elapsed(),
            method: method.clone(),
            path: path.clone(),
            idempotency_key: header("idempotency-key"),
            if_match: header("if-match"),
            body: request.json(),
            fault,
            sent_on: None,
            server: None,
            answer: Value::Null,
            told: None,
        })
    });
    let answer = match fault {
        Fault::DropRequest => return Ok(()),
        Fault::TooMany(seconds) => {
            let mut answer = refusal(429, &path);
            let after = ("retry-after".to_owned(), seconds.to_string());
            answer.headers.push(after);
            answer
        }
        Fault::Failing(status) => refusal(status, &path),
        Fault::Refused(body) => answer(422, "application/json", body),
        Fault::Conflict(body) => answer(409, "application/json", body),
        Fault::Unauthorized => refusal(401, &path),
        Fault::None | Fault::Delay(_) | Fault::DropAnswer | Fault::Cut => {
            if let Fault::Delay(time) = fault {
                tokio::time::sleep(time).await;
            }
            let sent_on = shared.start.elapsed();
            let mut answer = wire::forward(&shared.upstream, &request).await?;
            shared.amend(number, |entry| {
                entry.sent_on = Some(sent_on);
                entry.server = answer.status();
                entry.answer = answer.json();
            });
            if is_api {
                for (words, others) in &shared.lock().rewrites {
                    answer.replace(words, others);
                }
            }
            answer
        }
    };
    match fault {
        Fault::DropAnswer => Ok(()),
        Fault::Cut => wire::tell(&mut stream, &answer, answer.body.len() / 2).await,
        _ => {
            wire::tell(&mut stream, &answer, usize::MAX).await?;
            shared.amend(number, |entry| entry.told = answer.status());
            Ok(())
        }
    }
}

impl Shared {
    /// Which log, and which entry of it.
    fn note(&self, entry: Entry) -> (u64, usize) {
        let mut state = self.lock();
        state.log.push(entry);
        (state.begun, state.log.len() - 1)
    }

    fn amend(&self, number: Option<(u64, usize)>, change: impl FnOnce(&mut Entry)) {
        let mut state = self.lock();
        // A log that has begun anew meanwhile knows it no more.
        if let Some((begun, number)) = number
            && begun == state.begun
            && let Some(entry) = state.log.get_mut(number)
        {
            change(entry);
        }
    }
}

impl State {
    fn fault(&mut self, method: &str, path: &str, what: What) -> Fault {
        let scripted = self
            .script
            .iter()
            .position(|next| next.method == method && path.contains(&next.path_part));
        if let Some(next) = scripted.and_then(|place| self.script.remove(place)) {
            return next.fault;
        }
        let kind = format!("{method} {}", kind_of(path));
        let times = self.kinds.entry(kind.clone()).or_default();
        *times += 1;
        let mut dice = Dice::of(self.seed, &format!("{kind} {times}"));
        self.weather.fault(&mut dice, what)
    }
}

/// The path without what differs from run to run: ids and queries.
fn kind_of(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let known = |part: &str| part.len() < 20 && !part.bytes().any(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if known(part) { part } else { "*" })
        .collect();
    parts.join("/")
}

/// A refusal in the words of the service at this path: each has a body of its own.
fn refusal(status: u16, path: &str) -> Message {
    let place = path.split('?').next().unwrap_or(path);
    let body = if place.contains("/api/v1/") {
        let message = match status {
            401 => "Unauthenticated.",
            429 => "Too many requests. Please try again later.",
            _ => "Internal server error.",
        };
        json!({ "success": false, "message": message })
    } else {
        let message = match status {
            401 => "Unauthorized",
            429 => "Too many requests",
            _ => "The database is away",
        };
        json!({ "statusCode": status, "message": message, "error": message })
    };
    answer(status, "application/json", &body.to_string())
}

fn answer(status: u16, media: &str, body: &str) -> Message {
    let header = |name: &str, value: String| (name.to_owned(), value);
    Message {
        first: format!("HTTP/1.1 {status} By the proxy"),
        headers: vec![
            header("content-type", media.to_owned()),
            header("content-length", body.len().to_string()),
            header("cache-control", "no-store".to_owned()),
            header("connection", "close".to_owned()),
        ],
        body: body.as_bytes().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_in_the_words_of_its_service() {
        let said = |status, path| refusal(status, path).json();
        let talkover = |message: &str| json!({ "success": false, "message": message });
        let trainings = "/w/voice/api/v1/agents/a/trainings";
        assert_eq!(said(401, trainings), talkover("Unauthenticated."));
        assert_eq!(
            said(429, "/w/voice/api/v1/agents?page=1"),
            talkover("Too many requests. Please try again later.")
        );
        assert_eq!(said(500, trainings), talkover("Internal server error."));
        // An address in a query is none.
        assert_eq!(
            said(401, "/w/main/training?q=/api/v1/"),
            json!({ "statusCode": 401, "message": "Unauthorized", "error": "Unauthorized" })
        );
    }

    #[test]
    fn ids_and_queries_do_not_make_a_kind() {
        let kind = "/w/main/training/*/draft";
        let uuid = "019a9b5e-0000-7000-8000-000000000001";
        assert_eq!(kind_of(&format!("/w/main/training/{uuid}/draft")), kind);
        assert_eq!(
            kind_of("/w/main/training?limit=100&offset=0"),
            "/w/main/training"
        );
    }
}

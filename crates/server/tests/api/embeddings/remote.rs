//! An OpenAI-compatible service on loopback: what it is sent, and what its answers do.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
    routing::post,
};
use cuebook_server::{
    AppConfig,
    search::{EmbedError, Embedder as _, Remote, RemoteConfig},
};
use serde_json::{Value, json};

use super::{fill, ready, search, until, with};
use crate::harness::titles;

/// How the service answers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mood {
    Well,
    /// In another order, with their places.
    Shuffled,
    Longer,
    TooFew,
    Garbage,
    Status(u16),
    Silent,
}

#[derive(Debug)]
struct Service {
    mood: Mutex<Mood>,
    requests: Mutex<Vec<(Value, String)>>,
    address: Mutex<String>,
}

async fn answer(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let key = headers
        .get("authorization")
        .map(|key| key.to_str().unwrap().to_owned());
    service
        .requests
        .lock()
        .unwrap()
        .push((body.clone(), key.unwrap_or_default()));
    let mood = *service.mood.lock().unwrap();
    let mut rows: Vec<Value> = body["input"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let text = text.as_str().unwrap().to_lowercase();
            let has = |word: &str| f32::from(u8::from(text.contains(word)));
            let refunds = has("refund").max(has("money"));
            let mut embedding = vec![refunds, has("tent"), 0.1];
            if mood == Mood::Longer {
                embedding.push(0.5);
            }
            json!({"object": "embedding", "index": index, "embedding": embedding})
        })
        .collect();
    match mood {
        Mood::Status(status) => {
            return (StatusCode::from_u16(status).unwrap(), "no").into_response();
        }
        Mood::Silent => std::future::pending::<()>().await,
        Mood::Garbage => return "<html>".into_response(),
        Mood::TooFew => drop(rows.pop()),
        Mood::Shuffled => rows.reverse(),
        Mood::Well | Mood::Longer => {}
    }
    Json(json!({"object": "list", "data": rows, "model": body["model"]})).into_response()
}

/// A service, and a client of it.
async fn service(dimensions: Option<usize>) -> (Arc<Service>, Arc<Remote>) {
    let service = Arc::new(Service {
        mood: Mutex::new(Mood::Well),
        requests: Mutex::default(),
        address: Mutex::default(),
    });
    let router = Router::new()
        .route("/v1/embeddings", post(answer))
        .with_state(Arc::clone(&service));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    *service.address.lock().unwrap() = address.to_string();
    (Arc::clone(&service), client(&service, dimensions))
}

fn client(service: &Service, dimensions: Option<usize>) -> Arc<Remote> {
    Arc::new(Remote::new(RemoteConfig {
        url: format!("http://{}/v1", service.address.lock().unwrap()),
        model: "a-model".to_owned(),
        key: Some("a-key".to_owned()),
        dimensions,
    }))
}

async fn query(remote: &Arc<Remote>) -> Result<Vec<f32>, EmbedError> {
    let remote = Arc::clone(remote);
    tokio::task::spawn_blocking(move || remote.query("tents"))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_asked_as_documented_and_in_batches() {
    let (service, remote) = service(Some(3)).await;
    let texts: Vec<String> = (0..100).map(|number| format!("text {number}")).collect();
    let asked = Arc::clone(&remote);
    let vectors = tokio::task::spawn_blocking(move || asked.texts(&texts))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(vectors.len(), 100);
    let requests = service.requests.lock().unwrap();
    let sizes: Vec<usize> = requests
        .iter()
        .map(|(body, _)| body["input"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [64, 36]);
    for (body, key) in requests.iter() {
        assert_eq!(
            (&body["model"], &body["dimensions"]),
            (&json!("a-model"), &json!(3))
        );
        assert_eq!(body["encoding_format"], "float");
        assert_eq!(key, "Bearer a-key");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_use_it() {
    let (service, remote) = service(None).await;
    *service.mood.lock().unwrap() = Mood::Shuffled;
    let api = with(remote).await;
    fill(&api).await;
    ready(&api).await;
    let found = search(&api, "my money").await;
    assert_eq!(
        (&found["mode"], titles(&found)[0]),
        (&json!("semantic"), "Refunds by card")
    );
    assert!(
        service
            .requests
            .lock()
            .unwrap()
            .iter()
            .all(|(body, _)| body["dimensions"].is_null())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_it_does_wrong_is_said() {
    let (service, remote) = service(Some(3)).await;
    let check = async |mood: Mood, expected: &str| {
        *service.mood.lock().unwrap() = mood;
        let error = query(&remote).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{mood:?}: {error}");
    };
    check(Mood::Longer, "vectors of 4 numbers and not of 3").await;
    check(Mood::TooFew, "0 vectors for 1 texts").await;
    check(Mood::Garbage, "not one of embeddings").await;
    check(Mood::Status(401), "answers 401: no").await;
    check(Mood::Status(307), "answers 307").await;
    check(Mood::Status(500), "answers 500").await;
    *service.mood.lock().unwrap() = Mood::Status(400);
    assert!(matches!(query(&remote).await, Err(EmbedError::Refused(_))));
    *service.mood.lock().unwrap() = Mood::Well;
    assert_eq!(query(&remote).await, Ok(vec![0.0, 1.0, 0.1]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_it_is_silent_or_wrong_searches_are_by_words() {
    let (service, remote) = service(None).await;
    let api = with(remote).await;
    fill(&api).await;
    ready(&api).await;
    for mood in [Mood::Silent, Mood::Longer] {
        *service.mood.lock().unwrap() = mood;
        let found = search(&api, "tents").await;
        assert_eq!(
            (&found["mode"], titles(&found)),
            (&json!("lexical"), vec!["Tents for two"])
        );
        assert_eq!(api.get("/search/status").ok().await["state"], "unavailable");
        *service.mood.lock().unwrap() = Mood::Well;
        // The index finds out by itself that it answers again.
        until(&api, |status| status["state"] == "ready").await;
        assert_eq!(search(&api, "tents").await["mode"], "semantic");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vectors_of_another_length_are_not_compared_after_a_restart_either() {
    let (service, remote) = service(None).await;
    let mut api = with(remote).await;
    fill(&api).await;
    ready(&api).await;
    *service.mood.lock().unwrap() = Mood::Longer;
    // A new client knows no length yet; those in the database have one.
    api.restart(AppConfig {
        embedder: Some(client(&service, None)),
        ..AppConfig::default()
    })
    .await;
    ready(&api).await;
    let found = search(&api, "tents").await;
    assert_eq!(
        (&found["mode"], titles(&found)),
        (&json!("lexical"), vec!["Tents for two"])
    );
    let status = api.get("/search/status").ok().await;
    assert_eq!(status["state"], "unavailable");
}

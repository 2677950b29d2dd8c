//! Searches by meaning over a stub of a model: what is embedded when, what is found, and what
//! happens where the model fails.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use cuebook_server::{
    AppConfig,
    search::{EmbedError, Embedder},
};
use serde_json::{Value, json};

use crate::harness::{Api, id, titles};

mod remote;

/// A model that knows four subjects by their words, and remembers what it was asked.
#[derive(Debug, Default)]
struct Stub {
    asked: Mutex<BTreeMap<String, usize>>,
    down: AtomicBool,
}

const SUBJECTS: [&[&str]; 4] = [
    &["refund", "money back", "reimburse"],
    &["tent", "shelter"],
    &["hours", "open", "close"],
    &["boot", "shoe"],
];

impl Stub {
    fn vector(&self, text: &str) -> Result<Vec<f32>, EmbedError> {
        if self.down.load(Ordering::Relaxed) {
            return Err(EmbedError::Unavailable("the stub is down".to_owned()));
        }
        if text.contains("unspeakable") {
            return Err(EmbedError::Refused("the stub does not take it".to_owned()));
        }
        let text = text.to_lowercase();
        let mut vector: Vec<f32> = SUBJECTS
            .iter()
            .map(|words| {
                words
                    .iter()
                    .map(|word| text.matches(word).count() as f32)
                    .sum()
            })
            .collect();
        vector.push(0.1);
        Ok(vector)
    }

    /// How often each text was embedded for the index.
    fn asked(&self) -> BTreeMap<String, usize> {
        self.asked.lock().unwrap().clone()
    }
}

impl Embedder for Stub {
    fn model(&self) -> &str {
        "stub"
    }

    fn query(&self, text: &str) -> Result<Vec<f32>, EmbedError> {
        self.vector(text)
    }

    fn texts(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let vectors = texts
            .iter()
            .map(|text| self.vector(text))
            .collect::<Result<_, _>>()?;
        let mut asked = self.asked.lock().unwrap();
        for text in texts {
            *asked.entry(text.clone()).or_default() += 1;
        }
        Ok(vectors)
    }
}

async fn with(embedder: Arc<dyn Embedder>) -> Api {
    Api::with(AppConfig {
        embedder: Some(embedder),
        ..AppConfig::default()
    })
    .await
}

/// Waits until the status is what `is` wants, and gives it.
async fn until(api: &Api, is: impl Fn(&Value) -> bool) -> Value {
    let begin = Instant::now();
    loop {
        let status = api.get("/search/status").ok().await;
        if is(&status) {
            return status;
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "{status}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn ready(api: &Api) -> Value {
    until(api, |status| status["state"] == "ready").await
}

async fn search(api: &Api, query: &str) -> Value {
    api.post("/training/search", json!({"query": query}))
        .ok()
        .await
}

async fn fill(api: &Api) {
    for title in ["Refunds by card", "Tents for two", "Opening hours"] {
        api.training(json!({"title": title, "content": "A text."}))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_words_for_the_same_are_found() {
    let api = with(Arc::new(Stub::default())).await;
    fill(&api).await;
    assert_eq!(
        ready(&api).await,
        json!({"state": "ready", "total": 3, "pending": 0})
    );
    let found = search(&api, "How do I get my money back?").await;
    assert_eq!(found["mode"], "semantic");
    assert_eq!(titles(&found)[0], "Refunds by card");
    let score = |found: &Value, at: usize| found["items"][at]["score"].as_f64().unwrap();
    // (1, 0, 0, 0, 0.1) twice: the cosine is 1, and exactly that whatever words add.
    assert!((score(&found, 0) - 1.0).abs() < 1e-6, "{found}");
    // The others share the last number alone: 0.01 / 1.01.
    assert!((score(&found, 1) - 0.01 / 1.01).abs() < 1e-6, "{found}");
    // Filters hold as in a lexical search.
    let body = json!({"query": "money back", "type": "BEHAVIORAL"});
    assert_eq!(
        api.post("/training/search", body).ok().await["items"],
        json!([])
    );
    let body = json!({"query": "money back", "limit": 1});
    assert_eq!(
        titles(&api.post("/training/search", body).ok().await),
        ["Refunds by card"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_decide_where_meanings_do_not() {
    let api = with(Arc::new(Stub::default())).await;
    for code in ["RX-17", "RX-18", "RX-19"] {
        api.training(json!({"title": format!("Tent {code}"), "content": "A text."}))
            .await;
    }
    ready(&api).await;
    assert_eq!(
        titles(&search(&api, "shelter RX-18").await)[0],
        "Tent RX-18"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_has_changed_is_embedded_again() {
    let stub = Arc::new(Stub::default());
    let api = with(Arc::clone(&stub) as _).await;
    let row = api
        .training(json!({"title": "Refunds", "content": "one", "is_draft": true}))
        .await;
    ready(&api).await;
    let path = format!("/training/{}", id(&row));
    let directory = api.directory("Sales", None).await;
    api.put(
        &format!("{path}/directory"),
        json!({"directory_id": directory}),
    )
    .ok()
    .await;
    api.put(&format!("{path}/draft"), json!({"is_draft": false}))
        .ok()
        .await;
    ready(&api).await;
    assert_eq!(
        stub.asked(),
        BTreeMap::from([("Refunds\none".to_owned(), 1)])
    );

    api.put(&path, json!({"title": "Tents", "content": "one"}))
        .ok()
        .await;
    let status = until(&api, |status| {
        status["total"] == 2 && status["state"] == "ready"
    })
    .await;
    assert_eq!(status["pending"], 0);
    assert_eq!(stub.asked().len(), 2);
    let found = search(&api, "shelter").await;
    assert_eq!(found["items"][0]["title"], "Tents");
    assert_eq!(found["items"][0]["is_draft"], true);
    let body = json!({"query": "shelter", "include_drafts": false});
    let lived = api.post("/training/search", body).ok().await;
    assert_eq!(titles(&lived), ["Refunds"]);
    assert!(lived["items"][0]["score"].as_f64().unwrap() < 0.1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn embeddings_outlive_a_restart() {
    let stub = Arc::new(Stub::default());
    let mut api = with(Arc::clone(&stub) as _).await;
    fill(&api).await;
    let sent = json!({"name": "a.md", "content": "# Care\nShoes stay dry.\n# More\nDry them."});
    api.post("/knowledge", sent).ok().await;
    ready(&api).await;
    let before = stub.asked();
    assert_eq!(before.len(), 5);

    api.restart(AppConfig {
        embedder: Some(Arc::clone(&stub) as _),
        ..AppConfig::default()
    })
    .await;
    ready(&api).await;
    assert_eq!(titles(&search(&api, "boots").await)[0], "Care");
    assert_eq!(stub.asked(), before, "nothing was embedded again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deleted_or_changed_is_not_found() {
    let api = with(Arc::new(Stub::default())).await;
    fill(&api).await;
    let row = api.training(json!({"title": "Shoes"})).await;
    ready(&api).await;
    let path = format!("/training/{}", id(&row));
    assert_eq!(titles(&search(&api, "boots").await)[0], "Shoes");
    api.put(
        &path,
        json!({"title": "Shelters", "content": "x", "is_draft": false}),
    )
    .ok()
    .await;
    // Whether the new text has its vector yet or not, the old one is gone.
    assert!(!titles(&search(&api, "boots").await).contains(&"Shoes"));
    api.delete(&path).ok().await;
    assert!(!titles(&search(&api, "shelters").await).contains(&"Shelters"));
    ready(&api).await;
    assert_eq!(
        search(&api, "boots").await["items"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_fails_leaves_words_until_it_answers() {
    let stub = Arc::new(Stub::default());
    let api = with(Arc::clone(&stub) as _).await;
    fill(&api).await;
    ready(&api).await;
    stub.down.store(true, Ordering::Relaxed);
    let found = search(&api, "refunds").await;
    assert_eq!(
        (&found["mode"], titles(&found)),
        (&json!("lexical"), vec!["Refunds by card"])
    );
    assert_eq!(api.get("/search/status").ok().await["state"], "unavailable");
    // Writing goes on, and what was written waits.
    api.training(json!({"title": "Boots"})).await;
    let status = api.get("/search/status").ok().await;
    assert_eq!(
        (&status["state"], &status["pending"]),
        (&json!("unavailable"), &json!(1))
    );
    stub.down.store(false, Ordering::Relaxed);
    ready(&api).await;
    assert_eq!(search(&api, "shoes").await["mode"], "semantic");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_the_model_refuses_keeps_no_other_waiting() {
    let api = with(Arc::new(Stub::default())).await;
    api.training(json!({"title": "An unspeakable thing"})).await;
    fill(&api).await;
    assert_eq!(ready(&api).await["pending"], 1);
    let found = search(&api, "money back").await;
    assert_eq!(
        (&found["mode"], titles(&found)[0]),
        (&json!("semantic"), "Refunds by card")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_and_deletes_go_on_while_indexing() {
    let api = Arc::new(with(Arc::new(Stub::default())).await);
    let writers: Vec<_> = (0..4)
        .map(|number| {
            let api = Arc::clone(&api);
            tokio::spawn(async move {
                for round in 0..12 {
                    let row = api
                        .training(json!({"title": format!("Tent {number} {round}")}))
                        .await;
                    let path = format!("/training/{}", id(&row));
                    match round % 3 {
                        0 => drop(api.delete(&path).ok().await),
                        1 => {
                            let changed = json!({"title": "Boots", "content": "x"});
                            api.put(&path, changed).ok().await;
                        }
                        _ => {}
                    }
                    search(&api, "shelter").await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let status = ready(&api).await;
    // A third deleted, a third live alone, a third live with pending edits.
    assert_eq!(
        (&status["total"], &status["pending"]),
        (&json!(48), &json!(0))
    );
    let body = json!({"query": "shelter", "limit": 50, "include_drafts": false});
    let found = api.post("/training/search", body).ok().await;
    assert_eq!(found["items"].as_array().unwrap().len(), 32);
}

//! Queries that nobody should send, and writes that come in between.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{SEARCH, found, search};
use crate::harness::{Api, id};

#[tokio::test]
async fn a_query_is_text_and_never_syntax() {
    let api = Api::new().await;
    api.training(json!({"title": "Refunds", "content": "title near 2"}))
        .await;
    for query in [
        "refunds AND nothing",
        "refunds NOT refunds",
        "NEAR(refunds, 2)",
        "refunds*",
        "^refunds",
        "\"refunds",
        "'refunds'",
        "title:refunds",
        "{title} : refunds",
        "-refunds",
        "(refunds",
        "refunds)",
        "refunds + OR",
        "refunds\"\"\"",
        "refunds; DROP TABLE training; --",
        "refunds \u{1f600}\u{200b}",
        "refunds%",
        "refunds\\",
    ] {
        assert_eq!(
            found(&api, json!({"query": query})).await,
            ["Refunds"],
            "{query}"
        );
    }
    for query in ["*", "\"", "()", "AND", "^*:", "\u{1f600}", "'; --"] {
        assert!(
            found(&api, json!({"query": query})).await.is_empty(),
            "{query}"
        );
    }
}

#[tokio::test]
async fn long_queries_are_answered_up_to_the_limit() {
    let api = Api::new().await;
    api.training(json!({})).await;
    let long = format!("refunds {}", "other words ".repeat(832));
    assert_eq!(found(&api, json!({"query": long})).await, ["Refunds"]);
    let different: String = (0..1_400).map(|number| format!("w{number} ")).collect();
    search(&api, json!({"query": different})).await;
    search(&api, json!({"query": "x".repeat(10_000)})).await;
    search(&api, json!({"query": "\"".repeat(10_000)})).await;
    let message = api
        .post(SEARCH, json!({"query": "x".repeat(10_001)}))
        .fails(400)
        .await;
    assert!(message.contains("at most 10000"), "{message}");
    for blank in ["", " \n\t"] {
        let message = api.post(SEARCH, json!({"query": blank})).fails(400).await;
        assert_eq!(message, "query: must not be empty");
    }
}

#[tokio::test]
async fn a_filter_that_is_not_known_is_refused() {
    let api = Api::new().await;
    for (filter, expected) in [
        (json!({"chanel": "web"}), "chanel: is not known here"),
        (json!({"channel": "fax"}), "channel: `fax` is not a channel"),
        (
            json!({"segments": ["nobody"]}),
            "segments[0]: names no segment: `nobody`",
        ),
        (
            json!({"limit": 51}),
            "limit: must be a whole number from 1 to 50",
        ),
    ] {
        let mut body: Value = filter;
        body["query"] = json!("refunds");
        let message = api.post(SEARCH, body).fails(400).await;
        assert!(message.contains(expected), "{expected:?} in {message:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_go_on_while_others_write_and_delete() {
    let api = Arc::new(Api::new().await);
    let writers: Vec<_> = (0..4)
        .map(|number| {
            let api = Arc::clone(&api);
            tokio::spawn(async move {
                let mut kept = 0;
                for round in 0..12 {
                    let title = format!("Refund {number} {round}");
                    let row = api.training(json!({"title": title})).await;
                    if round % 3 == 0 {
                        api.delete(&format!("/training/{}", id(&row))).ok().await;
                    } else {
                        kept += 1;
                    }
                }
                kept
            })
        })
        .collect();
    while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
        search(&api, json!({"query": "refund", "limit": 50})).await;
    }
    let mut kept = 0;
    for writer in writers {
        kept += writer.await.unwrap();
    }
    assert_eq!(
        found(&api, json!({"query": "refund", "limit": 50}))
            .await
            .len(),
        kept
    );
}

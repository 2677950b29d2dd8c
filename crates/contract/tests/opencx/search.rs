//! Searches: requests, answers and the state of the index.

use contract::opencx::{
    Channel, SearchAnswer, SearchInput, SearchMode, SearchSource, SearchState, SearchStatus,
    TrainingType,
};
use serde_json::{Value, json};

#[test]
fn a_request_is_read_and_written() {
    let plain = SearchInput::from_json(json!({"query": " refund \n"})).unwrap();
    assert_eq!(plain, SearchInput::new("refund"));
    assert_eq!(
        plain.to_json(),
        json!({"query": "refund", "limit": 10, "include_drafts": true})
    );
    let all = json!({
        "query": "q", "limit": 50, "type": "BEHAVIORAL", "channel": "phone_voice",
        "segments": ["a", "b"], "source": "knowledge", "include_drafts": false,
    });
    let read = SearchInput::from_json(all.clone()).unwrap();
    assert_eq!(read.r#type, Some(TrainingType::Behavioral));
    assert_eq!(read.channel, Some(Channel::PhoneVoice));
    assert_eq!(read.source, Some(SearchSource::Knowledge));
    assert!(!read.include_drafts);
    assert_eq!(read.to_json(), all);
}

#[test]
fn what_is_no_request_is_named() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        let error = SearchInput::from_json(body).unwrap_err().to_string();
        assert!(error.contains(told), "{told:?} in {error:?}");
    }
    check(json!({}), "query: is required");
    check(json!([]), "body: must be a JSON object");
    check(json!({"query": 1}), "query: must be a string");
    check(json!({"query": " \t"}), "query: must not be empty");
    check(json!({"query": "a\0"}), "query: must not contain the NUL");
    check(
        json!({"query": "x".repeat(10_001)}),
        "query: must have at most 10000 characters, this has 10001",
    );
    assert!(SearchInput::from_json(json!({"query": "ü".repeat(10_000)})).is_ok());
    for limit in [
        json!(0),
        json!(51),
        json!(-1),
        json!(1.5),
        json!("5"),
        json!(null),
    ] {
        check(
            json!({"query": "q", "limit": limit}),
            "limit: must be a whole number from 1 to 50",
        );
    }
    check(
        json!({"query": "q", "type": "OTHER"}),
        "type: must be BEHAVIORAL",
    );
    check(
        json!({"query": "q", "channel": "fax"}),
        "channel: `fax` is not a channel",
    );
    check(
        json!({"query": "q", "channel": 1}),
        "channel: must be a string",
    );
    check(
        json!({"query": "q", "segments": "a"}),
        "segments: must be an array",
    );
    check(
        json!({"query": "q", "segments": [1]}),
        "segments[0]: must be a string",
    );
    check(
        json!({"query": "q", "source": "web"}),
        "source: must be one of training, knowledge",
    );
    check(
        json!({"query": "q", "include_drafts": 0}),
        "include_drafts: must be true or false",
    );
    check(
        json!({"query": "q", "chanel": "web"}),
        "chanel: is not known here",
    );
}

#[test]
fn answers_are_read() {
    let body = json!({
        "items": [{
            "source": "training", "id": "a", "title": "T", "content": "C", "score": 0.5,
            "is_draft": true,
        }],
        "mode": "lexical",
    });
    let answer = SearchAnswer::from_json(body.clone()).unwrap();
    assert_eq!(answer.mode, SearchMode::Lexical);
    assert_eq!(json!(answer), body);
    let error = SearchAnswer::from_json(json!({"items": [{"source": "web"}], "mode": "lexical"}));
    assert!(
        error
            .unwrap_err()
            .to_string()
            .starts_with("items[0].score: is missing")
    );
    let status = SearchStatus::from_json(json!({"state": "indexing", "total": 3, "pending": 1}));
    assert_eq!(status.unwrap().state, SearchState::Indexing);
}

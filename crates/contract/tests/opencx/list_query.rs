//! The query of `GET /training`.

use contract::opencx::{ListQuery, SortBy, TrainingType};
use serde_json::{Value, json};

#[track_caller]
fn accepted(pairs: &[(&str, &str)]) -> ListQuery {
    ListQuery::from_pairs(pairs.iter().copied()).unwrap()
}

#[track_caller]
fn refused(name: &str, value: &str, words: &str) {
    let errors = ListQuery::from_pairs([(name, value)]).unwrap_err();
    assert_eq!(errors.0.len(), 1, "{errors}");
    assert_eq!(errors.0[0].field, name);
    assert!(
        errors.0[0].message.contains(words),
        "{name}={value}: {errors}"
    );
}

#[test]
fn an_empty_query_has_the_documented_defaults() {
    let query = accepted(&[]);
    assert_eq!(query, ListQuery::default());
    assert_eq!((query.limit, query.offset), (50, 0));
    assert_eq!(query.sort_by, SortBy::CreatedAt);
}

#[test]
fn every_parameter_is_read() {
    let query = accepted(&[
        ("search", "refund & return"),
        ("type", "BEHAVIORAL"),
        ("is_draft", "false"),
        ("limit", "100"),
        ("offset", "9007199254740991"),
        ("sort_by", "handoff_count"),
        ("metadata", "{\"source\":\"pipeline\",\"tags\":[\"a\"]}"),
    ]);
    let metadata = json!({"source": "pipeline", "tags": ["a"]});
    let expected = ListQuery {
        search: Some("refund & return".to_owned()),
        r#type: Some(TrainingType::Behavioral),
        is_draft: Some(false),
        limit: 100,
        offset: 9_007_199_254_740_991,
        sort_by: SortBy::HandoffCount,
        metadata: metadata.as_object().cloned(),
    };
    assert_eq!(query, expected);
    assert_eq!(accepted(&[("is_draft", "true")]).is_draft, Some(true));
    assert_eq!(
        accepted(&[("sort_by", "created_at")]).sort_by,
        SortBy::CreatedAt
    );
    assert_eq!(accepted(&[("limit", "1")]).limit, 1);
    assert_eq!(
        accepted(&[("type", "SCENARIO_SPECIFIC")]).r#type,
        Some(TrainingType::ScenarioSpecific)
    );
}

#[test]
fn an_empty_search_and_unknown_names_ask_for_nothing() {
    assert_eq!(accepted(&[("search", "")]), ListQuery::default());
    assert_eq!(
        accepted(&[("cache_buster", "7"), ("", "")]),
        ListQuery::default()
    );
}

#[test]
fn nothing_is_clamped() {
    for value in [
        "0",
        "101",
        "1e2",
        "-1",
        "",
        " 5",
        "5 ",
        "+5",
        "0x10",
        "5.0",
        "٥",
        "99999999999999999999999",
    ] {
        refused("limit", value, "whole number from 1 to 100");
    }
    for value in [
        "-1",
        "",
        "+1",
        "1.5",
        "9007199254740992",
        "18446744073709551616",
        "null",
    ] {
        refused("offset", value, "whole number from 0 to 9007199254740991");
    }
    for value in ["", "behavioral", "BEHAVIORAL,SCENARIO_SPECIFIC", "null"] {
        refused("type", value, "BEHAVIORAL or SCENARIO_SPECIFIC");
    }
    for value in ["", "TRUE", "1", "yes", "null"] {
        refused("is_draft", value, "true or false");
    }
    for value in ["", "updated_at", "-created_at", "CREATED_AT"] {
        refused("sort_by", value, "created_at or handoff_count");
    }
    for value in [
        "",
        "{",
        "[]",
        "null",
        "\"a\"",
        "1",
        "{\"a\":1}{",
        "{'a':1}",
        "{a:1}",
    ] {
        refused("metadata", value, "JSON object as text");
    }
}

#[test]
fn nul_is_refused() {
    refused("search", "a\0b", "NUL");
    refused("metadata", "{\"a\":\"\\u0000\"}", "NUL");
    refused("metadata", "{\"a\":[{\"\\u0000\":1}]}", "NUL");
    refused("metadata", "{\"a\":\"\\ud800\"}", "JSON object as text");
}

#[test]
fn every_wrong_parameter_is_named() {
    let errors =
        ListQuery::from_pairs([("limit", "0"), ("type", "x"), ("metadata", "[")]).unwrap_err();
    let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["limit", "type", "metadata"]);
}

#[test]
fn the_last_of_two_counts() {
    assert_eq!(accepted(&[("limit", "5"), ("limit", "6")]).limit, 6);
}

#[test]
fn the_pairs_that_are_sent() {
    let sent = |query: &ListQuery| {
        query
            .to_pairs()
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(sent(&ListQuery::default()), ["limit=50", "offset=0"]);
    let query = ListQuery {
        search: Some("a".to_owned()),
        r#type: Some(TrainingType::ScenarioSpecific),
        is_draft: Some(true),
        limit: 100,
        offset: 200,
        sort_by: SortBy::HandoffCount,
        metadata: Some(json!({"b": 1}).as_object().unwrap().clone()),
    };
    assert_eq!(
        sent(&query),
        [
            "search=a",
            "type=SCENARIO_SPECIFIC",
            "is_draft=true",
            "limit=100",
            "offset=200",
            "sort_by=handoff_count",
            "metadata={\"b\":1}",
        ]
    );
    assert!(matches!(json!(query.metadata), Value::Object(_)));
}

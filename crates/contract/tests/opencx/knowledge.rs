//! Knowledge documents: requests and answers.

use contract::opencx::{
    KnowledgeFormat, KnowledgeInput, KnowledgePage, KnowledgeQuery, KnowledgeText, limits,
};
use serde_json::{Value, json};

#[test]
fn the_name_says_the_format_where_nothing_else_does() {
    let read = |body: Value| KnowledgeInput::from_json(body).unwrap();
    for (name, format) in [
        ("a.md", KnowledgeFormat::Markdown),
        ("a/b.MARKDOWN", KnowledgeFormat::Markdown),
        ("a.txt", KnowledgeFormat::Text),
        ("a.htm", KnowledgeFormat::Html),
        ("a.b.html", KnowledgeFormat::Html),
    ] {
        assert_eq!(
            read(json!({"name": name, "content": "x"})).format,
            format,
            "{name}"
        );
    }
    let named = read(json!({"name": " FAQ ", "format": "text", "content": "x"}));
    assert_eq!(
        (named.name.as_str(), named.format),
        ("FAQ", KnowledgeFormat::Text)
    );
    assert_eq!(read(named.to_json()), named);
}

#[test]
fn what_is_no_document_is_named() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        let error = KnowledgeInput::from_json(body).unwrap_err().to_string();
        assert!(error.contains(told), "{told:?} in {error:?}");
    }
    check(json!({}), "name: is required; content: is required");
    check(
        json!({"name": "a", "content": "x"}),
        "format: must be markdown, text or html",
    );
    check(json!({"name": "a.pdf", "content": "x"}), "format: must be");
    check(
        json!({"name": "a.md", "format": "pdf", "content": "x"}),
        "format: must be one of markdown, text, html",
    );
    check(
        json!({"name": "a.md", "content": " \n"}),
        "content: must not be empty",
    );
    check(
        json!({"name": "a.md", "content": "a\0"}),
        "content: must not contain the NUL",
    );
    let large = "x".repeat(limits::DOCUMENT_BYTES + 1);
    check(
        json!({"name": "a.md", "content": large}),
        "content: must have at most 524288 bytes",
    );
    for name in [
        "", "../a.md", "/a.md", "a//b.md", "a/./b.md", "a\\b.md", "a\nb.md",
    ] {
        check(json!({"name": name, "content": "x"}), "name: must");
    }
    check(
        json!({"name": format!("{}.md", "x".repeat(253)), "content": "x"}),
        "name: must have at most 255 characters, this has 256",
    );
}

#[test]
fn answers_are_read() {
    let document = json!({
        "id": "a", "name": "a.md", "format": "markdown", "bytes": 1, "passage_count": 1,
        "created_at": "2026-01-01T00:00:00.000Z", "updated_at": "2026-01-01T00:00:00.000Z",
    });
    let page = json!({"items": [document], "total": 2, "limit": 1, "offset": 0, "has_more": true});
    assert_eq!(json!(KnowledgePage::from_json(page.clone()).unwrap()), page);
    let mut text = document;
    text["passages"] = json!([{"title": "T", "content": "C"}]);
    assert_eq!(json!(KnowledgeText::from_json(text.clone()).unwrap()), text);
    let error =
        KnowledgePage::from_json(json!({"items": [{"id": "a", "name": "b", "format": "c"}]}));
    assert!(
        error
            .unwrap_err()
            .to_string()
            .starts_with("items[0].format: ")
    );
}

#[test]
fn a_query_is_not_clamped() {
    let read =
        |pairs: &[(&'static str, &'static str)]| KnowledgeQuery::from_pairs(pairs.iter().copied());
    let query = read(&[("limit", "2"), ("offset", "3"), ("other", "x")]).unwrap();
    assert_eq!((query.limit, query.offset), (2, 3));
    assert!(read(&[("limit", "0")]).is_err());
    assert!(read(&[("offset", "-1")]).is_err());
}

//! What cannot be accepted is a 400 that says what to change, and leaves nothing behind.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::harness::{ADMIN, Api, id};

#[tokio::test]
async fn a_training_that_cannot_be_is_refused_by_field() {
    let api = Api::new().await;
    let row = api.training(json!({})).await;
    let path = format!("/training/{}", id(&row));
    let big = json!({"k": "x".repeat(64 * 1024)});
    let all: Vec<(Value, &str)> = vec![
        (json!({}), "title: is required; content: is required"),
        (json!([]), "body: must be a JSON object"),
        (json!("x"), "body: must be a JSON object"),
        (json!(null), "body: must be a JSON object"),
        (
            json!({"title": 1, "content": "b"}),
            "title: must be a string",
        ),
        (
            json!({"title": null, "content": "b"}),
            "title: must be a string",
        ),
        (
            json!({"title": " \n", "content": "b"}),
            "title: must not be empty",
        ),
        (
            json!({"title": "x".repeat(501), "content": "b"}),
            "title: must have at most 500 characters, this has 501",
        ),
        (
            json!({"title": "a", "content": "x".repeat(50_001)}),
            "content: must have at most 50000 characters",
        ),
        (
            json!({"title": "a", "content": ""}),
            "content: must not be empty",
        ),
        (
            json!({"title": "a\0", "content": "b"}),
            "title: must not contain the NUL character",
        ),
        (
            json!({"title": "a", "content": "b", "type": "OTHER"}),
            "type: must be BEHAVIORAL or SCENARIO_SPECIFIC, not `OTHER`",
        ),
        (
            json!({"title": "a", "content": "b", "type": null}),
            "type: must be BEHAVIORAL or SCENARIO_SPECIFIC",
        ),
        (
            json!({"title": "a", "content": "b", "is_draft": "true"}),
            "is_draft: must be true or false",
        ),
        (
            json!({"title": "a", "content": "b", "is_draft": null}),
            "is_draft: must be true or false",
        ),
        (
            json!({"title": "a", "content": "b", "directory_id": 7}),
            "directory_id: must be a string or null",
        ),
        (
            json!({"title": "a", "content": "b", "restricted_to_channels": "web"}),
            "restricted_to_channels: must be an array",
        ),
        (
            json!({"title": "a", "content": "b", "restricted_to_channels": ["fax"]}),
            "`fax` is not a channel; known are web, email",
        ),
        (
            json!({"title": "a", "content": "b", "restricted_to_segments": [1]}),
            "restricted_to_segments[0]: must be a string",
        ),
        (
            json!({"title": "a", "content": "b", "metadata": []}),
            "metadata: must be a JSON object",
        ),
        (
            json!({"title": "a", "content": "b", "metadata": big}),
            "metadata: must have at most 65536 bytes",
        ),
        (
            json!({"title": "a", "content": "b", "metadata": {"k": ["\0"]}}),
            "metadata.k[0]: must not contain the NUL character",
        ),
        (
            json!({"title": "a", "content": "b", "metadata": {"k\0": 1}}),
            "metadata.k\\0: must not contain the NUL character",
        ),
        (
            json!({"title": "a", "content": "b", "start_time": "2026-02-29T00:00Z"}),
            "start_time: `2026-02-29T00:00Z` is not an instant in UTC: February 2026 has 28 days.",
        ),
        (
            json!({"title": "a", "content": "b", "start_time": "2026-01-01T00:00+02:00"}),
            "start_time: ",
        ),
        (
            json!({"title": "a", "content": "b", "end_time": 1_700_000_000}),
            "end_time: must be a string or null",
        ),
        (
            json!({"title": "a", "content": "b", "start_time": "2026-01-02T00:00Z", "end_time": "2026-01-02T00:00Z"}),
            "end_time: must be later than start_time",
        ),
    ];
    for (body, expected) in all {
        for call in [
            api.post("/training", body.clone()),
            api.put(&path, body.clone()),
        ] {
            let message = call.fails(400).await;
            assert!(message.contains(expected), "{expected:?} in {message:?}");
        }
    }
    assert_eq!(api.total().await, 1);
    assert_eq!(api.get(&path).ok().await, row);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let api = Api::new().await;
    let body = json!({"title": "", "content": 1, "type": "X", "start_time": "soon"});
    let message = api.post("/training", body).fails(400).await;
    for field in ["title: ", "content: ", "type: ", "start_time: "] {
        assert!(message.contains(field), "{field} in {message}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let api = Api::new().await;
    let all: [(&[u8], &str); 10] = [
        (b"", "The body is empty"),
        (b"{", "not JSON"),
        (b"{\"title\": \"a\",}", "not JSON"),
        (br#"{"title":"\ud800","content":"b"}"#, "not JSON"),
        (br#"{"title":"a","content":"\udc00\ud800"}"#, "not JSON"),
        (b"{\"title\":\"\xff\",\"content\":\"b\"}", "not UTF-8"),
        (
            b"{\"title\":\"\xed\xa0\x80\",\"content\":\"b\"}",
            "not UTF-8",
        ),
        (
            br#"{"title":"a","content":"b","metadata":{"n":1e400}}"#,
            "not JSON",
        ),
        (b"{\"title\":\"a\nb\",\"content\":\"b\"}", "not JSON"),
        (br#"{"title":"a","content":"b"} x"#, "not JSON"),
    ];
    for (body, expected) in all {
        let call = api
            .at("POST", "/training")
            .header("content-type", "application/json");
        let message = call.raw(body.to_vec()).fails(400).await;
        assert!(message.contains(expected), "{expected:?} in {message:?}");
        assert!(message.ends_with("Send a JSON object."), "{message}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    api.at("POST", "/training").raw(deep).fails(400).await;
    assert_eq!(api.total().await, 0);
}

#[tokio::test]
async fn a_body_that_says_it_is_no_json_is_a_415_and_one_that_says_nothing_is_read() {
    let api = Api::new().await;
    let body = r#"{"title":"a","content":"b"}"#;
    for declared in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "nonsense",
    ] {
        let call = api.at("POST", "/training").header("content-type", declared);
        let message = call.raw(body).fails(415).await;
        assert!(message.contains(declared), "{message}");
    }
    for declared in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.api+json",
    ] {
        let call = api.at("POST", "/training").header("content-type", declared);
        call.raw(body).ok().await;
    }
    api.at("POST", "/training").raw(body).ok().await;
}

#[tokio::test]
async fn more_than_one_mebibyte_is_a_413() {
    let api = Api::new().await;
    let body = |bytes: usize| {
        let frame = json!({"title": "a", "content": "b", "pad": ""}).to_string();
        let pad = "x".repeat(bytes - frame.len());
        json!({"title": "a", "content": "b", "pad": pad}).to_string()
    };
    api.at("POST", "/training")
        .raw(body(1024 * 1024))
        .ok()
        .await;
    for size in [1024 * 1024 + 1, 2 * 1024 * 1024, 20 * 1024 * 1024] {
        let message = api.at("POST", "/training").raw(body(size)).fails(413).await;
        assert!(message.contains("1048576 bytes"), "{message}");
    }
    assert_eq!(api.total().await, 1);
}

/// A sender that is still writing when the answer comes must be able to read it.
#[tokio::test]
async fn a_body_that_is_too_large_gets_its_answer_over_a_real_connection() {
    let api = Api::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(axum::serve(listener, api.router.clone()).into_future());
    let mut stream = TcpStream::connect(address).await.unwrap();
    let size = 2 * 1024 * 1024;
    let head = format!(
        "POST /w/main/training HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ADMIN}\r\n\
         Content-Type: application/json\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&vec![b'x'; size]).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains(r#""statusCode":413"#), "{answer}");
    server.abort();
}

#[tokio::test]
async fn a_query_that_cannot_be_is_refused_and_nothing_is_clamped() {
    let api = Api::new().await;
    let all = [
        ("limit=0", "limit: must be a whole number from 1 to 100"),
        ("limit=101", "limit: "),
        ("limit=-1", "limit: "),
        ("limit=1.5", "limit: "),
        ("limit=", "limit: "),
        ("limit=99999999999999999999999", "limit: "),
        ("limit=%D9%A1", "limit: "),
        (
            "offset=-1",
            "offset: must be a whole number from 0 to 9007199254740991",
        ),
        ("offset=9007199254740992", "offset: "),
        (
            "type=behavioral",
            "type: must be BEHAVIORAL or SCENARIO_SPECIFIC",
        ),
        ("type=", "type: "),
        ("is_draft=1", "is_draft: must be true or false"),
        (
            "sort_by=title",
            "sort_by: must be created_at or handoff_count",
        ),
        ("metadata=x", "metadata: must be a JSON object"),
        ("metadata=%5B%5D", "metadata: must be a JSON object"),
        (
            "metadata=%7B%22a%22%3A1e999%7D",
            "metadata: must be a JSON object",
        ),
        ("search=%FF", "search: must be UTF-8"),
        ("search=%ED%A0%80", "search: must be UTF-8"),
        (
            "search=a%00b",
            "search: must be UTF-8 in percent-encoding, without NUL",
        ),
        ("search=%", "a percent sign itself is %25"),
        (
            "limit=0&type=x&is_draft=y",
            "limit: must be a whole number from 1 to 100; type: ",
        ),
    ];
    for (query, expected) in all {
        let message = api.get(&format!("/training?{query}")).fails(400).await;
        assert!(message.contains(expected), "{query}: {message}");
    }
    api.get("/training?unknown=1&limit=100").ok().await;
    for (query, expected) in [
        ("page=0", "page: "),
        ("limit=101", "limit: "),
        ("page=x", "page: "),
    ] {
        let message = api
            .get(&format!("/contacts/segments?{query}"))
            .fails(400)
            .await;
        assert!(message.starts_with(expected), "{query}: {message}");
    }
}

#[tokio::test]
async fn an_id_that_no_row_can_have_is_a_400_and_an_unknown_one_a_404() {
    let api = Api::new().await;
    let long = "x".repeat(256);
    for bad in ["%00", "a%0Ab", "%FF", "%ED%A0%80", long.as_str()] {
        for path in [
            format!("/training/{bad}"),
            format!("/training/{bad}/versions"),
        ] {
            api.get(&path).fails(400).await;
        }
        api.delete(&format!("/training/directories/{bad}"))
            .fails(400)
            .await;
    }
    for unknown in [
        "x",
        "..",
        "%2F..%2F",
        "018f3c1e-7b2a-7c3d-8e4f-0123456789ab",
        "%27%20OR%201%3D1",
    ] {
        api.get(&format!("/training/{unknown}")).fails(404).await;
    }
    for bad in [
        "x",
        "018f3c1e7b2a7c3d8e4f0123456789ab",
        "018f3c1e-7b2a-9c3d-8e4f-0123456789ab",
    ] {
        let message = api
            .get(&format!("/contacts/segments/{bad}"))
            .fails(400)
            .await;
        assert!(
            message.starts_with("segment_id: must be a UUID"),
            "{message}"
        );
        let message = api
            .get(&format!("/contacts/segments/contacts/{bad}"))
            .fails(400)
            .await;
        assert!(
            message.starts_with("contact_id: must be a UUID"),
            "{message}"
        );
        api.delete(&format!("/contacts/segments/{bad}"))
            .fails(400)
            .await;
    }
}

#[tokio::test]
async fn a_toggle_needs_its_boolean() {
    let api = Api::new().await;
    let path = format!("/training/{}/draft", id(&api.training(json!({})).await));
    let all = [
        (json!({}), "is_draft: is required"),
        (json!({"is_draft": null}), "is_draft: must be true or false"),
        (
            json!({"is_draft": "false"}),
            "is_draft: must be true or false",
        ),
        (json!(false), "body: must be a JSON object"),
    ];
    for (body, expected) in all {
        assert_eq!(api.put(&path, body).fails(400).await, expected);
    }
}

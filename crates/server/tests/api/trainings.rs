//! Create, update, delete, toggle and move: decisions 6 to 12, 15, 17 and 22.

use chrono::Duration;
use serde_json::{Value, json};

use crate::harness::{Api, id};

fn text(row: &Value) -> [&Value; 4] {
    ["title", "content", "draft_title", "draft_content"].map(|field| &row[field])
}

#[tokio::test]
async fn a_create_publishes_version_1_unless_it_says_draft() {
    let api = Api::new().await;
    let live = api.training(json!({})).await;
    assert_eq!(
        live,
        json!({
            "id": live["id"],
            "title": "Refunds",
            "content": "Within 30 days.",
            "draft_title": null,
            "draft_content": null,
            "type": "SCENARIO_SPECIFIC",
            "is_draft": false,
            "directory_id": null,
            "restricted_to_channels": [],
            "restricted_to_segments": [],
            "current_version": 1,
            "metadata": {},
            "published_at": "2026-11-20T09:00:00.000Z",
            "start_time": null,
            "end_time": null,
            "created_at": "2026-11-20T09:00:00.000Z",
            "updated_at": "2026-11-20T09:00:00.000Z",
        })
    );
    assert!(contract::uuid::is_uuid(live["id"].as_str().unwrap()));
    let draft = api.training(json!({"is_draft": true})).await;
    assert_eq!(
        text(&draft),
        ["Refunds", "Within 30 days.", "Refunds", "Within 30 days."]
    );
    assert_eq!(draft["current_version"], Value::Null);
    assert_eq!(draft["published_at"], Value::Null);
    assert_eq!(draft["is_draft"], true);
    assert_eq!(
        api.get(&format!("/training/{}", id(&draft))).ok().await,
        draft
    );
}

#[tokio::test]
async fn what_is_sent_is_what_is_stored() {
    let api = Api::new().await;
    let segment = api.segment("VIP").await;
    let directory = api.directory("Sales", None).await;
    let sent = json!({
        "title": " Ünïcödé 😀 \"quoted\" \u{2028}<script>alert(1)</script> ",
        "content": "line\r\nline\ttab\u{1f}",
        "type": "BEHAVIORAL",
        "is_draft": true,
        "directory_id": directory,
        "restricted_to_channels": ["web_voice", "web"],
        "restricted_to_segments": [segment],
        "metadata": {"z": 1, "a": [1.0, 1e-7, 18446744073709551615_u64, null, {"deep": "ä"}]},
        "start_time": "2026-01-01T10:00Z",
        "end_time": "2026-01-01T10:00:00.0000000001Z",
    });
    let row = api.post("/training", sent.clone()).ok().await;
    for (field, value) in sent.as_object().unwrap() {
        assert_eq!(&row[field], value, "{field}");
    }
    let text = api
        .get(&format!("/training/{}", id(&row)))
        .send()
        .await
        .text();
    assert!(
        text.contains(r#""metadata":{"z":1,"a":[1.0,"#),
        "order and form stay: {text}"
    );
}

#[tokio::test]
async fn an_update_keeps_what_it_does_not_name_and_null_clears() {
    let api = Api::new().await;
    let directory = api.directory("Sales", None).await;
    let row = api
        .training(json!({
            "directory_id": directory, "restricted_to_channels": ["web"], "metadata": {"a": 1},
            "start_time": "2026-01-01T10:00Z", "end_time": "2026-02-01T10:00Z", "type": "BEHAVIORAL",
        }))
        .await;
    let path = format!("/training/{}", id(&row));
    let same = json!({"title": "Refunds", "content": "Within 30 days."});
    let kept = api.put(&path, same).ok().await;
    for field in [
        "directory_id",
        "restricted_to_channels",
        "metadata",
        "start_time",
        "end_time",
        "type",
    ] {
        assert_eq!(kept[field], row[field], "{field}");
    }
    let cleared = json!({
        "title": "Refunds", "content": "Within 30 days.", "directory_id": null,
        "start_time": null, "end_time": null, "restricted_to_channels": [], "metadata": {},
    });
    let row = api.put(&path, cleared).ok().await;
    for field in ["directory_id", "start_time", "end_time"] {
        assert_eq!(row[field], Value::Null, "{field}");
    }
    assert_eq!(row["restricted_to_channels"], json!([]));
    assert_eq!(row["metadata"], json!({}));
    assert_eq!(
        row["current_version"], 1,
        "what belongs to the scenario makes no version"
    );
}

#[tokio::test]
async fn an_update_without_is_draft_keeps_live_what_is_live() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    let row = api
        .put(&path, json!({"title": "New", "content": "Text"}))
        .ok()
        .await;
    assert_eq!(text(&row), ["Refunds", "Within 30 days.", "New", "Text"]);
    assert_eq!(
        (&row["is_draft"], &row["current_version"]),
        (&json!(false), &json!(1))
    );
    // The live text itself is no pending change: this discards the draft.
    let row = api
        .put(
            &path,
            json!({"title": "Refunds", "content": "Within 30 days."}),
        )
        .ok()
        .await;
    assert_eq!(text(&row)[2..], [&Value::Null, &Value::Null]);
    let draft = format!(
        "/training/{}",
        id(&api.training(json!({"is_draft": true})).await)
    );
    let row = api
        .put(&draft, json!({"title": "New", "content": "Text"}))
        .ok()
        .await;
    assert_eq!(text(&row), ["New", "Text", "New", "Text"]);
    assert_eq!(row["is_draft"], true);
}

#[tokio::test]
async fn an_update_with_is_draft_false_publishes_the_next_version() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    api.clock.turn(Duration::seconds(1));
    let new = json!({"title": "New", "content": "Text", "is_draft": false});
    let row = api.put(&path, new).ok().await;
    assert_eq!(
        text(&row),
        [&json!("New"), &json!("Text"), &Value::Null, &Value::Null]
    );
    assert_eq!(row["current_version"], 2);
    assert_eq!(row["published_at"], "2026-11-20T09:00:01.000Z");
}

#[tokio::test]
async fn an_update_with_is_draft_true_takes_offline_and_the_numbering_goes_on() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    let new = json!({"title": "New", "content": "Text", "is_draft": true});
    let row = api.put(&path, new).ok().await;
    assert_eq!(text(&row), ["Refunds", "Within 30 days.", "New", "Text"]);
    assert_eq!(row["is_draft"], true);
    assert_eq!(
        (&row["current_version"], &row["published_at"]),
        (&Value::Null, &Value::Null)
    );
    let row = api
        .put(&format!("{path}/draft"), json!({"is_draft": false}))
        .ok()
        .await;
    assert_eq!(
        text(&row),
        [&json!("New"), &json!("Text"), &Value::Null, &Value::Null]
    );
    assert_eq!(row["current_version"], 2);
}

#[tokio::test]
async fn a_toggle_publishes_or_takes_offline_once() {
    let api = Api::new().await;
    let path = format!(
        "/training/{}",
        id(&api.training(json!({"is_draft": true})).await)
    );
    let toggle = |is_draft: bool| api.put(&format!("{path}/draft"), json!({"is_draft": is_draft}));
    let live = toggle(false).ok().await;
    assert_eq!(
        (&live["is_draft"], &live["current_version"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(
        toggle(false).ok().await,
        live,
        "nothing is pending, so nothing happens"
    );
    let draft = toggle(true).ok().await;
    assert_eq!(
        (&draft["is_draft"], &draft["current_version"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(draft["draft_title"], "Refunds");
    assert_eq!(toggle(true).ok().await, draft);
    assert_eq!(toggle(false).ok().await["current_version"], 2);
}

#[tokio::test]
async fn another_type_sets_a_live_scenario_back_to_draft() {
    let api = Api::new().await;
    for wish in [Value::Null, json!(true), json!(false)] {
        let path = format!("/training/{}", id(&api.training(json!({})).await));
        let mut body = json!({"title": "New", "content": "Text", "type": "BEHAVIORAL"});
        if !wish.is_null() {
            body["is_draft"] = wish.clone();
        }
        let row = api.put(&path, body).ok().await;
        assert_eq!(row["type"], "BEHAVIORAL");
        assert_eq!(row["is_draft"], true, "is_draft: {wish}");
        assert_eq!(row["current_version"], Value::Null);
        assert_eq!(row["draft_title"], "New");
    }
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    let same = json!({"title": "New", "content": "Text", "type": "SCENARIO_SPECIFIC"});
    assert_eq!(
        api.put(&path, same).ok().await["is_draft"],
        false,
        "the same type is no change"
    );
}

#[tokio::test]
async fn the_window_of_an_update_is_judged_with_the_bounds_that_stay() {
    let api = Api::new().await;
    let row = api
        .training(json!({"start_time": "2026-06-01T00:00Z"}))
        .await;
    let path = format!("/training/{}", id(&row));
    for end in ["2026-06-01T00:00:00.000Z", "2026-05-31T23:59Z"] {
        let body = json!({"title": "Refunds", "content": "x", "end_time": end});
        let message = api.put(&path, body).fails(400).await;
        assert!(
            message.starts_with("end_time: must be later than start_time"),
            "{message}"
        );
    }
    assert_eq!(api.get(&path).ok().await, row, "nothing was written");
    let body = json!({"title": "Refunds", "content": "x", "end_time": "2026-06-01T00:00:00.001Z"});
    api.put(&path, body).ok().await;
}

#[tokio::test]
async fn unknown_directories_and_segments_are_named() {
    let api = Api::new().await;
    let good = api.segment("VIP").await;
    let row = api.training(json!({})).await;
    let path = format!("/training/{}", id(&row));
    let body = json!({
        "title": "a", "content": "b", "directory_id": "no-such-place",
        "restricted_to_segments": [good, "vipp", "018f3c1e-7b2a-7c3d-8e4f-0123456789ab"],
    });
    for call in [api.post("/training", body.clone()), api.put(&path, body)] {
        let message = call.fails(400).await;
        assert!(
            message.contains("directory_id: names no directory: `no-such-place`"),
            "{message}"
        );
        assert!(
            message.contains("restricted_to_segments[1]: names no segment: `vipp`"),
            "{message}"
        );
        assert!(message.contains("restricted_to_segments[2]"), "{message}");
        assert!(!message.contains(&good), "{message}");
    }
    let moved = api.put(
        &format!("{path}/directory"),
        json!({"directory_id": "no-such-place"}),
    );
    moved.fails(400).await;
    assert_eq!(api.get(&path).ok().await, row);
    assert_eq!(api.total().await, 1);
}

#[tokio::test]
async fn a_move_changes_the_directory_alone() {
    let api = Api::new().await;
    let directory = api.directory("Sales", None).await;
    let row = api.training(json!({})).await;
    let path = format!("/training/{}", id(&row));
    api.put(&path, json!({"title": "New", "content": "Text"}))
        .ok()
        .await;
    let before = api.get(&path).ok().await;
    let moved = api
        .put(
            &format!("{path}/directory"),
            json!({"directory_id": directory}),
        )
        .ok()
        .await;
    let mut expected = before.clone();
    expected["directory_id"] = json!(directory);
    expected["updated_at"] = moved["updated_at"].clone();
    assert_eq!(moved, expected);
    assert!(moved["updated_at"].as_str() > before["updated_at"].as_str());
    let out = api
        .put(&format!("{path}/directory"), json!({"directory_id": null}))
        .ok()
        .await;
    assert_eq!(out["directory_id"], Value::Null);
    let message = api
        .put(&format!("{path}/directory"), json!({}))
        .fails(400)
        .await;
    assert_eq!(message, "directory_id: is required");
}

#[tokio::test]
async fn updated_at_grows_with_every_write_while_the_clock_stands_still() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    let mut last = String::new();
    for turn in 0..5 {
        let body = json!({"title": "New", "content": format!("{turn}")});
        let row = api.put(&path, body).ok().await;
        let updated_at = row["updated_at"].as_str().unwrap().to_owned();
        assert!(updated_at > last, "{updated_at} after {last}");
        assert_eq!(updated_at.len(), 24);
        last = updated_at;
    }
    assert_eq!(last, "2026-11-20T09:00:00.005Z");
}

#[tokio::test]
async fn a_delete_takes_the_row_and_its_versions() {
    let api = Api::new().await;
    let path = format!("/training/{}", id(&api.training(json!({})).await));
    assert_eq!(api.delete(&path).ok().await, json!({"success": true}));
    for call in [
        api.delete(&path),
        api.get(&path),
        api.get(&format!("{path}/versions")),
        api.put(&path, json!({"title": "a", "content": "b"})),
        api.put(&format!("{path}/draft"), json!({"is_draft": true})),
        api.put(&format!("{path}/directory"), json!({"directory_id": null})),
        api.post(&format!("{path}/versions/1/restore"), json!({})),
    ] {
        let message = call.fails(404).await;
        assert!(message.contains("There is no training"), "{message}");
    }
    assert_eq!(api.total().await, 0);
}

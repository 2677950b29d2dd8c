//! `GET /training`: filters, paging and order (decisions 5 and 21).

use chrono::Duration;
use serde_json::{Value, json};

use crate::harness::{Api, id, titles};

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn found(api: &Api, query: &str) -> Vec<String> {
    let page = api.get(&format!("/training?{query}")).ok().await;
    let found: Vec<String> = titles(&page).into_iter().map(str::to_owned).collect();
    assert_eq!(page["total"], found.len(), "{query}");
    found
}

#[tokio::test]
async fn an_empty_list_is_a_page() {
    let api = Api::new().await;
    let page = api.get("/training").send().await;
    assert_eq!(
        page.text(),
        r#"{"items":[],"total":0,"limit":50,"offset":0,"has_more":false}"#
    );
}

#[tokio::test]
async fn newest_first_and_ties_newest_id_first() {
    let api = Api::new().await;
    for title in ["a", "b", "c"] {
        api.training(json!({"title": title})).await;
    }
    api.clock.turn(Duration::seconds(1));
    api.training(json!({"title": "d"})).await;
    for query in ["", "?sort_by=created_at", "?sort_by=handoff_count"] {
        let page = api.get(&format!("/training{query}")).ok().await;
        assert_eq!(titles(&page), ["d", "c", "b", "a"], "{query}");
    }
}

#[tokio::test]
async fn pages_meet_without_gap_or_repetition_whatever_their_order() {
    let api = Api::new().await;
    for number in 0..7 {
        api.training(json!({"title": format!("{number}"), "is_draft": number % 2 == 0}))
            .await;
    }
    let page = async |offset: u64, filter: &str| {
        let page = api
            .get(&format!("/training?limit=3&offset={offset}{filter}"))
            .ok()
            .await;
        let found: Vec<String> = titles(&page).into_iter().map(str::to_owned).collect();
        (
            found,
            page["total"].as_u64().unwrap(),
            page["has_more"] == true,
        )
    };
    let row = |titles: &[&str]| {
        titles
            .iter()
            .map(|title| (*title).to_owned())
            .collect::<Vec<_>>()
    };
    // The second round finds the places that the first one left; a write makes them worthless.
    for _ in 0..2 {
        assert_eq!(page(0, "").await, (row(&["6", "5", "4"]), 7, true));
        assert_eq!(page(3, "").await, (row(&["3", "2", "1"]), 7, true));
        assert_eq!(page(6, "").await, (row(&["0"]), 7, false));
        assert_eq!(page(7, "").await, (row(&[]), 7, false));
        assert_eq!(page(9_007_199_254_740_991, "").await, (row(&[]), 7, false));
        assert_eq!(page(1, "").await, (row(&["5", "4", "3"]), 7, true));
        assert_eq!(
            page(0, "&is_draft=true").await,
            (row(&["6", "4", "2"]), 4, true)
        );
        assert_eq!(page(3, "&is_draft=true").await, (row(&["0"]), 4, false));
        assert_eq!(
            page(0, "&is_draft=false").await,
            (row(&["5", "3", "1"]), 3, false)
        );
    }
    page(0, "").await;
    let newest = api.get("/training?limit=1").ok().await;
    api.delete(&format!("/training/{}", id(&newest["items"][0])))
        .ok()
        .await;
    assert_eq!(page(3, "").await, (row(&["2", "1", "0"]), 6, false));
}

#[tokio::test]
async fn text_is_found_without_regard_to_case_in_any_script() {
    let api = Api::new().await;
    api.training(json!({"title": "Größe ÄNDERN", "content": "ΟΔΟΣ 12"}))
        .await;
    api.training(json!({"title": "100% sicher_heit", "content": r"back\slash"}))
        .await;
    let row = api
        .training(json!({"title": "Live", "content": "Text"}))
        .await;
    let draft = json!({"title": "Pending", "content": "Дождь"});
    api.put(&format!("/training/{}", id(&row)), draft)
        .ok()
        .await;
    let all = [
        ("größe", "Größe ÄNDERN"),
        ("GRÖSSE", ""),
        ("ändern", "Größe ÄNDERN"),
        ("οδος", "Größe ÄNDERN"),
        ("οδοσ 1", "Größe ÄNDERN"),
        ("100%", "100% sicher_heit"),
        ("0%s", ""),
        ("R_H", "100% sicher_heit"),
        ("rxh", ""),
        ("k\\S", "100% sicher_heit"),
        ("ДОЖДЬ", "Live"),
        ("pend", "Live"),
        ("live", "Live"),
        ("liveText", ""),
        ("' OR 1=1 --", ""),
    ];
    for (search, expected) in all {
        let titles = found(&api, &format!("search={}", encoded(search))).await;
        let expected: Vec<&str> = [expected]
            .into_iter()
            .filter(|title| !title.is_empty())
            .collect();
        assert_eq!(titles, expected, "{search}");
    }
    assert_eq!(
        found(&api, "search=").await.len(),
        3,
        "an empty text finds everything"
    );
}

#[tokio::test]
async fn type_and_draft_narrow_together_and_the_totals_follow_every_write() {
    let api = Api::new().await;
    let row = api
        .training(json!({"title": "a", "type": "BEHAVIORAL"}))
        .await;
    api.training(json!({"title": "b", "is_draft": true})).await;
    api.training(json!({"title": "c", "is_draft": true, "type": "BEHAVIORAL"}))
        .await;
    assert_eq!(found(&api, "type=BEHAVIORAL").await, ["c", "a"]);
    assert_eq!(found(&api, "type=BEHAVIORAL&is_draft=true").await, ["c"]);
    assert_eq!(found(&api, "is_draft=true").await, ["c", "b"]);
    assert_eq!(
        found(&api, "is_draft=true&type=BEHAVIORAL&search=C").await,
        ["c"]
    );
    let path = format!("/training/{}", id(&row));
    let retyped = json!({"title": "a", "content": "x", "type": "SCENARIO_SPECIFIC"});
    api.put(&path, retyped).ok().await;
    assert_eq!(
        found(&api, "is_draft=true&type=SCENARIO_SPECIFIC").await,
        ["b", "a"]
    );
    assert_eq!(found(&api, "is_draft=false").await, [""; 0]);
    api.delete(&path).ok().await;
    assert_eq!(
        found(&api, "is_draft=true&type=SCENARIO_SPECIFIC").await,
        ["b"]
    );
}

#[tokio::test]
async fn metadata_contain_an_object() {
    let api = Api::new().await;
    api.training(json!({"title": "a", "metadata": {"source": "crm", "tags": ["x", "y"]}}))
        .await;
    api.training(json!({"title": "b", "metadata": {"source": "crm", "n": {"v": 1.0}}}))
        .await;
    api.training(json!({"title": "c", "metadata": {"source": "\"crm\" 100%"}, "is_draft": true}))
        .await;
    api.training(json!({"title": "d"})).await;
    let all: [(Value, &[&str]); 8] = [
        (json!({}), &["d", "c", "b", "a"]),
        (json!({"source": "crm"}), &["b", "a"]),
        (json!({"tags": ["y"]}), &["a"]),
        (json!({"n": {"v": 1}}), &["b"]),
        (json!({"n": {"v": "1"}}), &[]),
        (json!({"source": "\"crm\" 100%"}), &["c"]),
        (json!({"source": "cr"}), &[]),
        (json!({"crm": "source"}), &[]),
    ];
    for (metadata, expected) in all {
        let query = format!("metadata={}", encoded(&metadata.to_string()));
        assert_eq!(found(&api, &query).await, expected, "{metadata}");
    }
    let crm = encoded(r#"{"source":"crm"}"#);
    let page = api
        .get(&format!("/training?metadata={crm}&limit=1&offset=1"))
        .ok()
        .await;
    assert_eq!(titles(&page), ["a"]);
    assert_eq!(
        (&page["total"], &page["has_more"]),
        (&json!(2), &json!(false))
    );
    assert_eq!(
        found(&api, &format!("metadata={crm}&search=B")).await,
        ["b"]
    );
}

//! The first screen stands alone: it neither waits for the rest of the app nor calls it.

use super::prelude::*;

/// What a browser may have loaded when the first rows are there, in bytes as they are sent.
const BUDGET: u64 = 250_000;

/// The files of the site that the page has loaded: name, who asked for it, bytes.
async fn loaded(page: &Page) -> Vec<(String, String, u64)> {
    let script = "return performance.getEntriesByType('resource')
        .concat(performance.getEntriesByType('navigation'))
        .filter((entry) => !entry.name.includes('/w/'))
        .map((entry) => [entry.name, entry.initiatorType, entry.encodedBodySize]);";
    let entries = page.run(script).await;
    let Ok(entries) = serde_json::from_value(entries.clone()) else {
        panic!("not what was asked for: {entries}");
    };
    entries
}

async fn block(page: &Page, urls: &[&str]) {
    page.protocol("Network.enable", json!({})).await;
    page.protocol("Network.setBlockedURLs", json!({ "urls": urls }))
        .await;
}

async fn stands_alone(stage: &Stage, rows: bool) {
    let page = &stage.page;
    stage.sign_in().await;
    if rows {
        page.any("row").nth(5).is_there().await;
    } else {
        page.shows("No scenarios yet").await;
    }
    let loaded = loaded(page).await;
    let waited: Vec<_> = loaded
        .iter()
        .filter(|(_, asked_by, _)| asked_by == "xmlhttprequest")
        .collect();
    assert!(
        waited.is_empty(),
        "the first screen called what is not in first-screen.txt: run `cargo xtask first-screen`\n{waited:?}"
    );
    let sum: u64 = loaded
        .iter()
        .filter(|(name, ..)| !name.ends_with("_rest.wasm"))
        .map(|(.., bytes)| bytes)
        .sum();
    assert!((50_000..=BUDGET).contains(&sum), "{sum}: {loaded:#?}");
}

#[tokio::test]
async fn the_first_screen_is_there_without_the_rest() {
    Stage::of("first screen")
        .with_scenarios(240)
        .expects(&["ERR_BLOCKED_BY_CLIENT"])
        .run(async |stage| {
            let page = stage.page.clone();
            block(&page, &["*_rest.wasm"]).await;
            stands_alone(stage, true).await;

            // What is not there yet says so, and comes when it can.
            let form = format!("{}/workspace/main/scenarios/new", stage.server.base());
            page.open(&form).await;
            page.shows("This part of Cuebook could not be fetched")
                .await;
            block(&page, &[]).await;
            page.button("Try again").click().await;
            page.field("Title or trigger").is_there().await;
            page.any("treeitem").nth(2).is_there().await;
        })
        .await;
}

#[tokio::test]
async fn the_first_screen_of_a_phone_and_of_an_empty_workspace_stand_alone_too() {
    for (name, scenarios, width) in [("phone", 240, 390), ("empty", 0, 1440)] {
        Stage::of(name)
            .with_scenarios(scenarios)
            .in_window(width, 844)
            .run(async |stage| stands_alone(stage, scenarios > 0).await)
            .await;
    }
}

#[tokio::test]
async fn what_is_called_before_it_is_there_is_waited_for() {
    Stage::of("called too early")
        .with_scenarios(240)
        .expects(&["ERR_BLOCKED_BY_CLIENT"])
        .run(async |stage| {
            let page = stage.page.clone();
            block(&page, &["*_rest.wasm"]).await;
            stands_alone(stage, true).await;
            block(&page, &[]).await;
            // The handler of this click is not there: nothing waits for it but the click itself.
            page.any("row").nth(1).click().await;
            page.field("Title or trigger").is_there().await;
            let waited = loaded(&page).await;
            assert!(
                waited.iter().any(|(_, by, _)| by == "xmlhttprequest"),
                "{waited:?}"
            );
        })
        .await;
}

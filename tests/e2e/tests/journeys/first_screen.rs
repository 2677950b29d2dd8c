//! The first screen stands alone: it neither waits for the rest of the app nor calls it.

use std::collections::BTreeMap;

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

/// Keeps the rest from coming by itself. What is called before it is there still fetches it.
async fn hold_back(page: &Page) {
    let script = "const ask = window.fetch; window.fetch = (what, ...more) =>
        window.mayCome || !String(what.url ?? what).endsWith('_rest.wasm')
            ? ask(what, ...more) : Promise.reject(new TypeError('held back'));";
    page.protocol("Page.enable", json!({})).await;
    page.protocol(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": script }),
    )
    .await;
}

fn waited_for(loaded: &[(String, String, u64)]) -> bool {
    loaded
        .iter()
        .any(|(_, asked_by, _)| asked_by == "xmlhttprequest")
}

/// Signs in until the first screen has come without the rest. Where the machine is busy, answers
/// come in orders that the profile has not seen, and then it waits: so it is tried three times.
async fn stands_alone(stage: &Stage, rows: bool) {
    let page = &stage.page;
    let mut seen = Vec::new();
    for _ in 0..3 {
        page.open("about:blank").await;
        stage.sign_in().await;
        if rows {
            page.any("row").nth(5).is_there().await;
        } else {
            page.shows("No scenarios yet").await;
        }
        seen = loaded(page).await;
        if !waited_for(&seen) {
            // An icon that comes out of the cache again is noted again.
            let first: BTreeMap<&str, u64> = seen
                .iter()
                .filter(|(name, ..)| !name.ends_with("_rest.wasm") && !name.contains("/later-"))
                .map(|(name, _, bytes)| (name.as_str(), *bytes))
                .collect();
            let sum: u64 = first.values().sum();
            assert!((50_000..=BUDGET).contains(&sum), "{sum}: {seen:#?}");
            return;
        }
    }
    panic!(
        "the first screen calls what is not in first-screen.txt: run `cargo xtask first-screen`\n{seen:?}"
    );
}

#[tokio::test]
async fn the_first_screen_is_there_without_the_rest() {
    for (name, scenarios, width) in [("wide", 240, 1440), ("phone", 240, 390), ("empty", 0, 1440)] {
        Stage::of(name)
            .with_scenarios(scenarios)
            .in_window(width, 844)
            .run(async |stage| {
                hold_back(&stage.page).await;
                stands_alone(stage, scenarios > 0).await;
            })
            .await;
    }
}

#[tokio::test]
async fn a_rest_that_does_not_come_is_said_and_asked_for_again() {
    Stage::of("rest again")
        .with_scenarios(240)
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            hold_back(&page).await;
            let form = format!("{}/workspace/main/scenarios/new", stage.server.base());
            page.open(&form).await;
            page.shows("This part of Cuebook could not be fetched")
                .await;
            page.run("window.mayCome = true").await;
            page.button("Try again").click().await;
            page.field("Title or trigger").is_there().await;
            page.any("treeitem").nth(2).is_there().await;
        })
        .await;
}

#[tokio::test]
async fn what_is_called_before_it_is_there_is_waited_for() {
    Stage::of("called too early")
        .with_scenarios(240)
        .run(async |stage| {
            let page = stage.page.clone();
            hold_back(&page).await;
            stands_alone(stage, true).await;
            // The handler of this click is not there, and nothing but the click asks for it.
            page.any("row").nth(1).click().await;
            page.run("window.mayCome = true").await;
            let asked = cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, || async {
                let loaded = loaded(&page).await;
                if waited_for(&loaded) {
                    Ok(())
                } else {
                    Err(format!("{loaded:?}"))
                }
            })
            .await;
            assert!(asked.is_ok(), "{asked:?}");
        })
        .await;
}

/// The rest comes when the journey says so, and not before.
const HOLD_REST: &str = "const ask = window.fetch; \
    const held = new Promise((resolve) => { window.come = resolve; }); \
    window.fetch = async (what, ...more) => { \
      if (String(what.url ?? what).endsWith('_rest.wasm')) await held; \
      return ask(what, ...more); \
    }";

#[tokio::test]
async fn a_shortcut_of_the_rest_waits_for_it() {
    Stage::of("key before the rest")
        .with_scenarios(240)
        .run(async |stage| {
            let page = stage.page.clone();
            page.protocol("Page.enable", json!({})).await;
            page.protocol(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": HOLD_REST }),
            )
            .await;
            stage.sign_in().await;
            page.press("?").await;
            page.run("window.come()").await;
            let help = page.dialog("Keyboard shortcuts");
            help.shows("New scenario").await;

            // Who has gone on is left in peace.
            page.open("about:blank").await;
            stage.sign_in().await;
            page.press("?").await;
            let search = page.field("Search titles and contents");
            search.click().await;
            page.type_text("a?").await;
            page.run("window.come()").await;
            page.any("treeitem").nth(2).is_there().await;
            search.has_value("a?").await;
            help.is_gone().await;
        })
        .await;
}

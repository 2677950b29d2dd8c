//! Pages that are left: the browser may put them aside as they are, to show them again at "Back".

use super::prelude::*;

/// Keeps what the browser knows of locks in the page, where it can be read in a moment.
const ASK_LOCKS: &str = "window.locks = undefined; navigator.locks.query().then((all) => {
    window.locks = all.held.map((lock) => lock.name); })";

async fn tabs_alive(page: &Page) -> Vec<String> {
    page.run(ASK_LOCKS).await;
    let read = async || match page.run("return window.locks").await {
        Value::Array(names) => Ok(names),
        other => Err(other.to_string()),
    };
    let names = cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, read).await;
    names
        .unwrap_or_default()
        .into_iter()
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .filter(|name| name.starts_with("cuebook-tab-"))
        .collect()
}

/// Locks come in the moment in which the page is left: then the browser, which takes no page aside
/// that holds one, takes this one all the same.
const LOCKS_COME_LATE: &str = "if (location.search.includes('late')) {
    const ask = navigator.locks.request.bind(navigator.locks);
    navigator.locks.request = (...all) => new Promise((done) =>
        window.addEventListener('pagehide', () => done(ask(...all)))); }";

/// What the browser tells a page that it puts aside, or shows again.
fn told(event: &str) -> String {
    format!("dispatchEvent(new PageTransitionEvent('{event}', {{ persisted: true }}))")
}

#[tokio::test]
async fn a_page_that_was_put_aside_holds_nothing_up() {
    Stage::of("page put aside")
        .with_scenarios(40)
        .run(async |stage| {
            let page = stage.page.clone();
            let id = stage.server.api().create(live("Hours", "9 to 17")).await;
            stage.sign_in().await;
            page.protocol("Page.enable", json!({})).await;
            page.protocol(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": LOCKS_COME_LATE }),
            )
            .await;
            let scenario = format!("{}/workspace/main/scenarios/{id}", stage.server.base());
            for round in 0..3 {
                page.open(&format!("{scenario}?late={round}")).await;
                page.button("On this device").containing().is_there().await;
            }
            page.open(&scenario).await;
            page.button("On this device").containing().is_there().await;
            let alive = tabs_alive(&page).await;
            assert_eq!(alive.len(), 1, "{alive:?}");
            page.field("Content").fill("10 to 18").await;
            page.shows("saved on this device").await;
            page.press("Control+s").await;
            page.shows("Sent ").await;

            // Whether the browser takes a page aside is its own affair; what the page does then is
            // seen by telling it so.
            page.run(&told("pagehide")).await;
            let alive = tabs_alive(&page).await;
            assert!(alive.is_empty(), "{alive:?}");
        })
        .await;
}

#[tokio::test]
async fn a_page_that_is_shown_again_begins_anew() {
    Stage::of("page shown again")
        .run(async |stage| {
            let page = stage.page.clone();
            let id = stage.server.api().create(live("Hours", "9 to 17")).await;
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            page.open(&format!("{base}/workspace/main/scenarios/{id}"))
                .await;
            page.field("Content").fill("10 to 18").await;
            page.shows("saved on this device").await;
            page.open(&format!("{base}/workspace/main/segments")).await;
            page.heading("Segments").containing().is_there().await;
            page.back().await;
            page.field("Content").has_value("10 to 18").await;
            page.field("Content").fill("11 to 19").await;
            page.press("Control+s").await;
            page.shows("Sent ").await;
            let alive = tabs_alive(&page).await;
            assert_eq!(alive.len(), 1, "{alive:?}");

            page.field("Content").fill("12 to 20").await;
            page.shows("saved on this device").await;
            page.run("window.isOld = true").await;
            page.run(&told("pageshow")).await;
            let is_new = async || match page.run("return window.isOld ?? false").await {
                Value::Bool(false) => Ok(()),
                other => Err(other.to_string()),
            };
            let is_new = cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, is_new).await;
            assert_eq!(is_new, Ok(()), "the old page goes on");
            page.field("Content").has_value("12 to 20").await;
        })
        .await;
}

//! A browser that keeps nothing: it is said as long as it is so, and the work goes on in the tab.

use std::time::{Duration, Instant};

use cuebook_e2e::wait;

use super::prelude::*;

const QUESTION: &str = "Leave without saving?";

/// Whether the page would let the browser ask. A driver answers the real question by itself.
const UNLOAD: &str = "const event = new Event('beforeunload', { cancelable: true }); \
                      dispatchEvent(event); return event.defaultPrevented";

/// There is no such thing in this browser.
const MISSING: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined })";

/// As where somebody blocks all data of sites.
const BLOCKED: &str = "for (const name of ['localStorage', 'sessionStorage']) \
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } })";

/// Opening is refused, until the person allows it.
const REFUSED: &str = "const open = IDBFactory.prototype.open; \
    window.allowStorage = () => { IDBFactory.prototype.open = open; }; \
    IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };";

/// A later build has changed the stores: opening fails by itself, a while after it was asked for.
const NEWER: &str =
    "indexedDB.open('cuebook', 99).onsuccess = (event) => event.target.result.close()";

/// Another page has the stores for itself, as one that the browser has put to sleep in the middle of
/// a transaction.
pub const HELD: &str = "const ask = indexedDB.open('cuebook'); ask.onsuccess = () => {
    const held = ask.result.transaction(['edits', 'bases', 'outbox', 'meta'], 'readwrite');
    let goes = false;
    window.letGo = () => { goes = true; };
    const again = () => { if (!goes) held.objectStore('outbox').count().onsuccess = again; };
    again(); };";

/// Types, sends, meets the question on the ways out, under a warning that stays.
async fn works_in_the_tab_alone(stage: &Stage, warning: &str) -> (Page, Api, Faults) {
    let (page, api, faults) = behind_faults(stage).await;
    let id = api.create(live("Opening hours", "9 to 17")).await;
    api.create(live("Gift cards", "They never expire.")).await;
    page.reload().await;
    // Before anybody types.
    page.shows(warning).await;
    open_scenario(&page, "Opening hours").await;
    assert_eq!(page.run(UNLOAD).await, json!(false), "nothing is at risk");
    page.field("Content").fill("10 to 18").await;
    page.shows("not saved on this device").await;
    assert_eq!(page.run(UNLOAD).await, json!(true), "it can be lost");

    // The outbox has room in the tab: the second attempt is its own.
    faults.begin(0);
    faults.next("PUT", "/training", Fault::Failing(503));
    page.press("Control+s").await;
    page.shows("status 503").await;
    until(&api, &id, "the text", |row| {
        row["draft_content"] == json!("10 to 18")
    })
    .await;
    page.shows("Sent ").await;
    page.shows_no("status 503").await;
    let writes = faults.log().into_iter().filter(|entry| entry.is_write());
    assert_eq!(writes.count(), 2);
    assert_eq!(page.run(UNLOAD).await, json!(false), "the service has it");

    page.field("Content").fill("11 to 19").await;
    page.row("Gift cards").click().await;
    let question = page.dialog(QUESTION);
    question.clone().button("Stay here").has_focus().await;
    page.press("Enter").await;
    question.is_gone().await;
    page.field("Content").has_value("11 to 19").await;
    page.shows(warning).await;
    (page, api, faults)
}

#[tokio::test]
async fn without_indexed_db_the_tab_alone_keeps_what_is_typed() {
    Stage::of("no IndexedDB")
        .expects(LOST)
        .expects(&["503"])
        .run(async |stage| {
            stage.page.before_each_load(MISSING).await;
            let (page, api, _faults) =
                works_in_the_tab_alone(stage, "lets the page keep nothing on the device").await;
            page.shows("save before you close it").await;
            // Undo lasts as long as the tab.
            page.press("Control+s").await;
            page.shows("Sent ").await;
            page.shows_no("edited, not sent").await;
            page.heading("Opening hours").focus().await;
            page.press("Control+z").await;
            page.shows("Undone: Saved “Opening hours”.").await;
            page.field("Content").has_value("10 to 18").await;
            let row = only(&api, "Opening hours").await;
            assert_eq!(row["draft_content"], json!("10 to 18"));
        })
        .await;
}

#[tokio::test]
async fn storage_that_is_refused_is_used_as_soon_as_it_is_allowed() {
    Stage::of("storage refused")
        .expects(LOST)
        .expects(&["503"])
        .run(async |stage| {
            stage.page.before_each_load(REFUSED).await;
            let warning = "lets the page keep nothing on the device";
            let (page, _api, _faults) = works_in_the_tab_alone(stage, warning).await;
            page.run("window.allowStorage()").await;
            page.shows("not sent · saved on this device").await;
            page.shows_no(warning).await;
            assert_eq!(page.run(UNLOAD).await, json!(false), "the device has it");
            page.row("Gift cards").click().await;
            page.field("Content").has_value("They never expire.").await;
            page.row("Opening hours").click().await;
            page.field("Content").has_value("11 to 19").await;
        })
        .await;
}

#[tokio::test]
async fn stores_of_a_newer_build_are_left_alone_and_it_is_said() {
    Stage::of("newer stores")
        .expects(LOST)
        .expects(&["503"])
        .run(async |stage| {
            stage.page.before_each_load(NEWER).await;
            let warning = "A newer version of Cuebook has been used in this browser";
            let (page, _api, _faults) = works_in_the_tab_alone(stage, warning).await;
            page.shows("reload to get the newer version").await;
        })
        .await;
}

/// What the browser itself allows the page, in bytes.
async fn allow(page: &Page, origin: &str, bytes: Option<u64>) {
    let mut quota = json!({ "origin": origin });
    if let Some(bytes) = bytes {
        quota["quotaSize"] = json!(bytes);
    }
    page.protocol("Storage.overrideQuotaForOrigin", quota).await;
}

#[tokio::test]
async fn a_quota_that_the_browser_itself_enforces_is_said_and_survived() {
    const FULL: &str = "The browser's storage is full.";
    Stage::of("quota")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            let base = stage.server.base().to_owned();
            allow(&page, &base, Some(1)).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.shows(FULL).await;
            page.shows("not saved on this device").await;
            page.press("Control+s").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.shows("Sent ").await;
            page.field("Content").fill("11 to 19").await;
            page.shows("not saved on this device").await;
            page.shows(FULL).await;
            allow(&page, &base, None).await;
            page.shows("not sent · saved on this device").await;
            page.shows_no(FULL).await;
            page.reload().await;
            page.field("Content").has_value("11 to 19").await;
        })
        .await;
}

/// Moves more scenarios than the service allows requests, in a browser that keeps nothing.
async fn keeps_to_the_limit(name: &'static str, browser: &str) {
    const LIMIT: u32 = 40;
    const SCENARIOS: usize = 45;
    Stage::of(name)
        .with_scenarios(SCENARIOS)
        .with_limit(LIMIT)
        .expects(LOST)
        .run(async |stage| {
            // The page has a key of its own: the limit is each key's.
            let key = match stage.server.make_key("page", &[]) {
                Ok(key) => key,
                Err(error) => panic!("{error:#}"),
            };
            let api = stage.server.api();
            api.create_directory("Everything", None).await;
            stage.page.before_each_load(browser).await;
            let start = Instant::now();
            let (page, _api, faults) = behind_faults_as(stage, &key).await;
            page.tree_item("Everything").is_there().await;
            go_to_list(&page).await;
            page.press("Home").await;
            page.press("Control+a").await;
            page.press("m").await;
            page.dialog(&format!("Move {SCENARIOS} scenarios to…"))
                .is_there()
                .await;
            page.type_text("everything").await;
            page.option("Everything").is_there().await;
            page.press("Enter").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.shows("Waits for the limit of the service").await;
            tokio::time::sleep(Duration::from_secs(4)).await;
            let log = faults.log();
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "a minute is over"
            );
            let writes = log.iter().filter(|entry| entry.is_write());
            assert!(writes.count() > 10, "the limit is used: {}", log.len());
            assert!(log.len() <= LIMIT as usize, "{} requests", log.len());
            let refused = log.iter().filter(|entry| entry.server == Some(429));
            assert_eq!(refused.count(), 0);
        })
        .await;
}

#[tokio::test]
async fn without_indexed_db_the_tab_keeps_to_the_limit_of_the_service() {
    keeps_to_the_limit("limit without IndexedDB", MISSING).await;
}

#[tokio::test]
async fn without_any_storage_the_tab_keeps_to_the_limit_of_the_service() {
    keeps_to_the_limit(
        "limit without any storage",
        &format!("{MISSING}; {BLOCKED}"),
    )
    .await;
}

#[tokio::test]
async fn what_storage_that_does_not_answer_has_not_taken_outlives_the_page() {
    const WAITING: &str = "return Object.keys(localStorage).filter((name) => \
        name.startsWith('cuebook.edit ')).length";
    Stage::of("last breath")
        .run(async |stage| {
            let page = stage.page.clone();
            let id = stage.server.api().create(live("Hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Hours").await;
            let content = page.field("Content");
            content.fill("10 to 18").await;
            page.shows("saved on this device").await;
            page.run(HELD).await;
            content.fill("11 to 19").await;
            page.reload().await;
            page.shows("These are your unsent edits").await;
            content.has_value("11 to 19").await;
            // The database has it now, and nothing is left beside it.
            assert_eq!(page.run(WAITING).await, json!(0));
            page.reload().await;
            content.has_value("11 to 19").await;

            // A form that is closed right before the page goes.
            page.run(HELD).await;
            content.fill("12 to 20").await;
            page.button("Close the scenario").click().await;
            page.reload().await;
            open_scenario(&page, "Hours").await;
            content.has_value("12 to 20").await;
            assert_eq!(page.run(WAITING).await, json!(0));

            // Something new, of which the database has nothing at all.
            let place = format!("{}/workspace/main/scenarios/new", stage.server.base());
            page.open(&place).await;
            page.field("Title or trigger").is_there().await;
            page.run(HELD).await;
            page.field("Title or trigger").fill("Lost parcels").await;
            content.fill("We look for them.").await;
            page.url_where(|url| url.contains("edit=")).await;
            page.reload().await;
            page.field("Title or trigger")
                .has_value("Lost parcels")
                .await;
            content.has_value("We look for them.").await;
            assert_eq!(page.run(WAITING).await, json!(0));
            page.press("Control+s").await;
            page.shows("Sent ").await;
            let row = only(&stage.server.api(), "Lost parcels").await;
            assert_eq!(row["draft_content"], json!("We look for them."));
            assert_ne!(row["id"], json!(id));
        })
        .await;
}

#[tokio::test]
async fn storage_that_does_not_answer_holds_no_save_up() {
    const WARNING: &str = "The browser's storage does not answer.";
    Stage::of("storage without an answer")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 17").await;
            page.shows("saved on this device").await;
            page.run(HELD).await;
            page.field("Content").fill("10 to 18").await;
            page.shows(WARNING).await;
            page.shows("not saved on this device").await;
            page.press("Control+s").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.shows("Sent ").await;

            // As soon as it answers again, it is as ever.
            page.run("letGo()").await;
            page.field("Content").fill("11 to 19").await;
            // An attempt that began before gives up after twelve seconds, and then comes the next.
            let is_kept = || async {
                let text = page.text().await;
                let is_there = text.contains("not sent · saved on this device");
                is_there.then_some(()).ok_or(text)
            };
            let kept = wait::until(wait::PATIENCE * 3, is_kept).await;
            assert_eq!(kept, Ok(()));
            page.shows_no(WARNING).await;
        })
        .await;
}

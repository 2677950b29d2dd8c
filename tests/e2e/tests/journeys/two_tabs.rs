//! Two tabs of one browser on the same scenario: they know of each other, nothing is overwritten,
//! and what they share is written once.

use std::collections::BTreeSet;

use cuebook_e2e::page::tabs::Tab;
use cuebook_e2e::wait;

use super::prelude::*;

const ANOTHER_TAB: &str = "Another tab of this browser has unsent edits";

/// Two tabs that both show a scenario; the second is spoken to.
async fn both_open(stage: &Stage, title: &str) -> (Page, Tab, Tab) {
    let page = stage.page.clone();
    stage.sign_in().await;
    open_scenario(&page, title).await;
    let first = page.this_tab().await;
    let second = page.new_tab().await;
    page.open(&stage.server.link(ADMIN_KEY)).await;
    open_scenario(&page, title).await;
    (page, first, second)
}

#[tokio::test]
async fn both_say_so_and_the_texts_of_both_come_together() {
    Stage::of("two tabs, two texts")
        .expects(&["412"])
        .run(async |stage| {
            let api = stage.server.api();
            let text = "Monday: 9 to 17\n\nSunday: closed";
            let id = api.create(live("Opening hours", text)).await;
            let (page, first, second) = both_open(stage, "Opening hours").await;
            page.field("Content")
                .fill("Monday: 9 to 17\n\nSunday: 11 to 15")
                .await;
            page.shows("saved on this device").await;
            page.look_at(&first).await;
            page.shows(ANOTHER_TAB).await;
            page.field("Content").has_value(text).await;
            page.field("Content")
                .fill("Monday: 10 to 17\n\nSunday: closed")
                .await;
            page.shows("saved on this device").await;
            page.look_at(&second).await;
            page.shows(ANOTHER_TAB).await;

            page.look_at(&first).await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.look_at(&second).await;
            let mine = "Monday: 9 to 17\n\nSunday: 11 to 15";
            page.field("Content").has_value(mine).await;
            page.press("Control+s").await;
            page.shows("Somebody changed this scenario since you opened it")
                .await;
            let row = api.get(&format!("/training/{id}")).await;
            let of_the_first = "Monday: 10 to 17\n\nSunday: closed";
            assert_eq!(row["draft_content"], json!(of_the_first), "overwritten");
            page.button("Put the edits together").click().await;
            let together = "Monday: 10 to 17\n\nSunday: 11 to 15";
            page.field("Content").has_value(together).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!(of_the_first), "sent unseen");
            page.press("Control+s").await;
            until(&api, &id, "both texts", |row| {
                row["draft_content"] == json!(together)
            })
            .await;
            // Nothing is left of either on the device.
            page.shows("Sent ").await;
            page.shows_no(ANOTHER_TAB).await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.shows("Everything you typed was sent").await;
        })
        .await;
}

#[tokio::test]
async fn one_tab_undoes_what_the_other_did() {
    Stage::of("undo of another tab")
        .run(async |stage| {
            let api = stage.server.api();
            let id = api.create(live("Opening hours", "9 to 17")).await;
            let (page, first, second) = both_open(stage, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.look_at(&first).await;
            page.heading("Opening hours").focus().await;
            page.press("Control+z").await;
            page.shows("Undone: Saved “Opening hours”.").await;
            page.field("Content").has_value("9 to 17").await;
            until(&api, &id, "the text as it was", |row| {
                row["draft_content"] != json!("10 to 18")
            })
            .await;
            // And back, in the tab that had done it first: undone once is undone for both.
            page.look_at(&second).await;
            page.heading("Opening hours").focus().await;
            page.press("Control+z").await;
            page.shows("There is nothing to undo on this device.").await;
            page.press("Control+Shift+z").await;
            page.shows("Done again: Saved “Opening hours”.").await;
            until(&api, &id, "the text again", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
        })
        .await;
}

/// Scenario and content hash of every version that is kept.
const VERSIONS: &str = "const end = (ask) => new Promise((done, failed) => { \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    const base = await end(indexedDB.open('cuebook')); \
    const keys = await end(base.transaction('seen').objectStore('seen').getAllKeys()); \
    base.close(); return keys.map((key) => key.split('|')).map((key) => key[1] + ' ' + key[3]);";

/// Waits until so many versions are kept; none of them may be there twice.
async fn keeps(page: &Page, number: usize) {
    let asked = wait::until(wait::PATIENCE, || async {
        let kept = page.run_async(VERSIONS).await;
        let kept = kept.as_array().cloned().unwrap_or_default();
        let different: BTreeSet<String> = kept.iter().map(Value::to_string).collect();
        assert_eq!(different.len(), kept.len(), "a version twice: {kept:?}");
        if kept.len() == number {
            Ok(())
        } else {
            Err(format!("{} instead of {number}: {kept:?}", kept.len()))
        }
    })
    .await;
    asked.unwrap_or_else(|why| panic!("{why}"));
}

#[tokio::test]
async fn what_both_see_is_kept_once_and_shown_in_both() {
    const SCENARIOS: usize = 30;
    Stage::of("two tabs record")
        .run(async |stage| {
            let api = stage.server.api();
            let mut ids = Vec::new();
            for number in 1..=SCENARIOS {
                ids.push(
                    api.create(live(&format!("Scenario {number}"), "Text"))
                        .await,
                );
            }
            let page = stage.page.clone();
            let first = page.this_tab().await;
            let second = page.new_tab().await;
            // Both begin at the same moment with an empty device.
            let link = stage.server.link(ADMIN_KEY);
            for tab in [&first, &second] {
                page.look_at(tab).await;
                page.run_with("location.href = arguments[0]", vec![json!(link)])
                    .await;
            }
            page.button("On this device").containing().is_there().await;
            keeps(&page, SCENARIOS).await;
            page.link("Changes").click().await;
            page.shows("30 versions").await;
            page.look_at(&first).await;
            page.row("Scenario 30").is_there().await;
            page.link("Changes").click().await;
            page.shows("30 versions").await;

            // Somebody else changes a third of them, and both tabs read them again at once.
            for (place, id) in ids.iter().enumerate().step_by(3) {
                let theirs = live(&format!("Scenario {}", place + 1), "Another text");
                api.put(&format!("/training/{id}"), theirs).await;
            }
            for tab in [&first, &second] {
                page.look_at(tab).await;
                page.run("setTimeout(() => location.reload())").await;
            }
            for tab in [&first, &second] {
                page.look_at(tab).await;
                page.heading("Changes").is_there().await;
                page.shows("40 versions").await;
                page.shows("30 created").await;
            }
            keeps(&page, SCENARIOS + SCENARIOS / 3).await;

            // What one of them writes shows in the other without a reload.
            page.link("Scenarios").click().await;
            open_scenario(&page, "Scenario 30").await;
            page.field("Content")
                .fill("Written in the second tab")
                .await;
            page.press("Control+s").await;
            page.shows("Sent ").await;
            page.look_at(&first).await;
            page.shows("41 versions").await;
            keeps(&page, SCENARIOS + SCENARIOS / 3 + 1).await;
        })
        .await;
}

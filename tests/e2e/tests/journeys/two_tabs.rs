//! Two tabs of one browser on the same scenario: they know of each other, nothing is overwritten,
//! and what they share is written once.

use std::collections::BTreeSet;
use std::time::Duration;

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

/// Chooses half of the scenarios, from one end of the list on, and the directory to which they go
/// with the next press of Enter.
async fn choose_half(page: &Page, (end, towards): (&str, &str), half: usize, directory: &str) {
    page.heading(&format!("All scenarios {}", 2 * half))
        .is_there()
        .await;
    page.tree_item(directory).is_there().await;
    go_to_list(page).await;
    page.press(end).await;
    page.press("Space").await;
    page.press_times(&format!("Shift+{towards}"), half - 1)
        .await;
    page.press("m").await;
    page.dialog(&format!("Move {half} scenarios to…"))
        .is_there()
        .await;
    page.type_text(directory).await;
    page.option(directory).is_there().await;
}

#[tokio::test]
async fn both_move_at_once_and_together_keep_to_the_limit() {
    const LIMIT: u32 = 40;
    const HALF: usize = 25;
    Stage::of("two tabs move")
        .with_scenarios(2 * HALF)
        .with_limit(LIMIT)
        .expects(LOST)
        .run(async |stage| {
            // The page has a key of its own: the limit is each key's.
            let key = stage.server.make_key("page", &[]).expect("a key");
            let api = stage.server.api();
            let north = json!(api.create_directory("Northern", None).await);
            let south = json!(api.create_directory("Southern", None).await);
            let (page, _, faults) = behind_faults_as(stage, &key).await;
            let first = page.this_tab().await;
            let second = page.new_tab().await;
            page.open(&faults.link(&key)).await;
            choose_half(&page, ("End", "ArrowUp"), HALF, "Southern").await;
            page.look_at(&first).await;
            choose_half(&page, ("Home", "ArrowDown"), HALF, "Northern").await;
            // Slow enough for one to begin while the other one is at it.
            for _ in 0..2 * HALF {
                let slow = Fault::Delay(Duration::from_secs(1));
                faults.next("PUT", "/training", slow);
            }
            page.press("Enter").await;
            page.look_at(&second).await;
            page.press("Enter").await;
            for tab in [&first, &second] {
                page.look_at(tab).await;
                let drawer = open_drawer(&page, "Outbox").await;
                drawer.shows("Waits for the limit of the service").await;
            }
            let rest = wait::until(wait::PATIENCE, || async {
                let is_resting = faults.idle() > Duration::from_secs(2);
                is_resting
                    .then_some(())
                    .ok_or("they go on and on".to_owned())
            })
            .await;
            assert_eq!(rest, Ok(()));

            // Both have used the one budget, and nobody had to be told to wait.
            let log = faults.log();
            let refused = log.iter().filter(|entry| entry.server == Some(429));
            assert_eq!(refused.count(), 0);
            for (place, entry) in log.iter().enumerate() {
                let minute = entry.at + Duration::from_secs(60);
                let within = log[place..].iter().filter(|other| other.at < minute);
                assert!(within.count() <= LIMIT as usize, "{log:#?}");
            }
            let all = api.get("/training?limit=100").await;
            let moved_to = |directory: &Value| {
                let rows = all["items"].as_array().into_iter().flatten();
                rows.filter(|row| row["directory_id"] == *directory).count()
            };
            let (northern, southern) = (moved_to(&north), moved_to(&south));
            assert!(northern > 0 && southern > 0, "{northern} and {southern}");
            assert!(northern + southern > 10, "{northern} and {southern}");
            assert!(northern + southern < 2 * HALF, "there was no limit");
        })
        .await;
}

//! Edits that were not sent: kept over a reload and a killed tab, compared, continued, discarded.

use super::prelude::*;

const RECOVERED: &str = "These are your unsent edits";

/// Puts an entry into the journal, as another build or a crash may have left it.
async fn leave_entry(page: &Page, key: &str, text: &str) {
    page.run(&format!(
        "indexedDB.open('cuebook').onsuccess = ({{ target }}) => {{ \
           const edits = target.result.transaction('edits', 'readwrite').objectStore('edits'); \
           edits.put({text:?}, {key:?}).transaction.oncomplete = () => {{ window.left = true; }}; \
           target.result.close(); }}"
    ))
    .await;
    for _ in 0..100 {
        if page.run("return window.left === true").await == json!(true) {
            page.run("window.left = false").await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the entry cannot be left");
}

#[tokio::test]
async fn edits_outlive_a_reload_and_are_compared_with_what_the_service_has() {
    Stage::of("unsent edits")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.shows("saved on this device").await;
            page.reload().await;
            page.shows(RECOVERED).await;
            page.field("Content").has_value("10 to 18").await;
            page.button("Compare with the service").click().await;
            page.role("insertion", "18").containing().is_there().await;
            // Given up by mistake: it can be put back.
            page.button("Discard them").click().await;
            page.field("Content").has_value("9 to 17").await;
            page.button("Undo").click().await;
            page.field("Content").has_value("10 to 18").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.reload().await;
            page.field("Content").has_value("10 to 18").await;
            page.shows_no(RECOVERED).await;
            let row = only(&api, "Opening hours").await;
            assert_eq!(row["draft_content"], json!("10 to 18"));
        })
        .await;
}

#[tokio::test]
async fn what_is_typed_after_a_save_is_kept_to_its_last_letter_as_well() {
    Stage::of("typed after a save")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            for text in ["10 to 18", "11 to 19"] {
                page.field("Content").fill(text).await;
                page.press("Control+s").await;
                until(&api, &id, "the text", |row| {
                    row["draft_content"] == json!(text)
                })
                .await;
                page.shows("Sent ").await;
            }
            page.field("Content").fill("12 to 20, and later").await;
            // A moment after the last letter, which is no longer than may be lost.
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            page.shows("saved on this device").await;
            page.reload().await;
            page.shows(RECOVERED).await;
            page.field("Content").has_value("12 to 20, and later").await;
        })
        .await;
}

#[tokio::test]
async fn a_new_scenario_and_a_new_segment_outlive_a_reload_and_exist_once() {
    Stage::of("unsent new")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            write_new(&page, "Lost parcels", "We look for them.").await;
            page.shows("saved on this device").await;
            page.reload().await;
            page.field("Title or trigger")
                .has_value("Lost parcels")
                .await;
            page.field("Content").has_value("We look for them.").await;
            page.button("New scenario").click().await;
            page.field("Title or trigger").has_value("").await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows("Lost parcels").await;
            drawer.clone().button("Continue").click().await;
            drawer.is_gone().await;
            page.field("Title or trigger")
                .has_value("Lost parcels")
                .await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            only(&api, "Lost parcels").await;

            page.link("Segments").click().await;
            page.button("Describe the first segment").click().await;
            page.field("Name").fill("Wholesale").await;
            page.shows("saved on this device").await;
            page.reload().await;
            page.field("Name").has_value("Wholesale").await;
            page.shows(RECOVERED).await;
            page.press("Control+s").await;
            page.link("Wholesale").is_there().await;
            page.shows_no(RECOVERED).await;
        })
        .await;
}

#[tokio::test]
async fn the_key_that_leads_to_the_form_leads_to_what_is_written_there() {
    Stage::of("key to a new form")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            write_new(&page, "Lost parcels", "We look for them.").await;
            page.url_where(|url| url.contains("edit=")).await;
            page.press("Escape").await;
            page.press("e").await;
            page.field("Title or trigger").has_focus().await;
            page.field("Title or trigger")
                .has_value("Lost parcels")
                .await;
            page.field("Content").has_value("We look for them.").await;
        })
        .await;
}

#[tokio::test]
async fn edits_of_a_deleted_scenario_become_a_new_one() {
    Stage::of("deleted meanwhile")
        .expects(&["404"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("Typed for nothing?").await;
            page.shows("saved on this device").await;
            page.button("Close the scenario").click().await;
            api.delete(&format!("/training/{id}")).await;
            page.reload().await;
            page.shows("No scenarios yet").await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows("Recovered edits").await;
            drawer
                .clone()
                .button("Save as a new scenario")
                .click()
                .await;
            drawer.is_gone().await;
            page.field("Content").has_value("Typed for nothing?").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let row = only(&api, "Opening hours").await;
            assert_ne!(row["id"], json!(id));
            assert_eq!(row["content"], json!("Typed for nothing?"));
        })
        .await;
}

#[tokio::test]
async fn what_somebody_wrote_meanwhile_meets_recovered_edits_and_nothing_is_overwritten() {
    Stage::of("recovered in conflict")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("Mine: 10 to 18").await;
            page.shows("saved on this device").await;
            let theirs = json!({ "title": "Opening hours", "content": "Theirs: 8 to 16" });
            api.put(&format!("/training/{id}"), theirs).await;
            page.reload().await;
            page.field("Content").has_value("Mine: 10 to 18").await;
            page.shows("Somebody changed this scenario since you opened it")
                .await;
            let row = only(&api, "Opening hours").await;
            assert_eq!(row["draft_content"], json!("Theirs: 8 to 16"));
        })
        .await;
}

#[tokio::test]
async fn an_older_a_damaged_and_a_newer_entry_are_read_or_said() {
    const SCOPE: &str = " main|scenario";
    Stage::of("strange entries")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            page.button("On this device").containing().is_there().await;
            let older = json!({ "title": "From an older build", "content": "Older text" });
            leave_entry(&page, &format!("{SCOPE}|a||gone|0|"), &older.to_string()).await;
            let cut = "{\"format\":1,\"at\":1,\"scenario\":{\"title\":\"Cut off\",\"content\":\"What is left of";
            leave_entry(&page, &format!("{SCOPE}|b||gone|1|"), cut).await;
            let newer = json!({ "format": 9, "scenario": { "title": "From the future",
                "content": "Future text", "metadata": "?" } });
            leave_entry(&page, &format!("{SCOPE}|c||gone|2|"), &newer.to_string()).await;
            page.reload().await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows("From an older build").await;
            drawer.clone().shows("What is left of").await;
            drawer.clone().shows("The entry is damaged").await;
            drawer.clone().shows("A newer version of Cuebook wrote this entry").await;
            drawer.clone().shows("Future text").await;
            drawer.clone().button("Continue").click().await;
            page.field("Content").has_value("Older text").await;
        })
        .await;
}

#[tokio::test]
async fn a_late_reading_never_overwrites_typed_text() {
    /// Holds back what reads one scenario, until `window.go` is called.
    const HOLD_READ: &str = "const ask = window.fetch; \
        const held = new Promise((resolve) => { window.go = resolve; }); \
        window.fetch = async (request, ...more) => { \
          if (request.method === 'GET' && /training\\/[^/?]+$/.test(request.url)) await held; \
          return ask(request, ...more); \
        }";
    Stage::of("late reading")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            page.run(HOLD_READ).await;
            let theirs = json!({ "title": "Opening hours", "content": "Theirs" });
            api.put(&format!("/training/{id}"), theirs).await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("Mine").await;
            page.run("window.go()").await;
            page.shows("Somebody changed this scenario").await;
            page.field("Content").has_value("Mine").await;
        })
        .await;
}

#[tokio::test]
async fn two_tabs_of_one_browser_say_so() {
    Stage::of("two tabs")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            let first = page.this_tab().await;
            let second = page.new_tab().await;
            page.open(&stage.server.link(ADMIN_KEY)).await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("In the second tab").await;
            page.shows("saved on this device").await;
            page.look_at(&first).await;
            page.shows("Another tab of this browser has unsent edits")
                .await;
            page.field("Content").has_value("9 to 17").await;
            page.button("Show them").click().await;
            let drawer = page.dialog("On this device");
            drawer.clone().shows("Open in another tab").await;
            assert_eq!(drawer.clone().button("Continue").count().await, 0);
            page.look_at(&second).await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.close_for(&first).await;
            drawer.clone().shows("Everything you typed was sent").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!("In the second tab"));
        })
        .await;
}

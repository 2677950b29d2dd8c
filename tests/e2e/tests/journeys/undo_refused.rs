//! Undo where something stands in its way: the service refuses, or the device keeps nothing.

use super::prelude::*;

const UNDO: &str = "Control+z";
const REDO: &str = "Control+Shift+z";

/// A save that can be undone, with the focus out of the text.
async fn saved(page: &Page, api: &Api) -> String {
    let id = api.create(live("Opening hours", "9 to 17")).await;
    page.reload().await;
    open_scenario(page, "Opening hours").await;
    page.field("Content").fill("10 to 18").await;
    page.press("Control+s").await;
    page.shows("Sent ").await;
    page.heading("Opening hours").focus().await;
    id
}

async fn is_undone(page: &Page, api: &Api, id: &str) {
    page.shows("Undone: Saved “Opening hours”.").await;
    until(api, id, "the text as it was", |row| {
        row["draft_content"] != json!("10 to 18")
    })
    .await;
    page.field("Content").has_value("9 to 17").await;
}

#[tokio::test]
async fn what_the_service_refuses_is_said_changes_nothing_and_can_be_tried_again() {
    Stage::of("undo refused")
        .expects(LOST)
        .expects(&["403", "404", "409"])
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = saved(&page, &api).await;
            let path = format!("/training/{id}");
            for status in [403, 409, 404] {
                faults.begin(0);
                faults.next("PUT", "/training", Fault::Failing(status));
                page.press(UNDO).await;
                page.shows("“Opening hours” could not be undone.").await;
                // What the service said.
                page.shows("The database is away").await;
                let row = api.get(&path).await;
                assert_eq!(row["draft_content"], json!("10 to 18"), "{status}");
                page.field("Content").has_value("10 to 18").await;
                let tries = faults.log().into_iter().filter(|entry| entry.is_write());
                assert_eq!(tries.count(), 1, "{status}: tried again by itself");
                // Nothing of it is left in the way.
                let drawer = open_drawer(&page, "Outbox").await;
                drawer
                    .clone()
                    .shows("The service has everything you sent")
                    .await;
                page.press("Escape").await;
                drawer.is_gone().await;
                let notice = page.role("region", "Notifications");
                notice.button("Dismiss").nth(0).click().await;
                page.heading("Opening hours").focus().await;
            }
            page.press(UNDO).await;
            is_undone(&page, &api, &id).await;
        })
        .await;
}

#[tokio::test]
async fn an_undo_that_a_reload_interrupts_says_how_it_ended() {
    Stage::of("undo over a reload")
        .expects(LOST)
        .expects(&["429"])
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = saved(&page, &api).await;
            faults.begin(0);
            faults.next("PUT", "/training", Fault::TooMany(3));
            page.press(UNDO).await;
            open_drawer(&page, "Outbox")
                .await
                .shows("The service asks to wait")
                .await;
            page.reload().await;
            is_undone(&page, &api, &id).await;
            page.role("region", "Notifications")
                .button("Redo")
                .click()
                .await;
            page.shows("Done again: Saved “Opening hours”.").await;
            until(&api, &id, "the text again", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn of_a_group_the_one_that_is_refused_stays_and_is_named() {
    Stage::of("undo group refused")
        .expects(LOST)
        .expects(&["403"])
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let mut ids = Vec::new();
            for title in ["Alpha", "Beta", "Gamma"] {
                ids.push(api.create(live(title, "Text")).await);
            }
            let directory = api.create_directory("Shipping", None).await;
            page.reload().await;
            page.row("Gamma").is_there().await;
            page.tree_item("Shipping").is_there().await;
            go_to_list(&page).await;
            page.press("Home").await;
            page.press("Control+a").await;
            page.press("m").await;
            page.dialog("Move 3 scenarios to…").is_there().await;
            page.type_text("ship").await;
            page.option("Shipping").is_there().await;
            page.press("Enter").await;
            page.shows("Moved 3 scenarios to “Shipping”.").await;
            let beta = format!("/training/{}", ids[1]);
            faults.next("PUT", &beta, Fault::Failing(403));
            page.press(UNDO).await;
            page.shows("“Beta” could not be undone.").await;
            page.shows("Undone for 2 of 3 scenarios: Moved 3 scenarios.")
                .await;
            for id in [&ids[0], &ids[2]] {
                until(&api, id, "no directory", |row| {
                    row["directory_id"].is_null()
                })
                .await;
            }
            assert_eq!(api.get(&beta).await["directory_id"], json!(directory));
            // The rest of the step is still there to be undone.
            page.press(UNDO).await;
            until(&api, &ids[1], "no directory", |row| {
                row["directory_id"].is_null()
            })
            .await;
        })
        .await;
}

/// From now on the browser keeps nothing more.
const FILL_THE_DISK: &str = "const was = IDBDatabase.prototype.transaction; \
    IDBDatabase.prototype.transaction = function (stores, mode, ...more) { \
      if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError'); \
      return was.call(this, stores, mode, ...more); \
    }";

#[tokio::test]
async fn with_a_full_disk_undo_and_redo_go_on_as_long_as_the_tab() {
    Stage::of("undo with a full disk")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            let id = saved(&page, &api).await;
            page.run(FILL_THE_DISK).await;
            // A step from before the disk was full.
            page.press(UNDO).await;
            is_undone(&page, &api, &id).await;
            page.press(REDO).await;
            page.shows("Done again: Saved “Opening hours”.").await;
            until(&api, &id, "the text again", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            // And one that the device could not note.
            page.field("Content").fill("11 to 19").await;
            page.press("Control+s").await;
            until(&api, &id, "the later text", |row| {
                row["draft_content"] == json!("11 to 19")
            })
            .await;
            page.shows("The browser's storage is full.").await;
            page.shows_no("edited, not sent").await;
            page.heading("Opening hours").focus().await;
            page.press(UNDO).await;
            until(&api, &id, "the text before", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.press(UNDO).await;
            until(&api, &id, "the text as it was", |row| {
                row["draft_content"] != json!("10 to 18")
            })
            .await;
            page.field("Content").has_value("9 to 17").await;
        })
        .await;
}

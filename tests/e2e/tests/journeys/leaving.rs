//! Leaving with unsaved edits: what the device keeps is left without a question and found again;
//! what it cannot keep is asked about, on every way out.

use super::prelude::*;

const QUESTION: &str = "Leave without saving?";
const FULL: &str = "The browser's storage is full.";

/// Whether the page would let the browser ask. A driver answers the real question by itself.
const UNLOAD: &str = "const event = new Event('beforeunload', { cancelable: true }); \
                      dispatchEvent(event); return event.defaultPrevented";

/// From now on the browser keeps nothing more.
const FILL_THE_DISK: &str = "const was = IDBDatabase.prototype.transaction; \
    window.freeTheDisk = () => { IDBDatabase.prototype.transaction = was; }; \
    IDBDatabase.prototype.transaction = function (stores, mode, ...more) { \
      if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError'); \
      return was.call(this, stores, mode, ...more); \
    }";

async fn two_scenarios(stage: &Stage) -> Page {
    let (page, api) = (stage.page.clone(), stage.server.api());
    api.create(live("First scenario", "One")).await;
    api.create(live("Second scenario", "Two")).await;
    stage.sign_in().await;
    open_scenario(&page, "Second scenario").await;
    open_scenario(&page, "First scenario").await;
    page
}

async fn with_edits(stage: &Stage) -> Page {
    let page = two_scenarios(stage).await;
    page.field("Content").fill("Unsaved").await;
    page
}

async fn with_a_full_disk(stage: &Stage) -> Page {
    let page = two_scenarios(stage).await;
    page.run(FILL_THE_DISK).await;
    page.field("Content").fill("Unsaved").await;
    page.shows(FULL).await;
    page.shows("not saved on this device").await;
    page
}

async fn stay(page: &Page) {
    let dialog = page.dialog(QUESTION);
    // The least destructive button has the focus.
    dialog.clone().button("Stay here").has_focus().await;
    page.press("Enter").await;
    dialog.is_gone().await;
    page.field("Content").has_value("Unsaved").await;
}

async fn leave(page: &Page) {
    let dialog = page.dialog(QUESTION);
    dialog
        .clone()
        .button("Leave and give up the edits")
        .click()
        .await;
    dialog.is_gone().await;
}

/// Goes away on one of the ways, sees no question, and finds the edits on the way back.
async fn is_kept_over(page: &Page, away: impl AsyncFnOnce(&Page)) {
    away(page).await;
    page.url_where(|url| !url.contains("/scenarios/0")).await;
    assert_eq!(page.dialog(QUESTION).count().await, 0);
    page.link("Scenarios").click().await;
    page.row("First scenario").click().await;
    page.field("Content").has_value("Unsaved").await;
    page.shows("These are your unsent edits").await;
}

#[tokio::test]
async fn what_the_device_keeps_is_left_without_a_question_and_found_again() {
    Stage::of("leaving")
        .run(async |stage| {
            let page = with_edits(stage).await;
            is_kept_over(&page, async |page| page.link("Segments").click().await).await;
            is_kept_over(&page, async |page| {
                page.button("Close the scenario").click().await;
            })
            .await;
            is_kept_over(&page, async |page| {
                page.button("New scenario").click().await;
                page.field("Content").has_value("").await;
            })
            .await;
            page.row("Second scenario").click().await;
            page.field("Content").has_value("Two").await;
            page.back().await;
            page.field("Content").has_value("Unsaved").await;
            let row = only(&stage.server.api(), "First scenario").await;
            assert_eq!(row["draft_content"], Value::Null, "sent unasked");
        })
        .await;
}

#[tokio::test]
async fn what_the_device_cannot_keep_is_asked_about_on_every_way_out() {
    Stage::of("leaving with a full disk")
        .run(async |stage| {
            let page = with_a_full_disk(stage).await;
            page.row("Second scenario").click().await;
            stay(&page).await;
            page.link("Segments").click().await;
            stay(&page).await;
            page.button("Close the scenario").click().await;
            stay(&page).await;
            page.button("New scenario").click().await;
            stay(&page).await;
            let asked = page.run(UNLOAD).await;
            assert_eq!(asked, json!(true), "unsaved text can be reloaded away");
            // A filter does not leave the form.
            page.field("Search titles and contents")
                .fill("scenario")
                .await;
            page.url_where(|url| url.contains("q=scenario")).await;
            page.field("Content").has_value("Unsaved").await;
            // Typing goes on, and it can still be sent.
            page.press("Control+s").await;
            page.shows("Sent ").await;
            let api = stage.server.api();
            let row = only(&api, "First scenario").await;
            assert_eq!(row["draft_content"], json!("Unsaved"));
            page.field("Content").fill("Given up").await;
            page.shows("not saved on this device").await;
            page.row("Second scenario").click().await;
            leave(&page).await;
            page.field("Content").has_value("Two").await;
            let row = only(&api, "First scenario").await;
            assert_eq!(row["draft_content"], json!("Unsaved"));
        })
        .await;
}

#[tokio::test]
async fn a_disk_with_room_again_keeps_what_was_typed_meanwhile() {
    Stage::of("room again")
        .run(async |stage| {
            let page = with_a_full_disk(stage).await;
            page.run("window.freeTheDisk()").await;
            page.shows("not sent · saved on this device").await;
            page.shows_no(FULL).await;
            page.reload().await;
            page.field("Content").has_value("Unsaved").await;
        })
        .await;
}

#[tokio::test]
async fn the_browsers_back_asks_first_and_then_goes_back() {
    Stage::of("leaving by back")
        .run(async |stage| {
            let page = with_a_full_disk(stage).await;
            let here = page.url().await;
            page.back().await;
            stay(&page).await;
            assert_eq!(page.url().await, here);
            page.back().await;
            leave(&page).await;
            page.field("Content").has_value("Two").await;
            page.url_where(|url| url != here).await;
        })
        .await;
}

#[tokio::test]
async fn saved_text_is_left_without_a_question_and_without_a_trace() {
    Stage::of("leaving saved")
        .run(async |stage| {
            let page = with_edits(stage).await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            assert_eq!(page.run(UNLOAD).await, json!(false));
            page.row("Second scenario").click().await;
            page.field("Content").has_value("Two").await;
            assert_eq!(page.dialog(QUESTION).count().await, 0);
            page.row("First scenario").click().await;
            page.field("Content").has_value("Unsaved").await;
            page.shows_no("These are your unsent edits").await;
        })
        .await;
}

#[tokio::test]
async fn reloading_with_text_that_the_device_keeps_asks_nothing() {
    Stage::of("leaving by reload")
        .run(async |stage| {
            let page = with_edits(stage).await;
            page.shows("saved on this device").await;
            let asked = page.run(UNLOAD).await;
            assert_eq!(asked, json!(false), "it asks although the text is kept");
            page.reload().await;
            page.field("Content").has_value("Unsaved").await;
            page.shows("These are your unsent edits").await;
        })
        .await;
}

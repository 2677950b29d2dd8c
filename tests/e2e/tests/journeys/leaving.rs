//! Leaving with unsaved edits asks, on every way out.

use super::prelude::*;

const QUESTION: &str = "Leave without saving?";

/// Whether the page would let the browser ask. A driver answers the real question by itself.
const UNLOAD: &str = "const event = new Event('beforeunload', { cancelable: true }); \
                      dispatchEvent(event); return event.defaultPrevented";

async fn with_edits(stage: &Stage) -> Page {
    let (page, api) = (stage.page.clone(), stage.server.api());
    api.create(live("First scenario", "One")).await;
    api.create(live("Second scenario", "Two")).await;
    stage.sign_in().await;
    open_scenario(&page, "Second scenario").await;
    open_scenario(&page, "First scenario").await;
    page.field("Content").fill("Unsaved").await;
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

#[tokio::test]
async fn another_row_a_link_and_closing_ask_first() {
    Stage::of("leaving")
        .run(async |stage| {
            let page = with_edits(stage).await;
            page.row("Second scenario").click().await;
            stay(&page).await;
            page.link("Segments").click().await;
            stay(&page).await;
            page.button("Close the scenario").click().await;
            stay(&page).await;
            page.button("New scenario").click().await;
            stay(&page).await;
            // A filter does not leave the form.
            page.field("Search titles and contents")
                .fill("scenario")
                .await;
            page.url_where(|url| url.contains("q=scenario")).await;
            page.field("Content").has_value("Unsaved").await;
            page.row("Second scenario").click().await;
            leave(&page).await;
            page.field("Content").has_value("Two").await;
            let row = only(&stage.server.api(), "First scenario").await;
            assert_eq!(row["draft_content"], Value::Null);
        })
        .await;
}

#[tokio::test]
async fn the_browsers_back_asks_first_and_then_goes_back() {
    Stage::of("leaving by back")
        .run(async |stage| {
            let page = with_edits(stage).await;
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
async fn saved_text_is_left_without_a_question() {
    Stage::of("leaving saved")
        .run(async |stage| {
            let page = with_edits(stage).await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.row("Second scenario").click().await;
            page.field("Content").has_value("Two").await;
            assert_eq!(page.dialog(QUESTION).count().await, 0);
        })
        .await;
}

#[tokio::test]
async fn reloading_with_unsaved_text_asks_the_browsers_own_question() {
    Stage::of("leaving by reload")
        .run(async |stage| {
            let page = with_edits(stage).await;
            let asked = page.run(UNLOAD).await;
            assert_eq!(asked, json!(true), "unsaved text can be reloaded away");
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let asked = page.run(UNLOAD).await;
            assert_eq!(asked, json!(false), "it asks although everything is saved");
        })
        .await;
}

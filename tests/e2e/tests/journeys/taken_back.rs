//! Writes that wait for long, and what becomes of their text when they are taken back.

use cuebook_e2e::wait;

use super::prelude::*;

/// Waits until the device has these texts among the unsent edits.
async fn are_kept(page: &Page, texts: &[&str]) {
    let kept = wait::until(wait::PATIENCE, || async {
        let kept = stored(page, "edits").await.join("\n");
        let is_kept = texts.iter().all(|text| kept.contains(text));
        is_kept.then_some(()).ok_or(kept)
    })
    .await;
    assert_eq!(kept, Ok(()), "{texts:?} are not on the device");
}

#[tokio::test]
async fn a_text_that_was_given_up_in_the_form_is_not_lost_with_its_write() {
    Stage::of("given up and taken back")
        .expects(&["429"])
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(60));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.reload().await;
            page.shows("These are your unsent edits").await;
            page.button("Discard them").click().await;
            page.field("Content").has_value("9 to 17").await;
            page.field("Content").fill("Closed for today").await;
            are_kept(&page, &["Closed for today"]).await;

            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().button("Take back").click().await;
            page.shows("Its text is among the unsent edits.").await;
            are_kept(&page, &["Closed for today", "10 to 18"]).await;
            page.press("Escape").await;
            drawer.is_gone().await;
            page.field("Content").has_value("Closed for today").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], Value::Null, "sent after all");
        })
        .await;
}

#[tokio::test]
async fn a_wait_of_a_month_is_said_and_may_be_cut_short() {
    const MONTH: u32 = 30 * 24 * 60 * 60;
    Stage::of("a wait of a month")
        .expects(&["429"])
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(MONTH));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            // The app works as before, also when it begins with the wait.
            page.reload().await;
            page.field("Content").has_value("10 to 18").await;
            page.button("Close the scenario").click().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Opening hours").await;
            drawer.button("Try now").click().await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
        })
        .await;
}

//! What is typed stays while commands and writes of the same scenario go on around it.

use super::prelude::*;

const ALSO: &[&str] = &["412", "429"];

async fn opened(stage: &Stage) -> (Page, Api, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let id = api.create(live("Opening hours", "9 to 17")).await;
    stage.sign_in().await;
    open_scenario(&page, "Opening hours").await;
    (page, api, id)
}

#[tokio::test]
async fn a_scenario_goes_offline_under_what_is_typed() {
    Stage::of("typed beside an unpublish")
        .run(async |stage| {
            let (page, api, id) = opened(stage).await;
            page.field("Content").fill("10 to 18").await;
            page.shows("saved on this device").await;
            page.button("More actions").click().await;
            page.menu_item("Unpublish").click().await;
            page.shows("Taken offline.").await;
            page.field("Content").has_value("10 to 18").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["is_draft"], json!(true), "{row}");
            page.shows("saved on this device").await;
            page.reload().await;
            page.field("Content").has_value("10 to 18").await;
            page.press("Control+s").await;
            until(&api, &id, "what was typed", |row| {
                row["draft_content"] == json!("10 to 18") || row["content"] == json!("10 to 18")
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn a_discarded_draft_takes_nothing_along_that_was_typed_over_it() {
    Stage::of("typed over a draft")
        .run(async |stage| {
            let (page, api, id) = opened(stage).await;
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.field("Content").fill("11 to 19").await;
            page.shows("saved on this device").await;
            page.button("More actions").click().await;
            page.menu_item("Discard the draft").click().await;
            page.shows("what you had typed is among the unsent edits")
                .await;
            page.field("Content").has_value("9 to 17").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["content"], json!("9 to 17"), "{row}");
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().button("Continue").click().await;
            page.field("Content").has_value("11 to 19").await;
        })
        .await;
}

#[tokio::test]
async fn what_is_saved_behind_two_that_wait_is_sent_as_well() {
    Stage::of("third save")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            // The first may be at the service: nothing takes its place.
            faults.next("PUT", "/training", Fault::DropAnswer);
            faults.next("PUT", "/training", Fault::TooMany(6));
            for (text, waits) in [
                ("10 to 18", "The service asks to wait"),
                ("11 to 19", "Waits for an earlier write"),
                ("12 to 20", "Waits for an earlier write"),
            ] {
                page.field("Content").fill(text).await;
                page.press("Control+s").await;
                page.shows(waits).await;
            }
            until(&api, &id, "the last text", |row| {
                row["draft_content"] == json!("12 to 20")
            })
            .await;
            page.shows_no("Somebody changed").await;
        })
        .await;
}

#[tokio::test]
async fn a_publish_that_waits_is_not_made_a_draft_by_a_later_save() {
    Stage::of("save behind a publish")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            faults.next("PUT", "/training", Fault::TooMany(3));
            page.button("Publish…").click().await;
            let review = page.dialog("Publish these changes?");
            review.button("Publish").click().await;
            page.shows("The service asks to wait").await;
            page.field("Content").fill("11 to 19").await;
            page.press("Control+s").await;
            until(&api, &id, "both", |row| {
                row["content"] == json!("10 to 18") && row["draft_content"] == json!("11 to 19")
            })
            .await;
            page.shows_no("Somebody changed").await;
            page.field("Content").has_value("11 to 19").await;
        })
        .await;
}

#[tokio::test]
async fn a_refused_save_of_a_form_that_was_left_is_merged_once() {
    Stage::of("refused behind the form")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api
                .create(live("Opening hours", "Monday: 9 to 17\n\nSunday: closed"))
                .await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(3));
            page.field("Content")
                .fill("Monday: 10 to 17\n\nSunday: closed")
                .await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.button("Close the scenario").click().await;
            let theirs = json!({
                "title": "Opening hours", "content": "Monday: 9 to 17\n\nSunday: 11 to 15",
            });
            api.put(&format!("/training/{id}"), theirs).await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Somebody").await;
            page.press("Escape").await;
            drawer.is_gone().await;

            open_scenario(&page, "Opening hours").await;
            page.button("Put the edits together").click().await;
            let together = "Monday: 10 to 17\n\nSunday: 11 to 15";
            page.field("Content").has_value(together).await;
            page.press("Control+s").await;
            until(&api, &id, "both edits", |row| {
                row["draft_content"] == json!(together)
            })
            .await;
            page.shows_no("Somebody changed this scenario").await;
            let refused = faults.log();
            let refused = refused.iter().filter(|entry| entry.told == Some(412));
            assert_eq!(refused.count(), 1, "the merged text was refused, too");
        })
        .await;
}

#[tokio::test]
async fn what_is_given_up_for_somebody_elses_text_can_be_put_back() {
    Stage::of("taken and put back")
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, id) = opened(stage).await;
            page.field("Content").fill("Mine: 10 to 18").await;
            let theirs = json!({ "title": "Opening hours", "content": "Theirs: 8 to 16" });
            api.put(&format!("/training/{id}"), theirs).await;
            page.press("Control+s").await;
            page.button("Take the newer text").click().await;
            page.field("Content").has_value("Theirs: 8 to 16").await;
            page.button("Undo").click().await;
            page.field("Content").has_value("Mine: 10 to 18").await;
            page.shows("Somebody changed this scenario since you opened it")
                .await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!("Theirs: 8 to 16"));
        })
        .await;
}

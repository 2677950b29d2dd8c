//! What a person does while a run of changes goes on, and commands whose answers are lost.

use super::agents_prelude::*;
use super::prelude::*;

const OFFLINE: &[&str] = &["ERR_INTERNET_DISCONNECTED"];
const NEWER: &[(&str, &str)] = &[
    THREE[0],
    ("Returns", "Ask for the number of the order."),
    THREE[2],
];

/// Applies one change without a connection, and leaves the run in the background.
async fn apply_offline(page: &Page) {
    let apply = page.button("Apply 1 change and publish");
    apply.clone().is_there().await;
    page.connect(false).await;
    apply.click().await;
    let waits = page.dialog("Waiting for the service…");
    waits
        .clone()
        .button("Go on in the background")
        .click()
        .await;
    waits.is_gone().await;
}

/// Begins a run of one edit without a connection, and goes on beside it.
async fn run_offline(page: &Page) {
    edit(page, "Refunds", "Ask for the number of the order.").await;
    page.shows("saved on this device").await;
    page.press("Control+s").await;
    apply_offline(page).await;
    // What is being made is what the form and the list show.
    page.field("Instructions")
        .has_value("Ask for the number of the order.")
        .await;
    page.shows("The change that you applied is being made.")
        .await;
    page.row("Refunds").shows("Being made").await;
    page.field("Subject").fill("Returns").await;
    page.shows("1 change pending").await;
    page.shows("saved on this device").await;
}

#[tokio::test]
async fn what_is_typed_while_a_run_waits_goes_on_from_what_it_sends() {
    Stage::of("typed beside a run")
        .expects(LOST)
        .expects(OFFLINE)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            run_offline(&page).await;
            // One run after the other, and that is said.
            page.press("Control+s").await;
            let review = page.dialog("Apply 1 change?");
            review
                .clone()
                .button("Apply 1 change")
                .containing()
                .has_attribute("aria-disabled", "true")
                .await;
            review.clone().button("Not now").click().await;
            review.is_gone().await;

            page.connect(true).await;
            page.shows("The agent is published and takes calls.").await;
            page.shows_no("Somebody changed this training").await;
            page.field("Subject").has_value("Returns").await;
            page.field("Instructions")
                .has_value("Ask for the number of the order.")
                .await;
            until_texts(&voice, &id, &[THREE[0], EDITED[1], THREE[2]]).await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            until_texts(&voice, &id, NEWER).await;
        })
        .await;
}

#[tokio::test]
async fn what_is_put_back_from_a_run_takes_nothing_of_what_was_typed_over_it() {
    Stage::of("put back under newer text")
        .expects(LOST)
        .expects(OFFLINE)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            run_offline(&page).await;
            page.button("Show").click().await;
            let waits = page.dialog("Waiting for the service…");
            waits.button("Stop").click().await;
            page.dialog("Stopped")
                .button("Put the rest back")
                .click()
                .await;
            page.shows_no("Making the changes").await;
            page.connect(true).await;
            page.reload().await;
            page.field("Subject").has_value("Returns").await;
            page.field("Instructions")
                .has_value("Ask for the number of the order.")
                .await;
            page.shows("1 change pending").await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, NEWER).await;
        })
        .await;
}

#[tokio::test]
async fn an_undo_leaves_what_is_typed() {
    Stage::of("undo beside an edit")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask for the number of the order.").await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            let ended = page.dialog("How it ended");
            ended.clone().button("Close").nth(1).click().await;
            ended.is_gone().await;
            page.field("Instructions").fill("Ask nothing.").await;
            page.shows("saved on this device").await;
            page.press("Escape").await;
            page.press("Control+z").await;
            page.shows("An edit of 1 training waits: that stays as it is.")
                .await;
            page.field("Instructions").has_value("Ask nothing.").await;
            page.shows("1 change pending").await;
        })
        .await;
}

#[tokio::test]
async fn commands_whose_answers_are_lost_are_told_as_they_ended() {
    Stage::of("lost commands")
        .expects(LOST)
        .expects(&["404", "503"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
                .await;
            page.link("Opening hours").is_there().await;
            faults.begin(0);
            let unpublish = async || {
                page.button("More about the agent").click().await;
                page.menu_item("Unpublish…").click().await;
                page.button("Unpublish").click().await;
            };
            faults.next("POST", "/unpublish", Fault::Failing(503));
            unpublish().await;
            page.shows("The agent was not unpublished.").await;
            assert_eq!(status(&voice, &id).await, "published");
            faults.next("POST", "/unpublish", Fault::DropAnswer);
            unpublish().await;
            page.shows("Unpublished. The agent takes no new calls.")
                .await;
            assert_ne!(status(&voice, &id).await, "published");

            faults.next("POST", "/publish", Fault::DropAnswer);
            page.button("Publish…").click().await;
            page.button("Publish").click().await;
            page.shows("Published. The agent takes calls.").await;
            assert_eq!(status(&voice, &id).await, "published");

            unpublish().await;
            page.button("Publish…").is_there().await;
            faults.next("DELETE", "/agents", Fault::DropAnswer);
            page.button("More about the agent").click().await;
            page.menu_item("Delete the agent…").click().await;
            page.button("Delete the agent").click().await;
            page.shows("The agent was deleted.").await;
            page.shows("No agents yet").await;
        })
        .await;
}

#[tokio::test]
async fn the_form_of_a_new_training_stays_when_it_is_made() {
    Stage::of("made under its form")
        .expects(LOST)
        .expects(OFFLINE)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, &[THREE[0]]).await;
            let page = signed_in(stage, &id).await;
            page.button("New training").click().await;
            page.field("Subject").has_value("").await;
            page.field("Subject").fill("Lost parcels").await;
            page.field("Instructions").fill("We look").await;
            page.shows("saved on this device").await;
            page.press("Control+s").await;
            apply_offline(&page).await;
            // Somebody goes on writing in it while it is being made.
            page.field("Instructions").click().await;
            page.field("Instructions").has_focus().await;
            page.press("Control+End").await;
            page.type_text(" for them").await;
            page.shows("1 change pending").await;
            page.connect(true).await;
            page.shows("The agent is published and takes calls.").await;
            page.field("Instructions").has_focus().await;
            page.type_text(" at once.").await;
            page.field("Instructions")
                .has_value("We look for them at once.")
                .await;
            page.shows("saved on this device").await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            // The newest is the first of the list.
            let newer = [("Lost parcels", "We look for them at once."), THREE[0]];
            until_texts(&voice, &id, &newer).await;
        })
        .await;
}

#[tokio::test]
async fn an_agent_that_a_run_has_taken_offline_is_shown_so_while_the_run_waits() {
    Stage::of("offline beside a run")
        .expects(LOST)
        .expects(&["422"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
                .await;
            page.link("Opening hours").is_there().await;
            edit_three(&page).await;
            page.any("main").shows("Published").await;
            page.shows("This agent takes calls").await;
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::Refused(REFUSED));
            page.press("Control+s").await;
            page.button("Apply 3 changes and publish").click().await;
            let asks = page.dialog("Your decision is needed");
            asks.clone().shows("1 of 3 changes done.").await;
            assert_eq!(status(&voice, &id).await, "draft");

            // The dialog says it, and so does what lies under it.
            page.press("Escape").await;
            asks.is_gone().await;
            page.any("main").shows("Draft").await;
            page.any("main").shows_no("Published").await;
            page.shows_no("This agent takes calls").await;
        })
        .await;
}

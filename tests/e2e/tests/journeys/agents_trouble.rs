//! Runs of a voice agent's changes that meet something: refusals, a key that no longer works,
//! another tab.

use std::time::Duration;

use super::agents_prelude::*;
use super::prelude::*;

/// How often trainings were written through the proxy.
fn writes(faults: &Faults) -> usize {
    let log = faults.log();
    let writes = log
        .iter()
        .filter(|entry| entry.method == "POST" && entry.path.ends_with("/trainings"));
    writes.count()
}

async fn opened(stage: &mut Stage, voice: &Api) -> (Page, Faults, String) {
    let id = agent_with(voice, THREE).await;
    let (page, _, faults) = behind_faults(stage).await;
    page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
        .await;
    page.link("Opening hours").is_there().await;
    faults.begin(0);
    (page, faults, id)
}

#[tokio::test]
async fn what_the_service_refuses_is_said_at_the_fields_until_they_are_changed() {
    Stage::of("refused fields")
        .expects(LOST)
        .expects(&["422"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, faults, id) = opened(stage, &voice).await;
            edit(&page, "Winter sale", "Twenty percent off.").await;
            page.shows("saved on this device").await;
            faults.next("POST", "/trainings", Fault::Refused(REFUSED));
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            page.dialog("Your decision is needed")
                .button("Correct it")
                .click()
                .await;
            let said = [
                "Subject: The subject has already been taken.",
                "Instructions: The instructions must not name competitors.",
                "Status: The selected current status is invalid.",
            ];
            page.shows("The service has refused this").await;
            for said in said {
                page.shows(said).await;
            }
            let subject = page.field("Subject");
            let instructions = page.field("Instructions");
            subject.has_attribute("aria-invalid", "true").await;
            instructions.has_attribute("aria-invalid", "true").await;
            page.role("switch", "Active: the agent uses it")
                .has_attribute("aria-invalid", "true")
                .await;

            // It outlives a reload, and goes with what it was said about.
            page.shows("1 change pending").await;
            page.reload().await;
            page.shows("The service has refused this").await;
            instructions.has_value("Twenty percent off.").await;
            subject.fill("Summer sale").await;
            page.shows_no("The subject has already been taken.").await;
            page.shows("The instructions must not name competitors.")
                .await;
            instructions.fill("Thirty percent off.").await;
            page.role("switch", "Active: the agent uses it")
                .click()
                .await;
            page.shows_no("The service has refused this").await;
            page.shows("saved on this device").await;

            page.press("Control+s").await;
            page.dialog("Apply 1 change?")
                .button("Apply 1 change and publish")
                .click()
                .await;
            page.shows("The agent is published and takes calls.").await;
            let all = [THREE[0], THREE[1], ("Summer sale", "Thirty percent off.")];
            until_texts(&voice, &id, &all).await;
        })
        .await;
}

#[tokio::test]
async fn a_key_that_is_refused_in_the_middle_of_a_run_is_asked_for_and_the_run_goes_on() {
    Stage::of("run with a bad token")
        .expects(LOST)
        .expects(&["401"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, faults, id) = opened(stage, &voice).await;
            edit_three(&page).await;
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::Unauthorized);
            faults.next("POST", "/trainings", Fault::Unauthorized);
            page.press("Control+s").await;
            page.button("Apply 3 changes and publish").click().await;
            let asks = page.dialog("The service asks for a key");
            asks.clone().is_there().await;
            until_texts(&voice, &id, &[EDITED[0], THREE[1], THREE[2]]).await;

            // Nobody has one at hand: the run waits, and says what is done.
            asks.clone().button("Not now").click().await;
            let stopped = page.dialog("Stopped");
            stopped.clone().shows("1 of 3 changes done.").await;
            stopped.button("Go on").click().await;
            asks.clone().field("Key").fill(ADMIN_KEY).await;
            asks.button("Go on with this key").click().await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, EDITED).await;
            assert_eq!(status(&voice, &id).await, "published");
        })
        .await;
}

#[tokio::test]
async fn a_wrong_key_in_the_dialog_is_said_and_the_right_one_goes_on() {
    Stage::of("run with a wrong key")
        .expects(LOST)
        .expects(&["401"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, faults, id) = opened(stage, &voice).await;
            edit_three(&page).await;
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::Unauthorized);
            page.press("Control+s").await;
            page.button("Apply 3 changes and publish").click().await;
            let asks = page.dialog("The service asks for a key");
            let key = asks.clone().field("Key");
            key.fill("not-a-key-of-this-service").await;
            asks.clone().button("Go on with this key").click().await;
            asks.clone()
                .shows("The service does not accept this key")
                .await;
            key.clone()
                .where_attribute("aria-invalid", "true")
                .is_there()
                .await;
            key.is_described_as("The service does not accept this key")
                .await;
            // Nothing went on with it, and the person can look at what was typed.
            key.has_value("not-a-key-of-this-service").await;
            until_texts(&voice, &id, &[EDITED[0], THREE[1], THREE[2]]).await;
            assert_eq!(writes(&faults), 2, "one taken, one refused");

            key.fill(ADMIN_KEY).await;
            asks.clone().button("Go on with this key").click().await;
            asks.is_gone().await;
            page.shows("The agent is published and takes calls.").await;
            page.dialog("How it ended")
                .shows("3 of 3 changes done.")
                .await;
            until_texts(&voice, &id, EDITED).await;
            assert_eq!(status(&voice, &id).await, "published");
            assert_eq!(writes(&faults), 4, "three taken, one refused");
        })
        .await;
}

#[tokio::test]
async fn a_run_waits_for_the_service_and_goes_on_by_itself() {
    Stage::of("run that waits")
        .expects(LOST)
        .expects(&["429", "503"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, faults, id) = opened(stage, &voice).await;
            edit_three(&page).await;
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::TooMany(4));
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::Failing(503));
            page.press("Control+s").await;
            page.button("Apply 3 changes and publish").click().await;
            let waits = page.dialog("Waiting for the service…");
            waits.clone().shows("The service asks to wait").await;
            waits.clone().shows("It goes on by itself, again in").await;
            waits.clone().shows("1 of 3 changes done.").await;
            // The wait outlives the page.
            page.reload().await;
            waits.shows("It goes on by itself, again in").await;
            until_texts(&voice, &id, &[EDITED[0], THREE[1], THREE[2]]).await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, EDITED).await;
            assert_eq!(status(&voice, &id).await, "published");
            assert_eq!(writes(&faults), 5, "three taken, two refused");
        })
        .await;
}

#[tokio::test]
async fn a_run_without_a_connection_goes_on_with_it() {
    Stage::of("run offline")
        .expects(LOST)
        .expects(&["ERR_INTERNET_DISCONNECTED"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, faults, id) = opened(stage, &voice).await;
            edit_three(&page).await;
            page.press("Control+s").await;
            let apply = page.button("Apply 3 changes and publish");
            apply.clone().is_there().await;
            page.connect(false).await;
            apply.click().await;
            let waits = page.dialog("Waiting for the service…");
            waits.clone().shows("No connection").await;
            waits
                .clone()
                .shows("It goes on by itself as soon as there is a connection.")
                .await;
            waits.clone().shows("0 of 3 changes done.").await;
            // The person can do something else meanwhile, and is told where it stands.
            waits.button("Go on in the background").click().await;
            page.shows("Making the changes waits for the service").await;
            assert_eq!(writes(&faults), 0, "it was not offline");
            page.connect(true).await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, EDITED).await;
            assert_eq!(writes(&faults), 3, "each change was sent once");
        })
        .await;
}

#[tokio::test]
async fn one_tab_makes_a_run_and_the_other_sees_it() {
    Stage::of("run beside another tab")
        .expects(LOST)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, faults, id) = opened(stage, &voice).await;
            edit_three(&page).await;
            let first = page.this_tab().await;
            let second = page.new_tab().await;
            page.look_at(&second).await;
            open_agent(&page, &faults.link(ADMIN_KEY), faults.base(), &id).await;
            page.shows("3 changes pending").await;

            faults.begin(0);
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::Delay(Duration::from_secs(3)));
            page.look_at(&first).await;
            page.press("Control+s").await;
            page.button("Apply 3 changes and publish").click().await;
            page.dialog("Making the changes…").is_there().await;
            page.look_at(&second).await;
            page.shows("The changes are being made.").await;
            page.shows("The changes are made.").await;
            page.shows_no("pending").await;
            until_texts(&voice, &id, EDITED).await;
            assert_eq!(status(&voice, &id).await, "published");
            assert_eq!(writes(&faults), 3, "each change was sent once");
        })
        .await;
}

#[tokio::test]
async fn an_earlier_run_is_undone_from_the_list_of_what_was_done() {
    Stage::of("undo from the list")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            for (subject, text) in [EDITED[1], EDITED[2]] {
                edit(&page, subject, text).await;
                page.press("Control+s").await;
                page.button("Apply 1 change and publish").click().await;
                page.dialog("How it ended")
                    .button("Close")
                    .nth(1)
                    .click()
                    .await;
                page.dialog("How it ended").is_gone().await;
            }
            page.heading("Winter sale").focus().await;
            page.press("h").await;
            let done = page.dialog("What was done here");
            done.clone().shows("Changed “Winter sale”").await;
            done.clone().shows("Changed “Refunds”").await;
            // The newest is the first.
            done.clone().button("Undo…").nth(1).click().await;
            let review = page.dialog("Apply 1 change?");
            review.shows("Change the instructions of “Refunds”").await;
            page.button("Apply 1 change and publish").click().await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, &[THREE[0], THREE[1], EDITED[2]]).await;
        })
        .await;
}

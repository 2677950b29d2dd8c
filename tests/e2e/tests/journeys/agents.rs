//! Voice agents and their trainings: changes wait, are looked over, and are made in one go.

use cuebook_e2e::{axe, wait};

use super::agents_prelude::*;
use super::prelude::*;

const ALSO: &[&str] = &["404", "409", "422", "429", "500", "503"];

/// Waits until the agent's own page and the list of agents say that it is in this state.
async fn is_everywhere(page: &Page, state: &str, other: &str) {
    let head = page.any("main");
    head.shows(state).await;
    head.shows_no(other).await;
    page.role("navigation", "Pages of the workspace")
        .role("link", "Agents")
        .click()
        .await;
    let row = page.row("Order line");
    row.shows(state).await;
    row.shows_no(other).await;
    page.link("Order line").click().await;
    page.link("Opening hours").is_there().await;
}

/// Waits until the steps of a run are these, each as far as it says.
async fn steps_are(run: &Locator, expected: &[&str]) {
    let rows = run.clone().any("list").nth(0).any("listitem");
    let found = wait::until(wait::PATIENCE, || async {
        let names = rows.names().await;
        let is_same = names == expected;
        is_same.then_some(()).ok_or_else(|| names.join(", "))
    })
    .await;
    assert_eq!(found, Ok(()), "the steps are not {expected:?}");
}

#[tokio::test]
async fn three_trainings_of_a_published_agent_are_edited_and_go_live() {
    Stage::of("three trainings")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            let page = stage.page.clone();
            // The way there, from the workspace of scenarios.
            page.button("Main").click().await;
            page.menu_item("Voice").click().await;
            page.heading("Agents").containing().is_there().await;
            page.link("Order line").click().await;
            page.url_where(|url| url == format!("{base}/workspace/voice/agents/{id}"))
                .await;
            page.link("Opening hours").click().await;
            // Before anything is written.
            page.shows("This agent takes calls").await;
            page.shows("takes the agent offline for new calls").await;
            edit_three(&page).await;
            assert_eq!(status(&voice, &id).await, "published");
            assert_eq!(texts(&voice, &id).await.len(), 3);
            until_texts(&voice, &id, THREE).await;

            // First without the publish: the agent is a draft then.
            page.press("Control+s").await;
            let dialog = page.dialog("Apply 3 changes?");
            dialog
                .clone()
                .shows("The agent goes offline for new calls")
                .await;
            dialog
                .clone()
                .role("checkbox", "Publish the agent afterwards")
                .containing()
                .click()
                .await;
            dialog.button("Apply 3 changes").click().await;
            let ended = page.dialog("How it ended");
            ended.clone().shows("3 of 3 changes done.").await;
            ended
                .clone()
                .shows("The agent is offline for new calls until it is published.")
                .await;
            until_texts(&voice, &id, EDITED).await;
            assert_eq!(status(&voice, &id).await, "draft");
            page.press("Escape").await;
            ended.is_gone().await;
            is_everywhere(&page, "Draft", "Published").await;

            page.button("Show").click().await;
            ended.button("Publish…").click().await;
            page.dialog("Publish the agent?")
                .button("Publish")
                .click()
                .await;
            page.shows("Published. The agent takes calls.").await;
            assert_eq!(status(&voice, &id).await, "published");
            page.shows_no("pending").await;
            is_everywhere(&page, "Published", "Draft").await;
        })
        .await;
}

#[tokio::test]
async fn a_failure_after_the_second_of_three_says_what_is_done_and_goes_on() {
    Stage::of("third fails")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
                .await;
            page.link("Opening hours").is_there().await;
            edit_three(&page).await;
            faults.begin(0);
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::None);
            faults.next("POST", "/trainings", Fault::Refused(REFUSED));
            page.press("Control+s").await;
            page.button("Apply 3 changes and publish").click().await;
            let asks = page.dialog("Your decision is needed");
            asks.clone().shows("2 of 3 changes done.").await;
            asks.clone()
                .shows("The subject has already been taken.")
                .await;
            asks.clone()
                .shows("The agent is offline for new calls until it is published.")
                .await;
            let steps = [
                "Change the instructions of “Opening hours” : Done",
                "Change the instructions of “Refunds” : Done",
                "Change the instructions of “Winter sale” : Needs a decision \
                 The service does not take it as it is.",
                "Publish the agent : Not yet Its turn has not come yet.",
            ];
            steps_are(&asks, &steps).await;
            until_texts(&voice, &id, &[EDITED[0], EDITED[1], THREE[2]]).await;
            assert_eq!(status(&voice, &id).await, "draft");

            // The decision outlives a reload.
            page.reload().await;
            asks.clone().shows("2 of 3 changes done.").await;
            asks.button("Correct it").click().await;
            page.field("Instructions")
                .has_value("Twenty percent off.")
                .await;
            page.shows("The subject has already been taken.").await;
            page.shows("1 change pending").await;
            page.field("Instructions").fill("Thirty percent off.").await;
            page.press("Control+s").await;
            page.dialog("Apply 1 change?")
                .role("checkbox", "Publish the agent afterwards")
                .containing()
                .click()
                .await;
            page.button("Apply 1 change and publish").click().await;
            page.shows("The agent is published and takes calls.").await;
            let all = [EDITED[0], EDITED[1], ("Winter sale", "Thirty percent off.")];
            until_texts(&voice, &id, &all).await;
            assert_eq!(status(&voice, &id).await, "published");
        })
        .await;
}

#[tokio::test]
async fn a_lost_answer_and_a_reload_make_nothing_twice() {
    Stage::of("run over a reload")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
                .await;
            page.button("New training").click().await;
            page.field("Subject").fill("Lost parcels").await;
            page.field("Instructions").fill("We look for them.").await;
            edit(&page, "Refunds", "Ask for the number of the order.").await;
            page.shows("2 changes pending").await;
            page.shows("saved on this device").await;
            faults.begin(0);
            faults.next("POST", "/trainings", Fault::DropAnswer);
            // What looks for the lost one has to wait, and the page goes away meanwhile.
            faults.next(
                "GET",
                "/trainings",
                Fault::Delay(std::time::Duration::from_millis(1)),
            );
            faults.next(
                "GET",
                "/trainings",
                Fault::Delay(std::time::Duration::from_secs(2)),
            );
            page.press("Control+s").await;
            page.button("Apply 2 changes and publish").click().await;
            wait::until(wait::PATIENCE, || async {
                let has_made = texts(&voice, &id).await.len() == 4;
                if has_made {
                    Ok(())
                } else {
                    Err("nothing was made".to_owned())
                }
            })
            .await
            .unwrap_or_else(|why| panic!("{why}"));
            page.reload().await;
            page.shows("The agent is published and takes calls.").await;
            page.shows("2 of 2 changes done.").await;
            let all = [
                ("Lost parcels", "We look for them."),
                THREE[0],
                EDITED[1],
                THREE[2],
            ];
            until_texts(&voice, &id, &all).await;
            assert_eq!(status(&voice, &id).await, "published");
        })
        .await;
}

#[tokio::test]
async fn what_somebody_else_changed_is_put_together_before_anything_is_sent() {
    Stage::of("trainings of two")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let long = "Greet.\n\nSay: nine to five.\n\nSay goodbye.";
            let id = agent_with(&voice, &[("Opening hours", long)]).await;
            let page = signed_in(stage, &id).await;
            let mine = long.replace("nine to five", "ten to six");
            edit(&page, "Opening hours", &mine).await;
            page.shows("saved on this device").await;
            let rows = voice.get(&trainings_of(&id)).await;
            let theirs = json!({
                "node_id": rows["data"][0]["node_id"],
                "subject": "Opening hours",
                "instructions": long.replace("Greet.", "Greet warmly."),
            });
            voice.post(&trainings_of(&id), theirs).await;
            page.press("Control+s").await;
            let dialog = page.dialog("Apply 1 change?");
            dialog
                .clone()
                .shows("Somebody else has changed it since. Nothing was sent over it.")
                .await;
            dialog
                .clone()
                .button("Use both, put together")
                .click()
                .await;
            page.shows_no("Somebody else has changed it since").await;
            // Somebody wrote, so the agent is a draft, and stays one.
            page.button("Apply 1 change").click().await;
            page.shows("1 of 1 change done.").await;
            let both = mine.replace("Greet.", "Greet warmly.");
            until_texts(&voice, &id, &[("Opening hours", &both)]).await;
        })
        .await;
}

#[tokio::test]
async fn what_waits_outlives_a_reload_is_seen_in_another_tab_and_can_be_given_up() {
    Stage::of("waiting trainings")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask nothing.").await;
            page.shows("saved on this device").await;
            page.reload().await;
            page.field("Instructions").has_value("Ask nothing.").await;
            page.shows("1 change pending").await;

            let first = page.this_tab().await;
            let second = page.new_tab().await;
            page.look_at(&second).await;
            let link = stage.server.link(cuebook_e2e::server::ADMIN_KEY);
            open_agent(&page, &link, stage.server.base(), &id).await;
            page.shows("1 change pending").await;
            page.row("Refunds").shows("Edited, pending").await;
            page.link("Winter sale").click().await;
            page.button("More actions").click().await;
            page.menu_item("Delete").click().await;
            page.shows("This training is to be deleted").await;
            page.shows("2 changes pending").await;
            page.look_at(&first).await;
            page.shows("2 changes pending").await;
            page.row("Winter sale").shows("Deletion pending").await;

            page.button("More actions").click().await;
            page.menu_item("Give up the edits").click().await;
            page.field("Instructions")
                .has_value("Ask for the order number.")
                .await;
            page.button("Put it back").click().await;
            page.field("Instructions").has_value("Ask nothing.").await;
            until_texts(&voice, &id, THREE).await;
        })
        .await;
}

#[tokio::test]
async fn a_run_is_undone() {
    Stage::of("undo of a run")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask nothing.").await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            page.dialog("How it ended")
                .button("Close")
                .nth(1)
                .click()
                .await;
            page.dialog("How it ended").is_gone().await;
            page.reload().await;
            page.field("Instructions").has_value("Ask nothing.").await;
            page.heading("Refunds").focus().await;
            page.press("Control+z").await;
            page.dialog("Apply 1 change?").is_there().await;
            page.button("Apply 1 change and publish").click().await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, THREE).await;
        })
        .await;
}

#[tokio::test]
async fn a_publish_says_what_is_missing_and_a_published_agent_is_not_deleted() {
    Stage::of("publish an agent")
        .expects(&["409"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            page.button("More about the agent").click().await;
            page.menu_item("Delete the agent…").click().await;
            page.button("Delete the agent").click().await;
            page.shows("The agent was not deleted").await;
            page.button("Unpublish…").click().await;
            page.shows("Calls that are running go on.").await;
            page.button("Unpublish").click().await;
            page.shows("Unpublished. The agent takes no new calls.")
                .await;
            assert_eq!(status(&voice, &id).await, "draft");

            let bare = json!({
                "label": "Bare", "name": "bare", "language": "en-US",
                "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
                "ivr_navigation_mode": "off", "conversation_speed": 1.1,
                "initial_message_delay": 0, "ask_if_human_present_on_idle": true,
                "idle_time_seconds": 10, "llm_temperature": 0.3, "enable_recording": false,
                "direction": "inbound", "who_speaks_first": "agent",
            });
            let bare = id_of(&voice.post("/agents", bare).await["data"]);
            let base = stage.server.base();
            page.open(&format!("{base}/workspace/voice/agents/{bare}"))
                .await;
            page.button("Publish…").click().await;
            let dialog = page.dialog("The agent cannot be published yet");
            dialog
                .clone()
                .shows("The voice settings have not been saved yet.")
                .await;
            dialog
                .button("Publish")
                .has_attribute("aria-disabled", "true")
                .await;
            page.link("Set voice").click().await;
            page.url_where(|url| url.ends_with("/settings#voice")).await;
            page.heading("Voice").is_there().await;
        })
        .await;
}

/// Talkover itself does not show by which key it knows a training.
pub const NO_KEYS: &str = "const ask = window.fetch; window.fetch = async (...all) => {
    if (!(all[0].url ?? '').includes('/api/v1/')) return ask(...all);
    const answer = await ask(...all);
    const text = await answer.text();
    const bare = text.replace(/\"node_id\":\"[^\"]*\",?/g, '');
    return new Response(text && bare, { status: answer.status, headers: answer.headers }); }";

#[tokio::test]
async fn a_row_without_a_known_key_is_made_anew_before_the_old_one_is_deleted() {
    Stage::of("unknown keys")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            stage.page.before_each_load(NO_KEYS).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask nothing.").await;
            page.shows("creates it anew, with another id, and then deletes the old one")
                .await;
            page.press("Control+s").await;
            page.dialog("Apply 1 change?")
                .shows("both are there until you decide")
                .await;
            page.button("Apply 1 change and publish").click().await;
            let ended = page.dialog("How it ended");
            ended.clone().shows("Delete the old row of “Refunds”").await;
            ended.button("Close").nth(1).click().await;
            let now = [THREE[0], ("Refunds", "Ask nothing."), THREE[2]];
            until_texts(&voice, &id, &now).await;

            // What was made here is known by its key, also after a reload.
            page.reload().await;
            edit(&page, "Refunds", "Ask for the order number.").await;
            page.shows("saved on this device").await;
            page.shows_no("creates it anew").await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            page.shows("The agent is published and takes calls.").await;
            until_texts(&voice, &id, THREE).await;
        })
        .await;
}

#[tokio::test]
async fn a_key_that_may_not_see_agents_is_told_so() {
    Stage::of("no scope for agents")
        .expects(&["403"])
        .run(async |stage| {
            let key = stage.server.make_key("reader", &["training:read"]);
            let key = key.unwrap_or_else(|error| panic!("{error:#}"));
            let page = stage.page.clone();
            page.open(&stage.server.link(&key)).await;
            page.heading("All scenarios").containing().is_there().await;
            page.open(&format!("{}/workspace/voice/agents", stage.server.base()))
                .await;
            page.shows("Your key may not see agents").await;
            page.shows("You are not authorized to perform this action.")
                .await;
        })
        .await;
}

/// How far the page could be scrolled sideways.
const SIDEWAYS: &str =
    "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth";

#[tokio::test]
async fn the_pages_of_agents_keep_wcag_and_fit_a_phone() {
    Stage::of("accessible agents")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            let base = stage.server.base().to_owned();
            let mut findings = Vec::new();
            let mut check = async |what: &str| {
                for scheme in ["light", "dark"] {
                    page.prefer(scheme).await;
                    page.settle().await;
                    for wrong in axe::violations(&page).await {
                        findings.push(format!("{what}, {scheme}: {wrong}"));
                    }
                }
            };
            check("the agent").await;
            edit(&page, "Refunds", "Ask nothing.").await;
            check("the form").await;
            page.press("Control+s").await;
            page.shows("Apply 1 change and publish").await;
            check("the review").await;
            page.button("Apply 1 change and publish").click().await;
            page.dialog("How it ended").is_there().await;
            check("the account").await;
            page.dialog("How it ended")
                .button("Close")
                .nth(1)
                .click()
                .await;
            page.open(&format!("{base}/workspace/voice/agents")).await;
            page.link("Order line").is_there().await;
            check("the agents").await;
            assert_eq!(findings, Vec::<String>::new());

            page.resize(390, 844).await;
            assert_eq!(page.run(SIDEWAYS).await, json!(0), "the agents");
            page.link("Order line").click().await;
            page.link("Refunds").is_there().await;
            assert_eq!(page.run(SIDEWAYS).await, json!(0), "the trainings");
            page.link("Refunds").click().await;
            page.field("Instructions").is_there().await;
            assert_eq!(page.link("Refunds").count().await, 0, "one pane at a time");
            assert_eq!(page.run(SIDEWAYS).await, json!(0), "the form");
            page.button("Back to the list").click().await;
            page.link("Refunds").is_there().await;
        })
        .await;
}

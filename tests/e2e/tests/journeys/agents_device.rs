//! What this device keeps of voice agents: changes that wait, settings that were not sent.

use cuebook_e2e::wait;

use super::agents_prelude::*;
use super::no_storage::HELD;
use super::prelude::*;

/// How many texts wait outside of the database.
const OUTSIDE: &str = "return Object.keys(localStorage).filter((name) => /^cuebook[.](edit|trainings) /.test(name)).length";

fn settings(base: &str, id: &str) -> String {
    format!("{base}/workspace/voice/agents/{id}/settings")
}

#[tokio::test]
async fn what_waits_is_in_the_list_of_agents_and_on_this_device() {
    Stage::of("waits of agents")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let other = create_agent(&voice, "Night line").await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask nothing.").await;
            edit(&page, "Winter sale", "Nothing off.").await;
            page.shows("2 changes pending").await;
            page.shows("saved on this device").await;
            let base = stage.server.base().to_owned();
            page.open(&settings(&base, &other)).await;
            page.field("Description").fill("Answers at night.").await;
            page.shows("saved on this device").await;

            page.open(&format!("{base}/workspace/voice/agents")).await;
            page.row("Order line").shows("2 changes pending").await;
            let drawer = open_drawer(&page, "Changes of trainings").await;
            drawer
                .clone()
                .shows("Change the instructions of “Refunds”")
                .await;
            drawer
                .clone()
                .tab("Unsent settings")
                .containing()
                .click()
                .await;
            drawer.clone().shows("Knowledge · Description").await;
            drawer.clone().button("Compare").click().await;
            drawer.clone().shows("Answers at night.").await;
            drawer.clone().button("Continue").click().await;
            drawer.is_gone().await;
            page.heading("Settings of Night line").is_there().await;
            page.shows("These are your unsent edits").await;
            page.field("Description")
                .has_value("Answers at night.")
                .await;

            let drawer = open_drawer(&page, "Changes of trainings").await;
            drawer.clone().button("Open the agent").click().await;
            page.heading("Order line").containing().is_there().await;
            page.shows("2 changes pending").await;

            // The agent goes while changes wait for it: what was typed can still be had.
            voice
                .post(&format!("/agents/{id}/unpublish"), json!({}))
                .await;
            let path = format!("/agents/{id}");
            let (gone, _) = voice.try_send(reqwest::Method::DELETE, &path, None).await;
            assert_eq!(gone, 200);
            page.open(&format!("{base}/workspace/voice/agents")).await;
            page.row("Night line").is_there().await;
            let drawer = open_drawer(&page, "Changes of trainings").await;
            drawer
                .clone()
                .shows("The service shows this agent no longer.")
                .await;
            drawer.clone().shows("Ask nothing.").await;
            drawer.clone().button("Discard").click().await;
            drawer.clone().shows("No change waits").await;
            // Nothing beside a modal drawer can be pressed: the toast has come along into it.
            drawer.clone().button("Undo").click().await;
            drawer.clone().shows("Nothing off.").await;
            page.press("Escape").await;
            drawer.is_gone().await;
        })
        .await;
}

#[tokio::test]
async fn two_tabs_in_the_same_settings_lose_nothing() {
    Stage::of("settings in two tabs")
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            stage.sign_in().await;
            let place = settings(stage.server.base(), &id);
            page.open(&place).await;
            page.field("Description").fill("From the first tab.").await;
            page.shows("saved on this device").await;
            let first = page.this_tab().await;

            let second = page.new_tab().await;
            page.open(&stage.server.link(ADMIN_KEY)).await;
            page.url_where(|url| url.contains("/workspace/")).await;
            page.open(&place).await;
            page.shows("Another tab of this browser has unsent edits of this group of settings")
                .await;
            page.field("Description").has_value("").await;
            page.field("Description").fill("From the second tab.").await;
            page.shows("saved on this device").await;
            page.look_at(&first).await;
            page.field("Description")
                .has_value("From the first tab.")
                .await;
            page.close_for(&second).await;

            // The first tab is gone: both texts are there, and either can be gone on with.
            let drawer = open_drawer(&page, "Unsent settings").await;
            drawer.clone().shows("Recovered edits").await;
            drawer.clone().shows("Open in this tab").await;
            page.press("Escape").await;
            page.reload().await;
            let description = page.field("Description");
            let kept = wait::until(wait::PATIENCE, || async {
                let text = description.value().await;
                if text.starts_with("From the ") {
                    Ok(())
                } else {
                    Err(text)
                }
            })
            .await;
            assert!(kept.is_ok(), "{kept:?}");
            let drawer = open_drawer(&page, "Unsent settings").await;
            drawer.clone().button("Continue").click().await;
            drawer.is_gone().await;
        })
        .await;
}

#[tokio::test]
async fn given_up_settings_can_be_put_back() {
    Stage::of("settings given up")
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            stage.sign_in().await;
            page.open(&settings(stage.server.base(), &id)).await;
            page.field("Description").fill("Takes orders.").await;
            page.shows("saved on this device").await;
            page.button("Give up edits").click().await;
            page.field("Description").has_value("").await;
            page.button("Undo").click().await;
            page.field("Description").has_value("Takes orders.").await;
            page.reload().await;
            page.field("Description").has_value("Takes orders.").await;
        })
        .await;
}

#[tokio::test]
async fn an_agent_is_made_once_over_a_lost_answer_and_a_reload() {
    Stage::of("agent once over a reload")
        .expects(LOST)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&format!("{}/workspace/voice/agents/new", faults.base()))
                .await;
            page.field("Label").fill("Order line").await;
            page.field("Name").fill("order_line").await;
            page.field("Language").focus().await;
            page.type_text("Dutch").await;
            page.role("radio", "Outbound").click().await;
            page.role("radio", "The caller").click().await;
            page.role("radiogroup", "Record calls")
                .role("radio", "Yes")
                .click()
                .await;
            page.shows("saved on this device").await;
            faults.next("POST", "/agents", Fault::DropAnswer);
            page.press("Control+s").await;
            page.shows("Nobody knows whether the agent was created.")
                .await;
            page.reload().await;
            page.field("Label").has_value("Order line").await;
            page.press("Control+s").await;
            page.heading("Settings of Order line").is_there().await;
            let all = voice.get("/agents").await;
            assert_eq!(all["data"].as_array().map(Vec::len), Some(1), "{all}");
            // Nothing of the form is left.
            page.open(&format!("{}/workspace/voice/agents/new", faults.base()))
                .await;
            page.field("Label").has_value("").await;
        })
        .await;
}

#[tokio::test]
async fn a_page_that_goes_while_the_database_stalls_takes_nothing_along() {
    Stage::of("trainings while the database stalls")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask nothing.").await;
            page.shows("saved on this device").await;
            page.run(HELD).await;
            page.field("Instructions").fill("Ask for the name.").await;
            page.reload().await;
            page.field("Instructions")
                .has_value("Ask for the name.")
                .await;
            page.shows("1 change pending").await;
            page.shows("saved on this device").await;
            assert_eq!(page.run(OUTSIDE).await, json!(0));

            let place = settings(stage.server.base(), &id);
            page.open(&place).await;
            page.field("Description").has_value("Takes orders.").await;
            page.run(HELD).await;
            page.field("Description").fill("Takes returns.").await;
            page.reload().await;
            page.field("Description").has_value("Takes returns.").await;
            page.shows("saved on this device").await;
            assert_eq!(page.run(OUTSIDE).await, json!(0));
        })
        .await;
}

//! Everything without a mouse.

use super::agents_prelude::{THREE, agent_with, status, until_texts};
use super::prelude::*;

#[tokio::test]
async fn a_scenario_is_made_and_published_by_keyboard_alone() {
    Stage::of("keyboard alone")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let segment = api.create_segment("Wholesale customers").await;
            let directory = api.create_directory("Shipping", None).await;
            stage.sign_in().await;

            page.press("?").await;
            let help = page.any("dialog").nth(0);
            help.shows("New scenario").await;
            page.press("Escape").await;
            help.is_gone().await;

            page.press("n").await;
            page.field("Title or trigger").is_there().await;
            page.field("Title or trigger").tab_to(40).await;
            // Letters that are shortcuts elsewhere are letters here.
            page.type_text("n m t l ? Delivery").await;
            page.field("Title or trigger")
                .has_value("n m t l ? Delivery")
                .await;
            page.field("Content").tab_to(12).await;
            page.type_text("Two working days.").await;
            page.field("Channels").tab_to(12).await;
            page.type_text("sms").await;
            page.option("SMS").is_there().await;
            page.press("Enter").await;
            page.press("Escape").await;
            page.field("Segments").tab_to(12).await;
            page.type_text("whole").await;
            page.option("Wholesale customers").is_there().await;
            page.press("Enter").await;
            page.press("Escape").await;
            page.field("Directory").tab_to(20).await;
            page.type_text("ship").await;
            page.option("Shipping").is_there().await;
            page.press("Enter").await;

            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.press("Control+Enter").await;
            let review = page.dialog("Publish this scenario?");
            review.clone().button("Not yet").has_focus().await;
            review.clone().button("Publish").tab_to(4).await;
            page.press("Enter").await;
            page.shows("Published version 1.").await;
            let row = only(&api, "n m t l ? Delivery").await;
            assert_eq!(row["current_version"], json!(1));
            assert_eq!(row["restricted_to_channels"], json!(["sms"]));
            assert_eq!(row["restricted_to_segments"], json!([segment]));
            assert_eq!(row["directory_id"], json!(directory));
        })
        .await;
}

#[tokio::test]
async fn a_training_is_made_live_and_undone_by_keyboard_alone() {
    Stage::of("agents by keyboard alone")
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = agent_with(&voice, THREE).await;
            stage.sign_in().await;
            page.open(&format!("{}/workspace/voice/agents", stage.server.base()))
                .await;
            page.link("Order line").is_there().await;
            page.press("l").await;
            page.role("table", "Agents").has_focus().await;
            page.press("ArrowDown").await;
            page.press("Enter").await;
            page.link("Opening hours").is_there().await;

            page.press("n").await;
            page.field("Subject").has_focus().await;
            page.type_text("n l ? Lost parcels").await;
            page.field("Instructions").tab_to(4).await;
            page.type_text("We look for them.").await;
            page.press("Control+Enter").await;
            let review = page.dialog("Apply 1 change?");
            review.clone().shows("The agent goes offline").await;
            review.button("Apply 1 change and publish").tab_to(12).await;
            page.press("Enter").await;
            let ended = page.dialog("How it ended");
            ended.clone().shows("1 of 1 change done.").await;
            page.press("Escape").await;
            ended.is_gone().await;
            assert_eq!(status(&voice, &id).await, "published");
            let mut all = vec![("n l ? Lost parcels", "We look for them.")];
            all.extend(THREE);
            all.sort_unstable();
            until_texts(&voice, &id, &all).await;

            // Out of the form, then undo what the run did.
            page.press("Escape").await;
            page.press("Control+z").await;
            page.dialog("Apply 1 change?")
                .button("Apply 1 change and publish")
                .tab_to(12)
                .await;
            page.press("Enter").await;
            page.dialog("How it ended")
                .shows("1 of 1 change done.")
                .await;
            until_texts(&voice, &id, THREE).await;
            assert_eq!(status(&voice, &id).await, "published");

            // The settings, from the agent's page.
            page.press("Escape").await;
            page.link("Settings").tab_to(40).await;
            page.press("Enter").await;
            page.field("Description").tab_to(30).await;
            page.press("End").await;
            page.type_text(" And returns.").await;
            page.press("Control+s").await;
            page.dialog("Take “Order line” offline?")
                .button("Save and take it offline")
                .tab_to(4)
                .await;
            page.press("Enter").await;
            page.shows("The agent is offline for new calls").await;
            let agent = voice.get(&format!("/agents/{id}")).await;
            assert_eq!(
                agent["data"]["description"],
                json!("Takes orders. And returns.")
            );
        })
        .await;
}

#[tokio::test]
async fn the_tree_keeps_to_its_keyboard_model() {
    Stage::of("tree keys")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let africa = api.create_directory("Africa", None).await;
            let egypt = api.create_directory("Egypt", Some(&africa)).await;
            api.create_directory("Cairo", Some(&egypt)).await;
            let brazil = api.create_directory("Brazil", None).await;
            api.create_directory("Bahia", Some(&brazil)).await;
            stage.sign_in().await;
            page.tree_item("Africa").is_there().await;
            page.press("t").await;
            page.tree_item("All").has_focus().await;
            page.press("End").await;
            page.press("Home").await;
            page.tree_item("All").has_focus().await;
            page.type_text("af").await;
            page.tree_item("Africa").has_focus().await;
            if page
                .tree_item("Africa")
                .attribute("aria-expanded")
                .await
                .as_deref()
                == Some("true")
            {
                page.press("ArrowLeft").await;
            }
            page.tree_item("Africa")
                .has_attribute("aria-expanded", "false")
                .await;
            page.tree_item("Egypt").is_gone().await;
            page.press("ArrowRight").await;
            page.tree_item("Egypt").is_there().await;
            page.press("ArrowRight").await;
            page.tree_item("Egypt").has_focus().await;
            page.press("ArrowRight").await;
            page.tree_item("Cairo").is_there().await;
            page.press("ArrowDown").await;
            page.tree_item("Cairo").has_focus().await;
            page.tree_item("Cairo")
                .has_attribute("aria-level", "3")
                .await;
            page.press("ArrowLeft").await;
            page.tree_item("Egypt").has_focus().await;
            page.press("Home").await;
            page.press("*").await;
            page.tree_item("Bahia").is_there().await;
            // The open branches are as they were after a reload.
            page.reload().await;
            page.tree_item("Bahia").is_there().await;
            page.tree_item("Cairo").is_there().await;
        })
        .await;
}

/// The id of what has the focus, and the caret in it.
const CARET: &str = "const it = document.activeElement; \
                     return it.id + ' ' + (it.selectionStart ?? '-') + ' ' + (it.selectionEnd ?? '-')";

#[tokio::test]
async fn a_first_save_leaves_the_keyboard_where_it_is() {
    Stage::of("first save")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            write_new(&page, "Opening hours", "9 to 17").await;
            page.press_times("ArrowLeft", 4).await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.url_where(|url| !url.contains("/new")).await;
            page.shows("Sent").await;
            assert_eq!(page.run(CARET).await, json!("field-content 3 3"));
            page.type_text("x").await;
            page.field("Content").has_value("9 txo 17").await;
            page.press("Control+s").await;
            let save = page.button("Save draft");
            save.has_attribute("aria-disabled", "true").await;
            assert_eq!(page.run(CARET).await, json!("field-content 4 4"));

            page.button("New scenario").click().await;
            page.field("Title or trigger").fill("By the mouse").await;
            page.field("Content").fill("Two").await;
            page.button("Save draft").click().await;
            page.url_where(|url| !url.contains("/new")).await;
            page.heading("By the mouse").is_there().await;
            // The form stays the same one, so the button that was pressed keeps the focus.
            save.has_attribute("aria-disabled", "true").await;
            save.has_focus().await;

            page.link("Segments").click().await;
            page.button("Describe the first segment").click().await;
            page.field("Name").fill("Wholesale").await;
            page.press("ArrowLeft").await;
            page.press("Control+s").await;
            page.link("Wholesale").is_there().await;
            page.url_where(|url| !url.contains("/new")).await;
            page.shows("Sent").await;
            assert_eq!(page.run(CARET).await, json!("field-name 8 8"));
        })
        .await;
}

/// Holds back what creates something, until `window.go` is called.
const HOLD_CREATE: &str = "const ask = window.fetch; \
    const held = new Promise((resolve) => { window.go = resolve; }); \
    window.fetch = async (request, ...more) => { \
      if (request.method === 'POST') await held; \
      return ask(request, ...more); \
    }";

#[tokio::test]
async fn what_is_typed_while_it_is_saved_stays() {
    Stage::of("typed meanwhile")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            page.run(HOLD_CREATE).await;
            write_new(&page, "Opening hours", "9 to 17").await;
            page.press("Control+s").await;
            page.type_text(", and on Saturday").await;
            page.run("window.go()").await;
            page.url_where(|url| !url.contains("/new")).await;
            page.shows("1 field edited, not sent").await;
            let content = page.field("Content");
            content.has_value("9 to 17, and on Saturday").await;
            content.has_focus().await;
            let row = only(&api, "Opening hours").await;
            assert_eq!(row["draft_content"], json!("9 to 17"));
            page.type_text("s").await;
            page.press("Control+s").await;
            let id = id_of(&row);
            until(&api, &id, "the rest", |row| {
                row["draft_content"] == json!("9 to 17, and on Saturdays")
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn escape_leaves_the_field_and_then_the_form() {
    Stage::of("escape")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Channels").click().await;
            page.type_text("sm").await;
            page.option("SMS").is_there().await;
            page.press("Escape").await;
            page.option("SMS").is_gone().await;
            page.field("Channels").has_focus().await;
            page.press("Escape").await;
            page.heading("Opening hours").has_focus().await;

            page.field("Content").fill("Unsaved").await;
            page.press("Escape").await;
            page.heading("Opening hours").has_focus().await;
            page.field("Content").has_value("Unsaved").await;
            page.press("Escape").await;
            page.field("Content").is_gone().await;

            // The search box has its own: it is emptied, and the scenario stays.
            open_scenario(&page, "Opening hours").await;
            page.field("Search titles and contents").fill("hours").await;
            page.press("Escape").await;
            page.field("Search titles and contents").has_value("").await;
            page.field("Search titles and contents").has_focus().await;
            page.field("Content").is_there().await;

            page.link("Segments").click().await;
            page.heading("No segments yet").is_there().await;
            // The list of shortcuts names what this page has.
            page.press("?").await;
            let help = page.dialog("Keyboard shortcuts");
            help.shows("New segment").await;
            let words = help.element().await.text().await.unwrap();
            assert!(
                !words.contains("cenario") && !words.contains("irector"),
                "{words}"
            );
            page.press("Escape").await;
            page.button("Describe the first segment").click().await;
            page.field("Name").focus().await;
            page.press("Escape").await;
            page.heading("New segment").has_focus().await;
            page.press("Escape").await;
            page.field("Name").is_gone().await;
        })
        .await;
}

/// Frames come when the journey says so, one at a time.
const HOLD_FRAMES: &str = "window.waiting = []; \
    window.requestAnimationFrame = (then) => window.waiting.push(then); \
    window.frame = () => window.waiting.splice(0).map((then) => then(performance.now())).length";

#[tokio::test]
async fn a_late_frame_takes_nobody_out_of_a_field() {
    Stage::of("late frame")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            page.heading("No scenarios yet").is_there().await;
            page.run(HOLD_FRAMES).await;
            page.press("n").await;
            page.field("Title or trigger").is_there().await;
            page.run("return window.frame()").await;
            page.heading("New scenario").has_focus().await;
            page.field("Title or trigger").focus().await;
            for _ in 0..3 {
                page.run("return window.frame()").await;
            }
            // On the heading, the letters would be shortcuts.
            page.type_text("n?").await;
            page.field("Title or trigger").has_value("n?").await;
        })
        .await;
}

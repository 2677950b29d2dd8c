//! A key that is lost in the middle of an edit: it is asked for over what is open, and no text goes.

use super::prelude::*;

const RECOVERED: &str = "These are your unsent edits";
const TEXT: &str = "Typed before the key was lost";

/// Somebody is typing; the device has it.
async fn with_edits(page: &Page) {
    open_scenario(page, "Opening hours").await;
    page.field("Content").fill(TEXT).await;
    page.shows("saved on this device").await;
}

#[tokio::test]
async fn a_401_in_the_middle_of_an_edit_asks_over_the_form_as_often_as_it_takes() {
    Stage::of("401 while typing")
        .expects(LOST)
        .expects(&["401"])
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            with_edits(&page).await;
            // Not a save: a reading beside the edit.
            faults.next("GET", "/versions", Fault::Unauthorized);
            page.tab("History").click().await;
            let question = page.dialog("The service asks for a key");
            question.is_there().await;
            page.press("Escape").await;
            question.clone().is_gone().await;
            page.tab("Edit").click().await;
            page.field("Content").has_value(TEXT).await;

            // A save, put off as well: the text stays, and the device has it.
            faults.next("PUT", "/training", Fault::Unauthorized);
            page.press("Control+s").await;
            question.clone().button("Not now").click().await;
            question.clone().is_gone().await;
            page.field("Content").has_value(TEXT).await;
            page.shows("1 field edited, not sent").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], Value::Null);

            // Answered: the save goes on by itself.
            faults.next("PUT", "/training", Fault::Unauthorized);
            page.press("Control+s").await;
            question.clone().field("Key").fill(ADMIN_KEY).await;
            page.press("Enter").await;
            question.is_gone().await;
            page.shows("Saved as a draft.").await;
            page.field("Content").has_value(TEXT).await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!(TEXT)
            })
            .await;
            page.reload().await;
            page.field("Content").has_value(TEXT).await;
            page.shows_no(RECOVERED).await;
        })
        .await;
}

#[tokio::test]
async fn after_a_reload_without_a_key_the_edit_is_there_as_soon_as_there_is_one() {
    Stage::of("reload without a key")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            with_edits(&page).await;
            let here = page.url().await;
            page.run("sessionStorage.clear()").await;
            page.reload().await;
            page.url_where(|url| url.contains("/connect")).await;
            page.shows_no(TEXT).await;
            page.field("Key").fill(ADMIN_KEY).await;
            page.press("Enter").await;
            page.url_where(|url| url == here).await;
            page.field("Content").has_value(TEXT).await;
            page.shows(RECOVERED).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], Value::Null, "sent unasked");
            page.press("Control+s").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!(TEXT)
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn after_a_reload_with_a_revoked_key_another_key_finds_the_edit_in_the_list() {
    Stage::of("reload with a revoked key")
        .expects(&["401"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            let key = stage.server.make_key("temporary", &[]).unwrap();
            page.open(&stage.server.link(&key)).await;
            with_edits(&page).await;
            stage.server.revoke_key("temporary").unwrap();
            until_refused(&stage.server, &key).await;
            page.reload().await;
            page.shows("The service does not accept this key").await;
            page.button("Connect to another service").click().await;
            page.field("Key").fill(ADMIN_KEY).await;
            page.press("Enter").await;
            page.heading("All scenarios").containing().is_there().await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer
                .clone()
                .role("heading", "Recovered edits")
                .is_there()
                .await;
            drawer.clone().button("Compare").click().await;
            drawer
                .clone()
                .role("insertion", "before the key was lost")
                .containing()
                .is_there()
                .await;
            drawer.button("Continue").click().await;
            page.field("Content").has_value(TEXT).await;
        })
        .await;
}

#[tokio::test]
async fn a_batch_waits_for_a_key_and_goes_on_with_one() {
    Stage::of("batch without a key")
        .expects(LOST)
        .expects(&["401"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let mut ids = Vec::new();
            for number in 1..=8 {
                ids.push(api.create(live(&format!("Batch {number}"), "Text")).await);
            }
            let directory = json!(api.create_directory("Shipping", None).await);
            let key = stage.server.make_key("temporary", &[]).unwrap();
            page.open(&stage.server.link(&key)).await;
            page.row("Batch 8").is_there().await;
            page.tree_item("Shipping").is_there().await;
            go_to_list(&page).await;
            page.press("Home").await;
            page.press("Space").await;
            page.press_times("Shift+ArrowDown", 7).await;
            stage.server.revoke_key("temporary").unwrap();
            until_refused(&stage.server, &key).await;
            page.press("m").await;
            page.dialog("Move 8 scenarios to…").is_there().await;
            page.type_text("ship").await;
            page.option("Shipping").is_there().await;
            page.press("Enter").await;
            let question = page.dialog("The service asks for a key");
            question.clone().button("Not now").click().await;
            question.clone().is_gone().await;

            // Nothing was refused, and nobody is asked eight times.
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Waits for a key").await;
            drawer.clone().shows("8 scenarios left").await;
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
            question.clone().is_gone().await;
            drawer.clone().shows("8 scenarios left").await;
            page.press("Escape").await;
            drawer.is_gone().await;
            page.row("Batch 1").click().await;
            question.clone().field("Key").fill(ADMIN_KEY).await;
            question.clone().button("Go on with this key").click().await;
            question.is_gone().await;
            for id in &ids {
                until(&api, id, "its directory", |row| {
                    row["directory_id"] == directory
                })
                .await;
            }
        })
        .await;
}

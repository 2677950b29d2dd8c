//! Undo and redo of what was sent: every kind, in groups, over reloads, and past other people.

use super::prelude::*;

const UNDO: &str = "Control+z";
const REDO: &str = "Control+Shift+z";

/// Out of the field, where the keys belong to the text.
async fn leave_the_field(page: &Page) {
    page.heading("Opening hours").focus().await;
}

async fn save(page: &Page, content: &str) {
    page.field("Content").fill(content).await;
    page.press("Control+s").await;
    page.shows("Sent ").await;
    page.shows_no("edited, not sent").await;
}

/// Waits until so many scenarios have this title.
async fn how_many(api: &Api, title: &str, expected: usize) -> Vec<Value> {
    let asked = cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, || async {
        let found = api.titled(title).await;
        if found.len() == expected {
            Ok(found)
        } else {
            Err(format!("{found:?}"))
        }
    })
    .await;
    match asked {
        Ok(found) => found,
        Err(found) => panic!("not {expected} scenarios titled {title:?}: {found}"),
    }
}

#[tokio::test]
async fn a_creation_is_undone_and_done_again() {
    Stage::of("undo create")
        // What is gone is looked for before it is made again.
        .expects(&["404"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            write_new(&page, "Opening hours", "9 to 17").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let first = id_of(&only(&api, "Opening hours").await);
            leave_the_field(&page).await;
            page.press(UNDO).await;
            page.shows("Undone: Created “Opening hours”.").await;
            how_many(&api, "Opening hours", 0).await;
            page.press(REDO).await;
            page.shows("Done again: Created “Opening hours”. It is there again, with a new id")
                .await;
            let again = how_many(&api, "Opening hours", 1).await.remove(0);
            assert_ne!(id_of(&again), first);
            assert_eq!(again["draft_content"], json!("9 to 17"));
            assert_eq!(again["is_draft"], json!(true));
            page.press(UNDO).await;
            how_many(&api, "Opening hours", 0).await;
        })
        .await;
}

#[tokio::test]
async fn texts_and_publications_go_back_and_forth() {
    Stage::of("undo texts")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            leave_the_field(&page).await;
            let waits = |row: &Value| {
                row["content"] == json!("9 to 17") && row["draft_content"] == json!("10 to 18")
            };
            let plain = |row: &Value| {
                let draft = &row["draft_content"];
                row["content"] == json!("9 to 17") && (draft.is_null() || *draft == row["content"])
            };
            until(&api, &id, "the draft", waits).await;

            // An edit.
            page.press(UNDO).await;
            page.shows("Undone: Saved “Opening hours”.").await;
            until(&api, &id, "the text as it was", plain).await;
            page.field("Content").has_value("9 to 17").await;
            page.shows("Sent ").await;
            page.press("Control+y").await;
            until(&api, &id, "the draft again", waits).await;
            page.field("Content").has_value("10 to 18").await;

            // A publication.
            page.press("Control+Enter").await;
            let review = page.dialog("Publish these changes?");
            review.button("Publish").click().await;
            page.shows("Published version 2.").await;
            let public = |row: &Value| {
                row["content"] == json!("10 to 18") && row["is_draft"] == json!(false)
            };
            until(&api, &id, "the new live text", public).await;
            page.press(UNDO).await;
            page.shows("Undone: Published “Opening hours”.").await;
            until(&api, &id, "the old live text and the draft", waits).await;
            page.press(REDO).await;
            page.shows("Done again: Published “Opening hours”.").await;
            until(&api, &id, "the new live text", public).await;

            // Offline.
            page.button("More actions").click().await;
            page.menu_item("Unpublish").click().await;
            page.shows("Taken offline.").await;
            let offline = |row: &Value| row["is_draft"] == json!(true);
            until(&api, &id, "a draft", offline).await;
            page.press(UNDO).await;
            page.shows("Undone: Took offline “Opening hours”.").await;
            until(&api, &id, "the live text", public).await;
            page.press(REDO).await;
            page.shows("Done again: Took offline").await;
            until(&api, &id, "a draft", offline).await;

            // All the way back to the beginning.
            for _ in 0..3 {
                page.press(UNDO).await;
            }
            until(&api, &id, "everything as it was", plain).await;
            page.press(UNDO).await;
            page.shows("There is nothing to undo on this device.").await;
        })
        .await;
}

#[tokio::test]
async fn a_deletion_is_undone_with_a_new_id() {
    Stage::of("undo delete")
        // What is gone is looked for before it is made again.
        .expects(&["404"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let scenario = json!({ "title": "Opening hours", "content": "9 to 17",
                "is_draft": false, "restricted_to_channels": ["email"] });
            let id = api.create(scenario).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            leave_the_field(&page).await;
            page.button("More actions").click().await;
            page.menu_item("Delete").click().await;
            page.shows("Deleted “Opening hours”.").await;
            how_many(&api, "Opening hours", 0).await;
            page.press(UNDO).await;
            page.shows("It is there again, with a new id and without its earlier versions.")
                .await;
            let again = how_many(&api, "Opening hours", 1).await.remove(0);
            assert_ne!(id_of(&again), id);
            assert_eq!(again["is_draft"], json!(false));
            assert_eq!(again["restricted_to_channels"], json!(["email"]));
            until(&api, &id_of(&again), "both texts", |row| {
                row["content"] == json!("9 to 17") && row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.press(REDO).await;
            page.shows("Done again: Deleted “Opening hours”.").await;
            how_many(&api, "Opening hours", 0).await;

            // The steps before it speak of the new one.
            page.press(UNDO).await;
            let again = how_many(&api, "Opening hours", 1).await.remove(0);
            page.press(UNDO).await;
            until(&api, &id_of(&again), "the text as it was at first", |row| {
                row["content"] == json!("9 to 17") && row["draft_content"] != json!("10 to 18")
            })
            .await;
        })
        .await;
}

/// Three scenarios, moved to a directory in one go by keyboard.
pub async fn three_moved(stage: &Stage) -> (Page, Api, Vec<String>, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let mut ids = Vec::new();
    for title in ["Alpha", "Beta", "Gamma"] {
        ids.push(api.create(live(title, "Text")).await);
    }
    let directory = api.create_directory("Shipping", None).await;
    stage.sign_in().await;
    page.row("Gamma").is_there().await;
    page.tree_item("Shipping").is_there().await;
    go_to_list(&page).await;
    page.press("Home").await;
    page.press("Space").await;
    page.press_times("Shift+ArrowDown", 2).await;
    page.press("m").await;
    page.dialog("Move 3 scenarios to…").is_there().await;
    page.type_text("ship").await;
    page.option("Shipping").is_there().await;
    page.press("Enter").await;
    page.shows("Moved 3 scenarios to “Shipping”.").await;
    (page, api, ids, directory)
}

/// Waits until all of them are in a directory.
pub async fn all_in(api: &Api, ids: &[String], directory: &Value) {
    for id in ids {
        until(api, id, "its directory", |row| {
            row["directory_id"] == *directory
        })
        .await;
    }
}

#[tokio::test]
async fn a_group_goes_back_in_one_go() {
    Stage::of("undo group")
        .run(async |stage| {
            let (page, api, ids, directory) = three_moved(stage).await;
            let directory = json!(directory);
            all_in(&api, &ids, &directory).await;
            page.role("region", "Notifications")
                .button("Undo")
                .click()
                .await;
            page.shows("Undone: Moved 3 scenarios.").await;
            all_in(&api, &ids, &Value::Null).await;
            page.press(REDO).await;
            page.shows("Done again: Moved 3 scenarios.").await;
            all_in(&api, &ids, &directory).await;
            page.press(UNDO).await;
            all_in(&api, &ids, &Value::Null).await;
        })
        .await;
}

#[tokio::test]
async fn of_a_group_only_what_nobody_has_changed_goes_back() {
    Stage::of("undo part of a group")
        .run(async |stage| {
            let (page, api, ids, directory) = three_moved(stage).await;
            let theirs = json!({ "title": "Beta", "content": "Theirs", "is_draft": false });
            api.put(&format!("/training/{}", ids[1]), theirs).await;
            page.press(UNDO).await;
            page.shows("Not undone, because somebody changed them since: “Beta”.")
                .await;
            page.shows("Undone for 2 of 3 scenarios: Moved 3 scenarios.")
                .await;
            all_in(&api, &[ids[0].clone(), ids[2].clone()], &Value::Null).await;
            let row = api.get(&format!("/training/{}", ids[1])).await;
            assert_eq!(row["content"], json!("Theirs"));
            assert_eq!(row["directory_id"], json!(directory));

            // The way to the one that is left.
            let toasts = page.role("region", "Notifications");
            toasts.button("Show").click().await;
            let drawer = page.dialog("On this device");
            drawer.clone().shows("undone for 2 of 3").await;
            drawer.button("Undo this one").click().await;
            page.shows("What you go back to stands in the form").await;
            page.role("form", "Scenario").is_there().await;
            page.press("Control+s").await;
            until(
                &api,
                &ids[1],
                "the text of the other, back at its place",
                |row| row["content"] == json!("Theirs") && row["directory_id"].is_null(),
            )
            .await;
        })
        .await;
}

#[tokio::test]
async fn the_history_outlives_a_reload() {
    Stage::of("undo after reload")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            page.reload().await;
            page.field("Content").has_value("10 to 18").await;
            page.press("h").await;
            let drawer = page.dialog("On this device");
            drawer.clone().shows("Saved “Opening hours”").await;
            drawer.clone().button("What it did").click().await;
            drawer
                .clone()
                .role("insertion", "10")
                .containing()
                .is_there()
                .await;
            page.press("Escape").await;
            drawer.clone().is_gone().await;
            page.press(UNDO).await;
            page.field("Content").has_value("9 to 17").await;
            until(&api, &id, "the text as it was", |row| {
                row["draft_content"] != json!("10 to 18")
            })
            .await;
            page.reload().await;
            page.field("Content").has_value("9 to 17").await;
            page.press("h").await;
            drawer.clone().shows("Undone").await;
            drawer
                .clone()
                .button("Redo Saved “Opening hours”")
                .click()
                .await;
            until(&api, &id, "the text again", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            drawer.clone().button("Delete this history…").click().await;
            page.dialog("Delete this history?")
                .button("Delete the history")
                .click()
                .await;
            drawer.shows("Nothing was done here yet").await;
            page.reload().await;
            page.field("Content").has_value("10 to 18").await;
            page.press(UNDO).await;
            page.shows("There is nothing to undo on this device.").await;
        })
        .await;
}

#[tokio::test]
async fn what_somebody_else_changed_since_is_put_together() {
    Stage::of("undo past others")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let text = "Monday: 9 to 17\n\nSunday: closed";
            let id = api.create(live("Opening hours", text)).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "Monday: 10 to 17\n\nSunday: closed").await;
            leave_the_field(&page).await;
            let theirs = "Monday: 10 to 17\n\nSunday: 11 to 15";
            let body = json!({ "title": "Opening hours", "content": theirs });
            api.put(&format!("/training/{id}"), body).await;
            page.press(UNDO).await;
            page.shows("Somebody changed this scenario since you opened it")
                .await;
            page.field("Content").has_value(text).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!(theirs), "overwritten");
            page.button("Put the edits together").click().await;
            let together = "Monday: 9 to 17\n\nSunday: 11 to 15";
            page.field("Content").has_value(together).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!(theirs), "sent unasked");
            page.press("Control+s").await;
            until(&api, &id, "both", |row| {
                row["draft_content"] == json!(together)
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn nobodys_work_is_deleted_by_an_undo() {
    Stage::of("undo would delete")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            write_new(&page, "Opening hours", "9 to 17").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let id = id_of(&only(&api, "Opening hours").await);
            leave_the_field(&page).await;
            let theirs = json!({ "title": "Opening hours", "content": "Theirs" });
            api.put(&format!("/training/{id}"), theirs).await;
            page.press(UNDO).await;
            let question = page.dialog("Delete “Opening hours”?");
            question.clone().button("Keep it").has_focus().await;
            question
                .clone()
                .role("insertion", "Theirs")
                .containing()
                .is_there()
                .await;
            page.press("Enter").await;
            question.clone().is_gone().await;
            let row = only(&api, "Opening hours").await;
            assert_eq!(row["draft_content"], json!("Theirs"));
            page.press(UNDO).await;
            question.button("Delete the scenario").click().await;
            page.shows("Undone: Created “Opening hours”.").await;
            how_many(&api, "Opening hours", 0).await;
        })
        .await;
}

#[tokio::test]
async fn what_somebody_else_deleted_can_be_created_anew() {
    Stage::of("undo of what is gone")
        .expects(&["404"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            leave_the_field(&page).await;
            api.delete(&format!("/training/{id}")).await;
            page.press(UNDO).await;
            page.shows("“Opening hours” was deleted since").await;
            how_many(&api, "Opening hours", 0).await;
            page.button("Create it anew").click().await;
            page.shows("It is there again, with a new id").await;
            let again = how_many(&api, "Opening hours", 1).await.remove(0);
            assert_eq!(again["content"], json!("9 to 17"));
            assert_ne!(id_of(&again), id);
        })
        .await;
}

#[tokio::test]
async fn in_a_text_the_keys_belong_to_the_text() {
    Stage::of("undo in a text")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            let field = page.field("Search titles and contents");
            field.clone().focus().await;
            page.type_text("hours").await;
            page.row("Opening hours").is_there().await;
            page.press(UNDO).await;
            page.settle().await;
            assert_ne!(field.value().await, "hours", "typing was not undone");
            page.shows_no("Undone:").await;
            // A question over the page has the keys for itself, too.
            page.button("Publish…").click().await;
            let review = page.dialog("Publish these changes?");
            review.clone().button("Not yet").has_focus().await;
            page.press(UNDO).await;
            page.press("Escape").await;
            review.is_gone().await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!("10 to 18"));
        })
        .await;
}

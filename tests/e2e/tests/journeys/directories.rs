//! Directories: renaming, dragging, moving and deleting them, without losing what is in them.

use super::prelude::*;

#[tokio::test]
async fn a_deleted_directory_leaves_its_content_one_level_up() {
    Stage::of("deleting a directory")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let outer = api.create_directory("Shipping", None).await;
            let abroad = api.create_directory("Abroad", Some(&outer)).await;
            let inner = api.create_directory("Customs", Some(&abroad)).await;
            let mut scenario = live("Where is my parcel?", "On its way.");
            scenario["directory_id"] = json!(abroad);
            let id = api.create(scenario).await;
            stage.sign_in().await;
            page.tree_item("Abroad").click().await;
            page.row("Where is my parcel?").is_there().await;
            page.tree_item("Abroad").focus().await;
            page.press("Delete").await;
            let question = page.dialog("Delete “Shipping / Abroad”?");
            question.shows("move to “Shipping”").await;
            question.clone().button("Cancel").has_focus().await;
            question.button("Delete the directory").click().await;
            page.tree_item("Abroad").is_gone().await;
            page.tree_item("Shipping").shows("1").await;
            page.row("Where is my parcel?").is_there().await;
            until(&api, &id, "the directory above", |row| {
                row["directory_id"] == json!(outer)
            })
            .await;
            let customs = directory(&api, "Customs").await;
            assert_eq!(customs["id"], json!(inner));
            assert_eq!(customs["parent_id"], json!(outer));
            let left = api.get("/training/directories").await;
            assert_eq!(left["items"].as_array().map(Vec::len), Some(2));
        })
        .await;
}

#[tokio::test]
async fn scenarios_and_directories_are_dragged_onto_directories() {
    Stage::of("dragging")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let returns = api.create_directory("Returns", None).await;
            let shipping = api.create_directory("Shipping", None).await;
            let id = api.create(live("Return a jacket", "Within 30 days.")).await;
            stage.sign_in().await;
            page.row("Return a jacket")
                .drag_to(&page.tree_item("Returns"))
                .await;
            page.shows("Moved 1 scenario to “Returns”.").await;
            until(&api, &id, "the directory", |row| {
                row["directory_id"] == json!(returns)
            })
            .await;
            page.row("Return a jacket").shows("Returns").await;

            page.tree_item("Returns")
                .drag_to(&page.tree_item("Shipping"))
                .await;
            page.shows("Moved “Returns” to “Shipping”.").await;
            page.tree_item("Returns")
                .has_attribute("aria-level", "2")
                .await;
            let moved = directory(&api, "Returns").await;
            assert_eq!(moved["parent_id"], json!(shipping));
        })
        .await;
}

#[tokio::test]
async fn a_directory_is_renamed_in_place_and_a_taken_name_is_refused_there() {
    Stage::of("renaming")
        .expects(&["409", "400"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create_directory("Returns", None).await;
            let id = api.create_directory("Shiping", None).await;
            stage.sign_in().await;
            page.tree_item("Shiping").click().await;
            page.press("F2").await;
            page.field("New name").has_value("Shiping").await;
            page.press("Control+a").await;
            page.type_text("returns").await;
            page.press("Enter").await;
            page.field("New name")
                .has_attribute("aria-invalid", "true")
                .await;
            page.press("Control+a").await;
            page.type_text("Shipping").await;
            page.press("Enter").await;
            page.tree_item("Shipping").is_there().await;
            assert_eq!(directory(&api, "Shipping").await["id"], json!(id));
        })
        .await;
}

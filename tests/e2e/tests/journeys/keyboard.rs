//! Everything without a mouse.

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

//! Segments: made, described anew, used, and not deleted while they are.

use super::prelude::*;

#[tokio::test]
async fn a_segment_is_made_used_and_kept_while_it_is_used() {
    Stage::of("segments")
        .expects(&["409"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            page.link("Segments").click().await;
            page.heading("No segments yet").is_there().await;
            page.button("Describe the first segment").click().await;
            page.field("Name").fill("Wholesale").await;
            page.field("Description").fill("Shops that resell").await;
            page.press("Control+s").await;
            page.link("Wholesale").is_there().await;
            page.url_where(|url| !url.contains("/new")).await;

            page.field("Name").fill("Wholesale customers").await;
            page.press("Control+s").await;
            page.link("Wholesale customers").is_there().await;
            let all = api.get("/contacts/segments").await;
            assert_eq!(all["data"][0]["name"], json!("Wholesale customers"));
            let segment = all["data"][0]["id"].clone();

            page.link("Scenarios").click().await;
            write_new(&page, "Bulk discount", "Ten percent.").await;
            page.choose("Segments", "Wholesale customers").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.press_times("Escape", 2).await;
            page.row("Bulk discount").shows("Wholesale customers").await;
            let row = only(&api, "Bulk discount").await;
            assert_eq!(row["restricted_to_segments"], json!([segment]));

            page.link("Segments").click().await;
            page.link("Wholesale customers").click().await;
            page.shows("1 scenario is restricted to it.").await;
            page.button("Delete…").click().await;
            let question = page.dialog("Delete this segment?");
            question.shows("1 scenario is restricted to it").await;
            question.button("Delete the segment").click().await;
            page.shows("The segment is in use, and was not deleted")
                .await;
            let all = api.get("/contacts/segments").await;
            assert_eq!(all["total"], json!(1), "a segment in use was deleted");

            // The scenarios are one press away; taken off them, it can be deleted.
            page.link("Show these scenarios").click().await;
            open_scenario(&page, "Bulk discount").await;
            // The filter in use has a chip of the same name.
            let form = page.role("form", "Scenario");
            form.clone()
                .button("Remove Wholesale customers")
                .click()
                .await;
            page.press("Control+s").await;
            let question = page.dialog("Save with this effect?");
            question.button("Save the draft").click().await;
            form.button("Remove Wholesale customers").is_gone().await;
            page.shows("Sent").await;
            page.link("Segments").click().await;
            page.link("Wholesale customers").click().await;
            page.button("Delete…").click().await;
            let question = page.dialog("Delete this segment?");
            question.button("Delete the segment").click().await;
            page.heading("No segments yet").is_there().await;
            let all = api.get("/contacts/segments").await;
            assert_eq!(all["total"], json!(0));
        })
        .await;
}

#[tokio::test]
async fn two_tabs_with_one_segment_say_so() {
    Stage::of("two tabs with one segment")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let vip = json!({ "name": "VIP", "description": "Who pays" });
            api.post("/contacts/segments", vip).await;
            let open = async || {
                page.open(&stage.server.link(ADMIN_KEY)).await;
                page.link("Segments").click().await;
                page.link("VIP").click().await;
                page.field("Description").has_value("Who pays").await;
            };
            open().await;
            let first = page.this_tab().await;
            let second = page.new_tab().await;
            open().await;
            page.field("Description").fill("In the second tab").await;
            page.shows("saved on this device").await;
            page.look_at(&first).await;
            page.shows("Another tab of this browser has unsent edits")
                .await;
            page.field("Description").has_value("Who pays").await;
            page.button("Show them").click().await;
            let drawer = page.dialog("On this device");
            drawer.clone().shows("Open in another tab").await;
            page.look_at(&second).await;
            page.press("Control+s").await;
            page.shows("Sent ").await;
            page.close_for(&first).await;
            drawer.shows("Everything you typed was sent").await;
            let all = api.get("/contacts/segments").await;
            assert_eq!(all["data"][0]["description"], json!("In the second tab"));
        })
        .await;
}

//! The first hour of a new user, in one go.

use super::prelude::*;

const TITLE: &str = "Where is my parcel at customs?";
const FIRST: &str = "Customs takes two working days. Ask for the tracking number.";
const SECOND: &str = "Customs takes three working days. Ask for the tracking number.";

#[tokio::test]
async fn from_the_sign_in_link_to_everything_as_it_was() {
    Stage::of("done when")
        .run(async |stage| {
            let page = stage.page.clone();
            let api = stage.server.api();
            let segment = api.create_segment("Wholesale customers").await;
            api.create(live("Return an unworn jacket", "Within 30 days."))
                .await;

            stage.sign_in().await;
            the_key_is_nowhere_but_in_this_tab(&page).await;
            nested_directory(&page, &api).await;
            let id = write_and_save(&page, &api, &segment).await;
            publish_edit_and_compare(&page, &api, &id).await;
            restore(&page, &api, &id).await;
            move_by_keyboard(&page, &api, &id).await;
            find_and_reload(&page, &id).await;
        })
        .await;
}

async fn the_key_is_nowhere_but_in_this_tab(page: &Page) {
    let url = page.url_where(|url| url.contains("/workspace/main")).await;
    assert!(!url.contains(ADMIN_KEY), "{url}");
    let visited = page
        .run("return navigation.entries().map((entry) => entry.url).join(' ')")
        .await;
    assert!(!visited.to_string().contains(ADMIN_KEY), "{visited}");
    let kept = page.run("return JSON.stringify(localStorage)").await;
    assert!(!kept.to_string().contains(ADMIN_KEY), "{kept}");
    let of_this_tab = page.run("return JSON.stringify(sessionStorage)").await;
    assert!(of_this_tab.to_string().contains(ADMIN_KEY), "{of_this_tab}");
    let databases = page
        .run_async("return (await indexedDB.databases()).length")
        .await;
    if databases != json!(0) {
        let cookies = page.run("return document.cookie").await;
        assert_eq!(cookies, json!(""), "the key may be in a cookie");
    }
}

async fn nested_directory(page: &Page, api: &Api) {
    page.button("New directory").click().await;
    page.field("Name of the new directory").is_there().await;
    page.type_text("Shipping").await;
    page.press("Enter").await;
    page.tree_item("Shipping").click().await;
    page.tree_item("Shipping")
        .has_attribute("aria-selected", "true")
        .await;
    page.button("New directory").click().await;
    page.field("Name of the new directory").is_there().await;
    page.type_text("Customs").await;
    page.press("Enter").await;
    page.tree_item("Customs")
        .has_attribute("aria-level", "2")
        .await;
    page.tree_item("Customs").click().await;
    page.heading("Customs").containing().is_there().await;

    let (inner, outer) = (
        directory(api, "Customs").await,
        directory(api, "Shipping").await,
    );
    assert_eq!(inner["parent_id"], outer["id"]);
}

async fn write_and_save(page: &Page, api: &Api, segment: &str) -> String {
    write_new(page, TITLE, FIRST).await;
    page.choose("Channels", "Email").await;
    page.choose("Channels", "WhatsApp").await;
    page.choose("Segments", "Wholesale customers").await;

    page.field("Start").fill("2027-02-29T09:00Z").await;
    page.press("Tab").await;
    page.shows("February 2027 has 28 days.").await;
    page.field("Start")
        .has_attribute("aria-invalid", "true")
        .await;
    page.press("Control+s").await;
    page.role("group", "This cannot be saved yet")
        .shows("February 2027 has 28 days.")
        .await;
    assert!(api.titled(TITLE).await.is_empty(), "a wrong date was saved");
    page.field("Start").fill("2027-02-28T09:00Z").await;
    page.field("End").fill("2027-02-01T09:00Z").await;
    page.press("Tab").await;
    page.field("End")
        .has_attribute("aria-invalid", "true")
        .await;
    page.field("End").fill("2027-03-31T18:00:00Z").await;

    page.press("Control+s").await;
    page.shows("Saved as a draft.").await;
    let row = only(api, TITLE).await;
    let id = id_of(&row);
    page.url_where(|url| url.contains(&id)).await;
    assert_eq!(row["is_draft"], json!(true));
    assert_eq!(row["current_version"], Value::Null);
    assert_eq!(row["restricted_to_channels"], json!(["email", "whatsapp"]));
    assert_eq!(row["restricted_to_segments"], json!([segment]));
    assert_eq!(row["start_time"], json!("2027-02-28T09:00Z"));
    assert_eq!(row["end_time"], json!("2027-03-31T18:00:00Z"));
    page.row(TITLE).shows("Draft").await;
    id
}

async fn publish_edit_and_compare(page: &Page, api: &Api, id: &str) {
    page.button("Publish…").click().await;
    let review = page.dialog("Publish this scenario?");
    review.shows("Email, WhatsApp").await;
    review.shows("Wholesale customers").await;
    let row = api.get(&format!("/training/{id}")).await;
    assert_eq!(
        row["is_draft"],
        json!(true),
        "published before it was confirmed"
    );
    review.button("Publish").click().await;
    page.shows("Published version 1.").await;
    page.role("region", "Scenario").shows("Published").await;
    page.row(TITLE).shows("Scheduled").await;

    page.field("Content").fill(SECOND).await;
    page.press("Control+s").await;
    page.shows("Saved as a draft. The live text stays until you publish.")
        .await;
    page.role("region", "Scenario").shows("Changed").await;
    let row = api.get(&format!("/training/{id}")).await;
    assert_eq!(row["content"], json!(FIRST), "the live text changed");
    assert_eq!(row["draft_content"], json!(SECOND));

    page.tab("Compare").click().await;
    page.url_where(|url| url.contains("tab=compare")).await;
    page.role("deletion", "two").containing().is_there().await;
    page.role("insertion", "three")
        .containing()
        .is_there()
        .await;

    page.button("Publish…").click().await;
    let review = page.dialog("Publish these changes?");
    review.shows("three").await;
    review.button("Publish").click().await;
    page.shows("Published version 2.").await;
    until(api, id, "version 2", |row| {
        row["current_version"] == json!(2) && row["content"] == json!(SECOND)
    })
    .await;
}

async fn restore(page: &Page, api: &Api, id: &str) {
    page.tab("History").click().await;
    page.button("Version 2").containing().shows("live").await;
    page.button("Version 1").containing().click().await;
    page.button("Restore as draft").click().await;
    page.tab("Edit")
        .has_attribute("aria-selected", "true")
        .await;
    page.field("Content").has_value(FIRST).await;
    let row = api.get(&format!("/training/{id}")).await;
    assert_eq!(row["draft_content"], json!(FIRST));
    assert_eq!(row["content"], json!(SECOND), "restoring published");
    assert_eq!(row["current_version"], json!(2));
    page.role("region", "Scenario").shows("Changed").await;
}

async fn move_by_keyboard(page: &Page, api: &Api, id: &str) {
    let outer = directory(api, "Shipping").await["id"].clone();
    let inner = directory(api, "Customs").await["id"].clone();
    // Single letters rest while one types: from the list they work.
    page.press("Escape").await;
    page.url_where(|url| !url.contains(id)).await;
    go_to_list(page).await;
    page.press("Home").await;
    page.press("m").await;
    let dialog = page.dialog("Move 1 scenario to…");
    dialog.clone().field("Find a directory").has_focus().await;
    page.type_text("ship").await;
    dialog.role("option", "Shipping").is_there().await;
    page.press("Enter").await;
    page.shows("Moved 1 scenario to “Shipping”.").await;
    until(api, id, "the directory Shipping", |row| {
        row["directory_id"] == outer
    })
    .await;

    // And back by cut and paste.
    page.press("t").await;
    page.tree_item("Customs").has_focus().await;
    page.press("ArrowUp").await;
    page.press("Enter").await;
    page.heading("Shipping").containing().is_there().await;
    // In the tree a letter jumps to a name, so the list is reached by Tab.
    page.role("grid", "Scenarios").tab_to(20).await;
    page.press("Home").await;
    page.press("Control+x").await;
    page.press("t").await;
    page.tree_item("Shipping").has_focus().await;
    page.press("ArrowDown").await;
    page.tree_item("Customs").has_focus().await;
    page.press("Control+v").await;
    page.shows("Moved 1 scenario to “Shipping / Customs”.")
        .await;
    until(api, id, "the directory Customs", |row| {
        row["directory_id"] == inner
    })
    .await;
}

async fn find_and_reload(page: &Page, id: &str) {
    page.tree_item("All").click().await;
    page.row("Return an unworn jacket").is_there().await;
    page.field("Search titles and contents")
        .fill("customs")
        .await;
    filter(page, "State", "Changed").await;
    filter(page, "Channel", "Email").await;
    page.row("Return an unworn jacket").is_gone().await;
    open_scenario(page, TITLE).await;
    page.tab("History").click().await;
    let before = page.url_where(|url| url.contains("tab=history")).await;
    for part in ["customs", "changed", "email", id] {
        assert!(before.contains(part), "{part} is not in {before}");
    }
    page.tree_item("Customs").is_there().await;

    page.reload().await;
    page.tab("History")
        .has_attribute("aria-selected", "true")
        .await;
    page.button("Version 2").containing().is_there().await;
    page.field("Search titles and contents")
        .has_value("customs")
        .await;
    page.role("region", "Scenario").shows("Changed").await;
    page.row(TITLE).is_there().await;
    page.row("Return an unworn jacket").is_gone().await;
    page.tree_item("Customs").is_there().await;
    assert_eq!(page.url().await, before);
    page.tab("Edit").click().await;
    page.field("Content").has_value(FIRST).await;
    page.field("Start").has_value("2027-02-28T09:00Z").await;
    page.field("End").has_value("2027-03-31T18:00:00Z").await;
    let form = page.role("form", "Scenario");
    for chosen in ["Email", "WhatsApp", "Wholesale customers"] {
        let chip = form.clone().button(&format!("Remove {chosen}"));
        chip.is_there().await;
    }
}

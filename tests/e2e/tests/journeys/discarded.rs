//! Edits that are given up in "On this device": back with one press, and gone for good otherwise.

use super::prelude::*;

const NOTHING: &str = "Everything you typed was sent";

#[tokio::test]
async fn a_recovered_edit_is_discarded_brought_back_and_discarded_for_good() {
    Stage::of("discarded in the drawer")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.shows("saved on this device").await;
            page.button("Close the scenario").click().await;
            page.url_where(|url| !url.contains(&id)).await;
            page.reload().await;
            page.row("Opening hours").is_there().await;

            let drawer = open_drawer(&page, "Unsent edits").await;
            let recovered = drawer.clone().role("region", "Recovered edits");
            recovered.clone().shows("Opening hours").await;
            recovered.clone().button("Discard").click().await;
            drawer.clone().shows(NOTHING).await;
            // There is no other way back: it stays for longer than other news.
            let lasts = "return document.querySelector('.toast-life').style.animationDuration";
            assert_eq!(page.run(lasts).await, json!("20000ms"));
            page.button("Undo").click().await;
            recovered.clone().shows("Opening hours").await;

            // It is back with all of its text, also over a reload.
            page.reload().await;
            page.row("Opening hours").is_there().await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            let recovered = drawer.clone().role("region", "Recovered edits");
            recovered.clone().button("Compare").click().await;
            let typed = recovered.clone().role("insertion", "18");
            typed.containing().is_there().await;
            recovered.clone().button("Continue").click().await;
            page.field("Content").has_value("10 to 18").await;
            page.button("Close the scenario").click().await;
            page.url_where(|url| !url.contains(&id)).await;

            // For good.
            let drawer = open_drawer(&page, "Unsent edits").await;
            let left = drawer.clone().role("region", "Left in this tab");
            left.button("Discard").click().await;
            drawer.shows(NOTHING).await;
            page.reload().await;
            page.row("Opening hours").is_there().await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows(NOTHING).await;
            // Neither of it, nor of what it began with.
            assert_eq!(stored(&page, "edits").await, Vec::<String>::new());
            assert_eq!(stored(&page, "bases").await, Vec::<String>::new());
            page.press("Escape").await;
            drawer.is_gone().await;
            page.row("Opening hours").click().await;
            page.field("Content").has_value("9 to 17").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], Value::Null, "sent unasked");
        })
        .await;
}

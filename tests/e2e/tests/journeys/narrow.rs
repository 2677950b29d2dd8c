//! A phone shows one pane at a time, and nothing is cut off at 320 pixels.

use super::prelude::*;

/// How far the page could be scrolled sideways.
const SIDEWAYS: &str =
    "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth";

async fn fits(page: &Page, what: &str) {
    let beyond = page.run(SIDEWAYS).await;
    assert_eq!(beyond, json!(0), "{what} scrolls sideways");
}

#[tokio::test]
async fn a_phone_shows_one_pane_at_a_time_and_back_works() {
    Stage::of("phone")
        .with_scenarios(40)
        .in_window(390, 844)
        .run(async |stage| {
            let page = stage.page.clone();
            let api = stage.server.api();
            api.create(live("Opening hours", "9 to 17")).await;
            let mut sale = live("Spring sale", "Ten percent");
            sale["start_time"] = json!("2099-01-01T00:00:00Z");
            api.create(sale).await;
            stage.sign_in().await;
            // That it waits for its day does not hide that it is published.
            page.row("Spring sale").shows("Scheduled").await;
            page.row("Spring sale").shows("Published").await;
            page.row("Opening hours").is_there().await;
            assert_eq!(page.any("tree").count().await, 0);
            assert_eq!(page.field("Content").count().await, 0);
            open_scenario(&page, "Opening hours").await;
            page.row("Opening hours").is_gone().await;
            fits(&page, "the scenario").await;
            page.back().await;
            page.row("Opening hours").is_there().await;
            page.field("Content").is_gone().await;

            page.row("Opening hours").click().await;
            page.button("Back to the list").click().await;
            page.row("Opening hours").is_there().await;

            page.button("Show the directories").click().await;
            page.any("tree").is_there().await;
            page.tree_item("No directory").click().await;
            page.heading("No directory").containing().is_there().await;
            page.row("Opening hours").is_there().await;
            fits(&page, "the list").await;
        })
        .await;
}

#[tokio::test]
async fn nothing_is_cut_off_at_320_pixels() {
    Stage::of("320 pixels")
        .with_scenarios(40)
        .in_window(320, 640)
        .run(async |stage| {
            let page = stage.page.clone();
            let base = stage.server.base().to_owned();
            page.open(&format!("{base}/connect")).await;
            page.button("Connect").is_there().await;
            fits(&page, "connect").await;
            let api = stage.server.api();
            let id = api
                .create(live("A rather long title about opening hours", "9 to 17"))
                .await;
            stage.sign_in().await;
            page.row("A rather long title").is_there().await;
            fits(&page, "the list").await;
            page.role("group", "Filters").button("State").click().await;
            page.dialog("Filter by state").is_there().await;
            fits(&page, "the filter").await;
            page.press("Escape").await;
            let scenario = format!("{base}/workspace/main/scenarios/{id}");
            for tab in ["edit", "compare", "history"] {
                page.open(&format!("{scenario}?tab={tab}")).await;
                page.button("Publish…").is_there().await;
                fits(&page, tab).await;
            }
            page.open(&scenario).await;
            page.field("Content").fill("10 to 18").await;
            page.button("Publish…").click().await;
            page.dialog("Publish these changes?").is_there().await;
            fits(&page, "the review").await;
            page.button("Not yet").click().await;
            page.press("Control+s").await;
            page.shows("Sent").await;
            page.open(&format!("{base}/workspace/main/segments")).await;
            page.heading("Segments").containing().is_there().await;
            fits(&page, "the segments").await;
        })
        .await;
}

//! Ten thousand scenarios feel like ten.

use super::prelude::*;

const LAST_TITLE: &str = "return document.querySelector('#scenarios [aria-rowindex=\"10001\"] \
                          .scenario-title').firstElementChild.textContent";
const ROWS: &str = "return document.querySelectorAll('#scenarios [role=row]').length";

#[tokio::test]
async fn ten_thousand_scenarios_are_searched_and_walked() {
    Stage::of("ten thousand")
        .with_scenarios(10_000)
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            // Rows are there while the rest is being read.
            page.any("row").nth(1).is_there().await;
            page.heading("All scenarios 10,000").is_there().await;
            let drawn = page.run(ROWS).await;
            assert!(drawn.as_u64() < Some(150), "{drawn} rows are in the page");

            page.press("l").await;
            page.role("grid", "Scenarios").has_focus().await;
            page.press("End").await;
            page.row("")
                .where_attribute("aria-rowindex", "10001")
                .is_there()
                .await;
            let title = page.run(LAST_TITLE).await;
            let title = title.as_str().unwrap();
            let drawn = page.run(ROWS).await;
            assert!(drawn.as_u64() < Some(150), "{drawn} rows are in the page");
            page.press("Enter").await;
            page.field("Title").containing().has_value(title).await;
            page.press("Escape").await;

            page.field("Search titles and contents").fill("tent").await;
            let heading = page.heading("of 10,000").containing();
            heading.is_there().await;
            let words = heading.names().await.join(" ");
            let shown: usize = words
                .split_whitespace()
                .rev()
                .nth(2)
                .and_then(|number| number.replace(',', "").parse().ok())
                .unwrap();
            let found = stage
                .server
                .api()
                .get("/training?limit=1&search=tent")
                .await;
            assert_eq!(json!(shown), found["total"], "{words}");
        })
        .await;
}

//! Ten thousand scenarios feel like ten, and so do two thousand trainings of an agent.

use super::agents_prelude::{create_agent, trainings_of};
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

            go_to_list(&page).await;
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

const TRAININGS: usize = 2_000;
const DRAWN: &str = "return document.querySelectorAll('#training-list tbody tr').length";

#[tokio::test]
async fn two_thousand_trainings_are_searched_and_walked() {
    Stage::of("two thousand trainings")
        .with_limit(100_000)
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            let path = trainings_of(&id);
            for number in 1..=TRAININGS {
                let body = json!({
                    "subject": format!("Question {number:04}"),
                    "instructions": format!("Say what answer {number:04} says, and ask back."),
                });
                voice.post(&path, body).await;
            }
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            page.open(&format!("{base}/workspace/voice/agents/{id}?sort=name"))
                .await;
            page.heading("Trainings 2,000").is_there().await;
            page.link("Question 0001").is_there().await;
            let drawn = page.run(DRAWN).await;
            assert!(drawn.as_u64() < Some(600), "{drawn} rows are in the page");

            // By keys down to what is not drawn yet, and to the end of all.
            page.press("l").await;
            page.role("table", "Trainings").has_focus().await;
            page.press_times("ArrowDown", 160).await;
            page.link("Question 0160").has_focus().await;
            page.press("End").await;
            page.link("Question 2000").has_focus().await;
            page.press("Home").await;
            page.link("Question 0001").has_focus().await;

            page.field("Search subjects and instructions")
                .fill("answer 1999")
                .await;
            page.link("Question 1999").click().await;
            page.field("Subject").has_value("Question 1999").await;
            page.field("Instructions").fill("Say it in one word.").await;
            page.shows("1 change pending").await;
            page.shows("saved on this device").await;

            // The open one is drawn, wherever it stands.
            page.reload().await;
            page.field("Instructions")
                .has_value("Say it in one word.")
                .await;
            page.field("Search subjects and instructions")
                .fill("")
                .await;
            page.heading("Trainings 2,000").is_there().await;
            page.link("Question 1999").is_there().await;
        })
        .await;
}

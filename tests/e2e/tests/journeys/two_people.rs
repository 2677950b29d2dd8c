//! Two people, one scenario: nobody's text is overwritten.

use super::prelude::*;

async fn in_conflict(stage: &Stage) -> (Page, Api, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let id = api.create(live("Opening hours", "9 to 17")).await;
    stage.sign_in().await;
    open_scenario(&page, "Opening hours").await;
    page.field("Content").fill("Mine: 10 to 18").await;
    let path = format!("/training/{id}");
    let theirs = json!({ "title": "Opening hours", "content": "Theirs: 8 to 16" });
    api.put(&path, theirs).await;
    page.press("Control+s").await;
    page.shows("Somebody changed this scenario since you opened it")
        .await;
    page.shows("nothing was overwritten").await;
    page.field("Content").has_value("Mine: 10 to 18").await;
    let row = api.get(&path).await;
    assert_eq!(row["draft_content"], json!("Theirs: 8 to 16"));
    (page, api, id)
}

#[tokio::test]
async fn my_edits_go_on_top_only_when_i_say_so() {
    Stage::of("keep mine")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = in_conflict(stage).await;
            page.button("Show the difference").click().await;
            page.role("deletion", "Theirs")
                .containing()
                .is_there()
                .await;
            page.button("Put my edits on top").click().await;
            page.field("Content").has_value("Mine: 10 to 18").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(
                row["draft_content"],
                json!("Theirs: 8 to 16"),
                "sent without being asked"
            );
            page.press("Control+s").await;
            until(&api, &id, "my text", |row| {
                row["draft_content"] == json!("Mine: 10 to 18")
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn the_newer_text_is_taken_when_i_say_so() {
    Stage::of("take theirs")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = in_conflict(stage).await;
            page.button("Take the newer text").click().await;
            page.field("Content").has_value("Theirs: 8 to 16").await;
            page.shows_no("Somebody changed this scenario").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!("Theirs: 8 to 16"));
        })
        .await;
}

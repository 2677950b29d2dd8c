//! What makes an audience wider or takes a scenario offline says so before it happens.

use super::prelude::*;

async fn restricted(stage: &Stage) -> (Page, Api, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let segment = api.create_segment("Wholesale customers").await;
    let mut scenario = live("Bulk discount", "Ten percent from 50 pieces.");
    scenario["restricted_to_channels"] = json!(["email", "web"]);
    scenario["restricted_to_segments"] = json!([segment]);
    let id = api.create(scenario).await;
    stage.sign_in().await;
    open_scenario(&page, "Bulk discount").await;
    (page, api, id)
}

#[tokio::test]
async fn emptying_a_restriction_says_who_is_added_and_asks() {
    Stage::of("emptying a restriction")
        .run(async |stage| {
            let (page, api, id) = restricted(stage).await;
            let path = format!("/training/{id}");
            page.button("Remove Wholesale customers").click().await;
            page.shows(
                "Without a segment it applies to everyone. So far only Wholesale customers had it.",
            )
            .await;
            page.press("Control+s").await;
            let question = page.dialog("Save with this effect?");
            question.shows("applies to everyone").await;
            question.clone().button("Cancel").has_focus().await;
            page.press("Enter").await;
            question.is_gone().await;
            let kept = api.get(&path).await["restricted_to_segments"].clone();
            assert_eq!(
                kept.as_array().map(Vec::len),
                Some(1),
                "sent although it was cancelled"
            );

            page.button("Remove Email").click().await;
            page.button("Remove Web chat").click().await;
            page.shows("Without a channel it applies on all channels.")
                .await;
            page.press("Control+s").await;
            question.shows("all channels").await;
            question.clone().button("Save the draft").click().await;
            let row = until(&api, &id, "no restriction", |row| {
                row["restricted_to_segments"] == json!([])
            })
            .await;
            assert_eq!(row["restricted_to_channels"], json!([]));
            page.shows("Saved. It is live.").await;
            page.button("Close the scenario").click().await;
            page.row("Bulk discount").shows("All channels").await;
            page.row("Bulk discount").shows("Everyone").await;
        })
        .await;
}

#[tokio::test]
async fn another_type_takes_a_live_scenario_offline_and_says_so_first() {
    Stage::of("changing the type")
        .run(async |stage| {
            let (page, api, id) = restricted(stage).await;
            page.role("radio", "Behavioral").click().await;
            page.shows("Changing the type of a live scenario sets it back to draft")
                .await;
            page.press("Control+s").await;
            let question = page.dialog("Save with this effect?");
            question.shows("sets it back to draft").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["type"], json!("SCENARIO_SPECIFIC"));
            question.button("Save the draft").click().await;
            until(&api, &id, "the other type", |row| {
                row["type"] == json!("BEHAVIORAL") && row["is_draft"] == json!(true)
            })
            .await;
            page.row("Bulk discount").shows("Draft").await;
        })
        .await;
}

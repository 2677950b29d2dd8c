//! Words of the service that this build does not know: they are shown as they are, and nobody puts
//! another one in their place unasked.

use super::agents_prelude::*;
use super::prelude::*;

const INVALID: &str = "The selected current status is invalid.";

/// The bodies of the trainings that were written through the proxy.
fn written(faults: &Faults) -> Vec<Value> {
    let log = faults.log();
    let writes = log.iter().filter(|entry| entry.is_write());
    writes
        .map(|entry| {
            json!([
                entry.method,
                entry.body["subject"],
                entry.body["current_status"]
            ])
        })
        .collect()
}

#[tokio::test]
async fn a_training_in_a_state_that_nobody_knows_is_left_in_it_until_somebody_chooses() {
    Stage::of("unknown status")
        .expects(LOST)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, &[THREE[0], THREE[1]]).await;
            let sale = json!({
                "subject": THREE[2].0, "instructions": THREE[2].1, "current_status": "inactive",
            });
            voice.post(&trainings_of(&id), sale).await;
            publish(&voice, &id).await;
            let (page, _, faults) = behind_faults(stage).await;
            faults.rewrite(
                r#""current_status":"inactive""#,
                r#""current_status":"paused""#,
            );
            page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
                .await;
            let row = page.row("Winter sale");
            row.shows("paused").await;
            row.shows_no("ctive").await;
            page.row("Refunds").shows("Active").await;
            page.link("Winter sale").click().await;
            page.field("Subject").has_value("Winter sale").await;
            let form = page.role("region", "Training");
            form.shows("paused").await;
            form.shows("No edits").await;
            faults.begin(0);

            // An edit of the text goes nowhere with a word that the service may not take.
            edit(&page, "Winter sale", "Twenty percent off.").await;
            page.shows("saved on this device").await;
            row.shows("paused").await;
            page.press("Control+s").await;
            let review = page.dialog("Apply 1 change?");
            review.shows(INVALID).await;
            review
                .clone()
                .button("Apply 1 change and publish")
                .has_attribute("aria-disabled", "true")
                .await;
            review.clone().button("Edit").click().await;
            let switch = page.role("switch", "Active: the agent uses it");
            let wrong = switch.clone().where_attribute("aria-invalid", "true");
            wrong.is_there().await;
            switch.is_described_as(INVALID).await;
            page.link(&format!("Status: {INVALID}")).is_there().await;
            assert_eq!(written(&faults), Vec::<Value>::new(), "sent unasked");

            // The person decides which of the known ones it becomes.
            switch.click().await;
            wrong.is_gone().await;
            row.shows("Active").await;
            switch.click().await;
            row.shows("Inactive").await;
            wrong.is_gone().await;
            switch.click().await;
            row.shows("Active").await;
            page.press("Control+s").await;
            review.button("Apply 1 change and publish").click().await;
            page.shows("The agent is published and takes calls.").await;
            let now = [THREE[0], THREE[1], EDITED[2]];
            until_texts(&voice, &id, &now).await;
            let chosen = json!(["POST", "Winter sale", "active"]);
            assert_eq!(written(&faults), [chosen, json!(["POST", null, null])]);
        })
        .await;
}

#[tokio::test]
async fn an_agent_in_a_state_that_nobody_knows_shows_the_word() {
    Stage::of("unknown state of an agent")
        .expects(LOST)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            create_agent(&voice, "Night line").await;
            let (page, _, faults) = behind_faults(stage).await;
            faults.rewrite(
                r#""current_status":"published""#,
                r#""current_status":"archived""#,
            );
            faults.begin(0);
            page.open(&format!("{}/workspace/voice/agents", faults.base()))
                .await;
            let row = page.row("Order line");
            row.shows("archived").await;
            row.shows_no("Published").await;
            row.shows_no("Draft").await;
            page.row("Night line").shows("Draft").await;
            page.link("Order line").click().await;
            page.url_where(|url| url.ends_with(&id)).await;
            page.link("Refunds").is_there().await;
            let head = page.any("main");
            head.shows("archived").await;
            head.shows_no("Published").await;
            head.shows_no("Draft").await;
            assert_eq!(written(&faults), Vec::<Value>::new(), "sent unasked");
        })
        .await;
}

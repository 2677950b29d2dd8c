//! What is written through the page about voice agents: one training switched off, one told apart
//! word by word, one gone, one made anew; an agent that goes, and one that stays.

use reqwest::Method;

use super::agents::NO_KEYS;
use super::agents_prelude::*;
use super::prelude::*;

const SWITCH: &str = "Active: the agent uses it";

/// The training of this subject.
async fn training(voice: &Api, id: &str, subject: &str) -> Value {
    let all = voice.get(&trainings_of(id)).await;
    let rows = all["data"].as_array().cloned().unwrap_or_default();
    match rows.into_iter().find(|row| row["subject"] == subject) {
        Some(row) => row,
        None => panic!("no training {subject}: {all}"),
    }
}

/// Applies what waits, publishes, and puts the account away.
async fn apply(page: &Page) {
    page.button("Apply 1 change and publish").click().await;
    let ended = page.dialog("How it ended");
    ended
        .clone()
        .shows("The agent is published and takes calls.")
        .await;
    ended.clone().button("Close").nth(1).click().await;
    ended.is_gone().await;
}

#[tokio::test]
async fn a_training_is_deactivated() {
    Stage::of("deactivated")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            page.row("Refunds").shows("Active").await;
            page.link("Refunds").click().await;
            let switch = page.role("switch", SWITCH);
            switch.is_checked(true).await;
            switch.click().await;
            page.row("Refunds").shows("Inactive").await;
            page.row("Refunds").shows("Edited, pending").await;
            page.shows("Status edited, pending").await;
            assert_eq!(
                training(&voice, &id, "Refunds").await["current_status"],
                "active"
            );

            page.press("Control+s").await;
            let review = page.dialog("Apply 1 change?");
            review.clone().shows("Deactivate “Refunds”").await;
            review
                .clone()
                .role("deletion", "removed: Active")
                .is_there()
                .await;
            review.role("insertion", "added: Inactive").is_there().await;
            apply(&page).await;
            let now = training(&voice, &id, "Refunds").await;
            assert_eq!(now["current_status"], "inactive");
            assert_eq!(now["instructions"], "Ask for the order number.");
            for other in ["Opening hours", "Winter sale"] {
                let other = training(&voice, &id, other).await;
                assert_eq!(other["current_status"], "active", "{other}");
            }
            page.reload().await;
            page.role("switch", SWITCH).is_checked(false).await;
            let row = page.row("Refunds");
            row.shows("Inactive").await;
            assert!(!row.text().await.contains("pending"));
        })
        .await;
}

#[tokio::test]
async fn the_changed_words_are_marked_before_anything_is_sent() {
    Stage::of("words of a training")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Refunds", "Ask for the parcel number.").await;
            page.field("Subject").fill("Returns").await;
            page.press("Control+s").await;
            let review = page.dialog("Apply 1 change?");
            review
                .clone()
                .shows("Change the subject and instructions of “Refunds”")
                .await;
            for (role, words) in [
                ("deletion", ["removed: Refunds", "removed: order"]),
                ("insertion", ["added: Returns", "added: parcel"]),
            ] {
                for words in words {
                    review.clone().role(role, words).is_there().await;
                }
                // Nothing else is marked.
                review.clone().any(role).are(2).await;
            }
            review.shows("2 words removed, 2 added").await;
            until_texts(&voice, &id, THREE).await;
            apply(&page).await;
            let now = [
                THREE[0],
                ("Returns", "Ask for the parcel number."),
                THREE[2],
            ];
            until_texts(&voice, &id, &now).await;
        })
        .await;
}

#[tokio::test]
async fn a_training_is_deleted_and_then_its_agent() {
    Stage::of("deleted agent")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            create_agent(&voice, "Night line").await;
            let gone = id_of(&training(&voice, &id, "Winter sale").await);
            let page = signed_in(stage, &id).await;
            page.link("Winter sale").click().await;
            page.button("More actions").click().await;
            page.menu_item("Delete").click().await;
            page.row("Winter sale").shows("Deletion pending").await;
            until_texts(&voice, &id, THREE).await;
            page.press("Control+s").await;
            let review = page.dialog("Apply 1 change?");
            review.shows("Delete “Winter sale”").await;
            apply(&page).await;
            until_texts(&voice, &id, &[THREE[0], THREE[1]]).await;
            let path = format!("{}/{gone}", trainings_of(&id));
            let (code, answer) = voice.try_send(Method::GET, &path, None).await;
            assert_eq!(code, 404, "{answer}");
            page.link("Winter sale").is_gone().await;
            page.heading("Trainings 2").is_there().await;
            assert_eq!(status(&voice, &id).await, "published");

            page.button("More about the agent").click().await;
            page.menu_item("Unpublish…").click().await;
            let question = page.dialog("Take the agent offline?");
            question
                .clone()
                .shows("The agent takes no new calls until it is published again.")
                .await;
            question
                .clone()
                .shows("Calls that are running go on.")
                .await;
            assert_eq!(status(&voice, &id).await, "published");
            question.button("Unpublish").click().await;
            page.shows("Unpublished. The agent takes no new calls.")
                .await;
            assert_eq!(status(&voice, &id).await, "draft");

            page.button("More about the agent").click().await;
            page.menu_item("Delete the agent…").click().await;
            let question = page.dialog("Delete “Order line”?");
            question
                .clone()
                .shows("Its trainings, actions and call history go with it.")
                .await;
            question.button("Delete the agent").click().await;
            page.shows("The agent was deleted.").await;
            page.url_where(|url| url.ends_with("/workspace/voice/agents"))
                .await;
            page.heading("Agents 1").is_there().await;
            page.link("Night line").is_there().await;
            assert_eq!(page.link("Order line").count().await, 0);
            let path = format!("/agents/{id}");
            let (code, answer) = voice.try_send(Method::GET, &path, None).await;
            assert_eq!(code, 404, "{answer}");
        })
        .await;
}

#[tokio::test]
async fn the_node_id_that_is_shown_is_the_one_that_the_service_has() {
    Stage::of("node ids")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = create_agent(&voice, "Order line").await;
            let own = json!({
                "node_id": "training-node-123", "subject": "Opening hours",
                "instructions": "Say: nine to five.",
            });
            voice.post(&trainings_of(&id), own).await;
            publish(&voice, &id).await;
            let page = signed_in(stage, &id).await;
            page.link("Opening hours").click().await;
            let node_id = page.field("Node ID");
            node_id.has_value("training-node-123").await;
            page.shows("The key by which the service finds this training again.")
                .await;

            page.button("New training").click().await;
            page.field("Subject").has_value("").await;
            page.field("Subject").fill("Lost parcels").await;
            page.field("Instructions").fill("We look for them.").await;
            page.shows("saved on this device").await;
            let before = node_id.value().await;
            assert!(
                before.len() > 8 && before != "training-node-123",
                "{before}"
            );
            // It is the form's own, not one of each look at it.
            page.reload().await;
            page.field("Subject").has_value("Lost parcels").await;
            node_id.has_value(&before).await;
            page.press("Control+s").await;
            apply(&page).await;
            let now = training(&voice, &id, "Lost parcels").await;
            assert_eq!(now["node_id"], before.as_str());
            page.link("Lost parcels").is_there().await;
            node_id.has_value(&before).await;

            // An edit goes to the same row: the key is sent with it.
            page.field("Instructions").fill("We find them.").await;
            page.press("Control+s").await;
            apply(&page).await;
            let edited = training(&voice, &id, "Lost parcels").await;
            assert_eq!(edited["node_id"], before.as_str());
            assert_eq!(edited["id"], now["id"]);
            assert_eq!(edited["instructions"], "We find them.");
        })
        .await;
}

const IN_USE: &str = r#"{"success": false, "message": "A running call uses this training."}"#;

#[tokio::test]
async fn both_rows_are_there_while_the_old_one_cannot_be_deleted() {
    Stage::of("old row stays")
        .expects(LOST)
        .expects(&["422"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let old = training(&voice, &id, "Refunds").await;
            stage.page.before_each_load(NO_KEYS).await;
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&format!("{}/workspace/voice/agents/{id}", faults.base()))
                .await;
            page.link("Opening hours").is_there().await;
            edit(&page, "Refunds", "Ask nothing.").await;
            page.shows("saved on this device").await;
            faults.next("DELETE", "/trainings/", Fault::Refused(IN_USE));
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            let asks = page.dialog("Your decision is needed");
            asks.clone().shows("0 of 1 change done.").await;
            asks.clone()
                .shows("The old row of “Refunds” is still there beside the new one.")
                .await;
            asks.clone()
                .shows("A running call uses this training.")
                .await;
            asks.clone()
                .shows("The agent is offline for new calls until it is published.")
                .await;
            let both = [
                THREE[0],
                ("Refunds", "Ask for the order number."),
                ("Refunds", "Ask nothing."),
                THREE[2],
            ];
            until_texts(&voice, &id, &both).await;
            assert_eq!(status(&voice, &id).await, "draft");

            // The account outlives a reload, and the old row goes on the second try.
            page.reload().await;
            asks.clone()
                .shows("The old row of “Refunds” is still there beside the new one.")
                .await;
            asks.button("Try again").click().await;
            let ended = page.dialog("How it ended");
            ended.clone().shows("1 of 1 change done.").await;
            ended
                .clone()
                .shows("The agent is published and takes calls.")
                .await;
            let text = ended.text().await;
            assert!(!text.contains("beside the new one"), "{text}");
            let now = [THREE[0], ("Refunds", "Ask nothing."), THREE[2]];
            until_texts(&voice, &id, &now).await;
            assert_ne!(training(&voice, &id, "Refunds").await["id"], old["id"]);
        })
        .await;
}

const ACTIVE_CALLS: &str =
    r#"{"success": false, "message": "Cannot delete agent while it has active calls."}"#;

#[tokio::test]
async fn an_agent_with_running_calls_is_not_deleted_and_the_person_is_told_why() {
    Stage::of("agent with calls")
        .expects(LOST)
        .expects(&["409"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = create_agent(&voice, "Order line").await;
            let (page, _, faults) = behind_faults(stage).await;
            let list = format!("{}/workspace/voice/agents", faults.base());
            page.open(&list).await;
            page.link("Order line").click().await;
            let delete = async || {
                page.button("More about the agent").click().await;
                page.menu_item("Delete the agent…").click().await;
                page.dialog("Delete “Order line”?")
                    .button("Delete the agent")
                    .click()
                    .await;
            };
            faults.begin(0);
            faults.next("DELETE", "/agents/", Fault::Conflict(ACTIVE_CALLS));
            delete().await;
            page.shows("The agent was not deleted").await;
            page.shows("Cannot delete agent while it has active calls.")
                .await;
            page.shows("Try again when its calls have ended.").await;
            // It is no published one: what helps there does not help here.
            assert_eq!(page.button("Unpublish…").count().await, 0);
            let log = faults.log();
            let sent = log.iter().filter(|entry| entry.method == "DELETE");
            assert_eq!(sent.count(), 1, "a refusal is not tried again unasked");
            page.url_where(|url| url.ends_with(&id)).await;
            assert_eq!(status(&voice, &id).await, "draft");
            page.link("Agents").nth(0).click().await;
            page.heading("Agents 1").is_there().await;
            page.row("Order line").is_there().await;

            // The calls have ended.
            page.link("Order line").click().await;
            delete().await;
            page.shows("The agent was deleted.").await;
            page.heading("No agents yet").is_there().await;
            let path = format!("/agents/{id}");
            let (code, answer) = voice.try_send(Method::GET, &path, None).await;
            assert_eq!(code, 404, "{answer}");
        })
        .await;
}

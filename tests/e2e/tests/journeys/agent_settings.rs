//! The settings of voice agents: created, set, refused, changed by somebody else, taken offline.

use cuebook_e2e::axe;

use super::agents_prelude::*;
use super::prelude::*;

async fn shown(voice: &Api, id: &str) -> Value {
    voice.get(&format!("/agents/{id}")).await["data"].clone()
}

fn settings(base: &str, id: &str) -> String {
    format!("{base}/workspace/voice/agents/{id}/settings")
}

#[tokio::test]
async fn an_agent_is_created_and_set_until_it_is_ready() {
    Stage::of("agent settings")
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            page.open(&format!("{base}/workspace/voice/agents/new"))
                .await;
            page.field("Label").fill("Order line").await;
            page.field("Temperature").fill("7").await;
            page.press("Control+s").await;
            // What is wrong stands at the fields, and over the form.
            page.shows("Language is required.").await;
            page.shows("Temperature must be between 0 and 2.").await;
            page.link("Name is required.").click().await;
            page.field("Name").has_focus().await;
            page.field("Name").fill("order_line").await;
            page.field("Temperature").fill("0,4").await;
            page.field("Language").focus().await;
            page.type_text("English (United").await;
            page.role("radio", "Inbound").click().await;
            page.role("radio", "The agent").click().await;
            page.role("radiogroup", "Record calls")
                .role("radio", "No")
                .click()
                .await;
            page.button("Create agent").click().await;

            page.heading("Settings of Order line").is_there().await;
            let id = page
                .url_where(|url| url.ends_with("/settings"))
                .await
                .rsplit('/')
                .nth(1)
                .map(str::to_owned)
                .unwrap_or_default();
            let now = shown(&voice, &id).await;
            assert_eq!(
                (&now["label"], &now["llm_temperature"]),
                (&json!("Order line"), &json!(0.4))
            );
            page.shows("Misses Knowledge, Voice and Calling").await;

            page.field("Description")
                .fill("Takes orders by phone.")
                .await;
            page.button("Save knowledge").click().await;
            page.shows("Misses Voice and Calling").await;
            page.field("Voice").fill("voice-1").await;
            page.field("Speed of speech").fill("2").await;
            page.button("Save voice").click().await;
            page.shows("Speed of speech must be less than 2.").await;
            page.field("Speed of speech").fill("1.3").await;
            page.button("Save voice").click().await;
            page.shows("Misses Calling").await;
            page.field("Phone numbers").fill("+442079460018").await;
            page.button("Save calling").click().await;
            page.shows("Ready to publish").await;

            let now = shown(&voice, &id).await;
            assert_eq!(now["is_ready_to_publish"], json!(true), "{now}");
            assert_eq!(now["voice"]["id"], json!("voice-1"));
            assert_eq!(now["conversation_speed"], json!(1.3));
            assert_eq!(now["phone_numbers"][0]["number"], json!("+442079460018"));
            voice
                .post(&format!("/agents/{id}/publish"), json!({}))
                .await;
        })
        .await;
}

#[tokio::test]
async fn a_published_agent_goes_offline_only_when_the_person_says_so() {
    Stage::of("agent offline")
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            publish(&voice, &id).await;
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            page.open(&format!("{}#voice", settings(&base, &id))).await;
            page.heading("Voice").has_focus().await;
            page.link("Calling").click().await;
            page.heading("Calling").has_focus().await;
            page.url_where(|url| url.ends_with("#calling")).await;
            page.field("Voice").fill("voice-2").await;
            page.button("Save voice").click().await;
            let question = page.dialog("Take “Order line” offline?");
            question.shows("It takes no new calls from then on").await;
            question.clone().button("Cancel").click().await;
            assert_eq!(
                shown(&voice, &id).await["current_status"],
                json!("published")
            );
            page.field("Voice").has_value("voice-2").await;

            page.press("Control+s").await;
            question.button("Save and take it offline").click().await;
            page.shows("The agent is offline for new calls").await;
            let now = shown(&voice, &id).await;
            assert_eq!(now["current_status"], json!("draft"));
            assert_eq!(now["voice"]["id"], json!("voice-2"));
        })
        .await;
}

#[tokio::test]
async fn a_change_by_somebody_else_is_shown_and_not_overwritten() {
    Stage::of("agent changed")
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            page.open(&settings(&base, &id)).await;
            page.field("Description").fill("Mine.").await;
            let path = format!("/agents/{id}/knowledge");
            voice
                .put(&path, knowledge("Theirs, by another person."))
                .await;
            page.field("Temperature").fill("0.9").await;
            page.button("Save knowledge").click().await;
            page.shows("Somebody changed these settings since you opened them")
                .await;
            page.shows("Theirs, by another person.").await;
            let now = shown(&voice, &id).await;
            assert_eq!(now["description"], json!("Theirs, by another person."));
            page.button("Put my edits on top").click().await;
            page.field("Description").fill("Both.").await;
            page.button("Save knowledge").click().await;
            page.shows("Saved").await;
            let now = shown(&voice, &id).await;
            assert_eq!(now["description"], json!("Both."));
            assert_eq!(now["llm_temperature"], json!(0.9));
        })
        .await;
}

#[tokio::test]
async fn a_refusal_and_a_lost_answer_keep_what_is_typed() {
    const REFUSAL: &str = r#"{"success": false, "message": "The given data was invalid.",
        "errors": {"voice_id": ["The selected voice id is invalid."]}}"#;
    Stage::of("agent refused")
        .expects(LOST)
        .expects(&["422"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = create_agent(&voice, "Order line").await;
            let (page, _, faults) = behind_faults(stage).await;
            page.open(&settings(faults.base(), &id)).await;
            page.field("Voice").fill("no-such-voice").await;
            faults.next("PUT", "/voice", Fault::Refused(REFUSAL));
            page.button("Save voice").click().await;
            page.link("The selected voice id is invalid.")
                .is_there()
                .await;
            page.field("Voice").has_value("no-such-voice").await;

            // The server has done it, and nobody was told: it is looked for.
            page.field("Voice").fill("voice-1").await;
            faults.next("PUT", "/voice", Fault::DropAnswer);
            page.button("Save voice").click().await;
            page.shows("Misses Knowledge and Calling").await;
            assert_eq!(shown(&voice, &id).await["voice"]["id"], json!("voice-1"));

            // Nothing arrived: the text stays, and goes with the next press.
            page.field("Voice").fill("voice-2").await;
            faults.next("PUT", "/voice", Fault::DropRequest);
            page.button("Save voice").click().await;
            page.shows("The service has taken nothing of it.").await;
            page.field("Voice").has_value("voice-2").await;
            page.button("Try again").click().await;
            page.shows("Saved").await;
            assert_eq!(shown(&voice, &id).await["voice"]["id"], json!("voice-2"));

            // What is typed is on the device, and comes back.
            page.field("Voice").fill("voice-3").await;
            page.shows("saved on this device").await;
            page.reload().await;
            page.shows("These are your unsent edits of").await;
            page.field("Voice").has_value("voice-3").await;
            page.button("Discard them").click().await;
            page.field("Voice").has_value("voice-2").await;
            // The device hears of it a moment later.
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            page.reload().await;
            page.field("Voice").has_value("voice-2").await;
            page.shows_no("These are your unsent edits of").await;
        })
        .await;
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_makes_one_agent() {
    Stage::of("agent created once")
        .expects(LOST)
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, _, faults) = behind_faults(stage).await;
            let base = faults.base().to_owned();
            page.open(&format!("{base}/workspace/voice/agents/new"))
                .await;
            page.field("Label").fill("Order line").await;
            page.field("Name").fill("order_line").await;
            page.field("Language").focus().await;
            page.type_text("Dutch").await;
            page.role("radio", "Outbound").click().await;
            page.role("radio", "The caller").click().await;
            page.role("radiogroup", "Record calls")
                .role("radio", "Yes")
                .click()
                .await;
            faults.next("POST", "/agents", Fault::DropAnswer);
            page.press("Control+s").await;
            page.shows("Nobody knows whether the agent was created.")
                .await;
            page.button("Try again").click().await;
            page.heading("Settings of Order line").is_there().await;
            let all = voice.get("/agents").await;
            assert_eq!(all["data"].as_array().map(Vec::len), Some(1), "{all}");
        })
        .await;
}

#[tokio::test]
async fn the_settings_keep_wcag_and_fit_a_phone() {
    const SIDEWAYS: &str =
        "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth";
    Stage::of("agent settings on a phone")
        .in_window(390, 844)
        .run(async |stage| {
            let (page, voice) = (stage.page.clone(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            stage.sign_in().await;
            let base = stage.server.base().to_owned();
            let mut wrong = Vec::new();
            for path in ["new".to_owned(), format!("{id}/settings")] {
                page.open(&format!("{base}/workspace/voice/agents/{path}"))
                    .await;
                page.button("Save voice").containing().count().await;
                page.any("form").nth(0).is_there().await;
                page.press("Control+s").await;
                for scheme in ["light", "dark"] {
                    page.prefer(scheme).await;
                    page.settle().await;
                    for found in axe::violations(&page).await {
                        wrong.push(format!("{path}, {scheme}: {found}"));
                    }
                }
                assert_eq!(
                    page.run(SIDEWAYS).await,
                    json!(0),
                    "{path} scrolls sideways"
                );
            }
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        })
        .await;
}

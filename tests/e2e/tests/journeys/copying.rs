//! Trainings copied between the dialects: what does not fit is said before, nothing is made twice.

use std::time::Duration;

use cuebook_e2e::axe;

use super::agents_prelude::*;
use super::prelude::*;

async fn trainings(voice: &Api, id: &str) -> Vec<Value> {
    let all = voice.get(&format!("/agents/{id}/trainings")).await;
    all["data"].as_array().cloned().unwrap_or_default()
}

/// Chooses these rows of the list.
async fn choose_rows(page: &Page, titles: &[&str]) {
    for title in titles {
        page.row(title).any("checkbox").click().await;
    }
}

#[tokio::test]
async fn scenarios_are_copied_to_an_agent_with_what_does_not_fit_said() {
    Stage::of("copy to an agent")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let voice = stage.server.voice_api();
            let first = voice.post("/agents", agent("Order line")).await;
            voice.post("/agents", agent("Other line")).await;
            let id = id_of(&first["data"]);
            let mut refunds = live("Refunds", "Within 30 days.");
            refunds["restricted_to_channels"] = json!(["email", "web"]);
            api.create(refunds).await;
            let long = "Where is my order ".repeat(16);
            api.create(live(long.trim(), "Ask for the number.")).await;
            let path = format!("/agents/{id}/trainings");
            let there = json!({"subject": "greetings", "instructions": "Say hello."});
            voice.post(&path, there).await;
            api.create(live("Greetings", "Be kind.")).await;

            stage.sign_in().await;
            choose_rows(&page, &["Refunds", "Where is my order", "Greetings"]).await;
            page.button("Copy to…").click().await;
            let dialog = page.dialog("Copy 3 scenarios to another workspace");
            dialog.clone().field("Agent").click().await;
            page.type_text("Order").await;
            page.option("Order line").containing().click().await;
            dialog
                .shows("It was only for Email and Web chat, and not for calls.")
                .await;
            dialog
                .shows("The subject has 287 characters, and at most 255 fit.")
                .await;
            dialog
                .shows("Order line has one with this subject already.")
                .await;
            dialog.shows("1 loses something, 1 must be corrected").await;
            dialog
                .clone()
                .button("Copy 2")
                .has_attribute("aria-disabled", "true")
                .await;
            dialog.clone().button("Cut it between words").click().await;
            dialog
                .clone()
                .field("Subject")
                .nth(0)
                .fill("Where is my order")
                .await;
            dialog.clone().button("Copy 2").click().await;
            dialog.shows("2 copied").await;
            // Nothing was sent: the copies wait among the changes of the agent.
            assert_eq!(trainings(&voice, &id).await.len(), 1);

            // Copied again, they are there already.
            dialog.clone().button("Close").nth(0).click().await;
            dialog.is_gone().await;
            page.button("Copy to…").click().await;
            let dialog = page.dialog("Copy 3 scenarios to another workspace");
            dialog.clone().field("Agent").click().await;
            page.type_text("Order").await;
            page.option("Order line").containing().click().await;
            dialog.clone().button("Copy 1").is_there().await;
            dialog.clone().button("Cancel").click().await;

            // They are made where the agent is.
            page.open(&format!(
                "{}/workspace/voice/agents/{id}",
                stage.server.base()
            ))
            .await;
            page.shows("2 changes pending").await;
            page.press("Control+s").await;
            page.dialog("Apply 2 changes?")
                .button("Apply 2 changes")
                .click()
                .await;
            page.dialog("How it ended")
                .shows("2 of 2 changes done.")
                .await;
            let rows = trainings(&voice, &id).await;
            let of = |subject: &str| rows.iter().find(|row| row["subject"] == subject).cloned();
            assert_eq!(rows.len(), 3, "{rows:?}");
            let copied = of("Refunds").unwrap_or_default();
            assert_eq!(copied["instructions"], json!("Within 30 days."));
            assert_eq!(copied["current_status"], json!("active"));
            assert!(of("Where is my order").is_some(), "{rows:?}");
            // The one that was there is what it was.
            let kept = of("greetings").unwrap_or_default();
            assert_eq!(kept["instructions"], json!("Say hello."));
        })
        .await;
}

#[tokio::test]
async fn a_training_is_copied_to_a_draft_once_though_the_answer_is_lost() {
    Stage::of("copy to scenarios")
        .expects(LOST)
        .run(async |stage| {
            let api = stage.server.api();
            let voice = stage.server.voice_api();
            let id = id_of(&voice.post("/agents", agent("Order line")).await["data"]);
            let path = format!("/agents/{id}/trainings");
            let refunds = json!({"subject": "Refunds", "instructions": "Within 30 days."});
            voice.post(&path, refunds).await;
            let (page, _, faults) = behind_faults(stage).await;
            let base = faults.base().to_owned();
            page.open(&format!("{base}/workspace/voice/agents/{id}"))
                .await;
            page.link("Refunds").is_there().await;
            page.button("More about the agent").click().await;
            page.menu_item("Copy the trainings in the list…")
                .click()
                .await;
            let dialog = page.dialog("Copy 1 training to another workspace");
            dialog
                .shows("It was for calls: the copy is only for the phone.")
                .await;
            faults.next("POST", "/training", Fault::DropAnswer);
            dialog.clone().button("Copy 1").click().await;
            dialog.shows("1 without an answer").await;
            dialog.clone().button("Try 1 again").click().await;
            dialog.shows("1 copied").await;

            let made = only(&api, "Refunds").await;
            assert_eq!(made["is_draft"], json!(true), "{made}");
            assert_eq!(made["restricted_to_channels"], json!(["phone_voice"]));
        })
        .await;
}

#[tokio::test]
async fn a_page_that_goes_while_it_copies_leaves_nothing_uncopied_and_nothing_twice() {
    Stage::of("copy and go")
        .expects(LOST)
        .run(async |stage| {
            let (api, voice) = (stage.server.api(), stage.server.voice_api());
            let id = create_agent(&voice, "Order line").await;
            for (subject, instructions) in THREE {
                let body = json!({"subject": subject, "instructions": instructions});
                voice.post(&trainings_of(&id), body).await;
            }
            let (page, _, faults) = behind_faults(stage).await;
            let base = faults.base().to_owned();
            page.open(&format!("{base}/workspace/voice/agents/{id}?sort=name"))
                .await;
            page.link("Refunds").is_there().await;
            page.button("More about the agent").click().await;
            page.menu_item("Copy the trainings in the list…")
                .click()
                .await;
            let dialog = page.dialog("Copy 3 trainings to another workspace");
            faults.begin(0);
            faults.next("POST", "/training", Fault::None);
            // The server has made it, and the page does not live to hear of it.
            faults.next("POST", "/training", Fault::Delay(Duration::from_secs(2)));
            dialog.clone().button("Copy 3").click().await;
            dialog.shows("1 of 3. Closing this stops nothing.").await;
            page.open(&format!("{base}/workspace/main/scenarios")).await;
            for (subject, instructions) in THREE {
                page.row(subject).is_there().await;
                let made = only(&api, subject).await;
                assert_eq!(made["draft_content"], json!(instructions), "{made}");
            }
            open_drawer(&page, "Outbox")
                .await
                .shows("The service has everything you sent")
                .await;
            for (subject, _) in THREE {
                only(&api, subject).await;
            }
        })
        .await;
}

#[tokio::test]
async fn the_preview_keeps_wcag_and_fits_a_phone() {
    const SIDEWAYS: &str =
        "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth";
    Stage::of("copy on a phone")
        .in_window(390, 844)
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let voice = stage.server.voice_api();
            voice.post("/agents", agent("Order line")).await;
            api.create(live(&"Where is my order ".repeat(16), "Ask."))
                .await;
            stage.sign_in().await;
            page.row("Where is my order").click().await;
            page.button("More actions").click().await;
            page.menu_item("Copy to another workspace…").click().await;
            let dialog = page.dialog("Copy 1 scenario to another workspace");
            // The only agent there is.
            dialog.clone().field("Subject").is_there().await;
            let mut wrong = Vec::new();
            for scheme in ["light", "dark"] {
                page.prefer(scheme).await;
                page.settle().await;
                for found in axe::violations(&page).await {
                    wrong.push(format!("{scheme}: {found}"));
                }
            }
            assert_eq!(page.run(SIDEWAYS).await, json!(0), "it scrolls sideways");
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        })
        .await;
}

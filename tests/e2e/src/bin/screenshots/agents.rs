//! The pictures of what is about voice agents.

use anyhow::{Context, Result};
use cuebook_e2e::{Page, Server, server::ADMIN_KEY};
use serde_json::json;

use super::Studio;

pub async fn pictures(studio: &mut Studio, server: &Server) -> Result<()> {
    let base = server.base().to_owned();
    let unready = agent(server, "Returns desk").await?;
    let published = agent(server, "Order line").await?;
    publish(server, &published).await;
    studio.page.open(&server.link(ADMIN_KEY)).await;
    let heading = studio.page.heading("All scenarios").containing();
    heading.is_there().await;
    let settings = |id: &str| format!("{base}/workspace/voice/agents/{id}/settings");
    let place = format!("{base}/workspace/voice/agents");
    studio
        .take("agents", async |page| {
            page.open(&place).await;
            page.link("Order line").is_there().await;
        })
        .await?;
    let first = trained(server, &published).await?;
    let open = async |page: &Page, path: &str| {
        page.open(&format!("{place}/{published}{path}")).await;
        page.any("row").nth(1).is_there().await;
    };
    studio
        .take("agent", async |page| open(page, "").await)
        .await?;
    studio
        .take("agent-training", async |page| {
            open(page, &format!("/trainings/{first}")).await;
            page.field("Subject").fill("When the shop is open").await;
            page.shows("saved on this device").await;
        })
        .await?;
    studio
        .take("agent-review", async |page| {
            open(page, &format!("/trainings/{first}")).await;
            page.field("Instructions")
                .fill("Say: from ten to six.")
                .await;
            page.press("Control+s").await;
            page.shows("Apply 1 change and publish").await;
        })
        .await?;
    studio
        .take("agent-run", async |page| {
            open(page, &format!("/trainings/{first}")).await;
            page.field("Instructions")
                .fill("Say: from nine to six.")
                .await;
            page.press("Control+s").await;
            page.button("Apply 1 change and publish").click().await;
            page.dialog("How it ended").is_there().await;
        })
        .await?;
    studio
        .take("agent-run-waits", async |page| {
            waits(page, async || {
                open(page, &format!("/trainings/{first}")).await
            })
            .await;
        })
        .await?;
    studio.page.connect(true).await;
    studio
        .take("agent-being-made", async |page| {
            // The run of the picture before ends first.
            page.connect(true).await;
            open(page, &format!("/trainings/{first}")).await;
            if page.text().await.contains("waits for the service") {
                page.shows("The changes are made.").await;
            }
            waits(page, async || {
                open(page, &format!("/trainings/{first}")).await
            })
            .await;
            let dialog = page.dialog("Waiting for the service…");
            dialog.button("Go on in the background").click().await;
            page.row("Opening hours").shows("Being made").await;
        })
        .await?;
    studio.page.connect(true).await;
    studio
        .take("agent-done", async |page| {
            open(page, "").await;
            page.press("h").await;
            page.dialog("What was done here").is_there().await;
        })
        .await?;
    studio
        .take("agent-new", async |page| {
            page.open(&format!("{base}/workspace/voice/agents/new"))
                .await;
            page.field("Label").is_there().await;
            page.press("Control+s").await;
            page.shows("Language is required.").await;
        })
        .await?;
    studio
        .take("agent-settings", async |page| {
            page.open(&settings(&unready)).await;
            page.heading("Voice").is_there().await;
        })
        .await?;
    studio
        .take("agent-offline", async |page| {
            page.open(&format!("{}#calling", settings(&published)))
                .await;
            page.field("Phone numbers").fill("+442079460018").await;
            page.press("Control+s").await;
            page.any("alertdialog").is_there().await;
        })
        .await?;
    studio
        .take("agents-waiting", async |page| {
            open(page, &format!("/trainings/{first}")).await;
            page.field("Instructions")
                .fill("Say: from ten to six.")
                .await;
            page.shows("saved on this device").await;
            page.open(&place).await;
            page.shows("1 change pending").await;
            page.button("On this device").containing().click().await;
            page.shows("Open the agent").await;
        })
        .await?;
    studio
        .take("copy", async |page| copy(page, &base).await)
        .await
}

/// A run that has lost its connection.
async fn waits(page: &Page, open: impl AsyncFnOnce()) {
    open().await;
    let hours = page.field("Instructions").value().await;
    let newer = format!("{hours} On Sundays we are closed.");
    page.field("Instructions").fill(&newer).await;
    page.press("Control+s").await;
    let apply = page.button("Apply 1 change and publish");
    apply.is_there().await;
    page.connect(false).await;
    apply.click().await;
    page.dialog("Waiting for the service…").is_there().await;
}

/// The preview of several copies.
async fn copy(page: &Page, base: &str) {
    page.open(&format!("{base}/workspace/main/scenarios")).await;
    for at in 1..6 {
        page.any("row").nth(at).any("checkbox").click().await;
    }
    page.button("Copy to…").click().await;
    page.field("Agent").click().await;
    page.any("option").nth(0).click().await;
    page.shows("Copy 5").await;
}

async fn agent(server: &Server, label: &str) -> Result<String> {
    let body = json!({
        "label": label, "name": "order_line", "language": "en-US",
        "description": "Takes orders by phone, and says when they arrive.",
        "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
        "ivr_navigation_mode": "off", "conversation_speed": 1.1, "initial_message_delay": 0,
        "ask_if_human_present_on_idle": true, "idle_time_seconds": 10, "llm_temperature": 0.3,
        "enable_recording": false, "direction": "inbound", "who_speaks_first": "agent",
    });
    let made = server.voice_api().post("/agents", body).await;
    let id = made["data"]["id"].as_str().map(str::to_owned);
    id.context("no agent was made")
}

async fn publish(server: &Server, id: &str) {
    let voice = server.voice_api();
    let path = |part: &str| format!("/agents/{id}/{part}");
    let knowledge = json!({
        "description": "Takes orders.", "interrupt_sensitivity": "medium",
        "ask_if_human_present_on_idle": true, "llm_temperature": 0.3, "initial_message_delay": 0,
    });
    voice.put(&path("knowledge"), knowledge).await;
    let sound = json!({"voice_id": "v1", "conversation_speed": 1.1, "who_speaks_first": "agent"});
    voice.put(&path("voice"), sound).await;
    let calls = json!({"direction": "inbound", "phone_number_ids": []});
    voice.put(&path("calling"), calls).await;
    voice.post(&path("publish"), json!({})).await;
}

/// Gives an agent trainings and publishes it again; the id of the first.
async fn trained(server: &Server, id: &str) -> Result<String> {
    let voice = server.voice_api();
    let texts = [
        (
            "Opening hours",
            "Say: we are open from nine to five, Monday to Friday.",
            "active",
        ),
        (
            "Refunds",
            "Ask for the order number, then say that a refund takes five working days.",
            "active",
        ),
        (
            "Winter sale",
            "Say that everything is ten percent off until the end of January.",
            "inactive",
        ),
    ];
    let mut first = None;
    for (subject, instructions, status) in texts {
        let body =
            json!({ "subject": subject, "instructions": instructions, "current_status": status });
        let made = voice.post(&format!("/agents/{id}/trainings"), body).await;
        let made = made["data"]["id"].as_str().map(str::to_owned);
        first = first.or(made);
    }
    voice
        .post(&format!("/agents/{id}/publish"), json!({}))
        .await;
    first.context("no training was made")
}

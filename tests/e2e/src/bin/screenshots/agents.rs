//! The pictures of what is about voice agents.

use anyhow::{Context, Result};
use cuebook_e2e::{Page, Server, server::ADMIN_KEY};
use serde_json::Value;

use super::Studio;

pub async fn pictures(studio: &mut Studio, server: &Server) -> Result<()> {
    let base = server.base().to_owned();
    let answer = server.voice_api().get("/agents?per_page=100").await;
    let all = answer["data"].as_array().cloned().unwrap_or_default();
    let of = |is: &dyn Fn(&Value) -> bool| {
        let found = all.iter().find(|agent| is(agent));
        let id = found.and_then(|agent| agent["id"].as_str());
        id.map(str::to_owned).context("no such agent")
    };
    let published = of(&|agent| agent["current_status"] == "published")?;
    let unready = of(&|agent| agent["is_ready_to_publish"] == false)?;
    studio.page.open(&server.link(ADMIN_KEY)).await;
    let heading = studio.page.heading("All scenarios").containing();
    heading.is_there().await;
    let settings = |id: &str| format!("{base}/workspace/voice/agents/{id}/settings");
    studio
        .take("agent-new", async |page| {
            page.open(&format!("{base}/workspace/voice/agents/new"))
                .await;
            page.field("Label").is_there().await;
            page.press("Control+s").await;
            page.shows("The language field is required.").await;
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
        .take("copy", async |page| copy(page, &base).await)
        .await
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
    page.any("list").is_there().await;
}

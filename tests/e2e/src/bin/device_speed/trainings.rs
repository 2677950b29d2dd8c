//! How long the list of an agent with thousands of trainings takes, and a key in its search.

use std::time::Duration;

use anyhow::{Context, Result};
use cuebook_e2e::{Page, Server, browser::Browser, server::ADMIN_KEY};
use serde_json::json;

use super::{print, script};

const TRAININGS: usize = 5_000;
/// Notes when the first row is there, and when all are counted.
const WATCH: &str = "new MutationObserver(() => { \
      if (!window.rowsAt && document.querySelector('#training-list tbody tr')) window.rowsAt = performance.now(); \
    }).observe(document, { childList: true, subtree: true });";
/// By then what a key has found is drawn.
const AFTER_A_KEY: Duration = Duration::from_millis(400);

/// The figures, of so many runs.
pub async fn figures(runs: usize) -> Result<()> {
    let server = Server::start_limited(0, Some(1_000_000))?;
    let agent = fill(&server).await?;
    let browser = Browser::start(1440, 900).await?;
    let page = Page::new(browser.driver.clone(), "trainings");
    let source = json!({ "source": WATCH });
    page.protocol("Page.addScriptToEvaluateOnNewDocument", source)
        .await;
    page.open(&server.link(ADMIN_KEY)).await;
    page.heading("All scenarios").containing().is_there().await;
    let address = format!("{}/workspace/voice/agents/{agent}", server.base());
    let mut times = Vec::new();
    // One more, which fills the caches.
    for run in 0..=runs {
        page.open("about:blank").await;
        page.open(&address).await;
        page.heading("Trainings 5,000").is_there().await;
        page.settle().await;
        let at = page.run("return window.rowsAt").await;
        if run > 0 {
            times.push(at.as_f64().unwrap_or(f64::NAN));
        }
    }
    print("rows of an agent with 5,000 trainings", &times);

    page.protocol("Performance.enable", json!({})).await;
    page.field("Search subjects and instructions").click().await;
    let mut keys = Vec::new();
    for key in "answer 4999".chars() {
        let start = script(&page).await;
        page.type_text(&key.to_string()).await;
        tokio::time::sleep(AFTER_A_KEY).await;
        keys.push(script(&page).await - start);
    }
    print("script of a key in the search of 5,000 trainings", &keys);
    browser.driver.clone().quit().await?;
    Ok(())
}

async fn fill(server: &Server) -> Result<String> {
    let voice = server.voice_api();
    let agent = json!({
        "label": "Order line", "name": "order_line", "language": "en-US",
        "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
        "ivr_navigation_mode": "off", "conversation_speed": 1.1, "initial_message_delay": 0,
        "ask_if_human_present_on_idle": true, "idle_time_seconds": 10, "llm_temperature": 0.3,
        "enable_recording": false, "direction": "inbound", "who_speaks_first": "agent",
    });
    let made = voice.post("/agents", agent).await;
    let id = made["data"]["id"].as_str().context("an agent has an id")?;
    for number in 1..=TRAININGS {
        let body = json!({
            "subject": format!("Question {number:04}"),
            "instructions": format!("Say what answer {number:04} says, and ask back. ").repeat(12),
        });
        voice.post(&format!("/agents/{id}/trainings"), body).await;
    }
    Ok(id.to_owned())
}

//! Services that say less of why an agent cannot be published: the way to the settings is there all
//! the same.

use super::agents_prelude::*;
use super::prelude::*;

/// Takes what the pattern finds out of every answer about agents.
fn without(pattern: &str) -> String {
    format!(
        "const ask = window.fetch; window.fetch = async (...all) => {{
            if (!(all[0].url ?? '').includes('/api/v1/')) return ask(...all);
            const answer = await ask(...all);
            const bare = (await answer.text()).replace({pattern}g, '');
            return new Response(bare, {{ status: answer.status, headers: answer.headers }}); }}"
    )
}

/// A draft agent whose calling was never saved, in the browser of somebody who wants to publish it.
async fn publishing(stage: &Stage) -> Page {
    let voice = stage.server.voice_api();
    let id = create_agent(&voice, "Order line").await;
    let hours = json!({ "subject": "Opening hours", "instructions": "Say: nine to five." });
    voice.post(&trainings_of(&id), hours).await;
    let path = |part: &str| format!("/agents/{id}/{part}");
    voice
        .put(&path("knowledge"), knowledge("Takes orders."))
        .await;
    let sound = json!({"voice_id": "v1", "conversation_speed": 1.1, "who_speaks_first": "agent"});
    voice.put(&path("voice"), sound).await;
    let page = signed_in(stage, &id).await;
    page.button("Publish…").click().await;
    page
}

#[tokio::test]
async fn without_a_reason_the_way_leads_to_all_settings() {
    Stage::of("not ready, and no reason")
        .run(async |stage| {
            let script = without(r#"/"missing_to_publish":\[[^\]]*\],?/"#);
            stage.page.before_each_load(&script).await;
            let page = publishing(stage).await;
            let dialog = page.dialog("The agent cannot be published yet");
            dialog
                .clone()
                .shows("The agent is not ready, and the service does not say why.")
                .await;
            for setup in ["Set knowledge", "Set voice", "Set calling"] {
                dialog.clone().role("link", setup).is_there().await;
            }
            dialog.role("link", "Set calling").click().await;
            page.url_where(|url| url.ends_with("/settings#calling"))
                .await;
            page.heading("Calling").is_there().await;
        })
        .await;
}

#[tokio::test]
async fn a_publish_that_is_refused_links_to_what_is_missing() {
    Stage::of("publish refused")
        .expects(&["422"])
        .run(async |stage| {
            let script = without(
                r#"/"(missing_to_publish":\[[^\]]*\]|is_ready_to_publish":(true|false)),?/"#,
            );
            stage.page.before_each_load(&script).await;
            let page = publishing(stage).await;
            let dialog = page.dialog("Publish the agent?");
            dialog.clone().button("Publish").click().await;
            dialog.clone().shows("The agent was not published").await;
            let calling = dialog.clone().role("link", "Set calling");
            calling.clone().is_there().await;
            for there in ["Set knowledge", "Set voice"] {
                assert_eq!(dialog.clone().role("link", there).count().await, 0);
            }
            calling.click().await;
            page.url_where(|url| url.ends_with("/settings#calling"))
                .await;
        })
        .await;
}

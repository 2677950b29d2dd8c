//! What is written by hand for a training that somebody else has changed, too.

use cuebook_e2e::wait;

use super::agents_prelude::*;
use super::prelude::*;

const BASE: &str = "Say: we are open from nine to five.";
const MINE: &str = "Say: we are open from ten to six.";
const THEIRS: &str = "Say: we are open from eight to four.";
const WRITTEN: &str = "Say: we are open from eight to six.";
const BY_HAND: &str = "Conflict 1, by hand";

#[tokio::test]
async fn what_is_written_by_hand_outlives_a_reload() {
    Stage::of("a training by hand over a reload")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, &[("Opening hours", BASE)]).await;
            let page = signed_in(stage, &id).await;
            edit(&page, "Opening hours", MINE).await;
            page.shows("saved on this device").await;
            let rows = voice.get(&trainings_of(&id)).await;
            let theirs = json!({
                "node_id": rows["data"][0]["node_id"],
                "subject": "Opening hours",
                "instructions": THEIRS,
            });
            voice.post(&trainings_of(&id), theirs).await;
            page.press("Control+s").await;
            let group = page.role("radiogroup", "Conflict 1: what stands here");
            group.role("radio", "By hand").click().await;
            page.field(BY_HAND).fill(WRITTEN).await;
            let kept = wait::until(wait::PATIENCE, || async {
                let kept = stored(&page, "meta").await.join("\n");
                let is_kept = kept.contains(WRITTEN);
                is_kept.then_some(()).ok_or(kept)
            })
            .await;
            assert_eq!(kept, Ok(()), "it is not on the device");
            page.reload().await;

            page.field("Instructions").has_value(MINE).await;
            page.press("Control+s").await;
            page.field(BY_HAND).has_value(WRITTEN).await;
            let dialog = page.dialog("Apply 1 change?");
            dialog.button("Use both, put together").click().await;
            page.shows_no("Somebody else has changed it since").await;
            page.button("Apply 1 change").click().await;
            page.shows("1 of 1 change done.").await;
            until_texts(&voice, &id, &[("Opening hours", WRITTEN)]).await;
        })
        .await;
}

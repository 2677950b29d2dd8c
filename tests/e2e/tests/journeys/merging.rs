//! What both have changed, place by place: decided in the dialog, kept over a reload, sent as it was
//! decided and not before.

use cuebook_e2e::wait;

use super::prelude::*;

const SOMEBODY: &str = "Somebody changed this scenario since you opened it";
const MERGE: &str = "Put the edits together";

/// A form with `mine`, which was to be saved over `theirs`; the dialog that puts them together is
/// open.
async fn deciding(stage: &Stage, base: &str, mine: &str, theirs: &str) -> (Page, Api, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let id = api.create(live("Opening hours", base)).await;
    stage.sign_in().await;
    open_scenario(&page, "Opening hours").await;
    page.field("Content").fill(mine).await;
    let theirs = json!({ "title": "Opening hours", "content": theirs });
    api.put(&format!("/training/{id}"), theirs).await;
    page.press("Control+s").await;
    page.shows(SOMEBODY).await;
    page.button(MERGE).click().await;
    page.dialog(MERGE).is_there().await;
    (page, api, id)
}

/// A choice about a place of the content, which are counted from 1.
fn choice(page: &Page, place: usize, words: &str) -> Locator {
    let group = format!("Conflict {place}: what stands here");
    let group = page.dialog(MERGE).role("radiogroup", &group);
    group.role("radio", words)
}

/// Waits until the scenario's draft is exactly this; what is live stays.
async fn has_draft(api: &Api, id: &str, text: &str, live: &str) {
    let row = until(api, id, "the text that was decided on", |row| {
        row["draft_content"] == json!(text)
    })
    .await;
    assert_eq!(row["content"], json!(live));
}

#[tokio::test]
async fn mine_theirs_and_both_are_taken_place_by_place() {
    const BASE: &str = "Monday: 9 to 17\n\nTuesday: 9 to 17\n\nWednesday: 9 to 17\n\n\
                        Thursday: 9 to 17\n\nFriday: 9 to 17\n\nCall first.";
    const MINE: &str = "Monday: 10 to 18\n\nTuesday: closed\n\nWednesday: 10 to 18\n\n\
                        Thursday: 9 to 17\n\nFriday: 10 to 18\n\nCall first.";
    const THEIRS: &str = "Monday: 8 to 16\n\nTuesday: 9 to 17\n\nWednesday: 8 to 16\n\n\
                          Thursday: by appointment\n\nFriday: 8 to 16\n\nCall first.";
    const DECIDED: &str = "Monday: 10 to 18\n\nTuesday: closed\n\nWednesday: 8 to 16\n\n\
                           Thursday: by appointment\n\nFriday: 10 to 18\nFriday: 8 to 16\n\n\
                           Call first.";
    Stage::of("merge place by place")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = deciding(stage, BASE, MINE, THEIRS).await;
            let dialog = page.dialog(MERGE);
            let done = dialog.clone().button("Use this");
            for (place, words, left) in [
                (1, "Mine", "2 decisions are left."),
                (3, "Both", "1 decision is left."),
                (2, "Theirs", "Everything is decided."),
            ] {
                done.has_attribute("aria-disabled", "true").await;
                choice(&page, place, words).click().await;
                choice(&page, place, words).is_checked(true).await;
                dialog.clone().shows(left).await;
            }
            done.click().await;
            dialog.is_gone().await;
            page.field("Content").has_value(DECIDED).await;
            page.shows_no(SOMEBODY).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!(THEIRS), "sent unasked");
            page.press("Control+s").await;
            has_draft(&api, &id, DECIDED, BASE).await;
            page.shows("Sent ").await;
            page.shows_no(SOMEBODY).await;
        })
        .await;
}

/// Waits until the device has a text among the unsent edits.
async fn is_kept(page: &Page, text: &str) {
    let kept = wait::until(wait::PATIENCE, || async {
        let kept = stored(page, "edits").await;
        let is_kept = kept.iter().any(|kept| kept.contains(text));
        is_kept.then_some(()).ok_or_else(|| kept.join("\n"))
    })
    .await;
    assert_eq!(kept, Ok(()), "{text:?} is not on the device");
}

#[tokio::test]
async fn what_is_written_by_hand_outlives_a_reload_in_the_middle_of_the_dialog() {
    const BASE: &str = "Hello!\n\nMonday: 9 to 17\n\nSunday: closed\n\nBye.";
    const MINE: &str = "Hello!\n\nMonday: 10 to 18\n\nSunday: on request\n\nBye.";
    const THEIRS: &str = "Good day!\n\nMonday: 8 to 16\n\nSunday: never\n\nBye.";
    const DECIDED: &str = "Good day!\n\nMonday: 8 to 18, ring the bell\n\nSunday: never\n\nBye.";
    const BY_HAND: &str = "Conflict 1, by hand";
    const WRITTEN: &str = "Monday: 8 to 18, ring the bell\n";
    Stage::of("by hand over a reload")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = deciding(stage, BASE, MINE, THEIRS).await;
            choice(&page, 1, "By hand").click().await;
            page.field(BY_HAND).fill(WRITTEN).await;
            is_kept(&page, "ring the bell").await;
            page.reload().await;

            // The dialog asks again, and knows what was written.
            page.shows(SOMEBODY).await;
            page.field("Content").has_value(MINE).await;
            page.button(MERGE).click().await;
            let dialog = page.dialog(MERGE);
            dialog.clone().shows("1 decision is left.").await;
            choice(&page, 1, "By hand").is_checked(true).await;
            page.field(BY_HAND).has_value(WRITTEN).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!(THEIRS), "sent unasked");

            // It is also there after "Not now", and is used.
            dialog.clone().button("Not now").click().await;
            dialog.clone().is_gone().await;
            page.button(MERGE).click().await;
            page.field(BY_HAND).has_value(WRITTEN).await;
            choice(&page, 2, "Theirs").click().await;
            dialog.clone().shows("Everything is decided.").await;
            dialog.clone().button("Use this").click().await;
            dialog.is_gone().await;
            page.field("Content").has_value(DECIDED).await;
            page.press("Control+s").await;
            has_draft(&api, &id, DECIDED, BASE).await;
        })
        .await;
}

#[tokio::test]
async fn channels_come_together_and_a_key_of_the_metadata_is_asked() {
    Stage::of("merge of lists and keys")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let mut made = live("Opening hours", "9 to 17");
            made["restricted_to_channels"] = json!(["web"]);
            made["metadata"] = json!({ "owner": "Mara", "rank": 1 });
            let id = api.create(made).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.choose("Channels", "Phone").await;
            page.field("JSON value 1").fill("\"Ben\"").await;
            let theirs = json!({
                "title": "Opening hours", "content": "9 to 17",
                "restricted_to_channels": ["web", "email"],
                "metadata": { "owner": "Ana", "rank": 2 },
            });
            api.put(&format!("/training/{id}"), theirs).await;
            page.press("Control+s").await;
            page.shows(SOMEBODY).await;
            page.button(MERGE).click().await;
            let dialog = page.dialog(MERGE);
            dialog.clone().shows("Both changes are in it.").await;
            dialog.clone().shows("1 decision is left.").await;
            let whose = dialog.clone().role("radiogroup", "Metadata, owner: whose");
            whose.role("radio", "Mine").click().await;
            dialog.clone().shows("Everything is decided.").await;
            dialog.clone().button("Use this").click().await;
            dialog.is_gone().await;
            page.press("Control+s").await;
            let row = until(&api, &id, "both edits", |row| {
                row["metadata"] == json!({ "owner": "Ben", "rank": 2 })
            })
            .await;
            let mut channels: Vec<&str> = row["restricted_to_channels"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            channels.sort_unstable();
            assert_eq!(channels, ["email", "phone_voice", "web"]);
        })
        .await;
}

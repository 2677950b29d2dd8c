//! The service refuses or is away while somebody writes. Typed text is never lost.

use super::prelude::*;

const TEXT: &str = "Typed with care, and not to be lost.";

#[tokio::test]
async fn a_key_that_may_only_read_is_told_so_and_the_text_stays() {
    Stage::of("forbidden")
        .expects(&["403"])
        .run(async |stage| {
            let page = stage.page.clone();
            stage
                .server
                .api()
                .create(live("Gift cards", "They never expire."))
                .await;
            let key = stage
                .server
                .make_key("reader", &["training:read", "segments:read"])
                .unwrap();
            page.open(&stage.server.link(&key)).await;
            open_scenario(&page, "Gift cards").await;
            page.field("Content").fill(TEXT).await;
            page.press("Control+s").await;
            page.shows("training:write").await;
            page.field("Content").has_value(TEXT).await;
            let row = only(&stage.server.api(), "Gift cards").await;
            assert_eq!(row["content"], json!("They never expire."));
            assert_eq!(row["draft_content"], Value::Null);
        })
        .await;
}

#[tokio::test]
async fn a_key_without_any_reading_scope_gets_a_readable_answer() {
    Stage::of("nothing to read")
        .expects(&["403", "401"])
        .run(async |stage| {
            let page = stage.page.clone();
            let key = stage
                .server
                .make_key("segments", &["segments:read"])
                .unwrap();
            page.open(&stage.server.link(&key)).await;
            page.shows("training:read").await;
            page.shows_no("No scenarios yet").await;
        })
        .await;
}

#[tokio::test]
async fn a_server_that_is_away_loses_nothing_and_the_save_works_when_it_is_back() {
    Stage::of("unreachable")
        .expects(&[
            "ERR_CONNECTION_REFUSED",
            "ERR_CONNECTION_RESET",
            "ERR_SOCKET_NOT_CONNECTED",
            "ERR_EMPTY_RESPONSE",
        ])
        .run(async |stage| {
            let page = stage.page.clone();
            let id = stage
                .server
                .api()
                .create(live("Opening hours", "9 to 17"))
                .await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill(TEXT).await;
            stage.server.kill();
            page.press("Control+s").await;
            page.shows("No answer from the service").await;
            page.shows("Your text is still here").await;
            page.field("Content").has_value(TEXT).await;
            page.shows("1 field edited, not sent").await;

            stage.server.start_again().unwrap();
            // It goes by itself; nobody has to wait for that.
            page.button("Try now").click().await;
            page.shows("Saved as a draft.").await;
            let api = stage.server.api();
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!(TEXT)
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_not_made_twice() {
    Stage::of("create while away")
        .expects(&[
            "ERR_CONNECTION_REFUSED",
            "ERR_CONNECTION_RESET",
            "ERR_SOCKET_NOT_CONNECTED",
            "ERR_EMPTY_RESPONSE",
        ])
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            write_new(&page, "Lost parcels", TEXT).await;
            stage.server.kill();
            page.press("Control+s").await;
            page.shows("No answer from the service").await;
            page.field("Title or trigger")
                .has_value("Lost parcels")
                .await;
            stage.server.start_again().unwrap();
            page.row("Lost parcels").is_there().await;
            only(&stage.server.api(), "Lost parcels").await;
        })
        .await;
}

#[tokio::test]
async fn a_revoked_key_is_asked_for_over_the_form_and_then_the_save_goes_on() {
    Stage::of("revoked key")
        .expects(&["401"])
        .run(async |stage| {
            let page = stage.page.clone();
            let id = stage
                .server
                .api()
                .create(live("Opening hours", "9 to 17"))
                .await;
            let key = stage.server.make_key("temporary", &[]).unwrap();
            page.open(&stage.server.link(&key)).await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill(TEXT).await;
            stage.server.revoke_key("temporary").unwrap();
            until_refused(&stage.server, &key).await;
            page.press("Control+s").await;
            let dialog = page.dialog("The service asks for a key");
            dialog.is_there().await;
            dialog
                .clone()
                .field("Key")
                .fill("still-a-wrong-key-000")
                .await;
            dialog.clone().button("Go on with this key").click().await;
            dialog.shows("does not accept this key").await;
            dialog.clone().field("Key").fill(ADMIN_KEY).await;
            dialog.clone().button("Go on with this key").click().await;
            dialog.is_gone().await;
            page.shows("Saved as a draft.").await;
            page.field("Content").has_value(TEXT).await;
            let api = stage.server.api();
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!(TEXT)
            })
            .await;
        })
        .await;
}

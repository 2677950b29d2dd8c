//! Without a connection: it is said, reading and writing go on, and what was sent goes out once.

use std::time::Duration;

use super::prelude::*;

const OFFLINE: &[&str] = &["ERR_INTERNET_DISCONNECTED"];

#[tokio::test]
async fn reading_and_writing_go_on_and_what_was_sent_goes_out_once() {
    Stage::of("offline")
        .expects(OFFLINE)
        .expects(LOST)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            api.create(live("Gift cards", "They never expire.")).await;
            api.create(live("Returns", "Within 30 days.")).await;
            page.reload().await;
            page.row("Returns").is_there().await;
            page.button("On this device").containing().is_there().await;
            page.shows_no("Offline").await;
            faults.begin(0);

            page.connect(false).await;
            page.shows("Offline. What is loaded can be read.").await;
            // What was loaded is read: opened, and searched.
            open_scenario(&page, "Gift cards").await;
            page.field("Content").has_value("They never expire.").await;
            let search = page.field("Search titles and contents");
            search.fill("30 days").await;
            page.row("Gift cards").is_gone().await;
            page.row("Returns").is_there().await;
            search.fill("").await;

            // A draft is written, and stays one.
            open_scenario(&page, "Returns").await;
            page.field("Content").fill("Within 60 days.").await;
            page.shows("saved on this device").await;
            // A save and a creation wait, and say for what.
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("No connection").await;
            page.shows("It is sent by itself as soon as there is a connection")
                .await;
            write_new(&page, "Lost parcels", "We look for them.").await;
            page.press("Control+s").await;
            page.shows("No connection").await;
            let drawer = open_drawer(&page, "Outbox").await;
            for title in ["Opening hours", "Lost parcels"] {
                drawer.clone().shows(title).await;
            }
            drawer.clone().shows("Waits for a connection").await;
            // What never went out has no answer to lose.
            drawer.clone().shows_no("An answer was lost").await;
            page.press("Escape").await;
            drawer.is_gone().await;
            let writes = || faults.log().into_iter().filter(|entry| entry.is_write());
            assert_eq!(writes().count(), 0, "it was not offline");

            page.connect(true).await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.row("Lost parcels").is_there().await;
            page.shows_no("Offline").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer
                .clone()
                .shows("The service has everything you sent")
                .await;
            // Longer than the next attempt would have been away.
            tokio::time::sleep(Duration::from_secs(3)).await;
            only(&api, "Lost parcels").await;
            let mut sent: Vec<String> = writes().map(|entry| entry.method).collect();
            sent.sort();
            assert_eq!(sent, ["POST", "PUT"], "not each of them once");
            // The draft is still one.
            drawer
                .clone()
                .tab("Unsent edits")
                .containing()
                .click()
                .await;
            drawer.shows("Returns").await;
            let row = only(&api, "Returns").await;
            assert_eq!(row["draft_content"], Value::Null, "sent unasked");
        })
        .await;
}

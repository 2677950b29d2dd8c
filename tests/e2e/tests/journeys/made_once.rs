//! A create happens once, also where the name under which it was sent says nothing any more.

use super::prelude::*;

const ALSO: &[&str] = &["401", "409", "422", "429"];

/// A new scenario whose answer was lost, and which waits for a minute before it is sent again.
async fn write_and_lose_the_answer(page: &Page, faults: &Faults) {
    faults.next("POST", "/training", Fault::DropAnswer);
    faults.next("POST", "/training", Fault::TooMany(60));
    write_new(page, "Lost parcels", "We look for them.").await;
    page.press("Control+s").await;
    page.shows("The service asks to wait").await;
}

#[tokio::test]
async fn with_another_key_a_lost_create_is_looked_for_before_it_is_sent() {
    Stage::of("lost create, another key")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let key = stage.server.make_key("desk", &[]).expect("a key");
            let (page, api, faults) = behind_faults_as(stage, &key).await;
            write_and_lose_the_answer(&page, &faults).await;
            stage.server.revoke_key("desk").expect("revoked");
            until_refused(&stage.server, &key).await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("An answer was lost").await;
            drawer.button("Try now").click().await;
            let question = page.dialog("The service asks for a key");
            question.clone().field("Key").fill(ADMIN_KEY).await;
            page.press("Enter").await;
            question.is_gone().await;
            let drawer = page.dialog("On this device");
            drawer.shows("The service has everything you sent").await;
            only(&api, "Lost parcels").await;
            page.press("Escape").await;
            page.url_where(|url| !url.contains("/new")).await;
            page.field("Content").has_value("We look for them.").await;
        })
        .await;
}

#[tokio::test]
async fn a_lost_create_that_was_taken_back_is_not_made_twice_by_the_next_save() {
    Stage::of("taken back after a lost answer")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            write_and_lose_the_answer(&page, &faults).await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().button("Take back").click().await;
            page.shows("It may have reached the service before").await;
            page.press("Escape").await;
            drawer.is_gone().await;
            // The same text: it is there already, and the form goes on with it.
            page.field("Content").has_value("We look for them.").await;
            page.press("Control+s").await;
            page.url_where(|url| !url.contains("/new")).await;
            only(&api, "Lost parcels").await;
        })
        .await;
}

#[tokio::test]
async fn what_is_said_of_a_refused_write_goes_when_somebody_has_decided() {
    const BODY: &str = r#"{"message":"Too much is live already."}"#;
    Stage::of("a toast that is settled")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            api.create(live("Opening hours", "9 to 17")).await;
            api.create(live("Gift cards", "They never expire.")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(2));
            faults.next("PUT", "/training", Fault::Refused(BODY));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            open_scenario(&page, "Gift cards").await;
            page.shows("was refused").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().button("Take back").click().await;
            page.shows("Its text is among the unsent edits").await;
            page.shows_no("was refused").await;
        })
        .await;
}

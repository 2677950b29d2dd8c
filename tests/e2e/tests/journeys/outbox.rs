//! The outbox: what is sent waits, goes by itself, survives a reload, and is never done twice.

use std::time::Duration;

use super::prelude::*;

const ALSO: &[&str] = &["412", "429", "503", "400"];

#[tokio::test]
async fn a_lost_answer_makes_no_second_scenario_and_no_false_conflict() {
    Stage::of("lost answers")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            write_new(&page, "Lost parcels", "One").await;
            faults.next("POST", "/training", Fault::DropAnswer);
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let id = id_of(&only(&api, "Lost parcels").await);
            // The form is the same one: the focus and the caret stayed.
            page.field("Content").has_focus().await;
            page.field("Content").fill("Two").await;
            faults.next("PUT", "/training", Fault::Cut);
            page.press("Control+s").await;
            until(&api, &id, "two", |row| row["draft_content"] == json!("Two")).await;
            page.shows("Sent ").await;
            page.shows_no("Somebody changed").await;
            page.button("Publish…").click().await;
            faults.next("PUT", "/training", Fault::DropAnswer);
            page.dialog("Publish")
                .containing()
                .button("Publish")
                .click()
                .await;
            page.shows("Published version 1.").await;
            let row = only(&api, "Lost parcels").await;
            assert_eq!(
                (&row["content"], &row["current_version"]),
                (&json!("Two"), &json!(1))
            );
        })
        .await;
}

#[tokio::test]
async fn what_waits_goes_on_after_a_reload() {
    Stage::of("outbox over a reload")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            for _ in 0..2 {
                faults.next("PUT", "/training", Fault::Failing(503));
            }
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("status 503").await;
            page.shows("It is sent by itself").await;
            page.reload().await;
            page.field("Content").has_value("10 to 18").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.shows_no("It is sent by itself").await;
            page.shows_no("These are your unsent edits").await;
            page.shows_no("Somebody changed").await;
        })
        .await;
}

#[tokio::test]
async fn a_429_is_waited_for_with_a_countdown() {
    Stage::of("asked to wait")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(2));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.shows("again in").await;
            page.shows("Sent ").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!("10 to 18"));
            // One refused, one taken: nobody asked earlier than allowed.
            let puts = faults
                .log()
                .into_iter()
                .filter(|entry| entry.method == "PUT");
            assert_eq!(puts.count(), 2);
        })
        .await;
}

#[tokio::test]
async fn a_write_that_waits_is_edited_or_taken_back_and_its_text_stays() {
    Stage::of("taken back")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(60));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.button("Close the scenario").click().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Opening hours").await;
            drawer.clone().button("Take back").click().await;
            drawer
                .clone()
                .shows("The service has everything you sent")
                .await;
            drawer
                .clone()
                .tab("Unsent edits")
                .containing()
                .click()
                .await;
            drawer.clone().shows("Opening hours").await;
            page.press("Escape").await;
            page.row("Opening hours").click().await;
            page.field("Content").has_value("10 to 18").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], Value::Null, "sent after all");

            faults.next("PUT", "/training", Fault::TooMany(60));
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.button("Close the scenario").click().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().button("Edit").click().await;
            drawer.is_gone().await;
            page.field("Content").has_value("10 to 18").await;
            page.field("Content").fill("11 to 19").await;
            page.press("Control+s").await;
            until(&api, &id, "the edited text", |row| {
                row["draft_content"] == json!("11 to 19")
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_edited_and_made_once() {
    Stage::of("edited after a lost answer")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            faults.next("POST", "/training", Fault::DropAnswer);
            faults.next("POST", "/training", Fault::TooMany(60));
            write_new(&page, "Lost parcels", "We look for them.").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("An answer was lost").await;
            drawer.clone().button("Edit").click().await;
            drawer.is_gone().await;
            page.field("Content").has_value("We look for them.").await;
            page.field("Content")
                .fill("We look for them at once.")
                .await;
            page.press("Control+s").await;
            // The second text goes behind the first, which is asked for again.
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Waits for an earlier write").await;
            drawer.clone().button("Try now").nth(0).click().await;
            drawer
                .clone()
                .shows("The service has everything you sent")
                .await;
            let row = only(&api, "Lost parcels").await;
            assert!(row.to_string().contains("We look for them at once."));
        })
        .await;
}

/// The quarter of a second in which edits follow a create takes long enough to be met.
const LONG_MOMENT: &str = "const wait = window.setTimeout; \
    window.setTimeout = (call, time, ...more) => wait(call, time === 250 ? 2500 : time, ...more)";

#[tokio::test]
async fn what_is_saved_right_after_a_create_goes_behind_what_waited_for_it() {
    Stage::of("saves behind a create")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            page.run(LONG_MOMENT).await;
            faults.next("POST", "/training", Fault::DropAnswer);
            faults.next("POST", "/training", Fault::TooMany(2));
            write_new(&page, "Lost parcels", "One").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.field("Content").fill("Two").await;
            page.press("Control+s").await;
            // The answer is here: the form writes to what it has become, while the second text
            // still waits under the name of something new.
            page.url_where(|url| !url.contains("/new")).await;
            page.field("Content").fill("Three").await;
            page.press("Control+s").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.shows("The service has everything you sent").await;
            let row = only(&api, "Lost parcels").await;
            let text = row["draft_content"].as_str().or(row["content"].as_str());
            assert_eq!(text, Some("Three"), "{row}");
            // None went before its turn: the service would have told it of the other.
            let log = faults.log();
            let passed = log.iter().any(|entry| entry.told == Some(412));
            assert!(!passed, "{log:#?}");
            page.press("Escape").await;
            page.field("Content").has_value("Three").await;
            page.shows_no("Somebody").await;
        })
        .await;
}

#[tokio::test]
async fn a_form_opened_beside_a_waiting_write_does_not_undo_it() {
    Stage::of("beside a waiting write")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            // The service has made it, and the device does not know as what.
            let long = Duration::from_secs(25);
            faults.next("POST", "/training", Fault::DropAnswer);
            faults.next("POST", "/training", Fault::Delay(long));
            faults.next("POST", "/training", Fault::Delay(long));
            write_new(&page, "Lost parcels", "One").await;
            page.press("Control+s").await;
            page.shows("No answer from the service").await;
            page.field("Title or trigger").fill("Lost and found").await;
            page.press("Control+s").await;
            // The edit, the create and the save behind it.
            page.shows("3 unsent").await;

            // Its row is there after a reload, and opens as what the service has.
            page.reload().await;
            page.row("Lost parcels").click().await;
            page.field("Title or trigger")
                .has_value("Lost parcels")
                .await;
            page.field("Content").fill("Two").await;
            page.shows("saved on this device").await;
            let id = id_of(&only(&api, "Lost parcels").await);
            // It is saved while the waiting write is on its way.
            faults.next("PUT", "/training", Fault::Delay(Duration::from_secs(6)));
            let is_on_its_way = || async {
                let log = faults.log();
                if log.iter().any(|entry| entry.method == "PUT") {
                    Ok(())
                } else {
                    Err(format!("{log:?}"))
                }
            };
            let on_its_way = cuebook_e2e::wait::until(long * 3, is_on_its_way).await;
            assert_eq!(on_its_way, Ok(()));
            page.press("Control+s").await;
            until(&api, &id, "the title", |row| {
                row["draft_title"] == json!("Lost and found")
            })
            .await;
            // The service tells the second one that somebody wrote; the form puts both together.
            page.field("Title or trigger")
                .has_value("Lost and found")
                .await;
            page.field("Content").has_value("Two").await;
            // Before that answer is there, the form is still saving.
            page.shows("An earlier save was not taken").await;
            page.press("Control+s").await;
            let row = until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("Two")
            })
            .await;
            assert_eq!(row["draft_title"], json!("Lost and found"), "{row}");
        })
        .await;
}

#[tokio::test]
async fn a_save_goes_on_when_its_form_is_left() {
    Stage::of("left while it is sent")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            api.create(live("Gift cards", "They never expire.")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::Delay(Duration::from_millis(900)));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.row("Gift cards").click().await;
            page.field("Content").has_value("They never expire.").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.shows("Opening hours").await;
            page.row("Opening hours").click().await;
            page.field("Content").has_value("10 to 18").await;
            page.shows_no("These are your unsent edits").await;
        })
        .await;
}

#[tokio::test]
async fn writes_of_one_scenario_keep_their_order() {
    Stage::of("order")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            // The answer of the first is lost: it may be done, so the second waits behind it.
            faults.next("PUT", "/training", Fault::DropAnswer);
            page.field("Content").fill("First").await;
            page.press("Control+s").await;
            page.shows("No answer from the service").await;
            page.field("Content").fill("Second").await;
            page.press("Control+s").await;
            until(&api, &id, "the second text", |row| {
                row["draft_content"] == json!("Second")
            })
            .await;
            page.shows("Sent ").await;
            page.shows_no("Somebody changed").await;
        })
        .await;
}

//! OpenCX as its documents describe it, without anything that only our server has.

use super::prelude::*;

fn rows() -> Vec<Value> {
    vec![
        vendor::second_generation("a", "Second generation", Some("dir-north")),
        vendor::third_generation("b", "Third generation", Some("Third generation, edited")),
        vendor::second_generation("c", "Another of the north", Some("dir-north")),
    ]
}

/// A page that is connected to such a service.
async fn connected(stage: &Stage) -> (Page, Stub) {
    let page = stage.page.clone();
    let service = Stub::start(Manner::Documented, rows()).await;
    let base = service.base();
    let link = format!("{}/#key={}&base={base}", stage.server.base(), stub::KEY);
    page.open(&link).await;
    (page, service)
}

#[tokio::test]
async fn the_documented_endpoints_alone_are_enough_for_the_main_job() {
    Stage::of("documented endpoints")
        .expects(&["404"])
        .run(async |stage| {
            let (page, service) = connected(stage).await;
            page.row("Second generation").is_there().await;
            page.row("Third generation, edited").shows("Changed").await;

            // One level of directories, found in the scenarios, with a name that stays here.
            page.tree_item("Directory dir-nort").click().await;
            page.row("Third generation").is_gone().await;
            page.row("Another of the north").is_there().await;
            assert_eq!(page.button("New directory").count().await, 0);
            page.press("F2").await;
            page.field("New name").is_there().await;
            page.type_text("Northern shops").await;
            page.press("Enter").await;
            page.tree_item("Northern shops").is_there().await;
            page.reload().await;
            page.tree_item("Northern shops").is_there().await;

            // Edit and save: nothing is sent that this service does not know.
            open_scenario(&page, "Second generation").await;
            page.field("Content").fill("Written anew").await;
            page.press("Control+s").await;
            page.shows("Sent").await;
            let row = &service.rows()[0];
            assert_eq!(row["content"], json!("Written anew"));
            for unknown in ["metadata", "start_time", "end_time"] {
                assert_eq!(row.get(unknown), None, "{unknown} was sent");
            }
            // It has no versions; this device has seen some.
            page.tab("History").click().await;
            page.heading("Seen on this device").is_there().await;
            page.shows_no("Not published yet").await;
        })
        .await;
}

#[tokio::test]
async fn without_an_etag_the_scenario_is_read_again_before_it_is_written() {
    Stage::of("conflict without etag")
        .expects(&["404"])
        .run(async |stage| {
            let (page, service) = connected(stage).await;
            open_scenario(&page, "Second generation").await;
            page.field("Content").fill("Mine").await;
            service.change(|rows| {
                rows[0]["content"] = json!("Theirs");
                rows[0]["updated_at"] = json!("2025-05-05T05:05:05.000Z");
            });
            page.press("Control+s").await;
            page.shows("Somebody changed this scenario since you opened it")
                .await;
            assert_eq!(service.rows()[0]["content"], json!("Theirs"));
            page.field("Content").has_value("Mine").await;
            page.button("Put my edits on top").click().await;
            page.press("Control+s").await;
            page.shows("Sent").await;
            assert_eq!(service.rows()[0]["content"], json!("Mine"));
        })
        .await;
}

#[tokio::test]
async fn a_move_without_its_endpoint_sends_the_text_back_unchanged() {
    Stage::of("move by update")
        .expects(&["404"])
        .run(async |stage| {
            let (page, service) = connected(stage).await;
            open_scenario(&page, "Second generation").await;
            page.button("More actions").click().await;
            page.menu_item("Move to…").click().await;
            let dialog = page.dialog("Move 1 scenario to…");
            dialog.role("option", "No directory").click().await;
            page.shows("Moved 1 scenario to “No directory”.").await;
            let row = &service.rows()[0];
            assert_eq!(row["directory_id"], Value::Null);
            assert_eq!(row["content"], json!("What to do about: Second generation"));
        })
        .await;
}

#[tokio::test]
async fn the_same_time_hides_no_other_text() {
    Stage::of("two writes in one moment")
        .expects(&["404"])
        .run(async |stage| {
            let (page, service) = connected(stage).await;
            open_scenario(&page, "Second generation").await;
            page.field("Content").fill("Mine").await;
            // Its clock counts in seconds, say: the time is the one that the form began with.
            service.change(|rows| rows[0]["content"] = json!("Theirs"));
            page.press("Control+s").await;
            page.shows("Somebody changed this scenario since you opened it")
                .await;
            assert_eq!(service.rows()[0]["content"], json!("Theirs"));
            page.field("Content").has_value("Mine").await;
        })
        .await;
}

#[tokio::test]
async fn what_is_gone_already_counts_as_deleted() {
    Stage::of("deleted by somebody else")
        .expects(&["404"])
        .run(async |stage| {
            let (page, service) = connected(stage).await;
            open_scenario(&page, "Second generation").await;
            service.change(|rows| {
                rows.remove(0);
            });
            page.button("More actions").click().await;
            page.menu_item("Delete").click().await;
            page.row("Second generation").is_gone().await;
            // Nothing waits or has failed.
            page.button("On this device").is_there().await;
            page.row("Third generation").is_there().await;
        })
        .await;
}

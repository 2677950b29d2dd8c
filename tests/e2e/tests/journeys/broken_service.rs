//! A service that answers what it should not. A broken answer is never taken for an empty one.

use super::prelude::*;

fn link(stage: &Stage, stub: &Stub) -> String {
    format!(
        "{}/#key={}&base={}",
        stage.server.base(),
        stub::KEY,
        stub.base()
    )
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_counted_and_named_by_their_field() {
    Stage::of("unreadable rows")
        .expects(&["404"])
        .run(async |stage| {
            let page = stage.page.clone();
            let mut rows = vec![vendor::second_generation("a", "Readable scenario", None)];
            let mut wrong = vendor::second_generation("b", "Wrong channels", None);
            wrong["restricted_to_channels"] = json!("web");
            rows.push(wrong);
            let mut wrong = vendor::second_generation("c", "Wrong title", None);
            wrong["title"] = json!(7);
            rows.push(wrong);
            let service = Stub::start(Manner::Documented, rows).await;
            page.open(&link(stage, &service)).await;
            page.row("Readable scenario").is_there().await;
            page.shows("2 scenarios from the service cannot be read and are not shown")
                .await;
            page.shows("items[1].restricted_to_channels").await;
            page.shows("items[2].title").await;

            // Where nothing can be read, that is not an empty workspace.
            service.change(|rows| {
                rows.remove(0);
            });
            page.reload().await;
            page.shows("2 scenarios from the service cannot be read")
                .await;
            page.shows_no("No scenarios yet").await;
        })
        .await;
}

#[tokio::test]
async fn a_service_that_breaks_says_so_and_recovers() {
    Stage::of("breaking service")
        .expects(&["404", "500"])
        .run(async |stage| {
            let page = stage.page.clone();
            let rows = vec![vendor::second_generation("a", "Gift cards", None)];
            let service = Stub::start(Manner::Documented, rows).await;
            page.open(&link(stage, &service)).await;
            open_scenario(&page, "Gift cards").await;
            page.field("Content").fill("New words").await;

            service.behave(Manner::Failing);
            page.press("Control+s").await;
            page.shows("status 500").await;
            page.shows("The database is away").await;
            page.field("Content").has_value("New words").await;

            service.behave(Manner::Html);
            page.button("Try now").click().await;
            page.shows("cannot be read").await;
            page.field("Content").has_value("New words").await;
            page.shows_no("Saved").await;

            service.behave(Manner::Documented);
            page.button("Try now").click().await;
            page.shows("Sent").await;
            assert_eq!(service.rows()[0]["content"], json!("New words"));
        })
        .await;
}

#[tokio::test]
async fn a_list_that_fails_is_an_error_and_not_an_empty_list() {
    Stage::of("failing list")
        .expects(&["404", "500"])
        .run(async |stage| {
            let page = stage.page.clone();
            let rows = vec![vendor::second_generation("a", "Gift cards", None)];
            let service = Stub::start(Manner::Documented, rows).await;
            page.open(&link(stage, &service)).await;
            page.row("Gift cards").is_there().await;
            service.behave(Manner::Failing);
            page.reload().await;
            page.heading("The service answers, but fails")
                .is_there()
                .await;
            page.shows_no("No scenarios yet").await;
            // It knows the service again, but cannot read the list.
            service.behave(Manner::FailingReads);
            page.button("Try again").click().await;
            page.heading("The scenarios cannot be shown")
                .is_there()
                .await;
            page.shows("The database is away").await;
            page.shows_no("No scenarios yet").await;
            service.behave(Manner::Documented);
            page.button("Try again").click().await;
            page.row("Gift cards").is_there().await;

            // A link to a scenario: both panes say what is wrong, and each recovers by itself.
            service.behave(Manner::FailingReads);
            let link = format!("{}/workspace/default/scenarios/a", stage.server.base());
            page.open(&link).await;
            page.heading("The scenario cannot be shown")
                .is_there()
                .await;
            page.heading("The scenarios cannot be shown")
                .is_there()
                .await;
            service.behave(Manner::Documented);
            let scenario = page.role("region", "Scenario");
            scenario.button("Try again").click().await;
            page.field("Title or trigger").has_value("Gift cards").await;
            // One row is there now, and the list says that it is only a part.
            page.shows("What you see is only a part.").await;
            page.button("Read again").click().await;
            page.button("Read again").is_gone().await;
            page.row("Gift cards").is_there().await;
            page.shows_no("What you see is only a part.").await;

            // The segments are read by themselves as well.
            service.behave(Manner::FailingReads);
            page.open(&format!(
                "{}/workspace/default/segments",
                stage.server.base()
            ))
            .await;
            page.heading("The segments cannot be shown")
                .is_there()
                .await;
            service.behave(Manner::Documented);
            page.button("Try again").click().await;
            page.link("Wholesale").is_there().await;
        })
        .await;
}

#[tokio::test]
async fn a_busy_service_is_waited_for() {
    Stage::of("busy service")
        .expects(&["404", "429"])
        .run(async |stage| {
            let page = stage.page.clone();
            let rows = (0..230)
                .map(|n| vendor::second_generation(&format!("r{n}"), &format!("Row {n}"), None))
                .collect();
            let service = Stub::start(Manner::Documented, rows).await;
            page.open(&link(stage, &service)).await;
            page.heading("All scenarios 230").is_there().await;
            service.refuse_reads(2);
            page.reload().await;
            page.heading("All scenarios 230").is_there().await;
            page.row("Row 0").nth(0).is_there().await;
            assert_eq!(service.refusals_left(), 0, "{:?}", service.requests());
        })
        .await;
}

//! Clocks that are wrong: no conflict where nobody changed anything, one where somebody did, and
//! nothing that waits for a day.

use std::time::{Duration, Instant};

use super::prelude::*;

const DAY: i64 = 86_400_000;
const SOMEBODY: &str = "Somebody changed this scenario since you opened it";

/// The browser's clock goes wrong by so many milliseconds, until it is set by `setClock`. A reload
/// does not put it right.
fn wrong_by(milliseconds: i64) -> String {
    format!(
        "const Real = Date; \
         let wrong = Number(sessionStorage.getItem('wrong') ?? {milliseconds}); \
         window.setClock = (to) => {{ wrong = to; sessionStorage.setItem('wrong', to); }}; \
         window.Date = class extends Real {{ \
           constructor(...given) {{ \
             if (given.length) super(...given); else super(Real.now() + wrong); \
           }} \
           static now() {{ return Real.now() + wrong; }} \
         }};"
    )
}

/// Edits, saves, reloads and edits again; then somebody else does.
async fn edits_with(stage: &Stage, wrong: i64) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    page.before_each_load(&wrong_by(wrong)).await;
    let id = api.create(live("Opening hours", "9 to 17")).await;
    let path = format!("/training/{id}");
    stage.sign_in().await;
    let off = page.run("return Date.now() - performance.timeOrigin").await;
    let off = off.as_f64().unwrap_or_default() - wrong as f64;
    assert!(off.abs() < 60_000.0, "the clock is not wrong: {off}");
    open_scenario(&page, "Opening hours").await;
    for text in ["10 to 18", "11 to 19"] {
        page.field("Content").fill(text).await;
        page.press("Control+s").await;
        until(&api, &id, "the text", |row| {
            row["draft_content"] == json!(text)
        })
        .await;
        page.shows("Sent ").await;
        page.shows_no(SOMEBODY).await;
    }
    // Unsent over a reload, and found with a time that makes sense.
    page.button("Close the scenario").click().await;
    open_scenario(&page, "Opening hours").await;
    page.field("Content").fill("Mine").await;
    page.shows("saved on this device").await;
    page.reload().await;
    page.field("Content").has_value("Mine").await;
    page.shows("These are your unsent edits").await;
    page.shows_no(SOMEBODY).await;
    let drawer = open_drawer(&page, "Unsent edits").await;
    drawer.clone().shows("Scenario · Content · just now").await;
    page.press("Escape").await;
    drawer.is_gone().await;

    let theirs = json!({ "title": "Opening hours", "content": "Theirs" });
    api.put(&path, theirs).await;
    page.press("Control+s").await;
    page.shows(SOMEBODY).await;
    let row = api.get(&path).await;
    assert_eq!(row["draft_content"], json!("Theirs"), "overwritten");
    page.button("Put my edits on top").click().await;
    page.press("Control+s").await;
    until(&api, &id, "my text", |row| {
        row["draft_content"] == json!("Mine")
    })
    .await;
    page.shows_no(SOMEBODY).await;
}

#[tokio::test]
async fn a_browser_that_is_a_day_ahead_sees_no_conflict_but_the_real_one() {
    Stage::of("a day ahead")
        .expects(&["412"])
        .run(async |stage| edits_with(stage, DAY).await)
        .await;
}

#[tokio::test]
async fn a_browser_that_is_a_day_behind_sees_no_conflict_but_the_real_one() {
    Stage::of("a day behind")
        .expects(&["412"])
        .run(async |stage| edits_with(stage, -DAY).await)
        .await;
}

#[tokio::test]
async fn a_service_whose_times_go_back_hides_nobodys_edit() {
    Stage::of("times of the service")
        .expects(&["404"])
        .run(async |stage| {
            let page = stage.page.clone();
            let mut row = vendor::second_generation("a", "Opening hours", None);
            // Far ahead of every clock here, and far behind, with texts of before and after.
            row["updated_at"] = json!("2199-01-01T00:00:00.000Z");
            let service = Stub::start(Manner::Documented, vec![row]).await;
            let (base, key) = (service.base(), stub::KEY);
            page.open(&format!("{}/#key={key}&base={base}", stage.server.base()))
                .await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("Mine").await;
            page.press("Control+s").await;
            page.shows("Sent ").await;
            page.shows_no(SOMEBODY).await;
            assert_eq!(service.rows()[0]["content"], json!("Mine"));
            page.field("Content").fill("Mine again").await;
            // Somebody else's text has an older time than the one that the page has seen.
            service.change(|rows| {
                rows[0]["content"] = json!("Theirs");
                rows[0]["updated_at"] = json!("1999-01-01T00:00:00.000Z");
            });
            page.press("Control+s").await;
            page.shows(SOMEBODY).await;
            page.field("Content").has_value("Mine again").await;
            assert_eq!(service.rows()[0]["content"], json!("Theirs"), "overwritten");
        })
        .await;
}

#[tokio::test]
async fn a_clock_that_is_set_right_makes_no_day_of_a_second() {
    Stage::of("clock set right")
        .expects(LOST)
        .expects(&["429"])
        .run(async |stage| {
            stage.page.before_each_load(&wrong_by(DAY)).await;
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create(live("Opening hours", "9 to 17")).await;
            api.create(live("Gift cards", "They never expire.")).await;
            page.reload().await;
            open_scenario(&page, "Gift cards").await;
            page.field("Content").fill("They expire.").await;
            page.shows("saved on this device").await;
            open_scenario(&page, "Opening hours").await;
            faults.next("PUT", "/training", Fault::TooMany(2));
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.run("window.setClock(0)").await;
            let start = Instant::now();
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            assert!(start.elapsed() < Duration::from_secs(8));
            page.shows("Sent ").await;

            // The same over a reload, with the clock set right in between.
            page.run(&format!("window.setClock({DAY})")).await;
            faults.next("PUT", "/training", Fault::TooMany(2));
            page.field("Content").fill("11 to 19").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.run("window.setClock(0)").await;
            page.reload().await;
            until(&api, &id, "the later text", |row| {
                row["draft_content"] == json!("11 to 19")
            })
            .await;
            // What was typed "tomorrow" is found, and was not typed in the future.
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows("Gift cards").await;
            drawer.shows("Scenario · Content · just now").await;
        })
        .await;
}

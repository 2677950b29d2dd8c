//! The field for an end of a schedule: both clocks, what a change of clocks does, what is said.

use cuebook::ui::{Clock, DateTimeField};
use domain::Moment;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::stage::{Stage, attr, mount, settle};

#[derive(Clone, Copy)]
struct Page {
    value: RwSignal<String>,
    clock: RwSignal<Clock>,
    zone: RwSignal<String>,
    problem: RwSignal<Option<String>>,
    error: RwSignal<Option<String>>,
}

fn at(text: &str) -> i64 {
    Moment::read(text).expect("a moment").0
}

/// Berlin and Tokyo in 2026.
fn offset(zone: &str, millis: i64) -> Option<i32> {
    let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
    match zone {
        "Europe/Berlin" => Some(if summer.contains(&millis) { 120 } else { 60 }),
        "Asia/Tokyo" => Some(540),
        _ => None,
    }
}

async fn stage(value: &str, clock: Clock) -> (Stage, Page) {
    let page = Page {
        value: RwSignal::new(value.to_owned()),
        clock: RwSignal::new(clock),
        zone: RwSignal::new("Europe/Berlin".to_owned()),
        problem: RwSignal::default(),
        error: RwSignal::default(),
    };
    let zones = vec![
        "Asia/Tokyo".to_owned(),
        "Europe/Berlin".to_owned(),
        "Mars/Olympus".to_owned(),
    ];
    let stage = mount(move || {
        view! {
            <div>
                <DateTimeField
                    id="start"
                    label="Start"
                    value=page.value
                    none_label="No start"
                    clock=page.clock
                    zone=page.zone
                    zones=Signal::stored(zones)
                    offset=|(zone, millis): (String, i64)| offset(&zone, millis)
                    to_words=|millis: i64| format!("words for {millis}")
                    now=|| at("2026-03-28T22:59:31Z")
                    problem=page.problem
                    error=page.error
                />
            </div>
        }
    })
    .await;
    (stage, page)
}

fn input(stage: &Stage) -> HtmlElement {
    stage.one("#start")
}

fn text(stage: &Stage) -> String {
    input(stage).unchecked_into::<HtmlInputElement>().value()
}

async fn leave(stage: &Stage) {
    input(stage).blur().unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn utc_is_typed_by_hand_and_never_altered() {
    let (stage, page) = stage("", Clock::Utc).await;
    assert_eq!(stage.texts(".instant-notes"), ["No start"]);
    stage.fill(&input(&stage), "2026-12-24T09:00Z").await;
    assert_eq!(page.value.get_untracked(), "2026-12-24T09:00Z");
    assert_eq!(stage.texts(".instant-utc"), ["2026-12-24 09:00Z"]);
    let words = format!("words for {}", at("2026-12-24T09:00:00Z"));
    assert_eq!(stage.texts(".instant-words"), [words]);
    assert_eq!(page.problem.get_untracked(), None);

    stage.fill(&input(&stage), "2026-02-30T09:00z").await;
    assert_eq!(attr(&input(&stage), "aria-invalid"), "", "not while typing");
    assert!(page.problem.get_untracked().is_some(), "but the page knows");
    leave(&stage).await;
    assert_eq!(attr(&input(&stage), "aria-invalid"), "true");
    assert_eq!(text(&stage), "2026-02-30T09:00z");
    let said: Vec<String> = attr(&input(&stage), "aria-describedby")
        .split(' ')
        .map(|id| stage.one(&format!("[id='{id}']")).text_content().unwrap())
        .collect();
    assert!(said[0].contains("28"), "the day is named: {said:?}");
    stage.fill(&input(&stage), "2026-02-28T09:00z").await;
    assert!(
        stage.texts("#start-error")[0].contains('Z'),
        "{:?}",
        stage.texts("#start-error")
    );
    stage.fill(&input(&stage), "2026-02-28T09:00Z").await;
    assert_eq!(attr(&input(&stage), "aria-invalid"), "");
    assert_eq!(stage.texts("#start-error"), [""]);
}

#[wasm_bindgen_test]
async fn a_wall_time_becomes_an_instant() {
    let (stage, page) = stage("2026-07-01T07:00Z", Clock::Zone).await;
    assert_eq!(text(&stage), "2026-07-01 09:00");
    assert_eq!(
        page.value.get_untracked(),
        "2026-07-01T07:00Z",
        "as it was written"
    );
    stage.fill(&input(&stage), "2026-07-01 10:30").await;
    assert_eq!(page.value.get_untracked(), "2026-07-01T08:30Z");
    assert_eq!(stage.texts(".instant-utc"), ["2026-07-01 08:30Z"]);
    stage.fill(&input(&stage), "2026-07-01 25:30").await;
    assert_eq!(
        page.value.get_untracked(),
        "2026-07-01 25:30",
        "no instant can be stored"
    );
    leave(&stage).await;
    assert!(stage.texts("#start-error")[0].contains("hour"));
    page.clock.set(Clock::Utc);
    settle().await;
    assert_eq!(text(&stage), "2026-07-01 25:30", "the text is not lost");
    stage.fill(&input(&stage), "2026-07-01T20:30Z").await;
    page.clock.set(Clock::Zone);
    settle().await;
    assert_eq!(text(&stage), "2026-07-01 22:30");
}

#[wasm_bindgen_test]
async fn another_zone_keeps_the_instant_or_what_was_typed() {
    let (stage, page) = stage("2026-07-01T07:00Z", Clock::Zone).await;
    page.zone.set("Asia/Tokyo".into());
    settle().await;
    assert_eq!(
        text(&stage),
        "2026-07-01 16:00",
        "an instant that was there stays"
    );
    assert_eq!(page.value.get_untracked(), "2026-07-01T07:00Z");
    stage.fill(&input(&stage), "2026-07-01 09:00").await;
    assert_eq!(page.value.get_untracked(), "2026-07-01T00:00Z");
    page.zone.set("Europe/Berlin".into());
    settle().await;
    assert_eq!(
        text(&stage),
        "2026-07-01 09:00",
        "a wall time that was typed stays"
    );
    assert_eq!(page.value.get_untracked(), "2026-07-01T07:00Z");
    page.zone.set("Mars/Olympus".into());
    settle().await;
    assert!(
        page.problem
            .get_untracked()
            .unwrap()
            .contains("Mars/Olympus")
    );
}

#[wasm_bindgen_test]
async fn a_skipped_time_says_so_and_offers_others() {
    let (stage, page) = stage("2026-01-01T00:00Z", Clock::Zone).await;
    stage.fill(&input(&stage), "2026-03-29 02:30").await;
    assert_eq!(page.value.get_untracked(), "2026-03-29 02:30");
    assert_eq!(
        stage.texts("#start-error"),
        ["02:30 does not exist in Europe/Berlin on 2026-03-29: the clocks go from 02:00 to 03:00."]
    );
    let buttons = stage.all(".instant-change button");
    let labels: Vec<String> = buttons
        .iter()
        .map(|it| it.text_content().unwrap())
        .collect();
    assert_eq!(labels, ["Use 03:30", "Use 01:30"]);
    stage.click(&buttons[0]).await;
    assert_eq!(text(&stage), "2026-03-29 03:30");
    assert_eq!(page.value.get_untracked(), "2026-03-29T01:30Z");
    assert_eq!(stage.texts("#start-error"), [""]);
    assert_eq!(stage.all(".instant-change").len(), 0);
}

#[wasm_bindgen_test]
async fn a_repeated_time_lets_one_choose() {
    let (stage, page) = stage("", Clock::Zone).await;
    stage.fill(&input(&stage), "2026-10-25 02:30").await;
    assert_eq!(page.value.get_untracked(), "2026-10-25T00:30Z");
    assert!(stage.texts(".instant-why")[0].contains("comes twice"));
    let options = stage.texts(".instant-option");
    assert_eq!(options, ["The first (UTC+02:00)", "The second (UTC+01:00)"]);
    stage.click(&stage.all(".instant-option input")[1]).await;
    assert_eq!(page.value.get_untracked(), "2026-10-25T01:30Z");
    assert_eq!(text(&stage), "2026-10-25 02:30");
    // The other way round: a stored instant shows as the second.
    page.value.set(String::new());
    settle().await;
    page.value.set("2026-10-25T01:30:00Z".into());
    settle().await;
    let second: HtmlInputElement = stage.all(".instant-option input")[1]
        .clone()
        .unchecked_into();
    assert!(second.checked());
    assert_eq!(page.value.get_untracked(), "2026-10-25T01:30:00Z");
}

#[wasm_bindgen_test]
async fn the_page_sets_values_and_errors() {
    let (stage, page) = stage("2026-07-01T07:00Z", Clock::Zone).await;
    page.error
        .set(Some("The end must come after the start.".into()));
    settle().await;
    assert_eq!(
        stage.texts("#start-error"),
        ["The end must come after the start."]
    );
    page.error.set(None);
    page.value.set("2026-08-01T07:00Z".into());
    settle().await;
    assert_eq!(text(&stage), "2026-08-01 09:00");
    stage.click(&stage.one("[aria-label='No start']")).await;
    assert_eq!(page.value.get_untracked(), "");
    assert_eq!(text(&stage), "");
    assert_eq!(stage.texts(".instant-notes"), ["No start"]);
}

#[wasm_bindgen_test]
async fn quick_choices_are_a_press_away() {
    let (stage, page) = stage("", Clock::Zone).await;
    let choose = async |words: &str| {
        stage
            .click(&stage.one("[aria-label='Quick choices'][aria-haspopup=menu]"))
            .await;
        let item = stage
            .all("[role=menuitem]")
            .into_iter()
            .find(|it| it.text_content().unwrap().contains(words))
            .expect("a choice");
        stage.click(&item).await;
    };
    choose("tomorrow").await;
    assert_eq!(
        text(&stage),
        "2026-03-29 00:00",
        "tomorrow by the zone's clock"
    );
    assert_eq!(page.value.get_untracked(), "2026-03-28T23:00Z");
    choose("week").await;
    assert_eq!(
        text(&stage),
        "2026-04-05 00:00",
        "the same time of day over the change"
    );
    assert_eq!(page.value.get_untracked(), "2026-04-04T22:00Z");
    page.clock.set(Clock::Utc);
    settle().await;
    choose("Now").await;
    assert_eq!(text(&stage), "2026-03-28T22:59Z");
}

#[wasm_bindgen_test]
async fn the_clock_and_the_zone_are_chosen_here() {
    let (stage, page) = stage("2026-07-01T07:00Z", Clock::Utc).await;
    assert_eq!(stage.all("[role=combobox]").len(), 0);
    let zone = stage
        .all("[role=radiogroup] input[type=radio]")
        .into_iter()
        .nth(1)
        .unwrap();
    stage.click(&zone).await;
    assert_eq!(page.clock.get_untracked(), Clock::Zone);
    assert_eq!(text(&stage), "2026-07-01 09:00");
    let zones = stage.one("[role=combobox]");
    assert_eq!(
        zones.unchecked_ref::<HtmlInputElement>().value(),
        "Europe/Berlin"
    );
    assert_ne!(attr(&zones, "id"), "start", "it is a field of its own");
    stage.fill(&zones, "tok").await;
    stage.press("Enter").await;
    assert_eq!(page.zone.get_untracked(), "Asia/Tokyo");
    assert_eq!(text(&stage), "2026-07-01 16:00");
}

//! Lists of trainings: pages, the bare array of G1, and rows that cannot be read.

use contract::opencx::{Channel, Generation, TrainingPage};
use serde_json::{Value, json};

use super::fixture::{body, training};

#[test]
fn a_page_of_the_paginated_generations() {
    let page = TrainingPage::from_json(body("g4_page")).unwrap();
    let titles: Vec<_> = page
        .items
        .iter()
        .map(|row| row.as_ref().unwrap().title.as_str())
        .collect();
    assert_eq!(
        titles,
        ["Invoice without VAT", "Invoice to another address"]
    );
    assert_eq!((page.total, page.offset, page.has_more), (137, 20, true));
}

#[test]
fn the_bare_array_of_g1() {
    let page = TrainingPage::from_json(body("g1_list")).unwrap();
    assert_eq!((page.total, page.offset, page.has_more), (2, 0, false));
    assert_eq!(page.items[0].as_ref().unwrap(), &training("g1"));
    assert_eq!(page.items[1].as_ref().unwrap(), &training("g1_question"));
}

#[test]
fn a_bad_row_is_named_and_the_others_are_there() {
    let page = TrainingPage::from_json(body("page_with_a_bad_row")).unwrap();
    assert_eq!(page.items.len(), 5);
    assert_eq!(page.total, 5);
    let error = page.items[3].as_ref().unwrap_err();
    assert_eq!(
        error.to_string(),
        "items[3].restricted_to_channels[1]: expected a string, found a number"
    );
    for at in [0, 1, 2, 4] {
        let row = page.items[at].as_ref().unwrap();
        assert_eq!(row.generation, Generation::G5, "row {at}");
    }
    let third = page.items[2].as_ref().unwrap();
    assert_eq!(
        third.restricted_to_channels,
        [Channel::Other("teletext".to_owned()), Channel::Sms]
    );
    assert_eq!(page.items[4].as_ref().unwrap().current_version, Some(3));
}

#[test]
fn bad_rows_of_a_bare_array() {
    let rows = json!([body("g1"), "row", {"id": "x"}]);
    let page = TrainingPage::from_json(rows).unwrap();
    let told = |at: usize| page.items[at].as_ref().unwrap_err().to_string();
    assert!(page.items[0].is_ok());
    assert_eq!(told(1), "[1]: expected an object, found a string");
    assert_eq!(told(2), "[2].title: is missing");
}

#[test]
fn a_service_that_does_not_tell_everything() {
    #[track_caller]
    fn check(extra: Value, total: u64, offset: u64, has_more: bool) {
        let mut page = json!({"items": [body("g5"), body("g5_unpublished")]});
        page.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        let page = TrainingPage::from_json(page).unwrap();
        assert_eq!(
            (page.total, page.offset, page.has_more),
            (total, offset, has_more)
        );
    }
    check(json!({}), 2, 0, false);
    check(json!({"total": 9}), 9, 0, true);
    check(json!({"total": 9, "offset": 7}), 9, 7, false);
    check(json!({"total": 9, "offset": 6.0}), 9, 6, true);
    check(
        json!({"total": null, "offset": null, "has_more": null}),
        2,
        0,
        false,
    );
    check(json!({"offset": 40, "has_more": true}), 42, 40, true);
    check(json!({"offset": u64::MAX, "total": 3}), 3, u64::MAX, false);
}

#[test]
fn a_body_that_is_no_list_is_an_error_and_never_an_empty_list() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        assert_eq!(TrainingPage::from_json(body).unwrap_err().to_string(), told);
    }
    check(json!("<html>"), "body: expected an object, found a string");
    check(json!(null), "body: expected an object, found null");
    check(json!({}), "items: is missing");
    check(json!({"data": []}), "items: is missing");
    check(
        json!({"items": null}),
        "items: expected an array, found null",
    );
    check(
        json!({"items": {}}),
        "items: expected an array, found an object",
    );
    check(
        json!({"items": [], "total": "9"}),
        "total: expected a whole number or null, found a string",
    );
    check(
        json!({"items": [], "offset": -1}),
        "offset: expected a whole number or null, found a number",
    );
    check(
        json!({"items": [], "has_more": "no"}),
        "has_more: expected a boolean or null, found a string",
    );
}

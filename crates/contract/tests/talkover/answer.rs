//! Envelopes.

use contract::talkover::{Agent, Answer, Meta};
use serde_json::{Value, json};

use crate::fixture::{agent, training};

#[test]
fn lists_have_their_rows_one_by_one_and_meta_where_there_is_one() {
    let body = json!({
        "success": true, "data": [training(), {"id": 7}, training()],
        "meta": {"current_page": 2, "per_page": 3, "total": 9, "last_page": 3, "path": "/"},
    });
    let answer = Answer::from_json(body).unwrap();
    assert_eq!(answer.meta, Some(Meta::new(2, 3, 9)));
    let rows = answer.trainings().unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].is_ok() && rows[2].is_ok());
    assert!(
        rows[1]
            .as_ref()
            .unwrap_err()
            .to_string()
            .starts_with("data[1].")
    );

    let empty = Answer::from_json(json!({"success": true, "data": []})).unwrap();
    assert_eq!(empty.meta, None);
    assert!(empty.agents().unwrap().is_empty());
}

#[test]
fn one_row_is_read_with_its_path() {
    let of = |data: Value| Answer::from_json(json!({"success": true, "data": data})).unwrap();
    let known = of(agent()).agent().unwrap();
    let published = of(json!({"id": known.id, "current_status": "draft"}));
    assert!(!published.agent_over(&known).unwrap().is_published());
    let error = of(json!({"id": "a"})).agent().unwrap_err();
    assert_eq!(error.to_string(), "data.name: is missing");
    let gone = Answer::from_json(json!({"success": true, "message": "Agent deleted successfully"}));
    let gone = gone.unwrap();
    assert_eq!(gone.data, None);
    assert_eq!(gone.agent().unwrap_err().path, "data");
}

#[test]
fn what_is_no_answer_that_went_well() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        let error = Answer::from_json(body).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
    }
    check(json!([]), "body: expected an object");
    check(
        json!({"success": "yes"}),
        "success: expected a boolean or null, found a string",
    );
    check(json!({"success": false, "errors": []}), "success: is false");
    check(
        json!({"success": true, "meta": {"total": 1}}),
        "meta.current_page: is missing",
    );
    check(
        json!({"success": true, "message": 7}),
        "message: expected a string",
    );
}

#[test]
fn an_envelope_without_a_word_about_success_is_read() {
    let answer = Answer::from_json(json!({"data": [training()]})).unwrap();
    assert_eq!(answer.trainings().unwrap().len(), 1);
    assert_eq!(Answer::from_json(json!({})), Ok(Answer::default()));
}

#[test]
fn the_last_page_is_at_least_the_first() {
    let check = |per_page, total, last| {
        assert_eq!(Meta::new(1, per_page, total).last_page, last);
    };
    check(20, 0, 1);
    check(20, 20, 1);
    check(20, 21, 2);
    check(1, 5, 5);
}

#[test]
fn an_agent_without_its_trainings_is_an_agent() {
    let body = crate::fixture::without(agent(), "trainings");
    assert_eq!(Agent::from_json(body).unwrap().trainings, None);
}

//! Agents as services show them.

use contract::talkover::{Agent, AgentState, AgentStatus, Direction, PhoneNumber, Setup};
use serde_json::{Value, json};

use crate::fixture::{agent, with, without};

#[test]
fn a_documented_agent_is_read_and_written_without_a_loss() {
    let read = Agent::from_json(agent()).unwrap();
    assert!(read.is_published());
    assert_eq!(read.direction, Some(Direction::Inbound));
    assert_eq!(read.voice.as_ref().unwrap().label, "Amelia");
    assert_eq!(read.missing_to_publish, None);
    assert_eq!(read.settings, contract::talkover::Settings::default());
    assert_eq!(read.trainings.as_ref().unwrap().len(), 1);
    assert_eq!(read.to_json(), agent());
}

#[test]
fn what_an_answer_does_not_show_is_not_assumed() {
    let bare = json!({
        "id": "a", "name": "n", "status": "draft",
        "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T10:30:00Z",
    });
    let read = Agent::from_json(bare).unwrap();
    assert_eq!((read.label.as_str(), read.is_published()), ("n", false));
    assert_eq!(read.trainings, None);
    assert_eq!(read.phone_numbers, None);
    assert_eq!(read.is_ready_to_publish, None);
    assert_eq!(read.voice, None);
    let written = read.to_json();
    for absent in ["trainings", "phone_numbers", "language", "llm_temperature"] {
        assert!(written.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn our_extensions_and_words_of_a_newer_service_are_read() {
    let body = with(
        agent(),
        "missing_to_publish",
        json!(["voice", "blessing", "calling"]),
    );
    let body = with(body, "llm_temperature", json!(0.5));
    let body = with(body, "direction", json!("sideways"));
    let body = with(body, "current_status", json!("paused"));
    let read = Agent::from_json(body).unwrap();
    assert_eq!(
        read.missing_to_publish,
        Some(vec![Setup::Voice, Setup::Calling])
    );
    assert_eq!(read.settings.llm_temperature, Some(0.5));
    assert_eq!(read.direction.unwrap().as_str(), "sideways");
    assert_eq!(read.current_status, AgentStatus::Other("paused".to_owned()));
}

#[test]
fn an_answer_with_some_fields_is_laid_over_what_is_known() {
    let known = Agent::from_json(agent()).unwrap();
    let answer = json!({
        "id": known.id, "name": "support_line", "current_status": "draft",
        "is_ready_to_publish": false, "updated_at": "2024-01-16T00:00:00Z",
    });
    let after = known.with(answer.clone()).unwrap();
    assert!(!after.is_published());
    assert_eq!(after.trainings, known.trainings);
    assert_eq!(
        serde_json::to_value(AgentState::from(&after)).unwrap(),
        answer
    );
    let older = known.with(json!({"status": "draft"})).unwrap();
    assert!(!older.is_published());
    let other = known.with(json!({"id": "b"})).unwrap_err();
    assert_eq!(other.path, "id");
}

#[test]
fn what_is_missing_or_of_another_type_is_named() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        assert_eq!(Agent::from_json(body).unwrap_err().to_string(), told);
    }
    for field in ["id", "name", "current_status", "created_at", "updated_at"] {
        check(without(agent(), field), &format!("{field}: is missing"));
    }
    check(
        with(agent(), "conversation_speed", json!("fast")),
        "conversation_speed: expected a number or null, found a string",
    );
    check(
        with(agent(), "voice", json!({"id": 7})),
        "voice.id: expected a string, found a number",
    );
    check(
        with(agent(), "trainings", json!([{"id": "t"}])),
        "trainings[0].instructions: is missing",
    );
    check(
        with(agent(), "phone_numbers", json!([7])),
        "phone_numbers[0]: expected an object, found a number",
    );
}

#[test]
fn of_an_id_alone_a_number_is_known_where_it_is_one() {
    let number = PhoneNumber::of_id("+442079460018".to_owned());
    assert_eq!(
        number.international_number.as_deref(),
        Some("+442079460018")
    );
    assert_eq!(number.country_code, None);
    for id in [
        "n-1",
        "442079460018",
        "+44 20",
        "+123456",
        "+1234567890123456",
    ] {
        let unknown = PhoneNumber::of_id(id.to_owned());
        assert_eq!(unknown.number, None, "{id}");
        assert_eq!(unknown.shown(), id);
    }
}

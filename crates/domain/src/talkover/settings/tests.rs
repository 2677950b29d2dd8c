//! Forms of settings: what they send, what they refuse, what they say of what is not shown.

use contract::talkover::{Agent, Setup};
use serde_json::{Value, json};

use super::*;
use crate::talkover::{create, fixture::agent, set_calling, set_knowledge, set_voice};

const NOW: &str = "2026-11-20T12:00:00Z";

fn filled() -> SettingsDraft {
    let mut draft = SettingsDraft::new_agent();
    for (name, text) in [
        ("label", " Order line "),
        ("name", "order_line"),
        ("language", "en-US"),
        ("direction", "inbound"),
        ("who_speaks_first", "agent"),
        ("enable_recording", "no"),
    ] {
        draft.set(name, text.to_owned());
    }
    draft
}

/// An agent as our server makes it of [`filled`].
fn made() -> Agent {
    let Ok(SettingsInput::Create(input)) = filled().to_input() else {
        panic!("{:?}", filled().problems());
    };
    create(*input, "a1".to_owned(), NOW)
}

/// The same agent as a service shows it that keeps to the documented fields.
fn as_documented(mut agent: Agent) -> Agent {
    agent.settings = contract::talkover::Settings::default();
    agent.missing_to_publish = None;
    if let Some(voice) = &mut agent.voice {
        voice.ambient_volume = None;
    }
    agent
}

fn typed(setup: Setup, agent: &Agent, texts: &[(&str, &str)]) -> SettingsDraft {
    let mut draft = SettingsDraft::of(setup, agent);
    for (name, text) in texts {
        draft.set(name, (*text).to_owned());
    }
    draft
}

/// What a draft sends, as the service reads it.
fn sent(draft: &SettingsDraft) -> Value {
    match draft.to_input() {
        Ok(SettingsInput::Create(input)) => input.to_json(),
        Ok(SettingsInput::Knowledge(input)) => input.to_json(),
        Ok(SettingsInput::Voice(input)) => input.to_json(),
        Ok(SettingsInput::Calling(input)) => input.to_json(),
        Err(errors) => panic!("{}", errors.sentence()),
    }
}

#[test]
fn a_new_agent_asks_for_what_has_no_default() {
    let draft = SettingsDraft::new_agent();
    assert!(!draft.is_dirty() && draft.is_worth_sending() && !draft.takes_offline());
    let problems = draft.problems();
    let fields: Vec<&str> = problems.0.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "label",
            "name",
            "language",
            "enable_recording",
            "direction",
            "who_speaks_first"
        ]
    );
    assert_eq!(problems.0[0].message, "The label field is required.");
    let body = sent(&filled());
    assert_eq!(body["conversation_speed"], json!(1.1));
    assert_eq!(body["enable_recording"], json!(false));
    assert!(body.get("description").is_none() && body.get("phone_number_ids").is_none());
}

#[test]
fn what_cannot_be_read_is_said_in_the_services_words() {
    let check = |name: &str, text: &str, expected: &str| {
        let mut draft = filled();
        draft.set(name, text.to_owned());
        let problems = draft.problems();
        let found = problems.of(name).map(|error| error.message.as_str());
        assert_eq!(found.unwrap_or_default(), expected, "{name} {text}");
    };
    check(
        "llm_temperature",
        "warm",
        "The llm temperature field must be a number.",
    );
    check(
        "llm_temperature",
        "2,5",
        "The llm temperature field must be between 0 and 2.",
    );
    check("llm_temperature", "0,5", "");
    check(
        "idle_time_seconds",
        "1.5",
        "The idle time seconds field must be an integer.",
    );
    check(
        "idle_time_seconds",
        "301",
        "The idle time seconds field must be between 1 and 300.",
    );
    check(
        "idle_time_seconds",
        "-1",
        "The idle time seconds field must be an integer.",
    );
    check(
        "initial_message_delay",
        "NaN",
        "The initial message delay field must be an integer.",
    );
    check(
        "max_idle_check_count",
        "11",
        "The max idle check count field must be between 1 and 10.",
    );
    check("label", "  ", "The label field is required.");
    check("language", "xx-XX", "The selected language is invalid.");
    check("phone_number_ids", "+441, +442\n\n+441", "");
}

#[test]
fn ids_are_a_list() {
    let mut draft = filled();
    draft.set("phone_number_ids", " +441, p2\n\np3 \n+441".to_owned());
    assert_eq!(
        sent(&draft)["phone_number_ids"],
        json!(["+441", "p2", "p3"])
    );
    let agent = made();
    let calling = SettingsDraft::of(Setup::Calling, &agent);
    // No number at all counts, too.
    assert_eq!(
        sent(&calling),
        json!({"direction": "inbound", "phone_number_ids": []})
    );
    let calling = typed(Setup::Calling, &agent, &[("phone_number_ids", "p1\np2")]);
    assert_eq!(sent(&calling)["phone_number_ids"], json!(["p1", "p2"]));
}

#[test]
fn what_was_never_saved_may_be_saved_as_it_is() {
    let agent = made();
    for setup in Setup::ALL {
        let draft = SettingsDraft::of(setup, &agent);
        assert!(!draft.is_dirty() && draft.is_missing() && draft.is_worth_sending());
    }
    let Ok(SettingsInput::Calling(input)) = SettingsDraft::of(Setup::Calling, &agent).to_input()
    else {
        panic!("calling");
    };
    let saved = SettingsDraft::of(Setup::Calling, &set_calling(&agent, input, NOW));
    assert!(!saved.is_missing() && !saved.is_worth_sending());
}

#[test]
fn what_the_service_does_not_show_is_chosen_anew() {
    let agent = as_documented(made());
    let draft = typed(
        Setup::Knowledge,
        &agent,
        &[("description", "Takes orders.")],
    );
    let temperature = draft.form().setting("llm_temperature").unwrap();
    assert!(draft.is_hidden(temperature) && draft.text("llm_temperature").is_empty());
    assert_eq!(
        draft.words_of_hidden(temperature),
        Some("The service does not show what is set: choose it anew.")
    );
    assert_eq!(draft.problems().0[0].field, "llm_temperature");

    let sent = typed(
        Setup::Knowledge,
        &agent,
        &[("description", "Takes orders."), ("llm_temperature", "0.7")],
    );
    let Ok(SettingsInput::Knowledge(input)) = sent.to_input() else {
        panic!("{:?}", sent.problems());
    };
    let returned = as_documented(set_knowledge(&agent, input, NOW));
    assert!(sent.is_shown_by(&returned) && !sent.is_shown_by(&agent));
    let saved = sent.saved(&sent, &returned);
    assert!(!saved.is_dirty());
    assert_eq!(saved.text("llm_temperature"), "0.7");
    let mut typed = saved.clone();
    typed.set("llm_temperature", "0.9".to_owned());
    assert_eq!(typed.reverted(), saved);
    assert_eq!(typed.rebase(&returned).text("llm_temperature"), "0.9");
    assert_eq!(
        saved.words_of_hidden(temperature),
        Some("The service does not show it. This was sent from here.")
    );
}

#[test]
fn a_speed_that_a_new_agent_may_have_is_too_slow_for_the_voice() {
    let mut agent = made();
    agent.conversation_speed = Some(1.0);
    let draft = typed(Setup::Voice, &agent, &[("voice_id", "v1")]);
    assert_eq!(
        draft.problems().0[0].message,
        "The conversation speed field must be greater than 1."
    );
}

#[test]
fn what_is_emptied_is_null_and_what_is_not_shown_is_left_out() {
    let first = typed(
        Setup::Voice,
        &made(),
        &[
            ("voice_id", "v1"),
            ("ambient_background", "office"),
            ("stability", "0.8"),
        ],
    );
    let Ok(SettingsInput::Voice(input)) = first.to_input() else {
        panic!("{:?}", first.problems());
    };
    let agent = set_voice(&made(), input, NOW);
    // What was left out, the service has filled: the write has arrived all the same.
    assert!(first.text("ambient_volume").is_empty() && first.is_shown_by(&agent));
    let agent = as_documented(agent);
    let body = sent(&typed(
        Setup::Voice,
        &agent,
        &[("ambient_background", " "), ("stability", "")],
    ));
    assert_eq!(body["ambient_background"], Value::Null);
    assert_eq!(body["stability"], Value::Null);
    assert!(body.get("similarity").is_none() && body.get("ambient_volume").is_none());
    let draft = SettingsDraft::of(Setup::Voice, &agent);
    let volume = draft.form().setting("ambient_volume").unwrap();
    assert_eq!(
        draft.words_of_hidden(volume),
        Some("The service does not show what is set. Left empty, that stays.")
    );
}

#[test]
fn somebody_elses_change_is_said_and_not_overwritten() {
    let agent = made();
    let mine = typed(
        Setup::Knowledge,
        &agent,
        &[
            ("description", "Takes orders."),
            ("initial_message_delay", "4"),
        ],
    );
    let mut newer = agent.clone();
    newer.description = Some("Tracks orders.".to_owned());
    newer.ask_if_human_present_on_idle = Some(false);
    newer.voice = Some(contract::talkover::Voice::default());
    let words = |label, before: &str, now: &str, mine: Option<&str>| News {
        label,
        before: before.to_owned(),
        now: now.to_owned(),
        mine: mine.map(str::to_owned),
    };
    assert_eq!(
        mine.news(&newer),
        [
            words(
                "Description",
                "nothing",
                "Tracks orders.",
                Some("Takes orders.")
            ),
            words("Ask whether somebody is there", "Yes", "No", None),
        ]
    );
    assert!(
        SettingsDraft::of(Setup::Calling, &agent)
            .news(&newer)
            .is_empty()
    );
    let rebased = mine.rebase(&newer);
    assert_eq!(rebased.text("description"), "Takes orders.");
    assert_eq!(rebased.text("ask_if_human_present_on_idle"), "no");
    let names: Vec<&str> = rebased.changes().iter().map(|s| s.name).collect();
    assert_eq!(names, ["description", "initial_message_delay"]);
}

#[test]
fn the_same_number_in_other_digits_is_no_edit() {
    let mut agent = made();
    agent.conversation_speed = Some(1.5);
    for text in ["1.50", " 1,5 ", "1.5"] {
        assert!(
            !typed(Setup::Voice, &agent, &[("conversation_speed", text)]).is_dirty(),
            "{text}"
        );
    }
    assert!(
        !typed(
            Setup::Knowledge,
            &agent,
            &[("initial_message_delay", "0.0")]
        )
        .is_dirty()
    );
    assert!(typed(Setup::Voice, &agent, &[("conversation_speed", "1.51")]).is_dirty());
}

#[test]
fn a_published_agent_goes_offline() {
    assert!(SettingsDraft::of(Setup::Voice, &agent("published")).takes_offline());
    assert!(!SettingsDraft::of(Setup::Voice, &agent("draft")).takes_offline());
}

#[test]
fn after_a_lost_answer_the_new_agent_is_looked_for() {
    let Ok(SettingsInput::Create(input)) = filled().to_input() else {
        panic!("create");
    };
    let now = [
        agent("draft"),
        Agent {
            id: "a2".to_owned(),
            ..agent("draft")
        },
    ];
    let found = made_among(&input, &["a1".to_owned()], &now);
    assert_eq!(found.map(|agent| agent.id.as_str()), Some("a2"));
    assert!(made_among(&input, &["a1".to_owned(), "a2".to_owned()], &now).is_none());
}

#[test]
fn every_field_has_words() {
    let forms = [SettingsForm::Create]
        .into_iter()
        .chain(Setup::ALL.map(SettingsForm::Set));
    for form in forms {
        for setting in form.settings() {
            assert!(!setting.label.is_empty());
            assert_eq!(
                form.setting(setting.name).map(|s| s.label),
                Some(setting.label)
            );
        }
    }
    let words = |path: &str, message: &str| {
        let error = contract::FieldError {
            field: path.to_owned(),
            message: message.to_owned(),
        };
        let setting = SettingsForm::Create.setting(path).unwrap();
        setting.words(&error)
    };
    assert_eq!(
        words(
            "llm_temperature",
            "The llm temperature field must be a number."
        ),
        "Temperature must be a number."
    );
    assert_eq!(
        words(
            "phone_number_ids.1",
            "The phone number ids.1 field is required."
        ),
        "Phone numbers (2) is required."
    );
    assert_eq!(
        words("language", "The selected language is invalid."),
        "The selected language is invalid."
    );
    let hint = |name| SettingsForm::Create.setting(name).unwrap().hint();
    assert_eq!(hint("max_call_duration_seconds"), "1 to 3,600 seconds.");
    assert_eq!(
        hint("llm_temperature"),
        "How freely the model words its answers. 0 to 2."
    );
    let speed = SettingsForm::Set(Setup::Voice)
        .setting("conversation_speed")
        .unwrap();
    assert_eq!(speed.hint(), "More than 1 and less than 2.");
}

#[test]
fn what_is_typed_comes_back_from_the_device() {
    let agent = made();
    let typed = typed(
        Setup::Knowledge,
        &agent,
        &[
            ("description", "Takes orders."),
            ("llm_temperature", "warm"),
        ],
    );
    let text = serde_json::to_string(&typed).unwrap();
    let restored: SettingsDraft = serde_json::from_str(&text).unwrap();
    assert_eq!(restored, typed);
    let differences = restored.differences();
    assert_eq!(differences.len(), 2);
    assert_eq!(differences[0].mine, "Takes orders.");

    // Somebody has changed one of the fields since: the edit still says what it began with.
    let mut newer = agent.clone();
    newer.description = Some("Tracks orders.".to_owned());
    let news = restored.news(&newer);
    assert_eq!(news.len(), 1);
    assert_eq!(news[0].now, "Tracks orders.");
    assert_eq!(restored.rebase(&newer).text("description"), "Takes orders.");

    // What the service takes and does not show is known from what was sent.
    let mut sent = SettingsDraft::of(Setup::Voice, &agent);
    sent.set("ambient_volume", "0.5".to_owned());
    let saved = sent.saved(&sent, &agent);
    let text = serde_json::to_string(&saved).unwrap();
    assert_eq!(serde_json::from_str::<SettingsDraft>(&text).unwrap(), saved);

    let new: SettingsDraft = serde_json::from_str(
        r#"{"form": "agent", "typed": {"label": "A", "of a later build": "x"}}"#,
    )
    .unwrap();
    assert_eq!(
        (new.text("label"), new.text("idle_time_seconds")),
        ("A", "10")
    );
    for broken in [r#"{"form": "unknown"}"#, r#"{"form": "voice"}"#, "{}"] {
        assert!(
            serde_json::from_str::<SettingsDraft>(broken).is_err(),
            "{broken}"
        );
    }
}

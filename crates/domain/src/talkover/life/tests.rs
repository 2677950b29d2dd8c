//! The life of an agent, by example and at random.

use contract::{
    Field,
    talkover::{Direction, InterruptSensitivity, WhoSpeaksFirst},
};
use proptest::prelude::*;

use super::*;

const NOW: &str = "2026-11-20T09:00:00.000Z";
const LATER: &str = "2026-11-20T10:00:00.000Z";

fn input() -> AgentInput {
    AgentInput {
        label: "Order line".to_owned(),
        name: "order_line".to_owned(),
        description: None,
        language: "en-US".to_owned(),
        initial_message: Some("Good morning".to_owned()),
        interrupt_sensitivity: InterruptSensitivity::Low,
        endpointing_sensitivity: "auto".to_owned(),
        ivr_navigation_mode: "off".to_owned(),
        conversation_speed: 1.0,
        initial_message_delay: 1,
        ask_if_human_present_on_idle: true,
        idle_time_seconds: 10,
        max_idle_check_count: None,
        llm_temperature: 0.4,
        enable_recording: false,
        max_call_duration_seconds: Some(600),
        say_goodbye_on_max_duration: None,
        user_inactivity_timeout_seconds: None,
        initial_idle_time_seconds: None,
        initial_max_idle_check_count: None,
        direction: Direction::Inbound,
        who_speaks_first: WhoSpeaksFirst::Agent,
        phone_number_ids: Some(vec!["+442079460018".to_owned()]),
    }
}

fn knowledge() -> KnowledgeInput {
    KnowledgeInput {
        description: "Takes orders.".to_owned(),
        initial_message: Field::Absent,
        interrupt_sensitivity: InterruptSensitivity::High,
        ask_if_human_present_on_idle: false,
        llm_temperature: 0.7,
        initial_message_delay: 2,
    }
}

fn voice(id: &str) -> VoiceInput {
    VoiceInput {
        voice_id: id.to_owned(),
        conversation_speed: 1.2,
        who_speaks_first: WhoSpeaksFirst::User,
        ambient_background: Field::Absent,
        ambient_volume: Field::Absent,
        language: None,
        similarity: Field::Absent,
        stability: Field::Absent,
    }
}

fn calling() -> CallingInput {
    CallingInput {
        direction: Direction::Outbound,
        phone_number_ids: None,
    }
}

fn draft() -> Agent {
    create(input(), "a1".to_owned(), NOW)
}

fn ready() -> Agent {
    let agent = set_knowledge(&draft(), knowledge(), NOW);
    set_calling(&set_voice(&agent, voice("v"), NOW), calling(), NOW)
}

fn training(node_id: Option<&str>) -> TrainingInput {
    TrainingInput {
        node_id: node_id.map(str::to_owned),
        subject: "Refunds".to_owned(),
        instructions: "Within 30 days.".to_owned(),
        current_status: None,
    }
}

#[test]
fn a_new_agent_is_a_draft_that_misses_everything() {
    let agent = draft();
    assert!(!agent.is_published());
    assert_eq!(agent.voice, None);
    assert_eq!(missing(&agent), Setup::ALL);
    assert_eq!(publish(&agent, LATER), Err(NotReady(Setup::ALL.to_vec())));
    assert_eq!(agent.trainings.as_deref(), Some(&[][..]));
    assert_eq!(agent.settings.max_call_duration_seconds, Some(600));
}

#[test]
fn each_setting_is_missing_until_it_was_saved_once() {
    let agent = set_voice(&draft(), voice("v"), LATER);
    assert_eq!(missing(&agent), [Setup::Knowledge, Setup::Calling]);
    let agent = set_calling(&agent, calling(), LATER);
    assert_eq!(missing(&agent), [Setup::Knowledge]);
    assert_eq!(agent.is_ready_to_publish, Some(false));
    let agent = set_knowledge(&agent, knowledge(), LATER);
    assert_eq!(missing(&agent), []);
    assert_eq!(agent.is_ready_to_publish, Some(true));
    assert!(publish(&agent, LATER).unwrap().is_published());
}

#[test]
fn what_is_left_out_stays() {
    let agent = ready();
    assert_eq!(agent.initial_message.as_deref(), Some("Good morning"));
    assert_eq!(agent.language.as_deref(), Some("en-US"));
    assert_eq!(agent.phone_numbers.as_ref().unwrap().len(), 1);
    let silent = KnowledgeInput {
        initial_message: Field::Null,
        ..knowledge()
    };
    assert_eq!(set_knowledge(&agent, silent, LATER).initial_message, None);
    let none = CallingInput {
        phone_number_ids: Some(Vec::new()),
        ..calling()
    };
    let agent = set_calling(&agent, none, LATER);
    assert_eq!(agent.phone_numbers.as_deref(), Some(&[][..]));
    assert_eq!(missing(&agent), [], "no number counts");
}

#[test]
fn a_voice_keeps_its_own_settings_and_no_others() {
    let tuned = VoiceInput {
        stability: Field::Value(0.75),
        ambient_background: Field::Value("office".to_owned()),
        language: Some("de-DE".to_owned()),
        ..voice("v")
    };
    let agent = set_voice(&draft(), tuned, LATER);
    let heard = agent.voice.as_ref().unwrap();
    assert_eq!((heard.name.as_str(), heard.label.as_str()), ("v", "v"));
    assert_eq!(
        (heard.stability, heard.ambient_volume),
        (Some(0.75), Some(1.0))
    );
    assert_eq!(agent.language.as_deref(), Some("de-DE"));

    let same = set_voice(&agent, voice("v"), LATER);
    assert_eq!(same.voice, agent.voice);
    let quiet = VoiceInput {
        ambient_background: Field::Null,
        ..voice("v")
    };
    let quiet = set_voice(&agent, quiet, LATER).voice.unwrap();
    assert_eq!(
        (quiet.ambient_background, quiet.stability),
        (None, Some(0.75))
    );
    let other = set_voice(&agent, voice("w"), LATER).voice.unwrap();
    assert_eq!((other.id.as_str(), other.stability), ("w", None));
}

#[test]
fn a_published_agent_is_neither_deleted_nor_published_twice() {
    let live = publish(&ready(), LATER).unwrap();
    assert_eq!(publish(&live, "2027-01-01T00:00:00.000Z"), Ok(live.clone()));
    assert_eq!(may_delete(&live), Err(StillPublished));
    let offline = unpublish(&live, LATER);
    assert_eq!(may_delete(&offline), Ok(()));
    assert_eq!(unpublish(&offline, LATER), offline);
    assert_eq!(offline.is_ready_to_publish, Some(true), "decision 30");
}

#[test]
fn a_training_is_updated_by_its_key() {
    let made = upsert(None, training(Some("n")), "t1".to_owned(), NOW);
    assert_eq!(made.node_id.as_deref(), Some("n"));
    assert!(made.is_active());
    let off = TrainingInput {
        current_status: Some(TrainingStatus::Inactive),
        ..training(Some("t1"))
    };
    let changed = upsert(Some(&made), off, "t2".to_owned(), NOW);
    assert_eq!(changed.id, "t1");
    assert_eq!(changed.node_id.as_deref(), Some("n"), "the key stays");
    assert!(!changed.is_active());
    assert_eq!(changed.created_at, made.created_at);
    assert!(changed.updated_at > made.updated_at);
    let again = upsert(Some(&changed), training(Some("n")), String::new(), LATER);
    assert!(again.is_active(), "the documented default");
    let keyless = upsert(None, training(None), "t3".to_owned(), NOW);
    assert_eq!(keyless.node_id.as_deref(), Some("t3"));
}

#[test]
fn of_another_services_agent_what_shows_is_told() {
    let mut agent = Agent {
        missing_to_publish: None,
        ..ready()
    };
    assert_eq!(missing(&agent), []);
    agent.is_ready_to_publish = Some(false);
    assert_eq!(missing(&agent), [], "it does not show what it misses");
    agent.voice = None;
    agent.description = None;
    assert_eq!(missing(&agent), [Setup::Knowledge, Setup::Voice]);
    for setup in Setup::ALL {
        assert!(not_saved(setup).contains(setup.as_str()));
    }
}

/// Something that a person does to an agent.
#[derive(Clone, Copy, Debug)]
enum Step {
    Knowledge,
    Voice,
    Calling,
    Train,
    Publish,
    Unpublish,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Knowledge),
        1 => Just(Step::Voice),
        1 => Just(Step::Calling),
        1 => Just(Step::Train),
        2 => Just(Step::Publish),
        1 => Just(Step::Unpublish),
    ]
}

proptest! {
    #[test]
    fn every_life_is_sound(steps in prop::collection::vec(step(), 0..30)) {
        let mut agent = draft();
        let mut saved = Vec::new();
        for step in steps {
            let before = agent.clone();
            agent = match step {
                Step::Knowledge => set_knowledge(&agent, knowledge(), NOW),
                Step::Voice => set_voice(&agent, voice("v"), NOW),
                Step::Calling => set_calling(&agent, calling(), NOW),
                Step::Train => retrained(&agent, NOW),
                Step::Publish => publish(&agent, NOW).unwrap_or(agent),
                Step::Unpublish => unpublish(&agent, NOW),
            };
            match step {
                Step::Knowledge => saved.push(Setup::Knowledge),
                Step::Voice => saved.push(Setup::Voice),
                Step::Calling => saved.push(Setup::Calling),
                Step::Train | Step::Publish | Step::Unpublish => {}
            }
            let expected: Vec<Setup> =
                Setup::ALL.into_iter().filter(|setup| !saved.contains(setup)).collect();
            prop_assert_eq!(missing(&agent), expected.clone());
            prop_assert_eq!(agent.is_ready_to_publish, Some(expected.is_empty()));
            prop_assert_eq!(
                agent.is_published(),
                matches!(step, Step::Publish) && expected.is_empty(),
                "only a publish that was accepted leaves it published"
            );
            prop_assert_eq!(agent != before, agent.updated_at > before.updated_at);
            prop_assert_eq!(&agent.created_at, &before.created_at);
        }
    }
}

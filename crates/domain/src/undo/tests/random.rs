//! Scenarios in every state that a service can show.

use contract::{
    UtcInstant,
    opencx::{Channel, Training, TrainingType},
};
use proptest::prelude::*;
use serde_json::json;

use crate::fixture;

#[derive(Clone, Debug)]
enum Text {
    NeverLive(String),
    Offline(String, String),
    Live(String, Option<(String, String)>),
}

fn a_text() -> impl Strategy<Value = Text> {
    prop_oneof![
        "[ab]".prop_map(Text::NeverLive),
        ("[ab]", "[ab]").prop_map(|(last, text)| Text::Offline(last, text)),
        ("[ab]", prop::option::of(("[AB]", "[abc]")))
            .prop_map(|(text, pending)| Text::Live(text, pending)),
    ]
}

/// Few values of every kind, so that two scenarios often have the same.
pub(super) fn a_scenario() -> impl Strategy<Value = Training> {
    let kind = prop_oneof![
        Just(TrainingType::Behavioral),
        Just(TrainingType::ScenarioSpecific)
    ];
    let directory = prop::option::of(Just("d".to_owned()));
    let channels = prop::sample::subsequence(vec![Channel::Web, Channel::Sms], 0..=2);
    let segments = prop::sample::subsequence(vec!["s".to_owned(), "t".to_owned()], 0..=2);
    let start = prop::option::of(Just("2026-01-01T10:00Z"));
    let end = prop::option::of(prop_oneof![
        Just("2027-01-01T10:00Z"),
        Just("2027-01-01T10:00:00Z")
    ]);
    let metadata = prop_oneof![
        Just(json!({})),
        Just(json!({"k": 1.5, "l": null})),
        Just(json!({"l": null, "k": 1.5})),
        Just(json!({"k": "1"})),
    ];
    let settings = (kind, directory, channels, segments, start, end, metadata);
    (a_text(), settings).prop_map(|(text, settings)| {
        let (r#type, directory_id, channels, segments, start, end, metadata) = settings;
        let instant = |text: &str| UtcInstant::parse(text).unwrap();
        let base = Training {
            r#type,
            directory_id,
            restricted_to_channels: channels,
            restricted_to_segments: segments,
            start_time: start.map(instant),
            end_time: end.map(instant),
            metadata: metadata.as_object().unwrap().clone(),
            ..fixture::training("a", "A", "")
        };
        with(base, text)
    })
}

fn with(base: Training, text: Text) -> Training {
    let (live, pending, is_draft) = match text {
        Text::NeverLive(text) => (text.clone(), Some(("A".to_owned(), text)), true),
        Text::Offline(last, text) => (last, Some(("A".to_owned(), text)), true),
        Text::Live(text, pending) => (text, pending, false),
    };
    let (draft_title, draft_content) = pending.unzip();
    Training {
        content: live,
        draft_title,
        draft_content,
        is_draft,
        current_version: (!is_draft).then_some(7),
        ..base
    }
}

/// The same in a directory in which no other one is.
pub(super) fn another_directory(training: &Training) -> Training {
    Training {
        directory_id: Some("elsewhere".into()),
        ..training.clone()
    }
}

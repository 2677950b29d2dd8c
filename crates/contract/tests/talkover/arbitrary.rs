//! Strategies: whatever a service may show and a client may ask.

use contract::{
    Field,
    talkover::{
        AgentInput, CallingInput, Direction, InterruptSensitivity, KnowledgeInput, TrainingInput,
        TrainingStatus, VoiceInput, WhoSpeaksFirst, limits,
    },
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

/// Text as people write it: anything but NUL, not blank, five characters or more.
pub fn text() -> impl Strategy<Value = String> {
    "[^\0\\s][^\0]{3,20}[^\0\\s]".prop_filter("Rust's white space is wider", |text| {
        text.trim().chars().count() >= 5
    })
}

fn id() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9+-]{1,20}"
}

pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[^\0]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec(("[a-z_]{1,8}", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Numbers that are written as they are read.
fn number(from: u32, to: u32) -> impl Strategy<Value = f64> {
    (from..=to).prop_map(|hundredths| f64::from(hundredths) / 100.0)
}

fn field<T: Strategy>(inner: T) -> impl Strategy<Value = Field<T::Value>>
where
    T::Value: Clone,
{
    prop_oneof![
        2 => Just(Field::Absent),
        1 => Just(Field::Null),
        4 => inner.prop_map(Field::Value),
    ]
}

/// A body with each field absent, null or of some value.
fn shown(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let parts: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| option::of(value).prop_map(move |value| (name, value)))
        .collect();
    parts.prop_map(|parts| {
        let there = parts
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Value::Object(there.collect::<Map<_, _>>())
    })
}

fn words(of: &[&'static str]) -> BoxedStrategy<Value> {
    select(of.to_vec()).prop_map(Value::from).boxed()
}

fn over(base: Value, more: Value) -> Value {
    let (Value::Object(mut base), Value::Object(more)) = (base, more) else {
        return Value::Null;
    };
    base.extend(more);
    Value::Object(base)
}

pub fn shown_training() -> impl Strategy<Value = Value> {
    let optional = shown(vec![
        ("node_id", id().prop_map(Value::from).boxed()),
        ("current_status", words(&["active", "inactive", "learning"])),
        ("x_new", value().boxed()),
    ]);
    (id(), any::<String>(), any::<String>(), optional).prop_map(
        |(id, subject, instructions, optional)| {
            let base = json!({
                "id": id, "subject": subject, "instructions": instructions,
                "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T10:30:51.000000Z",
            });
            over(base, optional)
        },
    )
}

pub fn shown_agent() -> impl Strategy<Value = Value> {
    let optional = shown(vec![
        ("label", text().prop_map(Value::from).boxed()),
        (
            "description",
            option::of(text()).prop_map(|v| json!(v)).boxed(),
        ),
        ("language", words(&["en-US", "xx-XX"])),
        (
            "voice",
            option::of(id())
                .prop_map(|id| id.map_or(Value::Null, |id| json!({"id": id, "pitch": 1})))
                .boxed(),
        ),
        (
            "initial_message",
            option::of(text()).prop_map(|v| json!(v)).boxed(),
        ),
        (
            "interrupt_sensitivity",
            words(&["low", "medium", "high", "none"]),
        ),
        (
            "conversation_speed",
            number(10, 300).prop_map(Value::from).boxed(),
        ),
        (
            "initial_message_delay",
            (0..61_u64).prop_map(Value::from).boxed(),
        ),
        ("direction", words(&["inbound", "outbound"])),
        ("who_speaks_first", words(&["agent", "user"])),
        (
            "is_ready_to_publish",
            any::<bool>().prop_map(Value::from).boxed(),
        ),
        (
            "missing_to_publish",
            Just(json!(["voice", "calling"])).boxed(),
        ),
        (
            "llm_temperature",
            number(0, 200).prop_map(Value::from).boxed(),
        ),
        (
            "enable_recording",
            any::<bool>().prop_map(Value::from).boxed(),
        ),
        (
            "trainings",
            vec(shown_training(), 0..3).prop_map(Value::from).boxed(),
        ),
        (
            "actions",
            vec(
                id().prop_map(|id| json!({"id": id, "name": "n", "url": null})),
                0..2,
            )
            .prop_map(Value::from)
            .boxed(),
        ),
        (
            "phone_numbers",
            vec(id().prop_map(|id| json!({"id": id})), 0..3)
                .prop_map(Value::from)
                .boxed(),
        ),
        ("x_new", value().boxed()),
    ]);
    (
        id(),
        text(),
        select(vec!["draft", "published", "paused"]),
        optional,
    )
        .prop_map(|(id, name, status, optional)| {
            let base = json!({
                "id": id, "name": name, "current_status": status,
                "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T10:30:00Z",
            });
            over(base, optional)
        })
}

fn sensitivity() -> impl Strategy<Value = InterruptSensitivity> {
    select(InterruptSensitivity::ALL.to_vec())
}

fn direction() -> impl Strategy<Value = Direction> {
    select(Direction::ALL.to_vec())
}

fn first() -> impl Strategy<Value = WhoSpeaksFirst> {
    select(WhoSpeaksFirst::ALL.to_vec())
}

fn ids() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(id(), 0..4).prop_map(|ids| ids.into_iter().collect())
}

prop_compose! {
    pub fn training_input()(
        node_id in option::of(id()),
        subject in text(),
        instructions in text(),
        current_status in option::of(select(TrainingStatus::ALL.to_vec())),
    ) -> TrainingInput {
        TrainingInput { node_id, subject, instructions, current_status }
    }
}

prop_compose! {
    pub fn knowledge_input()(
        description in text(),
        initial_message in field(text()),
        interrupt_sensitivity in sensitivity(),
        ask_if_human_present_on_idle in any::<bool>(),
        llm_temperature in number(0, 200),
        initial_message_delay in 0..=60_u64,
    ) -> KnowledgeInput {
        KnowledgeInput {
            description, initial_message, interrupt_sensitivity, ask_if_human_present_on_idle,
            llm_temperature, initial_message_delay,
        }
    }
}

prop_compose! {
    pub fn voice_input()(
        voice_id in id(),
        conversation_speed in number(101, 199),
        who_speaks_first in first(),
        ambient_background in field(text()),
        ambient_volume in field(number(0, 200)),
        language in option::of(select(limits::LANGUAGES.map(str::to_owned).to_vec())),
        similarity in field(number(50, 100)),
        stability in field(number(50, 100)),
    ) -> VoiceInput {
        VoiceInput {
            voice_id, conversation_speed, who_speaks_first, ambient_background, ambient_volume,
            language, similarity, stability,
        }
    }
}

prop_compose! {
    pub fn calling_input()(
        direction in direction(),
        phone_number_ids in option::of(ids()),
    ) -> CallingInput {
        CallingInput { direction, phone_number_ids }
    }
}

prop_compose! {
    pub fn agent_input()(
        (label, name, description, initial_message) in
            (text(), text(), option::of(text()), option::of(text())),
        language in select(limits::LANGUAGES.map(str::to_owned).to_vec()),
        (interrupt_sensitivity, direction, who_speaks_first) in
            (sensitivity(), direction(), first()),
        (endpointing_sensitivity, ivr_navigation_mode) in (text(), text()),
        (conversation_speed, llm_temperature) in (number(10, 300), number(0, 200)),
        (initial_message_delay, idle_time_seconds) in (0..=60_u64, 1..=300_u64),
        (ask_if_human_present_on_idle, enable_recording) in (any::<bool>(), any::<bool>()),
        (max_idle_check_count, initial_max_idle_check_count) in
            (option::of(1..=10_u64), option::of(0..=10_u64)),
        (max_call_duration_seconds, say_goodbye_on_max_duration) in
            (option::of(1..=3_600_u64), option::of(any::<bool>())),
        (user_inactivity_timeout_seconds, initial_idle_time_seconds) in
            (option::of(5..=120_u64), option::of(1..=60_u64)),
        phone_number_ids in option::of(ids()),
    ) -> AgentInput {
        AgentInput {
            label, name, description, language, initial_message, interrupt_sensitivity,
            endpointing_sensitivity, ivr_navigation_mode, conversation_speed,
            initial_message_delay, ask_if_human_present_on_idle, idle_time_seconds,
            max_idle_check_count, llm_temperature, enable_recording, max_call_duration_seconds,
            say_goodbye_on_max_duration, user_inactivity_timeout_seconds,
            initial_idle_time_seconds, initial_max_idle_check_count, direction, who_speaks_first,
            phone_number_ids,
        }
    }
}

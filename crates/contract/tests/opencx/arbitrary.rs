//! Strategies: whatever a service may show and a client may ask.

use contract::{
    Field, UtcInstant,
    opencx::{
        Channel, Generation, ListQuery, Shown, SortBy, Training, TrainingInput, TrainingType,
    },
};
use proptest::{collection::vec, option, prelude::*, sample::subsequence};
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// Text as people write it: anything but NUL, and not blank.
fn text() -> impl Strategy<Value = String> {
    "[^\0]{0,20}[^\0\\s][^\0]{0,20}".prop_filter("Rust's white space is wider", |text| {
        !text.trim().is_empty()
    })
}

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 _<>&é🎭\"\\\\-]{1,12}"
}

pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no others", |float| float.is_finite())
            .prop_map(Value::from),
        "[^\0]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name(), inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn object() -> impl Strategy<Value = Object> {
    vec((name(), value()), 0..4).prop_map(|entries| entries.into_iter().collect())
}

fn kind() -> impl Strategy<Value = TrainingType> {
    prop_oneof![
        Just(TrainingType::Behavioral),
        Just(TrainingType::ScenarioSpecific)
    ]
}

fn instant() -> impl Strategy<Value = UtcInstant> {
    let day = prop_oneof![Just("2024-02-29"), Just("2026-01-31"), Just("0000-01-01")];
    (
        day,
        "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?",
    )
        .prop_map(|(day, time)| UtcInstant::parse(&format!("{day}T{time}Z")).unwrap())
}

fn channels() -> impl Strategy<Value = Vec<Channel>> {
    subsequence(Channel::ALL.to_vec(), 0..=10).prop_shuffle()
}

fn shown_channels() -> impl Strategy<Value = Vec<Channel>> {
    let other = "other_[a-z]{1,6}".prop_map(Channel::Other);
    vec(
        prop_oneof![proptest::sample::select(Channel::ALL.to_vec()), other],
        0..4,
    )
}

/// Maybe absent; where present, whatever `inner` makes.
fn seen<T: Strategy>(inner: T) -> impl Strategy<Value = Option<T::Value>>
where
    T::Value: Clone,
{
    option::of(inner)
}

prop_compose! {
    /// A body as some service of some generation might send it, and what it means.
    pub fn shown_training()(
        id in text(),
        (title_name, title) in (prop_oneof![Just("title"), Just("question")], any::<String>()),
        (content_name, content) in
            (prop_oneof![Just("content"), Just("answer"), Just("body")], any::<String>()),
        (draft_title, draft_content) in
            (seen(option::of(any::<String>())), seen(option::of(any::<String>()))),
        (r#type, is_draft) in (seen(kind()), seen(any::<bool>())),
        directory_id in seen(option::of(text())),
        (channels, segments) in (seen(shown_channels()), seen(vec(text(), 0..4))),
        current_version in seen(option::of(any::<u64>())),
        metadata in seen(object()),
        published_at in seen(option::of(text())),
        (start_time, end_time) in (seen(option::of(instant())), seen(option::of(instant()))),
        (created_at, updated_at) in (text(), text()),
        unknown in vec(("x_[a-z]{1,6}", value()), 0..4),
    ) -> (Value, Training) {
        let mut body = Object::new();
        body.insert("id".to_owned(), json!(id));
        body.insert(title_name.to_owned(), json!(title));
        body.insert(content_name.to_owned(), json!(content));
        let optional = [
            ("draft_title", draft_title.as_ref().map(|v| json!(v))),
            ("draft_content", draft_content.as_ref().map(|v| json!(v))),
            ("type", r#type.as_ref().map(|v| json!(v))),
            ("is_draft", is_draft.as_ref().map(|v| json!(v))),
            ("directory_id", directory_id.as_ref().map(|v| json!(v))),
            ("restricted_to_channels", channels.as_ref().map(|v| json!(v))),
            ("restricted_to_segments", segments.as_ref().map(|v| json!(v))),
            ("current_version", current_version.as_ref().map(|v| json!(v))),
            ("metadata", metadata.as_ref().map(|v| json!(v))),
            ("published_at", published_at.as_ref().map(|v| json!(v))),
            ("start_time", start_time.as_ref().map(|v| json!(v))),
            ("end_time", end_time.as_ref().map(|v| json!(v))),
        ];
        for (field, value) in optional {
            if let Some(value) = value {
                body.insert(field.to_owned(), value);
            }
        }
        body.insert("created_at".to_owned(), json!(created_at));
        body.insert("updated_at".to_owned(), json!(updated_at));
        let unknown: Object = unknown.into_iter().collect();
        body.extend(unknown.clone());
        let training = Training {
            id,
            title,
            content,
            draft_title: draft_title.flatten(),
            draft_content: draft_content.flatten(),
            r#type: r#type.unwrap_or_default(),
            is_draft: is_draft.unwrap_or_default(),
            directory_id: directory_id.flatten(),
            restricted_to_channels: channels.unwrap_or_default(),
            restricted_to_segments: segments.unwrap_or_default(),
            current_version: current_version.flatten(),
            metadata: metadata.unwrap_or_default(),
            published_at: published_at.flatten(),
            start_time: start_time.flatten(),
            end_time: end_time.flatten(),
            created_at,
            updated_at,
            generation: Generation::of(&body),
            shown: Shown::of(&body),
            unknown,
        };
        (Value::Object(body), training)
    }
}

fn field<T: Strategy>(inner: T, null: bool) -> impl Strategy<Value = Field<T::Value>>
where
    T::Value: Clone,
{
    let with_null = if null { 2 } else { 0 };
    prop_oneof![
        2 => Just(Field::Absent),
        with_null => Just(Field::Null),
        4 => inner.prop_map(Field::Value),
    ]
}

/// A window that is open, or one with a bound left out or cleared.
fn window() -> impl Strategy<Value = (Field<UtcInstant>, Field<UtcInstant>)> {
    (field(instant(), true), field(instant(), true)).prop_map(|(start, end)| {
        match (start.value(), end.value()) {
            (Some(from), Some(to)) if to.cmp_moment(from).is_lt() => (end, start),
            (Some(from), Some(to)) if to.cmp_moment(from).is_eq() => (start, Field::Null),
            _ => (start, end),
        }
    })
}

prop_compose! {
    pub fn valid_input()(
        title in text(),
        content in text(),
        r#type in field(kind(), false),
        is_draft in field(any::<bool>(), false),
        directory_id in field(text(), true),
        restricted_to_channels in field(channels(), false),
        segments in field(proptest::collection::btree_set(text(), 0..4), false),
        metadata in field(object(), false),
        (start_time, end_time) in window(),
    ) -> TrainingInput {
        TrainingInput {
            title,
            content,
            r#type,
            is_draft,
            directory_id,
            restricted_to_channels,
            restricted_to_segments: segments.map(|ids| ids.into_iter().collect()),
            metadata,
            start_time,
            end_time,
            unknown: Object::new(),
        }
    }
}

prop_compose! {
    pub fn query()(
        search in option::of(text()),
        r#type in option::of(kind()),
        is_draft in option::of(any::<bool>()),
        limit in 1..=100_u64,
        offset in 0..=9_007_199_254_740_991_u64,
        sort_by in prop_oneof![Just(SortBy::CreatedAt), Just(SortBy::HandoffCount)],
        metadata in option::of(object()),
    ) -> ListQuery {
        ListQuery { search, r#type, is_draft, limit, offset, sort_by, metadata }
    }
}

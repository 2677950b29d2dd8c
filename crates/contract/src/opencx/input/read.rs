//! Reads a request's fields one by one and remembers everything that is wrong.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::super::{Channel, TrainingType};
use crate::{
    Field, FieldErrors, UtcInstant,
    json::{Object, whole},
};

/// Takes fields out of a request body.
pub(crate) struct Reader {
    body: Object,
    errors: FieldErrors,
}

impl Reader {
    pub(crate) fn new(body: Value) -> Result<Self, FieldErrors> {
        match body {
            Value::Object(body) => Ok(Self {
                body,
                errors: FieldErrors::default(),
            }),
            _ => Err(FieldErrors::one("body", "must be a JSON object")),
        }
    }

    /// Everything that was wrong.
    pub(crate) fn finish(self) -> FieldErrors {
        self.errors
    }

    /// Everything that was wrong, and every field that nobody has taken out.
    pub(crate) fn finish_all(mut self) -> FieldErrors {
        for name in self.body.keys() {
            self.errors.push(short(name), "is not known here");
        }
        self.errors
    }

    pub(crate) fn require(&mut self, field: &str) {
        if self.errors.of(field).is_none() {
            self.errors.push(field, "is required");
        }
    }

    fn wrong<T>(&mut self, field: &str, message: impl Into<String>) -> Field<T> {
        self.errors.push(field, message);
        Field::Absent
    }

    pub(crate) fn required_string(&mut self, field: &str) -> String {
        match self.body.shift_remove(field) {
            Some(Value::String(text)) => return text,
            None => self.require(field),
            Some(_) => self.errors.push(field, "must be a string"),
        }
        String::new()
    }

    pub(crate) fn nullable_string(&mut self, field: &str) -> Field<String> {
        match self.body.shift_remove(field) {
            None => Field::Absent,
            Some(Value::Null) => Field::Null,
            Some(Value::String(text)) => Field::Value(text),
            Some(_) => self.wrong(field, "must be a string or null"),
        }
    }

    pub(crate) fn boolean(&mut self, field: &str) -> Field<bool> {
        match self.body.shift_remove(field) {
            None => Field::Absent,
            Some(Value::Bool(value)) => Field::Value(value),
            Some(_) => self.wrong(field, "must be true or false"),
        }
    }

    pub(crate) fn kind(&mut self) -> Field<TrainingType> {
        let message = "must be BEHAVIORAL or SCENARIO_SPECIFIC";
        match self.body.shift_remove("type") {
            None => Field::Absent,
            Some(Value::String(name)) => match TrainingType::known(&name) {
                Some(kind) => Field::Value(kind),
                None => self.wrong("type", format!("{message}, not `{}`", short(&name))),
            },
            Some(_) => self.wrong("type", message),
        }
    }

    /// A whole number within its limits.
    pub(crate) fn whole(&mut self, field: &str, min: u64, max: u64) -> Field<u64> {
        match self.body.shift_remove(field) {
            None => Field::Absent,
            Some(value) => match whole(&value).filter(|number| (min..=max).contains(number)) {
                Some(number) => Field::Value(number),
                None => self.wrong(field, format!("must be a whole number from {min} to {max}")),
            },
        }
    }

    /// One of a few words, written as serde does.
    pub(crate) fn word<T: Copy + Serialize>(&mut self, field: &str, all: &[T]) -> Field<T> {
        let Some(value) = self.body.shift_remove(field) else {
            return Field::Absent;
        };
        let words: Vec<Value> = all.iter().map(|one| json!(one)).collect();
        match words.iter().position(|word| *word == value) {
            Some(at) => Field::Value(all[at]),
            None => {
                let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                self.wrong(field, format!("must be one of {}", words.join(", ")))
            }
        }
    }

    /// One of the documented channels.
    pub(crate) fn channel(&mut self) -> Field<Channel> {
        match self.body.shift_remove("channel") {
            None => Field::Absent,
            Some(Value::String(name)) => match Channel::known(&name) {
                Some(channel) => Field::Value(channel),
                None => self.wrong("channel", not_a_channel(&name)),
            },
            Some(_) => self.wrong("channel", "must be a string"),
        }
    }

    pub(crate) fn object(&mut self, field: &str) -> Field<Object> {
        match self.body.shift_remove(field) {
            None => Field::Absent,
            Some(Value::Object(object)) => Field::Value(object),
            Some(_) => self.wrong(field, "must be a JSON object"),
        }
    }

    /// A list of strings without repetitions, in the order of their first mention.
    pub(crate) fn strings(&mut self, field: &str) -> Field<Vec<String>> {
        self.entries(field)
            .map(|entries| entries.into_iter().map(|(_, text)| text).collect())
    }

    /// A list of the documented channels without repetitions.
    pub(crate) fn channels(&mut self) -> Field<Vec<Channel>> {
        let field = "restricted_to_channels";
        let mut channels = Vec::new();
        let entries = match self.entries(field) {
            Field::Value(entries) => entries,
            Field::Absent | Field::Null => return Field::Absent,
        };
        for (at, name) in entries {
            match Channel::known(&name) {
                Some(channel) => channels.push(channel),
                None => self
                    .errors
                    .push(format!("{field}[{at}]"), not_a_channel(&name)),
            }
        }
        Field::Value(channels)
    }

    /// The different strings of a list, each with the place of its first mention.
    fn entries(&mut self, field: &str) -> Field<Vec<(usize, String)>> {
        let items = match self.body.shift_remove(field) {
            None => return Field::Absent,
            Some(Value::Array(items)) => items,
            Some(_) => {
                return self.wrong(field, "must be an array; an empty one means no restriction");
            }
        };
        let mut seen = HashSet::with_capacity(items.len());
        let mut entries = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            match item {
                Value::String(text) => {
                    if seen.insert(text.clone()) {
                        entries.push((at, text));
                    }
                }
                _ => self
                    .errors
                    .push(format!("{field}[{at}]"), "must be a string"),
            }
        }
        Field::Value(entries)
    }

    pub(crate) fn instant(&mut self, field: &str) -> Field<UtcInstant> {
        match self.nullable_string(field) {
            Field::Absent => Field::Absent,
            Field::Null => Field::Null,
            Field::Value(text) => match UtcInstant::parse(&text) {
                Ok(instant) => Field::Value(instant),
                Err(error) => self.wrong(
                    field,
                    format!("`{}` is not an instant in UTC: {error}", short(&text)),
                ),
            },
        }
    }
}

fn not_a_channel(name: &str) -> String {
    let known: Vec<&str> = Channel::ALL.iter().map(Channel::as_str).collect();
    format!(
        "`{}` is not a channel; known are {}",
        short(name),
        known.join(", ")
    )
}

/// The start of a text that somebody sent, short enough for a message.
pub(crate) fn short(text: &str) -> String {
    const CHARS: usize = 40;
    if text.chars().count() <= CHARS {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(CHARS).collect();
    start.push('…');
    start
}

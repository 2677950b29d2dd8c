//! Reads a request's fields one by one and remembers everything that is wrong.
//!
//! For an optional field `null` says as much as leaving it out, unless the reader is told to
//! keep the two apart. An empty text is no value: the service turns it into `null`.

use std::collections::HashSet;

use serde_json::Value;

use super::say;
use crate::{
    Field, FieldErrors,
    json::{self, Object},
};

/// Takes fields out of a request body.
pub(super) struct Reader {
    body: Object,
    errors: FieldErrors,
}

impl Reader {
    pub(super) fn new(body: Value) -> Result<Self, FieldErrors> {
        match body {
            Value::Object(body) => Ok(Self {
                body,
                errors: FieldErrors::default(),
            }),
            _ => Err(FieldErrors::one("body", "The body must be a JSON object.")),
        }
    }

    /// Everything that was wrong.
    pub(super) fn finish(self) -> FieldErrors {
        self.errors
    }

    /// A field's value by `read`; what is of another kind is remembered.
    fn field<T>(
        &mut self,
        field: &str,
        kind: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Field<T> {
        match self.body.shift_remove(field) {
            None => Field::Absent,
            Some(Value::Null) => Field::Null,
            Some(Value::String(text)) if text.is_empty() => Field::Null,
            Some(value) => read(value).map_or_else(
                || {
                    self.errors.push(field, say::must_be(field, kind));
                    Field::Absent
                },
                Field::Value,
            ),
        }
    }

    /// The value, or its absence remembered and a stand-in.
    fn require<T: Default>(&mut self, field: &str, value: Field<T>) -> T {
        match value {
            Field::Value(value) => value,
            Field::Absent | Field::Null => {
                if self.errors.of(field).is_none() {
                    self.errors.push(field, say::required(field));
                }
                T::default()
            }
        }
    }

    /// A text, `null` or nothing at all. White space around it is taken off, as the service's
    /// framework does with every text: what is judged is what is kept.
    pub(super) fn text_field(&mut self, field: &str) -> Field<String> {
        self.field(field, "a string", |value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            _ => None,
        })
    }

    pub(super) fn number_field(&mut self, field: &str) -> Field<f64> {
        self.field(field, "a number", |value| value.as_f64())
    }

    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        self.text_field(field).over(None)
    }

    pub(super) fn whole(&mut self, field: &str) -> Option<u64> {
        self.field(field, "an integer", |value| json::whole(&value))
            .over(None)
    }

    pub(super) fn boolean(&mut self, field: &str) -> Option<bool> {
        self.field(field, "true or false", |value| value.as_bool())
            .over(None)
    }

    pub(super) fn required_text(&mut self, field: &str) -> String {
        let value = self.text_field(field);
        self.require(field, value)
    }

    pub(super) fn required_number(&mut self, field: &str) -> f64 {
        let value = self.number_field(field);
        self.require(field, value)
    }

    pub(super) fn required_whole(&mut self, field: &str) -> u64 {
        let value = Field::from_option(self.whole(field));
        self.require(field, value)
    }

    pub(super) fn required_boolean(&mut self, field: &str) -> bool {
        let value = Field::from_option(self.boolean(field));
        self.require(field, value)
    }

    /// A documented word; any other is remembered.
    pub(super) fn word<T>(
        &mut self,
        field: &str,
        known: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.text(field)?;
        let found = known(&word);
        if found.is_none() {
            self.errors.push(field, say::selected(field));
        }
        found
    }

    /// A documented word that must be there; `stand_in` where it is not.
    pub(super) fn required_word<T>(
        &mut self,
        field: &str,
        known: impl FnOnce(&str) -> Option<T>,
        stand_in: T,
    ) -> T {
        self.word(field, known).unwrap_or_else(|| {
            if self.errors.of(field).is_none() {
                self.errors.push(field, say::required(field));
            }
            stand_in
        })
    }

    /// A list of texts without repetitions, in the order of their first mention.
    pub(super) fn texts(&mut self, field: &str) -> Option<Vec<String>> {
        let items = self.field(field, "an array", |value| match value {
            Value::Array(items) => Some(items),
            _ => None,
        });
        let mut seen = HashSet::new();
        let mut texts = Vec::new();
        for (at, item) in items.over(None)?.into_iter().enumerate() {
            match item {
                Value::String(text) => {
                    if seen.insert(text.clone()) {
                        texts.push(text);
                    }
                }
                _ => {
                    let inner = format!("{field}.{at}");
                    let sentence = say::must_be(&inner, "a string");
                    self.errors.push(inner, sentence);
                }
            }
        }
        Some(texts)
    }
}

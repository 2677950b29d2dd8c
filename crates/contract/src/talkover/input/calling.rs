//! `PUT /agents/{agent_id}/calling`

use serde_json::Value;

use super::{super::Direction, Judged, given, judge::Judge, put, read::Reader};
use crate::{FieldErrors, json::Object};

/// Body of "Update calling".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingInput {
    /// Who calls whom.
    pub direction: Direction,
    /// Ids of the agent's phone numbers; absent keeps those that it has.
    pub phone_number_ids: Option<Vec<String>>,
}

impl CallingInput {
    /// Reads a request body. Fields that are not documented are ignored.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits, in the service's own sentences.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let input = Self {
            direction: reader.required_word("direction", Direction::known, Direction::Inbound),
            phone_number_ids: reader.texts("phone_number_ids"),
        };
        input.or_wrong(reader.finish())
    }

    /// Judges the values: what [`CallingInput::from_json`] and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.judge()
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self {
            direction,
            phone_number_ids,
        } = self;
        let mut body = Object::new();
        put(&mut body, "direction", given(Some(direction.as_str())));
        put(
            &mut body,
            "phone_number_ids",
            given(phone_number_ids.clone()),
        );
        Value::Object(body)
    }
}

impl Judged for CallingInput {
    const FIELDS: &'static [&'static str] = &["direction", "phone_number_ids"];

    fn judge(&self) -> FieldErrors {
        let mut judge = Judge::default();
        judge.word("direction", !matches!(self.direction, Direction::Other(_)));
        judge.phone_numbers(self.phone_number_ids.as_deref().unwrap_or_default());
        judge.0
    }
}

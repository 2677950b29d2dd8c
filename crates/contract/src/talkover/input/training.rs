//! `POST /agents/{agent_id}/trainings`

use serde_json::Value;

use super::{super::TrainingStatus, Judged, given, judge::Judge, limits, put, read::Reader};
use crate::{FieldErrors, json::Object};

/// Body of "Create or update training".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainingInput {
    /// The key by which the same training is written again: what has it is updated, and without
    /// one a new training is made (decision 28).
    pub node_id: Option<String>,
    /// Subject or title.
    pub subject: String,
    /// What the agent learns.
    pub instructions: String,
    /// Absent means active, also on an update.
    pub current_status: Option<TrainingStatus>,
}

impl TrainingInput {
    /// Reads a request body. Fields that are not documented are ignored.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits, in the service's own sentences.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let input = Self {
            node_id: reader.text("node_id"),
            subject: reader.required_text("subject"),
            instructions: reader.required_text("instructions"),
            current_status: reader.word("current_status", TrainingStatus::known),
        };
        input.or_wrong(reader.finish())
    }

    /// Judges the values: what [`TrainingInput::from_json`] and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.judge()
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self {
            node_id,
            subject,
            instructions,
            current_status,
        } = self;
        let mut body = Object::new();
        put(&mut body, "node_id", given(node_id.clone()));
        put(&mut body, "subject", given(Some(subject.clone())));
        put(&mut body, "instructions", given(Some(instructions.clone())));
        let status = current_status.as_ref().map(TrainingStatus::as_str);
        put(&mut body, "current_status", given(status));
        Value::Object(body)
    }
}

impl Judged for TrainingInput {
    const FIELDS: &'static [&'static str] =
        &["node_id", "subject", "instructions", "current_status"];

    fn judge(&self) -> FieldErrors {
        let mut judge = Judge::default();
        if let Some(node_id) = &self.node_id {
            judge.id("node_id", node_id);
        }
        judge.text("subject", &self.subject, limits::SUBJECT_CHARS);
        judge.some("instructions", &self.instructions);
        if let Some(TrainingStatus::Other(_)) = &self.current_status {
            judge.word("current_status", false);
        }
        judge.0
    }
}

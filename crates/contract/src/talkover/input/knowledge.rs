//! `PUT /agents/{agent_id}/knowledge`

use serde_json::Value;

use super::{super::InterruptSensitivity, Judged, given, judge::Judge, limits, put, read::Reader};
use crate::{Field, FieldErrors, json::Object};

/// Body of "Update knowledge".
#[derive(Clone, Debug, PartialEq)]
pub struct KnowledgeInput {
    /// What the agent is for.
    pub description: String,
    /// The first words of a call; absent keeps them, `null` takes them away.
    pub initial_message: Field<String>,
    /// How easily the agent is interrupted.
    pub interrupt_sensitivity: InterruptSensitivity,
    /// Whether it asks if somebody is there after a silence.
    pub ask_if_human_present_on_idle: bool,
    /// How freely the model words its answers, 0 to 2.
    pub llm_temperature: f64,
    /// Seconds before the first words, 0 to 60.
    pub initial_message_delay: u64,
}

impl KnowledgeInput {
    /// Reads a request body. Fields that are not documented are ignored.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits, in the service's own sentences.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let input = Self {
            description: reader.required_text("description"),
            initial_message: reader.text_field("initial_message"),
            interrupt_sensitivity: reader.required_word(
                "interrupt_sensitivity",
                InterruptSensitivity::known,
                InterruptSensitivity::Medium,
            ),
            ask_if_human_present_on_idle: reader.required_boolean("ask_if_human_present_on_idle"),
            llm_temperature: reader.required_number("llm_temperature"),
            initial_message_delay: reader.required_whole("initial_message_delay"),
        };
        input.or_wrong(reader.finish())
    }

    /// Judges the values: what [`KnowledgeInput::from_json`] and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.judge()
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self {
            description,
            initial_message,
            interrupt_sensitivity,
            ask_if_human_present_on_idle,
            llm_temperature,
            initial_message_delay,
        } = self.clone();
        let mut body = Object::new();
        let body_mut = &mut body;
        put(body_mut, "description", Field::Value(description));
        put(body_mut, "initial_message", initial_message);
        let sensitivity = interrupt_sensitivity.as_str();
        put(body_mut, "interrupt_sensitivity", given(Some(sensitivity)));
        put(
            body_mut,
            "ask_if_human_present_on_idle",
            Field::Value(ask_if_human_present_on_idle),
        );
        put(body_mut, "llm_temperature", Field::Value(llm_temperature));
        put(
            body_mut,
            "initial_message_delay",
            Field::Value(initial_message_delay),
        );
        Value::Object(body)
    }
}

impl Judged for KnowledgeInput {
    const FIELDS: &'static [&'static str] = &[
        "description",
        "initial_message",
        "interrupt_sensitivity",
        "ask_if_human_present_on_idle",
        "llm_temperature",
        "initial_message_delay",
    ];

    fn judge(&self) -> FieldErrors {
        let mut judge = Judge::default();
        judge.some("description", &self.description);
        if judge.0.is_empty() {
            judge.long("description", &self.description, limits::DESCRIPTION_CHARS);
        }
        if let Field::Value(message) = &self.initial_message {
            let chars = limits::INITIAL_MESSAGE_CHARS;
            judge.long("initial_message", message, *chars.start());
            judge.short("initial_message", message, *chars.end());
        }
        let is_known = !matches!(self.interrupt_sensitivity, InterruptSensitivity::Other(_));
        judge.word("interrupt_sensitivity", is_known);
        judge.within(
            "llm_temperature",
            self.llm_temperature,
            &limits::TEMPERATURE,
        );
        judge.within(
            "initial_message_delay",
            self.initial_message_delay,
            &limits::INITIAL_MESSAGE_DELAY,
        );
        judge.0
    }
}

//! `POST /agents`

use serde_json::Value;

use super::{
    super::{Direction, InterruptSensitivity, WhoSpeaksFirst},
    Judged, given,
    judge::Judge,
    limits, put,
    read::Reader,
};
use crate::{Field, FieldErrors, json::Object};

/// Body of "Create agent".
#[derive(Clone, Debug, PartialEq)]
pub struct AgentInput {
    /// Name for people.
    pub label: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Language and region, one of [`limits::LANGUAGES`].
    pub language: String,
    /// The first words of a call.
    pub initial_message: Option<String>,
    /// How easily it is interrupted.
    pub interrupt_sensitivity: InterruptSensitivity,
    /// How soon a pause counts as the end of a sentence.
    pub endpointing_sensitivity: String,
    /// How it goes through telephone menus.
    pub ivr_navigation_mode: String,
    /// Speed of speech, 0.1 to 3.
    pub conversation_speed: f64,
    /// Seconds before the first words, 0 to 60.
    pub initial_message_delay: u64,
    /// Whether it asks if somebody is there after a silence.
    pub ask_if_human_present_on_idle: bool,
    /// Seconds of silence before it asks.
    pub idle_time_seconds: u64,
    /// How often it asks before it hangs up.
    pub max_idle_check_count: Option<u64>,
    /// How freely the model words its answers, 0 to 2.
    pub llm_temperature: f64,
    /// Whether calls are recorded.
    pub enable_recording: bool,
    /// Longest call, in seconds.
    pub max_call_duration_seconds: Option<u64>,
    /// Whether it says goodbye at the end of the longest call.
    pub say_goodbye_on_max_duration: Option<bool>,
    /// Seconds without a word from the caller before it hangs up.
    pub user_inactivity_timeout_seconds: Option<u64>,
    /// Seconds of silence at the beginning of a call.
    pub initial_idle_time_seconds: Option<u64>,
    /// How often it asks at the beginning of a call.
    pub initial_max_idle_check_count: Option<u64>,
    /// Who calls whom.
    pub direction: Direction,
    /// Who says the first word.
    pub who_speaks_first: WhoSpeaksFirst,
    /// Ids of its phone numbers.
    pub phone_number_ids: Option<Vec<String>>,
}

impl AgentInput {
    /// Reads a request body. Fields that are not documented are ignored.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits, in the service's own sentences.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let input = Self {
            label: reader.required_text("label"),
            name: reader.required_text("name"),
            description: reader.text("description"),
            language: reader.required_text("language"),
            initial_message: reader.text("initial_message"),
            interrupt_sensitivity: reader.required_word(
                "interrupt_sensitivity",
                InterruptSensitivity::known,
                InterruptSensitivity::Medium,
            ),
            endpointing_sensitivity: reader.required_text("endpointing_sensitivity"),
            ivr_navigation_mode: reader.required_text("ivr_navigation_mode"),
            conversation_speed: reader.required_number("conversation_speed"),
            initial_message_delay: reader.required_whole("initial_message_delay"),
            ask_if_human_present_on_idle: reader.required_boolean("ask_if_human_present_on_idle"),
            idle_time_seconds: reader.required_whole("idle_time_seconds"),
            max_idle_check_count: reader.whole("max_idle_check_count"),
            llm_temperature: reader.required_number("llm_temperature"),
            enable_recording: reader.required_boolean("enable_recording"),
            max_call_duration_seconds: reader.whole("max_call_duration_seconds"),
            say_goodbye_on_max_duration: reader.boolean("say_goodbye_on_max_duration"),
            user_inactivity_timeout_seconds: reader.whole("user_inactivity_timeout_seconds"),
            initial_idle_time_seconds: reader.whole("initial_idle_time_seconds"),
            initial_max_idle_check_count: reader.whole("initial_max_idle_check_count"),
            direction: reader.required_word("direction", Direction::known, Direction::Inbound),
            who_speaks_first: reader.required_word(
                "who_speaks_first",
                WhoSpeaksFirst::known,
                WhoSpeaksFirst::Agent,
            ),
            phone_number_ids: reader.texts("phone_number_ids"),
        };
        input.or_wrong(reader.finish())
    }

    /// Judges the values: what [`AgentInput::from_json`] and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.judge()
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self {
            label,
            name,
            description,
            language,
            initial_message,
            interrupt_sensitivity,
            endpointing_sensitivity,
            ivr_navigation_mode,
            conversation_speed,
            initial_message_delay,
            ask_if_human_present_on_idle,
            idle_time_seconds,
            max_idle_check_count,
            llm_temperature,
            enable_recording,
            max_call_duration_seconds,
            say_goodbye_on_max_duration,
            user_inactivity_timeout_seconds,
            initial_idle_time_seconds,
            initial_max_idle_check_count,
            direction,
            who_speaks_first,
            phone_number_ids,
        } = self.clone();
        let mut body = Object::new();
        macro_rules! fields {
            ($($name:ident: $field:expr;)*) => {
                $(put(&mut body, stringify!($name), $field);)*
            };
        }
        fields! {
            label: Field::Value(label);
            name: Field::Value(name);
            description: given(description);
            language: Field::Value(language);
            initial_message: given(initial_message);
            interrupt_sensitivity: Field::Value(interrupt_sensitivity.as_str());
            endpointing_sensitivity: Field::Value(endpointing_sensitivity);
            ivr_navigation_mode: Field::Value(ivr_navigation_mode);
            conversation_speed: Field::Value(conversation_speed);
            initial_message_delay: Field::Value(initial_message_delay);
            ask_if_human_present_on_idle: Field::Value(ask_if_human_present_on_idle);
            idle_time_seconds: Field::Value(idle_time_seconds);
            max_idle_check_count: given(max_idle_check_count);
            llm_temperature: Field::Value(llm_temperature);
            enable_recording: Field::Value(enable_recording);
            max_call_duration_seconds: given(max_call_duration_seconds);
            say_goodbye_on_max_duration: given(say_goodbye_on_max_duration);
            user_inactivity_timeout_seconds: given(user_inactivity_timeout_seconds);
            initial_idle_time_seconds: given(initial_idle_time_seconds);
            initial_max_idle_check_count: given(initial_max_idle_check_count);
            direction: Field::Value(direction.as_str());
            who_speaks_first: Field::Value(who_speaks_first.as_str());
            phone_number_ids: given(phone_number_ids);
        }
        Value::Object(body)
    }
}

impl Judged for AgentInput {
    const FIELDS: &'static [&'static str] = &[
        "label",
        "name",
        "description",
        "language",
        "initial_message",
        "interrupt_sensitivity",
        "endpointing_sensitivity",
        "ivr_navigation_mode",
        "conversation_speed",
        "initial_message_delay",
        "ask_if_human_present_on_idle",
        "idle_time_seconds",
        "max_idle_check_count",
        "llm_temperature",
        "enable_recording",
        "max_call_duration_seconds",
        "say_goodbye_on_max_duration",
        "user_inactivity_timeout_seconds",
        "initial_idle_time_seconds",
        "initial_max_idle_check_count",
        "direction",
        "who_speaks_first",
        "phone_number_ids",
    ];

    fn judge(&self) -> FieldErrors {
        let mut judge = Judge::default();
        for (field, text) in [
            ("label", &self.label),
            ("name", &self.name),
            ("endpointing_sensitivity", &self.endpointing_sensitivity),
            ("ivr_navigation_mode", &self.ivr_navigation_mode),
        ] {
            judge.text(field, text, limits::NAME_CHARS);
        }
        judge.language("language", &self.language);
        for (field, is_known) in [
            (
                "interrupt_sensitivity",
                !matches!(self.interrupt_sensitivity, InterruptSensitivity::Other(_)),
            ),
            ("direction", !matches!(self.direction, Direction::Other(_))),
            (
                "who_speaks_first",
                !matches!(self.who_speaks_first, WhoSpeaksFirst::Other(_)),
            ),
        ] {
            judge.word(field, is_known);
        }
        for (field, number, range) in [
            (
                "conversation_speed",
                self.conversation_speed,
                limits::CONVERSATION_SPEED,
            ),
            ("llm_temperature", self.llm_temperature, limits::TEMPERATURE),
        ] {
            judge.within(field, number, &range);
        }
        for (field, number, range) in self.whole_numbers() {
            if let Some(number) = number {
                judge.within(field, number, &range);
            }
        }
        judge.phone_numbers(self.phone_number_ids.as_deref().unwrap_or_default());
        judge.0
    }
}

type Bounded = (&'static str, Option<u64>, std::ops::RangeInclusive<u64>);

impl AgentInput {
    fn whole_numbers(&self) -> [Bounded; 7] {
        [
            (
                "initial_message_delay",
                Some(self.initial_message_delay),
                limits::INITIAL_MESSAGE_DELAY,
            ),
            (
                "idle_time_seconds",
                Some(self.idle_time_seconds),
                limits::IDLE_SECONDS,
            ),
            (
                "max_idle_check_count",
                self.max_idle_check_count,
                limits::IDLE_CHECKS,
            ),
            (
                "max_call_duration_seconds",
                self.max_call_duration_seconds,
                limits::CALL_SECONDS,
            ),
            (
                "user_inactivity_timeout_seconds",
                self.user_inactivity_timeout_seconds,
                limits::INACTIVITY_SECONDS,
            ),
            (
                "initial_idle_time_seconds",
                self.initial_idle_time_seconds,
                limits::INITIAL_IDLE_SECONDS,
            ),
            (
                "initial_max_idle_check_count",
                self.initial_max_idle_check_count,
                limits::INITIAL_IDLE_CHECKS,
            ),
        ]
    }
}

//! Requests that write a voice agent.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::{Direction, InterruptSensitivity, WhoSpeaksFirst};

/// A language. Written by hand, because its words are a list of the contract's.
#[derive(Debug)]
pub struct Language;

impl ToSchema for Language {}

impl PartialSchema for Language {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Language and region."))
            .enum_values(Some(contract::talkover::limits::LANGUAGES))
            .into()
    }
}

/// Body of "Create agent".
#[derive(Debug, ToSchema)]
pub struct AgentCreate {
    /// Name for people.
    #[schema(min_length = 1, max_length = 255)]
    pub label: String,
    /// Name.
    #[schema(min_length = 1, max_length = 255)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Language and region.
    pub language: Language,
    /// The first words of a call.
    pub initial_message: Option<String>,
    /// How easily it is interrupted.
    pub interrupt_sensitivity: InterruptSensitivity,
    /// How soon a pause counts as the end of a sentence.
    #[schema(min_length = 1, max_length = 255)]
    pub endpointing_sensitivity: String,
    /// How it goes through telephone menus.
    #[schema(min_length = 1, max_length = 255)]
    pub ivr_navigation_mode: String,
    /// Speed of speech; 1 is the voice's own.
    #[schema(minimum = 0.1, maximum = 3)]
    pub conversation_speed: f64,
    /// Seconds before the first words.
    #[schema(minimum = 0, maximum = 60)]
    pub initial_message_delay: u64,
    /// Whether it asks if somebody is there after a silence.
    pub ask_if_human_present_on_idle: bool,
    /// Seconds of silence before it asks.
    #[schema(minimum = 1, maximum = 300)]
    pub idle_time_seconds: u64,
    /// How often it asks before it hangs up.
    #[schema(minimum = 1, maximum = 10)]
    pub max_idle_check_count: Option<u64>,
    /// How freely the model words its answers.
    #[schema(minimum = 0, maximum = 2)]
    pub llm_temperature: f64,
    /// Whether calls are recorded.
    pub enable_recording: bool,
    /// Longest call, in seconds.
    #[schema(minimum = 1, maximum = 3600)]
    pub max_call_duration_seconds: Option<u64>,
    /// Whether it says goodbye at the end of the longest call.
    pub say_goodbye_on_max_duration: Option<bool>,
    /// Seconds without a word from the caller before it hangs up.
    #[schema(minimum = 5, maximum = 120)]
    pub user_inactivity_timeout_seconds: Option<u64>,
    /// Seconds of silence at the beginning of a call.
    #[schema(minimum = 1, maximum = 60)]
    pub initial_idle_time_seconds: Option<u64>,
    /// How often it asks at the beginning of a call.
    #[schema(minimum = 0, maximum = 10)]
    pub initial_max_idle_check_count: Option<u64>,
    /// Who calls whom.
    pub direction: Direction,
    /// Who says the first word.
    pub who_speaks_first: WhoSpeaksFirst,
    /// Ids of its phone numbers, taken as they are.
    #[schema(max_items = 100)]
    pub phone_number_ids: Option<Vec<String>>,
}

/// Body of "Update knowledge".
#[derive(Debug, ToSchema)]
pub struct KnowledgeUpdate {
    /// What the agent is for.
    #[schema(min_length = 5)]
    pub description: String,
    /// The first words of a call; absent keeps them, null takes them away.
    #[schema(min_length = 5, max_length = 255)]
    pub initial_message: Option<String>,
    /// How easily the agent is interrupted.
    pub interrupt_sensitivity: InterruptSensitivity,
    /// Whether it asks if somebody is there after a silence.
    pub ask_if_human_present_on_idle: bool,
    /// How freely the model words its answers.
    #[schema(minimum = 0, maximum = 2)]
    pub llm_temperature: f64,
    /// Seconds before the first words.
    #[schema(minimum = 0, maximum = 60)]
    pub initial_message_delay: u64,
}

/// Body of "Update voice".
#[derive(Debug, ToSchema)]
pub struct VoiceUpdate {
    /// Id in Talkover's list of voices, taken as it is.
    #[schema(min_length = 1, max_length = 255)]
    pub voice_id: String,
    /// Speed of speech.
    #[schema(exclusive_minimum = 1, exclusive_maximum = 2)]
    pub conversation_speed: f64,
    /// Who says the first word.
    pub who_speaks_first: WhoSpeaksFirst,
    /// Sound behind the voice; null for none.
    #[schema(max_length = 255)]
    pub ambient_background: Option<String>,
    /// Volume of that sound; 1 where it was never said.
    #[schema(minimum = 0, maximum = 2)]
    pub ambient_volume: Option<f64>,
    /// Language of the agent; absent and null keep it.
    pub language: Option<Language>,
    /// How close the voice stays to its original.
    #[schema(minimum = 0.5, maximum = 1)]
    pub similarity: Option<f64>,
    /// How even it sounds.
    #[schema(minimum = 0.5, maximum = 1)]
    pub stability: Option<f64>,
}

/// Body of "Update calling".
#[derive(Debug, ToSchema)]
pub struct CallingUpdate {
    /// Who calls whom.
    pub direction: Direction,
    /// Ids of the agent's phone numbers, taken as they are; absent keeps those that it has.
    #[schema(max_items = 100)]
    pub phone_number_ids: Option<Vec<String>>,
}

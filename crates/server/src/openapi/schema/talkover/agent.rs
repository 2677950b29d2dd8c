//! Voice agents.

use utoipa::{
    ToSchema,
    openapi::{Ref, Schema, extensions::Extensions, schema::ArrayBuilder},
};

use super::{AgentAction, AgentTraining};

/// Whether an agent takes calls.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum AgentStatus {
    /// It does not.
    Draft,
    /// It does.
    Published,
}

/// Who calls whom.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Direction {
    /// People call the agent.
    Inbound,
    /// The agent calls people.
    Outbound,
}

/// Who says the first word.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum WhoSpeaksFirst {
    /// The agent.
    Agent,
    /// The person at the other end.
    User,
}

/// How easily an agent is interrupted.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum InterruptSensitivity {
    /// Hardly.
    Low,
    /// Somewhat.
    Medium,
    /// At the first word.
    High,
}

/// A group of settings that an agent needs before it can be published.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Setup {
    /// `PUT …/knowledge`
    Knowledge,
    /// `PUT …/voice`
    Voice,
    /// `PUT …/calling`
    Calling,
}

/// A voice agent.
#[derive(Debug, ToSchema)]
pub struct Agent {
    /// Unique id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// What it is for.
    #[schema(required)]
    pub description: Option<String>,
    /// Language and region.
    pub language: String,
    /// Null until it has been set.
    #[schema(required)]
    pub voice: Option<Voice>,
    /// The first words of a call.
    #[schema(required)]
    pub initial_message: Option<String>,
    /// How easily it is interrupted.
    pub interrupt_sensitivity: InterruptSensitivity,
    /// Speed of speech; 1 is the voice's own.
    pub conversation_speed: f64,
    /// Seconds before the first words.
    pub initial_message_delay: u64,
    /// Whether it asks if somebody is there after a silence.
    pub ask_if_human_present_on_idle: bool,
    /// Who calls whom.
    pub direction: Direction,
    /// Who says the first word.
    pub who_speaks_first: WhoSpeaksFirst,
    /// Whether it takes calls.
    pub current_status: AgentStatus,
    /// Always false here.
    pub is_sandbox: bool,
    /// Whether knowledge, voice and calling have each been set.
    pub is_ready_to_publish: bool,
    /// Which of them have not.
    #[schema(schema_with = missing_to_publish)]
    pub missing_to_publish: Vec<Setup>,
    /// As it was sent.
    #[schema(extensions(("x-cuebook-extension" = json!(true))))]
    pub endpointing_sensitivity: String,
    /// As it was sent.
    #[schema(extensions(("x-cuebook-extension" = json!(true))))]
    pub ivr_navigation_mode: String,
    /// As it was sent.
    #[schema(extensions(("x-cuebook-extension" = json!(true))))]
    pub idle_time_seconds: u64,
    /// As it was sent.
    #[schema(extensions(("x-cuebook-extension" = json!(true))))]
    pub llm_temperature: f64,
    /// As it was sent.
    #[schema(extensions(("x-cuebook-extension" = json!(true))))]
    pub enable_recording: bool,
    /// As it was sent; absent where it was not.
    #[schema(nullable = false, extensions(("x-cuebook-extension" = json!(true))))]
    pub max_idle_check_count: Option<u64>,
    /// As it was sent; absent where it was not.
    #[schema(nullable = false, extensions(("x-cuebook-extension" = json!(true))))]
    pub max_call_duration_seconds: Option<u64>,
    /// As it was sent; absent where it was not.
    #[schema(nullable = false, extensions(("x-cuebook-extension" = json!(true))))]
    pub say_goodbye_on_max_duration: Option<bool>,
    /// As it was sent; absent where it was not.
    #[schema(nullable = false, extensions(("x-cuebook-extension" = json!(true))))]
    pub user_inactivity_timeout_seconds: Option<u64>,
    /// As it was sent; absent where it was not.
    #[schema(nullable = false, extensions(("x-cuebook-extension" = json!(true))))]
    pub initial_idle_time_seconds: Option<u64>,
    /// As it was sent; absent where it was not.
    #[schema(nullable = false, extensions(("x-cuebook-extension" = json!(true))))]
    pub initial_max_idle_check_count: Option<u64>,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it or one of its trainings was last written; grows with every write.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// Always empty here.
    pub actions: Vec<AgentAction>,
    /// Its phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// Its trainings, oldest first.
    pub trainings: Vec<AgentTraining>,
}

/// Written by hand, because the derive leaves the mark of a list out.
fn missing_to_publish() -> Schema {
    ArrayBuilder::new()
        .items(Ref::from_schema_name("Setup"))
        .description(Some("Which of them have not."))
        .extensions(Some(
            Extensions::builder()
                .add("x-cuebook-extension", true)
                .build(),
        ))
        .into()
}

/// How an agent sounds.
#[derive(Debug, ToSchema)]
pub struct Voice {
    /// Id in Talkover's list of voices, as it was sent.
    pub id: String,
    /// The id again: the list is not here.
    pub name: String,
    /// The id again.
    pub label: String,
    /// How even it sounds; absent where it was not set.
    #[schema(nullable = false, minimum = 0.5, maximum = 1)]
    pub stability: Option<f64>,
    /// How close it stays to its original; absent where it was not set.
    #[schema(nullable = false, minimum = 0.5, maximum = 1)]
    pub similarity_boost: Option<f64>,
    /// Sound behind the voice; absent where there is none.
    #[schema(nullable = false)]
    pub ambient_background: Option<String>,
    /// Volume of that sound.
    #[schema(minimum = 0, maximum = 2, extensions(("x-cuebook-extension" = json!(true))))]
    pub ambient_volume: f64,
    /// Never here.
    #[schema(nullable = false)]
    pub template: Option<VoiceTemplate>,
}

/// A template of a voice.
#[derive(Debug, ToSchema)]
pub struct VoiceTemplate {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A phone number. Talkover's list is not here: what an id in the form of E.164 says is in all
/// three forms of the number, and otherwise they are null.
#[derive(Debug, ToSchema)]
pub struct PhoneNumber {
    /// Id, as it was sent.
    pub id: String,
    /// The number.
    #[schema(required)]
    pub number: Option<String>,
    /// Its country; null here.
    #[schema(required)]
    pub country_code: Option<String>,
    /// The number.
    #[schema(required)]
    pub formatted_number: Option<String>,
    /// The number.
    #[schema(required)]
    pub international_number: Option<String>,
    /// Whether it is in use; null here.
    #[schema(required)]
    pub current_status: Option<String>,
}

//! Trainings and versions.

use contract::instant::PATTERN;
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// When a scenario is active.
#[derive(Debug, ToSchema)]
pub enum TrainingType {
    /// On every message.
    #[schema(rename = "BEHAVIORAL")]
    Behavioral,
    /// Where a customer's question is close to the title.
    #[schema(rename = "SCENARIO_SPECIFIC")]
    ScenarioSpecific,
}

/// Order of a list.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum SortBy {
    /// Newest first.
    CreatedAt,
    /// Most handoffs first, then newest.
    HandoffCount,
}

/// A channel.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum Channel {
    /// Website chat
    Web,
    /// E-mail
    Email,
    /// Telephone
    PhoneVoice,
    /// Slack
    Slack,
    /// SMS
    Sms,
    /// WhatsApp
    Whatsapp,
    /// Instagram
    Instagram,
    /// Messenger
    Messenger,
    /// The service's own API
    Api,
    /// Voice in the browser
    WebVoice,
}

/// An instant in UTC. Written by hand, because the derive takes no constant as a pattern.
#[derive(Debug)]
pub struct UtcInstant;

impl ToSchema for UtcInstant {}

impl PartialSchema for UtcInstant {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .pattern(Some(PATTERN))
            .description(Some("An instant in UTC, kept exactly as it was written."))
            .examples(["2026-01-31T09:00Z"])
            .into()
    }
}

/// A training (OpenCX, newest generation).
#[derive(Debug, ToSchema)]
pub struct Training {
    /// Unique id.
    pub id: String,
    /// Title or trigger phrase, last published version.
    pub title: String,
    /// Instruction, last published version.
    pub content: String,
    /// Title being edited; null without a draft.
    #[schema(required)]
    pub draft_title: Option<String>,
    /// Instruction being edited; null without a draft.
    #[schema(required)]
    pub draft_content: Option<String>,
    /// When it is active.
    pub r#type: TrainingType,
    /// Stored, but not used by the AI.
    pub is_draft: bool,
    /// Directory that it is in.
    #[schema(required)]
    pub directory_id: Option<String>,
    /// Empty means all channels.
    pub restricted_to_channels: Vec<Channel>,
    /// Ids of segments; empty means everyone.
    pub restricted_to_segments: Vec<String>,
    /// Number of the live version; null while nothing is live.
    #[schema(required)]
    pub current_version: Option<u64>,
    /// Data of external integrations.
    #[schema(value_type = Object)]
    pub metadata: Value,
    /// When the live version was published.
    #[schema(required, format = DateTime)]
    pub published_at: Option<String>,
    /// First moment at which the AI may use it.
    #[schema(required)]
    pub start_time: Option<UtcInstant>,
    /// First moment at which it may no longer.
    #[schema(required)]
    pub end_time: Option<UtcInstant>,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was last written; grows with every write.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// A page of trainings.
#[derive(Debug, ToSchema)]
pub struct TrainingPage {
    /// The rows.
    pub items: Vec<Training>,
    /// Rows that match, on all pages.
    pub total: u64,
    /// Rows in a page.
    pub limit: u64,
    /// Rows before this page.
    pub offset: u64,
    /// Whether rows follow.
    pub has_more: bool,
}

/// Body of a create.
#[derive(Debug, ToSchema)]
pub struct TrainingCreate {
    /// Title or trigger phrase. Its length counts without blanks around it.
    #[schema(min_length = 1, max_length = 500)]
    pub title: String,
    /// How the AI should respond.
    #[schema(min_length = 1, max_length = 50000)]
    pub content: String,
    /// SCENARIO_SPECIFIC where it is absent.
    #[schema(nullable = false)]
    pub r#type: Option<TrainingType>,
    /// `true` saves it without publishing; absent means `false`.
    #[schema(nullable = false)]
    pub is_draft: Option<bool>,
    /// A directory that exists.
    pub directory_id: Option<String>,
    /// Empty means all channels.
    #[schema(nullable = false)]
    pub restricted_to_channels: Option<Vec<Channel>>,
    /// Segments that exist; empty means everyone.
    #[schema(nullable = false)]
    pub restricted_to_segments: Option<Vec<String>>,
    /// At most 64 KiB of JSON.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub metadata: Option<Value>,
    /// First moment at which the AI may use it; null for no bound.
    pub start_time: Option<UtcInstant>,
    /// First moment at which it may no longer; later than `start_time`; null for no bound.
    pub end_time: Option<UtcInstant>,
}

/// Body of an update: an absent field keeps its value.
#[derive(Debug, ToSchema)]
pub struct TrainingUpdate {
    /// Title or trigger phrase. Its length counts without blanks around it.
    #[schema(min_length = 1, max_length = 500)]
    pub title: String,
    /// How the AI should respond.
    #[schema(min_length = 1, max_length = 50000)]
    pub content: String,
    /// Another type sets a live scenario back to draft.
    #[schema(nullable = false)]
    pub r#type: Option<TrainingType>,
    /// `false` publishes the text, `true` takes the scenario offline; absent keeps what is live.
    #[schema(nullable = false)]
    pub is_draft: Option<bool>,
    /// A directory that exists; null takes it out of its directory.
    pub directory_id: Option<String>,
    /// Empty means all channels.
    #[schema(nullable = false)]
    pub restricted_to_channels: Option<Vec<Channel>>,
    /// Segments that exist; empty means everyone.
    #[schema(nullable = false)]
    pub restricted_to_segments: Option<Vec<String>>,
    /// Replaces all metadata; at most 64 KiB of JSON.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub metadata: Option<Value>,
    /// Null clears the bound.
    pub start_time: Option<UtcInstant>,
    /// Null clears the bound; later than `start_time`.
    pub end_time: Option<UtcInstant>,
}

/// Body of a toggle.
#[derive(Debug, ToSchema)]
pub struct ToggleDraft {
    /// `false` publishes, `true` takes offline.
    pub is_draft: bool,
}

/// Body of a move.
#[derive(Debug, ToSchema)]
pub struct MoveTraining {
    /// A directory that exists, or null for none.
    #[schema(required)]
    pub directory_id: Option<String>,
}

/// An immutable published text.
#[derive(Debug, ToSchema)]
pub struct Version {
    /// Number, from 1, growing with every publish.
    pub version: u64,
    /// Title as published.
    pub title: String,
    /// Content as published.
    pub content: String,
    /// When.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// Name of the key that published it.
    #[schema(required)]
    pub published_by: Option<String>,
}

/// All versions.
#[derive(Debug, ToSchema)]
pub struct VersionList {
    /// Newest first.
    pub items: Vec<Version>,
}

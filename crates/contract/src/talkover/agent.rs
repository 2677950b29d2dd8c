//! A voice agent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Action, AgentStatus, Direction, InterruptSensitivity, PhoneNumber, Settings, Training, Voice,
    WhoSpeaksFirst, read,
};
use crate::{
    DecodeError,
    json::{self, Object},
};

/// One of the three groups of settings that an agent needs before it can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Setup {
    /// `PUT /agents/{agent_id}/knowledge`.
    Knowledge,
    /// `PUT /agents/{agent_id}/voice`.
    Voice,
    /// `PUT /agents/{agent_id}/calling`.
    Calling,
}

impl Setup {
    /// All three, in the documented order.
    pub const ALL: [Self; 3] = [Self::Knowledge, Self::Voice, Self::Calling];

    /// The name on the wire: the last segment of its path.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Knowledge => "knowledge",
            Self::Voice => "voice",
            Self::Calling => "calling",
        }
    }

    /// The name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Knowledge => "Knowledge",
            Self::Voice => "Voice",
            Self::Calling => "Calling",
        }
    }
}

/// A voice agent as a service shows it (Talkover, "Get agent").
///
/// What an answer does not show is `None`: no assumption takes its place. An answer that holds
/// only some fields is read with [`Agent::with`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agent {
    /// Unique id, a UUID.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// What it is for.
    pub description: Option<String>,
    /// Language and region, like `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How it sounds; `None` until that has been set.
    pub voice: Option<Voice>,
    /// The first words of a call.
    pub initial_message: Option<String>,
    /// How easily it is interrupted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interrupt_sensitivity: Option<InterruptSensitivity>,
    /// Speed of speech; 1 is the voice's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_speed: Option<f64>,
    /// Seconds before the first words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_message_delay: Option<u64>,
    /// Whether it asks if somebody is there after a silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_if_human_present_on_idle: Option<bool>,
    /// Who calls whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Who says the first word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who_speaks_first: Option<WhoSpeaksFirst>,
    /// Whether it takes calls.
    pub current_status: AgentStatus,
    /// Whether it is for trials.
    pub is_sandbox: bool,
    /// Whether a publish will be accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_ready_to_publish: Option<bool>,
    /// What keeps it from being published. Our server shows it, as an extension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_to_publish: Option<Vec<Setup>>,
    /// What Talkover takes and does not show.
    #[serde(flatten)]
    pub settings: Settings,
    /// ISO 8601, as sent: with or without fractions of a second.
    pub created_at: String,
    /// ISO 8601, as sent.
    pub updated_at: String,
    /// Its actions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<Action>>,
    /// Its phone numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_numbers: Option<Vec<PhoneNumber>>,
    /// Its trainings, active and inactive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trainings: Option<Vec<Training>>,
    /// Fields that this build does not know, kept as they came.
    #[serde(flatten)]
    pub unknown: Object,
}

impl Agent {
    /// Whether it takes calls.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.current_status == AgentStatus::Published
    }

    /// Reads an agent. The older OpenAPI document's `status` is understood where
    /// `current_status` is missing; one without a label is labelled by its name.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let object = &mut object;
        let id = json::string(object, "id")?;
        let name = json::string(object, "name")?;
        let label = json::optional_string(object, "label")?.unwrap_or_else(|| name.clone());
        let voice = match object.shift_remove("voice") {
            None | Some(Value::Null) => None,
            Some(voice) => Some(Voice::from_json(voice).map_err(|e| e.inside("voice"))?),
        };
        let status = ["current_status", "status"];
        let current_status = read::word(object, &status, AgentStatus::read)?.map_or_else(
            || json::string(object, "current_status").map(|word| AgentStatus::read(&word)),
            Ok,
        )?;
        let whole = |object: &mut Object, field| json::optional_whole(object, field);
        Ok(Self {
            id,
            name,
            label,
            description: json::optional_string(object, "description")?,
            language: json::optional_string(object, "language")?,
            voice,
            initial_message: json::optional_string(object, "initial_message")?,
            interrupt_sensitivity: read::word(
                object,
                &["interrupt_sensitivity"],
                InterruptSensitivity::read,
            )?,
            conversation_speed: read::optional_number(object, "conversation_speed")?,
            initial_message_delay: whole(object, "initial_message_delay")?,
            ask_if_human_present_on_idle: json::optional_boolean(
                object,
                "ask_if_human_present_on_idle",
            )?,
            direction: read::word(object, &["direction"], Direction::read)?,
            who_speaks_first: read::word(object, &["who_speaks_first"], WhoSpeaksFirst::read)?,
            current_status,
            is_sandbox: json::optional_boolean(object, "is_sandbox")?.unwrap_or(false),
            is_ready_to_publish: json::optional_boolean(object, "is_ready_to_publish")?,
            missing_to_publish: missing(object)?,
            settings: Settings::take(object)?,
            created_at: json::string(object, "created_at")?,
            updated_at: json::string(object, "updated_at")?,
            actions: read::optional_rows(object, "actions", Action::from_json)?,
            phone_numbers: read::optional_rows(object, "phone_numbers", PhoneNumber::from_json)?,
            trainings: read::optional_rows(object, "trainings", Training::from_json)?,
            // Collected anew: the emptied map would keep the memory of all its fields.
            unknown: std::mem::take(object).into_iter().collect(),
        })
    }

    /// This agent with the fields that another answer shows: publish and unpublish answer five
    /// of them, and "Update calling" some.
    ///
    /// # Errors
    ///
    /// The path of the first field that cannot be read; `id` where it is another agent's.
    pub fn with(&self, body: Value) -> Result<Self, DecodeError> {
        let shown = json::object(body)?;
        if shown
            .get("id")
            .is_some_and(|id| id.as_str() != Some(&self.id))
        {
            return Err(DecodeError {
                path: "id".to_owned(),
                problem: format!("is not that of the agent {}", self.id),
            });
        }
        let Value::Object(mut whole) = self.to_json() else {
            return Ok(self.clone());
        };
        if shown.contains_key("status") && !shown.contains_key("current_status") {
            // The older name of the same field.
            whole.shift_remove("current_status");
        }
        whole.extend(shown);
        Self::from_json(Value::Object(whole))
    }

    /// The body with everything that is known of the agent.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Serialising strings, finite numbers and JSON values into a JSON value cannot fail.
        serde_json::to_value(self).unwrap_or(Value::Null)
    }
}

/// Settings that a newer server names and this build does not know are left out.
fn missing(object: &mut Object) -> Result<Option<Vec<Setup>>, DecodeError> {
    let rows = read::optional_rows(object, "missing_to_publish", Ok)?;
    Ok(rows.map(|rows| {
        rows.into_iter()
            .filter_map(|name| serde_json::from_value(name).ok())
            .collect()
    }))
}

/// What publish and unpublish answer about an agent (Talkover, "Publish agent").
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgentState {
    /// Unique id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether it takes calls.
    pub current_status: AgentStatus,
    /// Whether a publish will be accepted.
    pub is_ready_to_publish: bool,
    /// ISO 8601.
    pub updated_at: String,
}

impl From<&Agent> for AgentState {
    fn from(agent: &Agent) -> Self {
        Self {
            id: agent.id.clone(),
            name: agent.name.clone(),
            current_status: agent.current_status.clone(),
            is_ready_to_publish: agent.is_ready_to_publish.unwrap_or(false),
            updated_at: agent.updated_at.clone(),
        }
    }
}

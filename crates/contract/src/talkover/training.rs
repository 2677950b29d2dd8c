//! One training of an agent.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use super::{TrainingStatus, read};
use crate::{
    DecodeError,
    json::{self, Object},
};

/// What an agent knows about one subject (Talkover, "List trainings").
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// Unique id, a UUID.
    pub id: String,
    /// The key by which the training is written again. Talkover does not show it; our server
    /// does (decision 28).
    pub node_id: Option<String>,
    /// Subject or title.
    pub subject: String,
    /// What the agent learns.
    pub instructions: String,
    /// Whether the agent uses it.
    pub current_status: TrainingStatus,
    /// ISO 8601, as sent: with or without fractions of a second.
    pub created_at: String,
    /// ISO 8601, as sent.
    pub updated_at: String,
    /// Fields that this build does not know, kept as they came.
    pub unknown: Object,
}

impl Training {
    /// Whether the agent uses it.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.current_status == TrainingStatus::Active
    }

    /// Reads a training. The names of the older OpenAPI document, `instruction` and `status`,
    /// are understood where the present ones are missing.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let instructions = match read::named(&mut object, &["instructions", "instruction"]) {
            Some((_, Value::String(text))) => text,
            Some((name, other)) => return Err(json::unexpected(name, "a string", &other)),
            None => json::string(&mut object, "instructions")?,
        };
        let status = ["current_status", "status"];
        Ok(Self {
            id: json::string(&mut object, "id")?,
            node_id: json::optional_string(&mut object, "node_id")?,
            subject: json::string(&mut object, "subject")?,
            instructions,
            current_status: read::word(&mut object, &status, TrainingStatus::read)?
                .unwrap_or(TrainingStatus::Active),
            created_at: json::string(&mut object, "created_at")?,
            updated_at: json::string(&mut object, "updated_at")?,
            unknown: object.into_iter().collect(),
        })
    }

    /// The body under its present names, with the fields that this build does not know.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Serialising strings and JSON values into a JSON value cannot fail.
        serde_json::to_value(self).unwrap_or(Value::Null)
    }
}

impl Serialize for Training {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            id,
            node_id,
            subject,
            instructions,
            current_status,
            created_at,
            updated_at,
            unknown,
        } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", id)?;
        if let Some(node_id) = node_id {
            map.serialize_entry("node_id", node_id)?;
        }
        map.serialize_entry("subject", subject)?;
        map.serialize_entry("instructions", instructions)?;
        map.serialize_entry("current_status", current_status)?;
        map.serialize_entry("created_at", created_at)?;
        map.serialize_entry("updated_at", updated_at)?;
        for (name, value) in unknown {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

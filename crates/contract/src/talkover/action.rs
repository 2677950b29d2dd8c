//! What an agent can do in a call beside speaking. Cuebook shows actions and does not write them.

use serde::Serialize;
use serde_json::Value;

use super::read;
use crate::{
    DecodeError,
    json::{self, Object},
};

/// An action of an agent (Talkover, "Get agent").
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Action {
    /// Unique id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name for people.
    pub label: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// Kind: webhook, transfer, hold or external.
    pub r#type: Option<String>,
    /// What it is called with.
    pub input_schema: Vec<ActionInput>,
    /// Whether it is in use, as the service words it.
    pub current_status: Option<String>,
    /// Configuration, trigger, addresses, times and what this build does not know, as they came.
    #[serde(flatten)]
    pub unknown: Object,
}

/// One value that an action is called with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionInput {
    /// Name.
    pub name: String,
    /// Kind of value.
    pub r#type: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
}

impl Action {
    /// Reads an action.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            id: json::string(&mut object, "id")?,
            name: json::string(&mut object, "name")?,
            label: json::optional_string(&mut object, "label")?,
            description: json::optional_string(&mut object, "description")?,
            r#type: json::optional_string(&mut object, "type")?,
            input_schema: read::optional_rows(&mut object, "input_schema", ActionInput::from_json)?
                .unwrap_or_default(),
            current_status: json::optional_string(&mut object, "current_status")?,
            unknown: object.into_iter().collect(),
        })
    }
}

impl ActionInput {
    fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            name: json::string(&mut object, "name")?,
            r#type: json::optional_string(&mut object, "type")?,
            required: json::optional_boolean(&mut object, "required")?.unwrap_or(false),
            description: json::optional_string(&mut object, "description")?,
        })
    }
}

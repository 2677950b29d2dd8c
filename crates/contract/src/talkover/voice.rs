//! How an agent sounds.

use serde::Serialize;
use serde_json::Value;

use super::read;
use crate::{
    DecodeError,
    json::{self, Object},
};

/// The voice of an agent (Talkover, "Get agent").
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Voice {
    /// Id in the service's list of voices.
    pub id: String,
    /// Name. Our server has no list of voices and shows the id.
    pub name: String,
    /// Name for people. Our server shows the id.
    pub label: String,
    /// How even it sounds, 0.5 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<f64>,
    /// How close it stays to its original, 0.5 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity_boost: Option<f64>,
    /// Sound behind the voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambient_background: Option<String>,
    /// Volume of that sound, 0 to 2. Talkover takes it and does not show it; our server does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambient_volume: Option<f64>,
    /// What the voice was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<VoiceTemplate>,
    /// Fields that this build does not know, kept as they came.
    #[serde(flatten)]
    pub unknown: Object,
}

/// A template of a voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoiceTemplate {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

impl Voice {
    /// Reads a voice. One without a name is named by its id, one without a label by its name.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let id = json::string(&mut object, "id")?;
        let name = json::optional_string(&mut object, "name")?.unwrap_or_else(|| id.clone());
        let label = json::optional_string(&mut object, "label")?.unwrap_or_else(|| name.clone());
        let template = match object.shift_remove("template") {
            None | Some(Value::Null) => None,
            Some(template) => {
                Some(VoiceTemplate::from_json(template).map_err(|e| e.inside("template"))?)
            }
        };
        Ok(Self {
            id,
            name,
            label,
            stability: read::optional_number(&mut object, "stability")?,
            similarity_boost: read::optional_number(&mut object, "similarity_boost")?,
            ambient_background: json::optional_string(&mut object, "ambient_background")?,
            ambient_volume: read::optional_number(&mut object, "ambient_volume")?,
            template,
            unknown: object.into_iter().collect(),
        })
    }
}

impl VoiceTemplate {
    fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            id: json::string(&mut object, "id")?,
            name: json::string(&mut object, "name")?,
        })
    }
}

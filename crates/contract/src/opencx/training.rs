//! The training resource. On screen it is called a scenario.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use super::{Channel, Generation, Shown};
use crate::{
    DecodeError, UtcInstant,
    json::{self, Object},
};

/// Whether the AI always follows a scenario or finds it by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum TrainingType {
    /// Part of every conversation.
    Behavioral,
    /// Found when a customer's question is close to the title. The documented default.
    #[default]
    ScenarioSpecific,
}

impl TrainingType {
    /// Both, in the documented order.
    pub const ALL: [Self; 2] = [Self::Behavioral, Self::ScenarioSpecific];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Behavioral => "BEHAVIORAL",
            Self::ScenarioSpecific => "SCENARIO_SPECIFIC",
        }
    }

    /// The name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Behavioral => "Behavioral",
            Self::ScenarioSpecific => "Scenario-specific",
        }
    }

    /// Reads a documented name.
    #[must_use]
    pub fn known(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl Serialize for TrainingType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A training as a service shows it (OpenCX, "Create a training", response).
///
/// Made from any generation of the body by [`Training::from_json`]; [`Training::to_json`] gives
/// the same fields back under the same names, unknown ones included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Training {
    /// Unique training id.
    pub id: String,
    /// Title or trigger phrase: last published version, or the draft where never published.
    pub title: String,
    /// Instruction body, of the same version as `title`.
    pub content: String,
    /// Title being edited; shown as `draft_title ?? title`.
    pub draft_title: Option<String>,
    /// Body being edited; shown as `draft_content ?? content`.
    pub draft_content: Option<String>,
    /// Always active, or found by meaning.
    pub r#type: TrainingType,
    /// Whether it is kept from the AI.
    pub is_draft: bool,
    /// Owning directory.
    pub directory_id: Option<String>,
    /// Empty means all channels.
    pub restricted_to_channels: Vec<Channel>,
    /// Ids of segments; empty means everyone.
    pub restricted_to_segments: Vec<String>,
    /// Version that the AI uses; `None` for an unpublished draft.
    pub current_version: Option<u64>,
    /// Arbitrary data of external integrations.
    pub metadata: Object,
    /// When the current version was published; ISO 8601, as sent.
    pub published_at: Option<String>,
    /// First moment at which the AI may use it; `None` for no bound.
    pub start_time: Option<UtcInstant>,
    /// First moment at which the AI no longer uses it; `None` for no bound.
    pub end_time: Option<UtcInstant>,
    /// ISO 8601, as sent.
    pub created_at: String,
    /// ISO 8601, as sent.
    pub updated_at: String,
    /// The generation of the body that this was read from.
    pub generation: Generation,
    /// The optional fields that the body had.
    pub shown: Shown,
    /// Fields that this build does not know, kept as they came.
    pub unknown: Object,
}

impl Training {
    /// The title that an editor shows.
    #[must_use]
    pub fn working_title(&self) -> &str {
        self.draft_title.as_deref().unwrap_or(&self.title)
    }

    /// The content that an editor shows.
    #[must_use]
    pub fn working_content(&self) -> &str {
        self.draft_content.as_deref().unwrap_or(&self.content)
    }

    /// Reads a body of any documented generation.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let generation = Generation::of(&object);
        let shown = Shown::of(&object);
        let title = Shown::title_name(&object);
        let content = Shown::content_name(&object);
        Ok(Self {
            id: json::string(&mut object, "id")?,
            title: json::string(&mut object, title)?,
            content: json::string(&mut object, content)?,
            draft_title: json::optional_string(&mut object, "draft_title")?,
            draft_content: json::optional_string(&mut object, "draft_content")?,
            r#type: kind(&mut object)?,
            is_draft: boolean(&mut object, "is_draft")?,
            directory_id: json::optional_string(&mut object, "directory_id")?,
            restricted_to_channels: strings(&mut object, "restricted_to_channels")?
                .iter()
                .map(|name| Channel::read(name))
                .collect(),
            restricted_to_segments: strings(&mut object, "restricted_to_segments")?,
            current_version: json::optional_whole(&mut object, "current_version")?,
            metadata: metadata(&mut object)?,
            published_at: json::optional_string(&mut object, "published_at")?,
            start_time: instant(&mut object, "start_time")?,
            end_time: instant(&mut object, "end_time")?,
            created_at: json::string(&mut object, "created_at")?,
            updated_at: json::string(&mut object, "updated_at")?,
            generation,
            shown,
            // Collected anew: the emptied map would keep the memory of all its fields, 3 KB a row.
            unknown: object.into_iter().collect(),
        })
    }

    /// The body again, with the fields that the service showed and the unknown ones.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Serialising strings, numbers and JSON values into a JSON value cannot fail.
        serde_json::to_value(self).unwrap_or(Value::Null)
    }
}

impl Serialize for Training {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        let title = if self.shown.has(Shown::QUESTION) {
            "question"
        } else {
            "title"
        };
        let content = if self.shown.has(Shown::ANSWER) {
            "answer"
        } else if self.shown.has(Shown::BODY) {
            "body"
        } else {
            "content"
        };
        map.serialize_entry(title, &self.title)?;
        map.serialize_entry(content, &self.content)?;
        macro_rules! optional {
            ($($flag:ident => $name:literal: $value:expr;)*) => {
                $(if self.shown.has(Shown::$flag) { map.serialize_entry($name, $value)?; })*
            };
        }
        optional! {
            DRAFT_TITLE => "draft_title": &self.draft_title;
            DRAFT_CONTENT => "draft_content": &self.draft_content;
            TYPE => "type": &self.r#type;
            IS_DRAFT => "is_draft": &self.is_draft;
            DIRECTORY_ID => "directory_id": &self.directory_id;
            CHANNELS => "restricted_to_channels": &self.restricted_to_channels;
            SEGMENTS => "restricted_to_segments": &self.restricted_to_segments;
            CURRENT_VERSION => "current_version": &self.current_version;
            METADATA => "metadata": &self.metadata;
            PUBLISHED_AT => "published_at": &self.published_at;
            START_TIME => "start_time": &self.start_time;
            END_TIME => "end_time": &self.end_time;
        }
        map.serialize_entry("created_at", &self.created_at)?;
        map.serialize_entry("updated_at", &self.updated_at)?;
        for (name, value) in &self.unknown {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

fn kind(object: &mut Object) -> Result<TrainingType, DecodeError> {
    match object.shift_remove("type") {
        None => Ok(TrainingType::default()),
        Some(Value::String(name)) => TrainingType::known(&name).ok_or_else(|| DecodeError {
            path: "type".to_owned(),
            problem: format!("expected BEHAVIORAL or SCENARIO_SPECIFIC, found `{name}`"),
        }),
        Some(other) => Err(json::unexpected("type", "a string", &other)),
    }
}

fn boolean(object: &mut Object, field: &str) -> Result<bool, DecodeError> {
    match object.shift_remove(field) {
        None => Ok(false),
        Some(Value::Bool(value)) => Ok(value),
        Some(other) => Err(json::unexpected(field, "a boolean", &other)),
    }
}

fn strings(object: &mut Object, field: &str) -> Result<Vec<String>, DecodeError> {
    let Some(value) = object.shift_remove(field) else {
        return Ok(Vec::new());
    };
    json::array(value)
        .map_err(|error| error.inside(field))?
        .into_iter()
        .enumerate()
        .map(|(at, item)| match item {
            Value::String(text) => Ok(text),
            other => Err(json::unexpected(
                &format!("{field}[{at}]"),
                "a string",
                &other,
            )),
        })
        .collect()
}

fn metadata(object: &mut Object) -> Result<Object, DecodeError> {
    match object.shift_remove("metadata") {
        None | Some(Value::Null) => Ok(Object::new()),
        Some(Value::Object(metadata)) => Ok(metadata),
        Some(other) => Err(json::unexpected("metadata", "an object", &other)),
    }
}

fn instant(object: &mut Object, field: &str) -> Result<Option<UtcInstant>, DecodeError> {
    json::optional_string(object, field)?
        .map(|text| {
            UtcInstant::parse(&text).map_err(|error| DecodeError {
                path: field.to_owned(),
                problem: format!("`{text}` is not an instant in UTC: {error}"),
            })
        })
        .transpose()
}

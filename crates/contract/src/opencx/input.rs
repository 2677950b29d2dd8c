//! Requests that write a training, and their validation.

use serde_json::Value;

use super::{Channel, Generation, Shown, TrainingType, limits};
use crate::{Field, FieldErrors, UtcInstant, json::Object};

mod judge;
mod read;

use judge::check_metadata;
pub(crate) use judge::{NUL, check_nul, check_text, has_nul};
pub(crate) use read::Reader;

/// Body of `POST /training` and `PUT /training/{id}` (OpenCX, "Create a training").
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrainingInput {
    /// Title or trigger phrase.
    pub title: String,
    /// How the AI should respond.
    pub content: String,
    /// Absent means SCENARIO_SPECIFIC on a create, and no change on an update.
    pub r#type: Field<TrainingType>,
    /// See decisions 6 to 8 for what absent means.
    pub is_draft: Field<bool>,
    /// Null takes the scenario out of its directory.
    pub directory_id: Field<String>,
    /// An empty list means all channels.
    pub restricted_to_channels: Field<Vec<Channel>>,
    /// An empty list means everyone.
    pub restricted_to_segments: Field<Vec<String>>,
    /// Replaces all metadata.
    pub metadata: Field<Object>,
    /// Null clears the bound.
    pub start_time: Field<UtcInstant>,
    /// Null clears the bound.
    pub end_time: Field<UtcInstant>,
    /// Fields that only the service knows, given back as it showed them.
    pub unknown: Object,
}

impl TrainingInput {
    /// Reads a request body. Fields that no generation documents are ignored, as a service that
    /// is older than its client would.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let input = Self {
            title: reader.required_string("title"),
            content: reader.required_string("content"),
            r#type: reader.kind(),
            is_draft: reader.boolean("is_draft"),
            directory_id: reader.nullable_string("directory_id"),
            restricted_to_channels: reader.channels(),
            restricted_to_segments: reader.strings("restricted_to_segments"),
            metadata: reader.object("metadata"),
            start_time: reader.instant("start_time"),
            end_time: reader.instant("end_time"),
            unknown: Object::new(),
        };
        let mut errors = reader.finish();
        // A field of the wrong type has been named already; its stand-in is not judged again.
        let judged: Vec<_> = input
            .problems()
            .0
            .into_iter()
            .filter(|problem| errors.of(&problem.field).is_none())
            .collect();
        errors.0.extend(judged);
        errors.0.sort_by_key(|error| place(&error.field));
        errors.or(input)
    }

    /// Judges the values: what [`TrainingInput::from_json`] and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, limits::TITLE_CHARS);
        check_text(&mut errors, "content", &self.content, limits::CONTENT_CHARS);
        if let Field::Value(id) = &self.directory_id {
            check_nul(&mut errors, "directory_id", id);
        }
        for (at, id) in self
            .restricted_to_segments
            .value()
            .into_iter()
            .flatten()
            .enumerate()
        {
            check_nul(&mut errors, &format!("restricted_to_segments[{at}]"), id);
        }
        if let Field::Value(metadata) = &self.metadata {
            check_metadata(&mut errors, metadata);
        }
        if let (Field::Value(start), Field::Value(end)) = (&self.start_time, &self.end_time) {
            errors.0.extend(window_problem(Some(start), Some(end)).0);
        }
        errors
    }

    /// The body for a service of `generation`, without the fields that it has not shown.
    #[must_use]
    pub fn to_json(&self, generation: Generation, shown: Shown) -> Value {
        let mut body = self.unknown.clone();
        let mut put = |name: &str, value: Value| {
            body.insert(name.to_owned(), value);
        };
        put("title", self.title.clone().into());
        put(generation.content_field(), self.content.clone().into());
        let mut optional = |flag: Shown, name: &str, value: Field<Value>| {
            if !shown.has(flag) {
                return;
            }
            match value {
                Field::Absent => {}
                Field::Null => put(name, Value::Null),
                Field::Value(value) => put(name, value),
            }
        };
        let text = |instant: UtcInstant| Value::from(String::from(instant));
        let Self {
            title: _,
            content: _,
            r#type,
            is_draft,
            directory_id,
            restricted_to_channels,
            restricted_to_segments,
            metadata,
            start_time,
            end_time,
            unknown: _,
        } = self.clone();
        optional(Shown::TYPE, "type", r#type.map(|kind| kind.as_str().into()));
        optional(Shown::IS_DRAFT, "is_draft", is_draft.map(Value::Bool));
        optional(
            Shown::DIRECTORY_ID,
            "directory_id",
            directory_id.map(Value::String),
        );
        optional(
            Shown::CHANNELS,
            "restricted_to_channels",
            restricted_to_channels
                .map(|channels| channels.iter().map(|c| Value::from(c.as_str())).collect()),
        );
        optional(
            Shown::SEGMENTS,
            "restricted_to_segments",
            restricted_to_segments.map(Value::from),
        );
        optional(Shown::METADATA, "metadata", metadata.map(Value::Object));
        optional(Shown::START_TIME, "start_time", start_time.map(text));
        optional(Shown::END_TIME, "end_time", end_time.map(text));
        Value::Object(body)
    }
}

/// A window that holds no moment: half-open `[start, end)` with `end <= start` (decision 12).
/// Asked again with the merged bounds on an update that sends only one of them.
#[must_use]
pub fn window_problem(start: Option<&UtcInstant>, end: Option<&UtcInstant>) -> FieldErrors {
    match (start, end) {
        (Some(start), Some(end)) if end.cmp_moment(start).is_le() => FieldErrors::one(
            "end_time",
            format!("must be later than start_time ({start}), so that the window is open at all"),
        ),
        _ => FieldErrors::default(),
    }
}

/// Body of `PUT /training/{id}/draft`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftInput {
    /// `false` publishes, `true` takes offline.
    pub is_draft: bool,
}

impl DraftInput {
    /// Reads a request body.
    ///
    /// # Errors
    ///
    /// `is_draft` missing or no boolean.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let is_draft = reader.boolean("is_draft");
        if is_draft.is_absent() {
            reader.require("is_draft");
        }
        let is_draft = is_draft == Field::Value(true);
        reader.finish().or(Self { is_draft })
    }
}

/// Body of `PUT /training/{id}/directory` (extension, decision 17).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveInput {
    /// Target, or `None` for no directory.
    pub directory_id: Option<String>,
}

impl MoveInput {
    /// Reads a request body.
    ///
    /// # Errors
    ///
    /// `directory_id` missing, or neither a string nor null.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let directory_id = reader.nullable_string("directory_id");
        if directory_id.is_absent() {
            reader.require("directory_id");
        }
        let mut errors = reader.finish();
        if let Field::Value(id) = &directory_id {
            check_nul(&mut errors, "directory_id", id);
        }
        errors.or(Self {
            directory_id: directory_id.over(None),
        })
    }
}

/// Where a field stands in the documented body.
fn place(field: &str) -> usize {
    const FIELDS: [&str; 10] = [
        "title",
        "content",
        "type",
        "is_draft",
        "directory_id",
        "restricted_to_channels",
        "restricted_to_segments",
        "metadata",
        "start_time",
        "end_time",
    ];
    let name = field.split(['[', '.']).next().unwrap_or(field);
    let found = FIELDS.iter().position(|known| *known == name);
    found.unwrap_or(FIELDS.len())
}

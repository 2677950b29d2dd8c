//! Segments: named groups of contacts (OpenCX, contacts/segments).

use serde::Serialize;
use serde_json::{Value, json as json_value};

use super::{
    input::{NUL, Reader, check_text, has_nul},
    limits,
};
use crate::{
    DecodeError, Field, FieldErrors,
    json::{self, Object},
};

/// A segment (OpenCX, "Get a segment").
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// UUID.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What the group is.
    pub description: Option<String>,
    /// `{"or":[{"and":[{"type":…}]}]}`: alternatives of conditions that hold together.
    pub definition: Object,
    /// ISO 8601.
    pub created_at: Option<String>,
    /// ISO 8601.
    pub updated_at: Option<String>,
}

impl Segment {
    /// Reads one segment.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            id: json::string(&mut object, "id")?,
            name: json::string(&mut object, "name")?,
            description: json::optional_string(&mut object, "description")?,
            definition: match object.shift_remove("definition") {
                None | Some(Value::Null) => Object::new(),
                Some(Value::Object(definition)) => definition,
                Some(other) => return Err(json::unexpected("definition", "an object", &other)),
            },
            created_at: json::optional_string(&mut object, "created_at")?,
            updated_at: json::optional_string(&mut object, "updated_at")?,
        })
    }
}

/// A page of `GET /contacts/segments` (decision 23).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentPage {
    /// The rows.
    pub data: Vec<Segment>,
    /// Number of this page, from 1.
    pub page: u64,
    /// Rows in a page.
    pub limit: u64,
    /// All rows.
    pub total: u64,
    /// Whether a page follows.
    pub has_next: bool,
    /// Whether a page comes before.
    pub has_previous: bool,
}

impl SegmentPage {
    /// Reads `{data: [...]}`, `{items: [...]}` or a bare array; page information is optional.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = match body {
            Value::Array(rows) => Object::from_iter([("data".to_owned(), Value::Array(rows))]),
            body => json::object(body)?,
        };
        let name = if object.contains_key("data") || !object.contains_key("items") {
            "data"
        } else {
            "items"
        };
        let data: Vec<Segment> = json::array(json::take(&mut object, name)?)
            .map_err(|error| error.inside(name))?
            .into_iter()
            .enumerate()
            .map(|(at, row)| {
                Segment::from_json(row).map_err(|e| e.inside(&format!("{name}[{at}]")))
            })
            .collect::<Result<_, _>>()?;
        let rows = data.len() as u64;
        let page = json::optional_whole(&mut object, "page")?.unwrap_or(1);
        let limit = json::optional_whole(&mut object, "limit")?.unwrap_or(rows);
        let total = json::optional_whole(&mut object, "total")?;
        let more = total.is_some_and(|total| page.saturating_mul(limit) < total);
        Ok(Self {
            data,
            page,
            limit,
            total: total.unwrap_or(rows),
            has_next: json::optional_boolean(&mut object, "has_next")?.unwrap_or(more),
            has_previous: json::optional_boolean(&mut object, "has_previous")?.unwrap_or(page > 1),
        })
    }
}

/// Body of `POST /contacts/segments` and `PUT /contacts/segments/{id}` (extension).
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentInput {
    /// The name, trimmed. Absent only on an update.
    pub name: Field<String>,
    /// Null clears it.
    pub description: Field<String>,
    /// Absent on a create means an empty definition.
    pub definition: Field<Object>,
}

impl SegmentInput {
    /// Reads the body of a create, where the name is required.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits.
    pub fn create_from_json(body: Value) -> Result<Self, FieldErrors> {
        Self::read(body, true)
    }

    /// Reads the body of an update.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits.
    pub fn update_from_json(body: Value) -> Result<Self, FieldErrors> {
        Self::read(body, false)
    }

    fn read(body: Value, name_required: bool) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let name = match reader.nullable_string("name") {
            Field::Value(name) => Field::Value(name.trim().to_owned()),
            Field::Null => Field::Value(String::new()),
            Field::Absent => Field::Absent,
        };
        if name_required && name.is_absent() {
            reader.require("name");
        }
        let description = reader.nullable_string("description");
        let definition = reader.object("definition");
        let mut errors = reader.finish();
        let input = Self {
            name,
            description,
            definition,
        };
        errors.0.extend(input.problems().0);
        errors.or(input)
    }

    /// Judges the values: what the server and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Field::Value(name) = &self.name {
            check_text(&mut errors, "name", name, limits::NAME_CHARS);
        }
        if let Field::Value(text) = &self.description
            && !text.trim().is_empty()
        {
            check_text(&mut errors, "description", text, limits::TITLE_CHARS);
        }
        if let Field::Value(definition) = &self.definition {
            errors.0.extend(definition_problem(definition).0);
        }
        errors
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = Object::new();
        let Self {
            name,
            description,
            definition,
        } = self.clone();
        let fields = [
            ("name", name.map(Value::String)),
            ("description", description.map(Value::String)),
            ("definition", definition.map(Value::Object)),
        ];
        for (field, value) in fields {
            match value {
                Field::Absent => {}
                Field::Null => {
                    body.insert(field.to_owned(), Value::Null);
                }
                Field::Value(value) => {
                    body.insert(field.to_owned(), value);
                }
            }
        }
        Value::Object(body)
    }
}

/// A definition for which nobody qualifies: what a new segment has until somebody fills it.
#[must_use]
pub fn empty_definition() -> Object {
    match json_value!({"or": []}) {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// Where a definition departs from `{"or":[{"and":[{"type":…}]}]}`.
#[must_use]
pub fn definition_problem(definition: &Object) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if has_nul(definition) {
        errors.push("definition", NUL);
    }
    let Some(Value::Array(alternatives)) = definition.get("or") else {
        errors.push("definition", "must be {\"or\":[{\"and\":[{\"type\":…}]}]}");
        return errors;
    };
    for (at, alternative) in alternatives.iter().enumerate() {
        let Some(Value::Array(conditions)) = alternative.get("and") else {
            errors.push(
                format!("definition.or[{at}]"),
                "must be {\"and\":[{\"type\":…}]}",
            );
            continue;
        };
        for (inner, condition) in conditions.iter().enumerate() {
            if !matches!(condition.get("type"), Some(Value::String(_))) {
                errors.push(
                    format!("definition.or[{at}].and[{inner}]"),
                    "must be an object with a string `type`",
                );
            }
        }
    }
    errors
}

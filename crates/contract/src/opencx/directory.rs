//! Directories (extension, decision 16). OpenCX's own are flat and cannot be listed.

use serde::Serialize;
use serde_json::Value;

use super::{
    input::{Reader, check_nul, check_text},
    limits,
};
use crate::{DecodeError, Field, FieldErrors, json};

/// A folder of scenarios.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Directory {
    /// Unique id.
    pub id: String,
    /// Name, unique among its siblings without regard to case.
    pub name: String,
    /// The directory around it; `None` at the top.
    pub parent_id: Option<String>,
    /// Scenarios directly in it, without those of its subdirectories.
    pub training_count: u64,
    /// ISO 8601.
    pub created_at: String,
    /// ISO 8601.
    pub updated_at: String,
}

impl Directory {
    /// Reads one directory.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            id: json::string(&mut object, "id")?,
            name: json::string(&mut object, "name")?,
            parent_id: json::optional_string(&mut object, "parent_id")?,
            training_count: json::optional_whole(&mut object, "training_count")?.unwrap_or(0),
            created_at: json::string(&mut object, "created_at")?,
            updated_at: json::string(&mut object, "updated_at")?,
        })
    }

    /// Reads `{items: [...]}`.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn list_from_json(body: Value) -> Result<Vec<Self>, DecodeError> {
        let mut object = json::object(body)?;
        json::array(json::take(&mut object, "items")?)
            .map_err(|error| error.inside("items"))?
            .into_iter()
            .enumerate()
            .map(|(at, row)| Self::from_json(row).map_err(|e| e.inside(&format!("items[{at}]"))))
            .collect()
    }
}

/// Body of `POST /training/directories` and `PUT /training/directories/{id}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryInput {
    /// The name, trimmed. Absent only on an update, where it keeps its value.
    pub name: Field<String>,
    /// Null for the top; absent keeps the parent on an update and means the top on a create.
    pub parent_id: Field<String>,
}

impl DirectoryInput {
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
        let parent_id = reader.nullable_string("parent_id");
        let mut errors = reader.finish();
        if let Field::Value(name) = &name {
            check_text(&mut errors, "name", name, limits::NAME_CHARS);
        }
        if let Field::Value(id) = &parent_id {
            check_nul(&mut errors, "parent_id", id);
        }
        errors.or(Self { name, parent_id })
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = json::Object::new();
        for (field, value) in [("name", &self.name), ("parent_id", &self.parent_id)] {
            match value {
                Field::Absent => {}
                Field::Null => {
                    body.insert(field.to_owned(), Value::Null);
                }
                Field::Value(text) => {
                    body.insert(field.to_owned(), text.clone().into());
                }
            }
        }
        Value::Object(body)
    }
}

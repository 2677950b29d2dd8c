//! A segment's definition as a form has it: alternatives of conditions, each a type and rows of a
//! key and a JSON value; or the JSON itself, where rows would not show all of it.
//!
//! OpenCX documents `{"or":[{"and":[{"type":…}]}]}` and nothing of what a condition holds beside
//! its type. So every further key is kept, in its place, whether it is known or not.

use contract::{FieldErrors, opencx::segment::empty_definition};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{MetadataRow, draft};

mod rows;

pub use rows::NotRows;

/// A JSON object, in the order of its keys.
pub type Object = Map<String, Value>;

/// A definition as it is being edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DefinitionForm {
    /// Alternatives and conditions.
    Rows(DefinitionRows),
    /// JSON, as typed.
    Json(String),
}

/// A definition as rows: any of the alternatives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DefinitionRows {
    /// Whoever fits into one of them belongs to the segment.
    pub alternatives: Vec<Alternative>,
    /// Keys beside `or`, with a placeholder where `or` stands.
    frame: Object,
}

/// All of the conditions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alternative {
    /// They hold together.
    pub conditions: Vec<Condition>,
    /// Keys beside `and`, with a placeholder where `and` stands.
    frame: Object,
}

/// A condition: its type, and whatever else the service keeps in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    /// Its type, as typed.
    pub r#type: String,
    /// Its further keys, as the metadata of a scenario has them.
    pub rows: Vec<MetadataRow>,
    /// How many keys stood before `type`.
    type_at: usize,
}

impl DefinitionForm {
    /// The form of a definition: rows where they show all of it, else its JSON.
    #[must_use]
    pub fn of(definition: &Object) -> Self {
        match DefinitionRows::read(definition) {
            Ok(rows) => Self::Rows(rows),
            Err(_) => Self::Json(pretty(definition)),
        }
    }

    /// The definition, and what is wrong with the form. Problems of rows stand under the paths of
    /// the body, like `definition.or[0].and[1]`, with `.type`, `.rows[2].key` or `.rows[2].value`.
    ///
    /// What the service would refuse is not judged here: [`contract::opencx::SegmentInput`] does.
    #[must_use]
    pub fn read(&self) -> (Object, FieldErrors) {
        match self {
            Self::Rows(rows) => rows.write(),
            Self::Json(text) => match parse(text) {
                Ok(definition) => (definition, FieldErrors::default()),
                Err(message) => (empty_definition(), FieldErrors::one("definition", message)),
            },
        }
    }

    /// The same definition as JSON.
    ///
    /// # Errors
    ///
    /// What is wrong with the rows: as JSON it could not be shown, and would be lost.
    pub fn to_json(&self) -> Result<Self, FieldErrors> {
        let (definition, errors) = self.read();
        errors.or(Self::Json(pretty(&definition)))
    }

    /// The same definition as rows.
    ///
    /// # Errors
    ///
    /// Why rows cannot show it without losing something.
    pub fn to_rows(&self) -> Result<Self, NotRows> {
        match self {
            Self::Rows(rows) => Ok(Self::Rows(rows.clone())),
            Self::Json(text) => {
                let definition = parse(text).map_err(|problem| NotRows {
                    path: "definition".to_owned(),
                    problem,
                })?;
                DefinitionRows::read(&definition).map(Self::Rows)
            }
        }
    }

    /// The rows, where it is shown as rows.
    #[must_use]
    pub fn rows(&self) -> Option<&DefinitionRows> {
        match self {
            Self::Rows(rows) => Some(rows),
            Self::Json(_) => None,
        }
    }

    /// The rows to change, where it is shown as rows.
    pub fn rows_mut(&mut self) -> Option<&mut DefinitionRows> {
        match self {
            Self::Rows(rows) => Some(rows),
            Self::Json(_) => None,
        }
    }

    /// The JSON as typed, where it is shown as JSON.
    #[must_use]
    pub fn json(&self) -> Option<&str> {
        match self {
            Self::Rows(_) => None,
            Self::Json(text) => Some(text),
        }
    }
}

impl Alternative {
    /// An alternative of conditions.
    #[must_use]
    pub fn new(conditions: Vec<Condition>) -> Self {
        Self {
            conditions,
            frame: Object::new(),
        }
    }
}

impl Condition {
    /// A condition, its type before its other keys.
    #[must_use]
    pub fn new(r#type: impl Into<String>, rows: Vec<MetadataRow>) -> Self {
        Self {
            r#type: r#type.into(),
            rows,
            type_at: 0,
        }
    }
}

/// A definition as readable JSON.
#[must_use]
pub fn pretty(definition: &Object) -> String {
    // An object of strings and values always has a text.
    serde_json::to_string_pretty(definition).unwrap_or_default()
}

fn parse(text: &str) -> Result<Object, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(definition)) => Ok(definition),
        Ok(_) => Err("Write an object: {\"or\":[{\"and\":[{\"type\":…}]}]}.".to_owned()),
        Err(error) => Err(draft::not_json(&error, text)),
    }
}

#[cfg(test)]
mod tests;

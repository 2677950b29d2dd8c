//! Metadata as a form has it: one key and one JSON value a row.

use contract::FieldErrors;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A row of the metadata table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataRow {
    /// The key, as typed.
    pub key: String,
    /// The value as JSON, as typed.
    pub json: String,
}

impl MetadataRow {
    /// The rows of an object, in its order.
    #[must_use]
    pub fn rows(metadata: &Map<String, Value>) -> Vec<Self> {
        metadata
            .iter()
            .map(|(key, value)| Self {
                key: key.clone(),
                json: value.to_string(),
            })
            .collect()
    }

    /// Whether nothing is typed in it: such a row is passed over.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.key.trim().is_empty() && self.json.trim().is_empty()
    }
}

/// The object of the rows, and what is wrong with them.
pub(super) fn read(rows: &[MetadataRow], errors: &mut FieldErrors) -> Map<String, Value> {
    read_at("metadata", rows, errors)
}

/// The object of the rows, and what is wrong with them, under `path[2].key` and `path[2].value`.
pub(crate) fn read_at(
    path: &str,
    rows: &[MetadataRow],
    errors: &mut FieldErrors,
) -> Map<String, Value> {
    let mut object = Map::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        let key = row.key.trim();
        if key.is_empty() {
            errors.push(
                format!("{path}[{at}].key"),
                "Write a key, or remove the row.",
            );
        } else if object.contains_key(key) {
            errors.push(
                format!("{path}[{at}].key"),
                format!("`{key}` is there already. Keys must differ."),
            );
        }
        let value = value(&row.json).unwrap_or_else(|message| {
            errors.push(format!("{path}[{at}].value"), message);
            Value::Null
        });
        object.entry(key).or_insert(value);
    }
    object
}

/// Reads one value.
fn value(text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err("Write a value: \"text\" in quotes, a number, true, false or null.".to_owned());
    }
    serde_json::from_str(trimmed).map_err(|error| {
        if is_bare_words(trimmed) {
            let quoted = Value::from(trimmed).to_string();
            return format!("Text must stand in quotes: {quoted}.");
        }
        not_json(&error, trimmed)
    })
}

/// What is wrong with a text that is no JSON, and where.
pub(crate) fn not_json(error: &serde_json::Error, text: &str) -> String {
    let words = error.to_string();
    let what = words.split(" at line").next().unwrap_or(&words);
    let place = if text.contains('\n') {
        format!("line {}, column {}", error.line(), error.column())
    } else {
        format!("column {}", error.column())
    };
    format!("This is not JSON: {what}, at {place}.")
}

/// Whether somebody wrote plain text where JSON is wanted.
fn is_bare_words(text: &str) -> bool {
    let starts_as_json = text.starts_with(['{', '[', '"', '\'']);
    let looks_like_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    !starts_as_json && !looks_like_number && !text.chars().any(char::is_control)
}

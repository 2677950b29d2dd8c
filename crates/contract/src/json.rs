//! Reading JSON values with the field's path in every error.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::DecodeError;

pub(crate) type Object = Map<String, Value>;

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

pub(crate) fn unexpected(path: &str, expected: &str, found: &Value) -> DecodeError {
    DecodeError {
        path: path.to_owned(),
        problem: format!("expected {expected}, found {}", kind(found)),
    }
}

fn missing(path: &str) -> DecodeError {
    DecodeError {
        path: path.to_owned(),
        problem: "is missing".to_owned(),
    }
}

pub(crate) fn object(value: Value) -> Result<Object, DecodeError> {
    match value {
        Value::Object(object) => Ok(object),
        other => Err(unexpected("body", "an object", &other)),
    }
}

pub(crate) fn array(value: Value) -> Result<Vec<Value>, DecodeError> {
    match value {
        Value::Array(items) => Ok(items),
        other => Err(unexpected("body", "an array", &other)),
    }
}

/// Takes a field out; a missing one is an error, `null` is not.
pub(crate) fn take(object: &mut Object, field: &str) -> Result<Value, DecodeError> {
    object.shift_remove(field).ok_or_else(|| missing(field))
}

pub(crate) fn string(object: &mut Object, field: &str) -> Result<String, DecodeError> {
    match take(object, field)? {
        Value::String(text) => Ok(text),
        other => Err(unexpected(field, "a string", &other)),
    }
}

/// A string, `null`, or nothing at all.
pub(crate) fn optional_string(
    object: &mut Object,
    field: &str,
) -> Result<Option<String>, DecodeError> {
    match object.shift_remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(unexpected(field, "a string or null", &other)),
    }
}

/// A boolean, `null`, or nothing at all.
pub(crate) fn optional_boolean(
    object: &mut Object,
    field: &str,
) -> Result<Option<bool>, DecodeError> {
    match object.shift_remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(value)) => Ok(Some(value)),
        Some(other) => Err(unexpected(field, "a boolean or null", &other)),
    }
}

/// A whole number from 0, `null`, or nothing at all. `3.0` is whole: JavaScript writes it so.
pub(crate) fn optional_whole(object: &mut Object, field: &str) -> Result<Option<u64>, DecodeError> {
    match object.shift_remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => whole(&value)
            .map(Some)
            .ok_or_else(|| unexpected(field, "a whole number or null", &value)),
    }
}

pub(crate) fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let float = value.as_f64()?;
        // 2^53: above it a double no longer names one whole number.
        (float >= 0.0 && float.fract() == 0.0 && float <= 9_007_199_254_740_992.0)
            .then_some(float as u64)
    })
}

/// A field of a type that serde reads, with serde's own words where it cannot.
pub(crate) fn parsed<T: DeserializeOwned>(
    object: &mut Object,
    field: &str,
) -> Result<T, DecodeError> {
    serde_json::from_value(take(object, field)?).map_err(|error| DecodeError {
        path: field.to_owned(),
        problem: error.to_string(),
    })
}

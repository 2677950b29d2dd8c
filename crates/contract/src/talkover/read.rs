//! What several readers of answers share.

use serde_json::Value;

use crate::{
    DecodeError,
    json::{self, Object},
};

/// Takes a field out under the first of its names that the body has, and gives that name.
pub(super) fn named<'n>(object: &mut Object, names: &[&'n str]) -> Option<(&'n str, Value)> {
    let name = names.iter().find(|name| object.contains_key(**name))?;
    object.shift_remove(*name).map(|value| (*name, value))
}

/// A word of a closed set under the first of its names; `None` where it is absent or null.
pub(super) fn word<T>(
    object: &mut Object,
    names: &[&str],
    read: impl FnOnce(&str) -> T,
) -> Result<Option<T>, DecodeError> {
    match named(object, names) {
        None | Some((_, Value::Null)) => Ok(None),
        Some((_, Value::String(word))) => Ok(Some(read(&word))),
        Some((name, other)) => Err(json::unexpected(name, "a string or null", &other)),
    }
}

/// A number, `null`, or nothing at all.
pub(super) fn optional_number(
    object: &mut Object,
    field: &str,
) -> Result<Option<f64>, DecodeError> {
    match object.shift_remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| json::unexpected(field, "a number or null", &value)),
    }
}

/// The rows of a list, read by `row`; `None` where the body has no list.
pub(super) fn optional_rows<T>(
    object: &mut Object,
    field: &str,
    row: impl Fn(Value) -> Result<T, DecodeError>,
) -> Result<Option<Vec<T>>, DecodeError> {
    match object.shift_remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => json::array(value)
            .map_err(|error| error.inside(field))?
            .into_iter()
            .enumerate()
            .map(|(at, value)| row(value).map_err(|e| e.inside(&format!("{field}[{at}]"))))
            .collect::<Result<_, _>>()
            .map(Some),
    }
}

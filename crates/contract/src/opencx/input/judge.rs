//! What a text and an object of a request must be, whichever field they are in.

use serde_json::Value;

use super::super::limits;
use crate::{FieldErrors, json::Object};

/// Said where a text contains U+0000, which PostgreSQL cannot store.
pub(crate) const NUL: &str = "must not contain the NUL character";

/// A text that people write: not blank, not longer than `max` characters, without NUL.
pub(crate) fn check_text(errors: &mut FieldErrors, field: &str, text: &str, max: usize) {
    let length = text.trim().chars().count();
    if length == 0 {
        errors.push(field, "must not be empty");
    } else if length > max {
        errors.push(
            field,
            format!("must have at most {max} characters, this has {length}"),
        );
    }
    check_nul(errors, field, text);
}

/// A text that is compared or stored as it is, without being judged otherwise.
pub(crate) fn check_nul(errors: &mut FieldErrors, field: &str, text: &str) {
    if text.contains('\0') {
        errors.push(field, NUL);
    }
}

/// Metadata within the limit, without NUL anywhere.
pub(super) fn check_metadata(errors: &mut FieldErrors, metadata: &Object) {
    let bytes = serde_json::to_string(metadata).map_or(0, |text| text.len());
    if bytes > limits::METADATA_BYTES {
        errors.push(
            "metadata",
            format!(
                "must have at most {} bytes of JSON, this has {bytes}",
                limits::METADATA_BYTES
            ),
        );
    }
    if has_nul(metadata) {
        errors.push("metadata", NUL);
    }
}

/// Whether a key or a text anywhere in an object contains NUL.
pub(crate) fn has_nul(object: &Object) -> bool {
    fn in_value(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(items) => items.iter().any(in_value),
            Value::Object(object) => has_nul(object),
            _ => false,
        }
    }
    object
        .iter()
        .any(|(key, value)| key.contains('\0') || in_value(value))
}

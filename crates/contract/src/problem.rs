//! What can be wrong with a body: on the way in (field errors), on the way out (decode errors),
//! and the body in which OpenCX says so.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One field of a request that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldError {
    /// Path in the body, like `title` or `restricted_to_channels[2]`.
    pub field: String,
    /// What is wrong and what would be right, without the field's name; in the Talkover dialect a
    /// whole sentence that has it.
    pub message: String,
}

/// Every field that is wrong, in the body's order. Never empty where it is an error.
///
/// At most [`FieldErrors::MOST`] are kept: a list of 100,000 wrong entries needs no answer of
/// megabytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// The most that one request is told.
    pub const MOST: usize = 50;

    /// Adds one, unless [`FieldErrors::MOST`] are there already.
    pub fn push(&mut self, field: impl Into<String>, message: impl Into<String>) {
        if self.0.len() >= Self::MOST {
            return;
        }
        self.0.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
    }

    /// One error alone.
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.push(field, message);
        errors
    }

    /// The first error of a field, or of anything inside it.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| {
            error
                .field
                .strip_prefix(field)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
        })
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok(value)` where nothing is wrong.
    ///
    /// # Errors
    ///
    /// Itself, where something is.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// All of them as one string: the services' error body has only one `message`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect();
        parts.join("; ")
    }
}

/// A body that a service sent and that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct DecodeError {
    /// Path from the top of the body, like `items[3].restricted_to_channels`; `body` for the top.
    pub path: String,
    /// What was expected and what was found.
    pub problem: String,
}

impl DecodeError {
    /// The same error, seen from one level further out.
    #[must_use]
    pub fn inside(mut self, outer: &str) -> Self {
        self.path = match self.path.as_str() {
            "body" => outer.to_owned(),
            path if path.starts_with('[') => format!("{outer}{path}"),
            path => format!("{outer}.{path}"),
        };
        self
    }
}

/// OpenCX's error body (`ErrorDto`): none of its fields is promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// The HTTP status again.
    #[serde(rename = "statusCode")]
    pub status_code: u16,
    /// What is wrong and what to change.
    pub message: String,
    /// The status's name, like `Bad Request`.
    pub error: String,
}

impl ErrorBody {
    /// Reads whatever a service says about a failure: `message` as a string or as an array of
    /// strings, else `error`. `None` where the body says nothing readable (decision 13).
    #[must_use]
    pub fn message_in(body: &Value) -> Option<String> {
        let text = |value: &Value| match value {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Array(parts) => {
                let parts: Vec<&str> = parts
                    .iter()
                    .filter_map(Value::as_str)
                    .filter(|part| !part.trim().is_empty())
                    .collect();
                (!parts.is_empty()).then(|| parts.join("; "))
            }
            _ => None,
        };
        body.get("message")
            .and_then(text)
            .or_else(|| body.get("error").and_then(text))
    }
}

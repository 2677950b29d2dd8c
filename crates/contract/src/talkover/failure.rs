//! What a service says when it refuses: one value for the several forms that Talkover documents.

use serde_json::{Map, Value};

use crate::{
    FieldErrors,
    json::{self, Object},
};

/// Message of a 422 about fields.
pub const INVALID: &str = "The given data was invalid.";

/// A refusal, read from any documented body:
///
/// - `{"success":false,"message":"…","errors":{"subject":["…"]}}`, the endpoints' pages;
/// - `{"success":false,"error":{"code":"…","message":"…","details":{…}}}`, the introduction, and
///   the same without `success`, "Make call";
/// - `{"error":"UNAUTHORIZED","message":"…","status_code":401}`, the page on authentication;
/// - `{"success":false,"errors":["…"]}`, "Update flow".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// What happened, for people. Never empty.
    pub message: String,
    /// What is wrong with which field, in the body's order. The messages are whole sentences
    /// that name the field.
    pub fields: FieldErrors,
    /// What is wrong with no field in particular.
    pub others: Vec<String>,
    /// The service's own name for what happened, like `AGENT_NOT_FOUND`.
    pub code: Option<String>,
    /// Seconds after which the request may be sent again.
    pub retry_after: Option<u64>,
}

impl Failure {
    /// The refusal of fields, as Talkover's own service words it.
    #[must_use]
    pub fn invalid(fields: FieldErrors) -> Self {
        Self {
            message: INVALID.to_owned(),
            fields,
            ..Self::default()
        }
    }

    /// A refusal that is about no field.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    /// Reads a body: `message`, else `error.message`, else `error`, else what `errors` says
    /// (decision 32). `None` where it says nothing that can be read.
    #[must_use]
    pub fn from_json(body: &Value) -> Option<Self> {
        let error = body.get("error");
        let (fields, others) = body.get("errors").map(errors).unwrap_or_default();
        let inner = |name: &str| error.and_then(|error| error.get(name));
        let first_said = || {
            let fields = fields.0.iter().map(|error| error.message.as_str());
            let said: Vec<&str> = fields.chain(others.iter().map(String::as_str)).collect();
            (!said.is_empty()).then(|| said.join("; "))
        };
        let message = text(body.get("message"))
            .or_else(|| text(inner("message")))
            .or_else(|| text(error))
            .or_else(|| text(inner("code")))
            .or_else(first_said)?;
        Some(Self {
            message,
            fields,
            others,
            code: text(inner("code"))
                .or_else(|| text(body.get("code")))
                .or_else(|| text(error).filter(|error| is_code(error))),
            retry_after: inner("details")
                .and_then(|details| details.get("retry_after"))
                .or_else(|| body.get("retry_after"))
                .and_then(json::whole),
        })
    }

    /// The body in the form of the endpoints' pages, which is the one that our server sends.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = Map::new();
        body.insert("success".to_owned(), false.into());
        body.insert("message".to_owned(), self.message.clone().into());
        if !self.fields.is_empty() {
            body.insert("errors".to_owned(), Value::Object(by_field(&self.fields)));
        } else if !self.others.is_empty() {
            body.insert("errors".to_owned(), self.others.clone().into());
        }
        Value::Object(body)
    }
}

/// Whether a text is a name like `TOKEN_EXPIRED`, and not a sentence.
fn is_code(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A text that says something.
fn text(value: Option<&Value>) -> Option<String> {
    value
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// One text, or the texts of a list.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(|item| text(Some(item))).collect(),
        value => text(Some(value)).into_iter().collect(),
    }
}

/// Errors by field, or errors of no field.
fn errors(value: &Value) -> (FieldErrors, Vec<String>) {
    let Value::Object(fields) = value else {
        return (FieldErrors::default(), texts(value));
    };
    let mut errors = FieldErrors::default();
    for (field, said) in fields {
        for message in texts(said) {
            errors.push(field.clone(), message);
        }
    }
    (errors, Vec::new())
}

/// `{"subject":["…","…"]}`, in the order of each field's first error.
fn by_field(errors: &FieldErrors) -> Object {
    let mut fields = Object::new();
    for error in &errors.0 {
        let said = fields
            .entry(error.field.clone())
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(said) = said {
            said.push(error.message.clone().into());
        }
    }
    fields
}

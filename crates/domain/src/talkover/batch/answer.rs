//! What became of a request.

use contract::{
    FieldError, FieldErrors,
    talkover::{Failure, Setup, Training},
};
use serde::{Deserialize, Serialize};

use super::Pause;

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The service took it. Of a written training its row; without one a fresh list decides.
    Done(Option<Box<Training>>),
    /// The service refuses it, and has done nothing.
    Refused(Refusal),
    /// What the service has is not what was read (404, 412). It has done nothing, and a fresh list
    /// says what is to be done.
    Outdated(Refusal),
    /// There was no answer, one that cannot be read, or a failure (5xx): it may be done, or not.
    Lost(Pause),
    /// The service asks to wait (429). It has done nothing.
    Busy(Pause),
    /// The service asks for another key (401). It has done nothing.
    NotNow {
        /// What happened, in words for the person.
        said: String,
    },
}

impl Answer {
    /// Why it is better to wait before anything else is asked.
    #[must_use]
    pub const fn pause(&self) -> Option<&Pause> {
        match self {
            Self::Lost(pause) | Self::Busy(pause) => Some(pause),
            Self::Done(_) | Self::Refused(_) | Self::Outdated(_) | Self::NotNow { .. } => None,
        }
    }
}

/// Why the service refuses a write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What happened, for people.
    pub message: String,
    /// What is wrong with which field, in whole sentences.
    #[serde(default)]
    pub fields: Vec<FieldError>,
    /// What is wrong with no field in particular.
    #[serde(default)]
    pub others: Vec<String>,
}

/// The fields that a form shows, under their names in a body.
const SHOWN: [&str; 4] = ["node_id", "subject", "instructions", "current_status"];

impl Refusal {
    /// One that is about no field.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    /// What is wrong with a field, by its name in a body.
    #[must_use]
    pub fn at(&self, field: &str) -> Vec<&str> {
        let errors = self.fields.iter().filter(|error| top(error) == field);
        errors.map(|error| error.message.as_str()).collect()
    }

    /// The settings that a publish misses, where the errors name them.
    #[must_use]
    pub fn missing(&self) -> Vec<Setup> {
        let is_named = |setup: &Setup| self.fields.iter().any(|e| top(e) == setup.as_str());
        Setup::ALL.into_iter().filter(is_named).collect()
    }

    /// What is wrong with no field that a form shows: it stands above the form.
    #[must_use]
    pub fn elsewhere(&self) -> Vec<&str> {
        let errors = self.fields.iter().filter(|e| !SHOWN.contains(&top(e)));
        let errors = errors.map(|error| error.message.as_str());
        errors
            .chain(self.others.iter().map(String::as_str))
            .collect()
    }
}

/// The field of the body in which an error lies.
fn top(error: &FieldError) -> &str {
    let end = error.field.find(['.', '[']).unwrap_or(error.field.len());
    &error.field[..end]
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let Failure {
            message,
            fields,
            others,
            code: _,
            retry_after: _,
        } = failure;
        Self {
            message,
            fields: fields.0,
            others,
        }
    }
}

impl From<FieldErrors> for Refusal {
    fn from(problems: FieldErrors) -> Self {
        Failure::invalid(problems).into()
    }
}

//! What can go wrong with a request, in the terms in which the app reacts to it.

use contract::{DecodeError, FieldErrors};
use domain::outbox::Reason;

/// A request that did not do what it was sent for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ApiError {
    /// The key is missing, wrong or revoked (401), and nobody gave another one.
    #[error("The service does not accept the key.")]
    Unauthorized,
    /// The key may not do this (403); the service's words name the scope.
    #[error("{message}")]
    Forbidden {
        /// What the service said.
        message: String,
    },
    /// There is no such thing (404), or no such endpoint (405).
    #[error("{message}")]
    NotFound {
        /// What the service said.
        message: String,
    },
    /// It would clash with what is there (409).
    #[error("{message}")]
    Conflict {
        /// What the service said.
        message: String,
    },
    /// Somebody else wrote in between (412).
    #[error("Somebody changed this since you opened it.")]
    Changed,
    /// The service refuses what was sent (400, 413, 415, 422).
    #[error("{}", .0.sentence())]
    Invalid(FieldErrors),
    /// Too many requests (429).
    #[error("The service asks to wait {retry_after} s before the next request.")]
    RateLimited {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The service failed (5xx), or answered with a status that it does not document.
    #[error("The service answered with status {status}: {message}")]
    Server {
        /// HTTP status.
        status: u16,
        /// What the service said, or the start of what it sent.
        message: String,
    },
    /// No answer: host unreachable, connection lost, or refused by the browser.
    #[error("No answer from the service: {detail}")]
    Network {
        /// What is known of it, in a few words.
        detail: String,
    },
    /// The answer is not what the service documents.
    #[error("The service's answer cannot be read at {0}")]
    Decode(DecodeError),
    /// The view that asked is gone.
    #[error("The request was given up.")]
    Aborted,
}

impl ApiError {
    /// What it means for the work and what to do, for the person at the screen.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unauthorized => "Nothing was changed. Connect again with a key that works.",
            Self::Forbidden { .. } => {
                "Nothing was changed. Ask whoever manages the keys for one with this scope."
            }
            Self::NotFound { .. } => {
                "It may have been deleted, or the link is wrong. Reload the workspace to see what is there."
            }
            Self::Conflict { .. } => "Nothing was changed. Resolve it, then try again.",
            Self::Changed => "Nothing was overwritten, and your text is still here.",
            Self::Invalid(_) => "Nothing was changed. Correct the fields and send again.",
            Self::RateLimited { .. } => "Nothing was changed. It is safe to try again after that.",
            Self::Server { .. } => {
                "Your text is still here. Try again; if it stays like this, tell whoever runs the service."
            }
            Self::Network { .. } => {
                "Your text is still here. Check the connection, then try again."
            }
            Self::Decode(_) => {
                "This build does not know this answer. Nothing is shown in its place, so that a broken answer is not taken for an empty one."
            }
            Self::Aborted => "Open the page again to repeat it.",
        }
    }

    /// Whether the same request may succeed when it is sent again.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        matches!(
            self,
            Self::Network { .. } | Self::RateLimited { .. } | Self::Server { .. } | Self::Decode(_)
        )
    }

    /// Whether what was asked for may be done all the same: there was no answer, none that can be
    /// read, or the service failed over it.
    #[must_use]
    pub fn may_be_done(&self) -> bool {
        matches!(self.waits(), Some((Reason::NoAnswer | Reason::Service, _)))
    }

    /// Why a write waits that ended like this, and for how many milliseconds the service asks.
    /// `None` where it is refused: the same would be refused again.
    #[must_use]
    pub fn waits(&self) -> Option<(Reason, Option<i64>)> {
        match self {
            Self::Network { .. } | Self::Aborted => Some((Reason::NoAnswer, None)),
            Self::Decode(_) => Some((Reason::Service, None)),
            Self::Server { status, .. } if *status >= 500 => Some((Reason::Service, None)),
            Self::RateLimited { retry_after } => {
                let asked = i64::from(*retry_after) * 1_000;
                Some((Reason::TooMany, Some(asked)))
            }
            Self::Unauthorized => Some((Reason::NoKey, None)),
            Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Conflict { .. }
            | Self::Changed
            | Self::Invalid(_)
            | Self::Server { .. } => None,
        }
    }

    /// Reads the fields out of a service's one-string message, as our own server writes it:
    /// `title: must not be empty; end_time: must be later`. Other texts stay one message.
    #[must_use]
    pub fn invalid(message: &str) -> Self {
        let mut errors = FieldErrors::default();
        for part in message.split("; ") {
            match part.split_once(": ") {
                Some((field, text)) if is_field(field) => errors.push(field, text),
                _ => match errors.0.last_mut() {
                    // A `; ` inside a field's own message.
                    Some(last) => {
                        last.message.push_str("; ");
                        last.message.push_str(part);
                    }
                    None => errors.push("request", part),
                },
            }
        }
        Self::Invalid(errors)
    }
}

fn is_field(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_[].".contains(&byte)
        })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn fields_are_read_out_of_the_message() {
        let check = |message: &str, expected: &[(&str, &str)]| {
            let ApiError::Invalid(errors) = ApiError::invalid(message) else {
                panic!("{message}");
            };
            let found: Vec<_> = errors
                .0
                .iter()
                .map(|error| (error.field.as_str(), error.message.as_str()))
                .collect();
            assert_eq!(found, expected, "{message}");
        };
        check(
            "title: must not be empty; restricted_to_channels[1]: must be a string",
            &[
                ("title", "must not be empty"),
                ("restricted_to_channels[1]", "must be a string"),
            ],
        );
        check("Something else", &[("request", "Something else")]);
        check("title: a; b", &[("title", "a; b")]);
        check("Error: x", &[("request", "Error: x")]);
    }
}

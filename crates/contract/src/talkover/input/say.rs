//! The sentences of a 422. The documented ones are to the letter ("Create or update training":
//! `The subject field is required.`, `The selected current status is invalid.`), the others in
//! the same words, which are those of the framework behind the service.

use std::fmt::Display;

/// The field as a sentence names it.
fn named(field: &str) -> String {
    field.replace('_', " ")
}

pub(crate) fn required(field: &str) -> String {
    format!("The {} field is required.", named(field))
}

/// A word or an id that is none of those that there are.
pub(crate) fn selected(field: &str) -> String {
    format!("The selected {} is invalid.", named(field))
}

/// `kind` like `a string`, `an integer`, `true or false`.
pub(crate) fn must_be(field: &str, kind: &str) -> String {
    format!("The {} field must be {kind}.", named(field))
}

pub(crate) fn no_longer(field: &str, chars: usize) -> String {
    format!(
        "The {} field must not be greater than {chars} characters.",
        named(field)
    )
}

pub(crate) fn no_shorter(field: &str, chars: usize) -> String {
    format!(
        "The {} field must be at least {chars} characters.",
        named(field)
    )
}

pub(crate) fn between(field: &str, min: impl Display, max: impl Display) -> String {
    must_be(field, &format!("between {min} and {max}"))
}

pub(crate) fn greater(field: &str, than: impl Display) -> String {
    must_be(field, &format!("greater than {than}"))
}

pub(crate) fn less(field: &str, than: impl Display) -> String {
    must_be(field, &format!("less than {than}"))
}

pub(crate) fn no_more(field: &str, items: usize) -> String {
    format!(
        "The {} field must not have more than {items} items.",
        named(field)
    )
}

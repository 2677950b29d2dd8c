//! What a value of a request must be, whichever field it is in.

use std::{fmt::Display, ops::RangeInclusive};

use super::{limits, say};
use crate::FieldErrors;

/// Collects what is wrong.
#[derive(Default)]
pub(super) struct Judge(pub(super) FieldErrors);

impl Judge {
    /// A text that must say something, with at most `max` characters. Blanks around it do not
    /// count: the service takes them off.
    pub(super) fn text(&mut self, field: &str, text: &str, max: usize) {
        self.some(field, text);
        self.short(field, text, max);
    }

    /// A text that must say something, however much.
    pub(super) fn some(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.0.push(field, say::required(field));
        }
    }

    /// A text with at most `max` characters.
    pub(super) fn short(&mut self, field: &str, text: &str, max: usize) {
        if text.trim().chars().count() > max {
            self.0.push(field, say::no_longer(field, max));
        }
    }

    /// A text with at least `min` characters.
    pub(super) fn long(&mut self, field: &str, text: &str, min: usize) {
        if text.trim().chars().count() < min {
            self.0.push(field, say::no_shorter(field, min));
        }
    }

    /// An id that a client chooses.
    pub(super) fn id(&mut self, field: &str, id: &str) {
        self.some(field, id);
        self.short(field, id, limits::ID_CHARS);
    }

    /// A number within both bounds.
    pub(super) fn within<T: PartialOrd + Display>(
        &mut self,
        field: &str,
        number: T,
        range: &RangeInclusive<T>,
    ) {
        if !range.contains(&number) {
            let (min, max) = (range.start(), range.end());
            self.0.push(field, say::between(field, min, max));
        }
    }

    /// Something that must be one of the documented words.
    pub(super) fn word(&mut self, field: &str, is_known: bool) {
        if !is_known {
            self.0.push(field, say::selected(field));
        }
    }

    /// A language that agents speak.
    pub(super) fn language(&mut self, field: &str, language: &str) {
        self.word(field, limits::LANGUAGES.contains(&language));
    }

    /// Ids of phone numbers.
    pub(super) fn phone_numbers(&mut self, ids: &[String]) {
        let field = "phone_number_ids";
        if ids.len() > limits::PHONE_NUMBERS {
            self.0
                .push(field, say::no_more(field, limits::PHONE_NUMBERS));
            return;
        }
        for (at, id) in ids.iter().enumerate() {
            self.id(&format!("{field}.{at}"), id);
        }
    }
}

//! What makes two versions the same: everything that a person writes or decides, and nothing else.

use std::fmt::Write as _;

use contract::{UtcInstant, opencx::Training};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Publication;

/// The hash of a scenario's content: 128 bits in 32 hexadecimal digits.
///
/// It covers the text that is edited, the live text where one is live, type, directory,
/// restrictions, window and metadata. White space around the title, the order of a restriction and
/// of the metadata's keys make no difference, as in a form. Ids, times, version numbers and fields
/// that only the service knows do not count, nor does the text that an offline scenario had when it
/// was live: it is in the history of versions, and nothing uses it.
#[must_use]
pub fn content_hash(training: &Training) -> String {
    let mut parts = Parts(Sha256::new());
    let is_live = Publication::of(training).is_live();
    parts.text("cuebook-1");
    parts.text(training.working_title().trim());
    parts.text(training.working_content());
    parts.flag(is_live);
    if is_live {
        parts.text(training.title.trim());
        parts.text(&training.content);
    }
    parts.text(training.r#type.as_str());
    parts.optional(training.directory_id.as_deref());
    let channels = &training.restricted_to_channels;
    parts.set(channels.iter().map(|channel| channel.as_str()));
    let segments = &training.restricted_to_segments;
    parts.set(segments.iter().map(String::as_str));
    parts.optional(training.start_time.as_ref().map(UtcInstant::as_str));
    parts.optional(training.end_time.as_ref().map(UtcInstant::as_str));
    parts.object(&training.metadata);
    let digest = parts.0.finalize();
    let mut hex = String::with_capacity(32);
    for byte in digest.iter().take(16) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Whether two versions, or their absence, are the same to a person. No clock has a say.
#[must_use]
pub fn same_content(one: Option<&Training>, other: Option<&Training>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => content_hash(one) == content_hash(other),
        _ => false,
    }
}

/// Whether a newer reading shows the scenario as it was. A service whose times are coarse may have
/// written twice within one of them; the contents are compared too where both readings show the
/// same fields.
#[must_use]
pub fn is_unchanged(before: &Training, now: &Training) -> bool {
    before.updated_at == now.updated_at
        && (before.shown != now.shown || content_hash(before) == content_hash(now))
}

/// Parts with their lengths before them, so that no two lists of parts run together.
struct Parts(Sha256);

impl Parts {
    fn length(&mut self, length: usize) {
        self.0.update((length as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.update(text);
    }

    fn flag(&mut self, flag: bool) {
        self.0.update([u8::from(flag)]);
    }

    fn optional(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        self.text(text.unwrap_or_default());
    }

    fn set<'a>(&mut self, items: impl Iterator<Item = &'a str>) {
        let mut items: Vec<&str> = items.collect();
        items.sort_unstable();
        items.dedup();
        self.length(items.len());
        for item in items {
            self.text(item);
        }
    }

    fn object(&mut self, object: &serde_json::Map<String, Value>) {
        let mut entries: Vec<(&String, &Value)> = object.iter().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        self.length(entries.len());
        for (key, value) in entries {
            self.text(key);
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(object) => {
                self.0.update(b"o");
                self.object(object);
            }
            Value::Array(items) => {
                self.0.update(b"a");
                self.length(items.len());
                for item in items {
                    self.value(item);
                }
            }
            Value::String(text) => {
                self.0.update(b"s");
                self.text(text);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {
                self.0.update(b"v");
                self.text(&value.to_string());
            }
        }
    }
}

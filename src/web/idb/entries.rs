//! What the database holds: stores, the keys of their entries, and changes of them.

use js_sys::JSON;
use wasm_bindgen::JsValue;

/// A store of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Edits that were not sent, under the texts of their keys.
    Edits,
    /// What those edits began with, under the same keys.
    Bases,
    /// Writes that wait to be sent, numbered.
    Outbox,
    /// Steps of the undo history, numbered.
    Steps,
    /// Versions of scenarios that this device has seen.
    Seen,
    /// Small things that all tabs share.
    Meta,
}

impl Store {
    pub(super) const ALL: [Self; 6] = [
        Self::Edits,
        Self::Bases,
        Self::Outbox,
        Self::Steps,
        Self::Seen,
        Self::Meta,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Edits => "edits",
            Self::Bases => "bases",
            Self::Outbox => "outbox",
            Self::Steps => "steps",
            Self::Seen => "seen",
            Self::Meta => "meta",
        }
    }

    pub(super) const fn is_numbered(self) -> bool {
        matches!(self, Self::Outbox | Self::Steps)
    }
}

/// The key of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A text that the app chose.
    Text(String),
    /// The number that a numbered store gave: later entries have higher ones, and none is given
    /// twice.
    Number(u64),
}

impl Key {
    pub(super) fn to_js(&self) -> JsValue {
        match self {
            Self::Text(text) => text.into(),
            // Numbers up to 2^53 are exact, and the browser counts no further.
            Self::Number(number) => JsValue::from_f64(*number as f64),
        }
    }

    pub(super) fn read(value: &JsValue) -> Option<Self> {
        match value.as_string() {
            Some(text) => Some(Self::Text(text)),
            None => value.as_f64().map(|number| Self::Number(number as u64)),
        }
    }
}

/// The text of an entry. This app writes texts alone; what else somebody has put there is shown as it
/// can be written down, and not passed over.
pub(super) fn text_of(value: &JsValue) -> String {
    let written = || JSON::stringify(value).ok()?.as_string();
    value
        .as_string()
        .or_else(written)
        .unwrap_or_else(|| format!("{value:?}"))
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// One change of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Writes an entry, in place of the one that has its key.
    Put(Store, Key, String),
    /// Writes an entry under the next number.
    Append(Store, String),
    /// Takes an entry away. One that is not there is not missed.
    Remove(Store, Key),
    /// Takes all entries away whose keys begin with a text that ends in `|`.
    RemoveAll(Store, String),
    /// Takes all entries away.
    Clear(Store),
}

impl Change {
    /// Whether it writes one entry more each time that it is done.
    pub(super) const fn is_append(&self) -> bool {
        matches!(self, Self::Append(..))
    }

    pub(super) const fn store(&self) -> Store {
        match self {
            Self::Put(store, ..)
            | Self::Append(store, _)
            | Self::Remove(store, _)
            | Self::RemoveAll(store, _)
            | Self::Clear(store) => *store,
        }
    }
}

//! An entry that cannot be read as a whole: nothing of it is thrown away.

use serde_json::Value;

use super::{EditKey, Texts, Unsent};

const LONGEST_ESCAPE: usize = 12;

/// An entry that cannot be continued as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// What is wrong, in words for the person.
    pub problem: String,
    /// The title or name, where it can be read.
    pub title: Option<String>,
    /// The content, where it can be read.
    pub content: Option<String>,
    /// The whole entry, as it stands in the store.
    pub raw: String,
}

impl Damaged {
    /// An entry of another store, written as JSON in a form that has a number, and which cannot be
    /// read for this reason. `known` is the highest form that this build knows.
    pub(crate) fn other(text: &str, known: u64, error: &serde_json::Error) -> Self {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => {
                let format = value.get("format").and_then(Value::as_u64);
                let is_newer = format.is_some_and(|format| format > known);
                Self::of(text, &value, is_newer, error.to_string())
            }
            Err(error) => Self::no_json(text, &error),
        }
    }

    /// An edit under a key that says nothing to this build: what it belongs to is not known, however
    /// well the edit itself can be read.
    #[must_use]
    pub fn keyless(texts: &Texts) -> Self {
        let problem = "This version of Cuebook does not know where this edit belongs. If a newer version wrote it, reload to get that.";
        match Unsent::read(texts) {
            Ok(unsent) => {
                let value = serde_json::from_str(&texts.typed).unwrap_or_default();
                Self {
                    problem: problem.to_owned(),
                    title: Some(unsent.edited.title().to_owned()),
                    ..Self::of(&texts.typed, &value, false, String::new())
                }
            }
            Err(damaged) => Self {
                problem: format!("{problem} {}", damaged.problem),
                ..damaged
            },
        }
    }

    /// The workspace of an entry that names it inside; `None` where that cannot be read.
    #[must_use]
    pub fn scope(&self) -> Option<String> {
        let raw = &self.raw;
        match serde_json::from_str::<Value>(raw) {
            Ok(value) => value.get("scope")?.as_str().map(str::to_owned),
            // One that was cut off is none.
            Err(_) => string_after(raw, "\"scope\":")
                .filter(|scope| raw.contains(&Value::from(scope.as_str()).to_string())),
        }
        .filter(|scope| EditKey::is_scope(scope))
    }

    pub(super) fn no_json(text: &str, error: &serde_json::Error) -> Self {
        Self {
            problem: format!("The entry is damaged: {error}."),
            title: string_after(text, "\"title\":"),
            content: string_after(text, "\"content\":"),
            raw: text.to_owned(),
        }
    }

    pub(super) fn of(text: &str, value: &Value, is_newer: bool, problem: String) -> Self {
        // "draft" is the form of a scenario's write that waits.
        let form = ["scenario", "segment", "settings", "draft"]
            .into_iter()
            .filter_map(|name| value.get(name))
            .find(|form| form.is_object())
            .unwrap_or(value);
        let words = |names: &[&str]| {
            [form, value]
                .into_iter()
                .find_map(|part| names.iter().find_map(|name| part.get(name)?.as_str()))
                .map(str::to_owned)
        };
        Self {
            problem: if is_newer {
                format!(
                    "A newer version of Cuebook wrote this entry ({problem}). Reload to get it."
                )
            } else {
                format!("The entry cannot be read: {problem}.")
            },
            title: words(&["title", "name"]),
            content: words(&["content", "description"]),
            raw: text.to_owned(),
        }
    }
}

impl Texts {
    /// Where these texts of an edit go, which were kept outside of the store under the same key that
    /// `known` has in it: over that, or, where one of them cannot be read, beside it. `None` where
    /// the store has the same, or what was typed later.
    #[must_use]
    pub fn place_over(&self, known: Option<&Self>, key: &EditKey) -> Option<EditKey> {
        let Some(known) = known else {
            return Some(key.clone());
        };
        let goes_over = match (Unsent::read(known), Unsent::read(self)) {
            (Ok(known), Ok(own)) => known.at < own.at,
            // What it began with was damaged there.
            (Err(_), Ok(_)) if known.typed == self.typed => true,
            _ if known.typed == self.typed => false,
            // Neither is thrown away for the other.
            _ => return Some(key.beside()),
        };
        goes_over.then(|| key.clone())
    }
}

/// The JSON string after a name, in a text that is not JSON as a whole: what is left of an entry
/// that was cut off. The form comes before its base in an entry, so the first one is the typed one.
fn string_after(text: &str, name: &str) -> Option<String> {
    let rest = text.get(text.find(name)? + name.len()..)?.trim_start();
    let inside = rest.strip_prefix('"')?;
    let mut end = inside.len();
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' if !escaped => {
                end = at;
                break;
            }
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    let mut body = inside.get(..end)?;
    // A cut may have hit an escape in the middle; the longest is a pair of `\u0000`.
    for _ in 0..=LONGEST_ESCAPE {
        if let Ok(found) = serde_json::from_str(&format!("\"{body}\"")) {
            return Some(found);
        }
        let last = body.char_indices().next_back()?.0;
        body = body.get(..last)?;
    }
    None
}

//! An entry that cannot be read as a whole: nothing of it is thrown away.

use serde_json::Value;

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
    pub(super) fn no_json(text: &str, error: &serde_json::Error) -> Self {
        Self {
            problem: format!("The entry is damaged: {error}."),
            title: string_after(text, "\"title\":"),
            content: string_after(text, "\"content\":"),
            raw: text.to_owned(),
        }
    }

    pub(super) fn of(text: &str, value: &Value, is_newer: bool, problem: String) -> Self {
        let form = ["scenario", "segment", "settings"]
            .into_iter()
            .filter_map(|name| value.get(name))
            .find(|form| form.is_object())
            .unwrap_or(value);
        let words = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| form.get(name)?.as_str())
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

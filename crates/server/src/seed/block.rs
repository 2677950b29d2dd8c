//! The files in which examples are written: blocks of a title, fields, a text and further texts.
//!
//! ```text
//! === Title
//! field: value
//!
//! The text, in Markdown.
//!
//! --- name of a further text
//! …
//! ```

use super::SeedError;

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) title: &'static str,
    fields: Vec<(&'static str, &'static str)>,
    pub(super) text: &'static str,
    /// Name and text, in the file's order.
    further: Vec<(&'static str, &'static str)>,
}

impl Block {
    /// Reads a file. What stands before the first title is not read.
    pub(super) fn read_all(file: &'static str) -> Result<Vec<Self>, SeedError> {
        file.split("\n=== ")
            .map(|block| block.strip_prefix("=== ").unwrap_or(block))
            .map(Self::read)
            .collect()
    }

    fn read(block: &'static str) -> Result<Self, SeedError> {
        let (title, rest) = block.split_once('\n').unwrap_or((block, ""));
        let (head, texts) = match rest.strip_prefix('\n') {
            Some(texts) => ("", texts),
            None => rest.split_once("\n\n").unwrap_or((rest, "")),
        };
        let fields = head
            .lines()
            .map(|line| {
                line.split_once(": ").ok_or_else(|| SeedError {
                    title: title.to_owned(),
                    problem: format!("`{line}` is no field"),
                })
            })
            .collect::<Result<_, _>>()?;
        let mut parts = texts.split("\n--- ");
        let text = parts.next().unwrap_or("").trim();
        if text.is_empty() {
            return Err(SeedError {
                title: title.to_owned(),
                problem: "has no text".to_owned(),
            });
        }
        let further = parts
            .map(|part| {
                let (name, text) = part.split_once('\n').unwrap_or((part, ""));
                (name.trim(), text.trim())
            })
            .collect();
        Ok(Self {
            title,
            fields,
            text,
            further,
        })
    }

    /// A field's value.
    pub(super) fn field(&self, name: &str) -> Option<&'static str> {
        self.fields
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    }

    /// The values of a field that holds a list.
    pub(super) fn list(&self, name: &str) -> impl Iterator<Item = &'static str> {
        self.field(name)
            .unwrap_or("")
            .split(", ")
            .filter(|value| !value.is_empty())
    }

    /// Every further text with a name.
    pub(super) fn further(&self, name: &str) -> impl Iterator<Item = &'static str> {
        self.further
            .iter()
            .filter(move |(key, _)| *key == name)
            .map(|(_, text)| *text)
    }

    /// An error about this block.
    pub(super) fn error(&self, problem: impl Into<String>) -> SeedError {
        SeedError {
            title: self.title.to_owned(),
            problem: problem.into(),
        }
    }
}

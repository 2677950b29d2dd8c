//! Requests for knowledge documents, and their validation.

use serde_json::Value;

use super::KnowledgeFormat;
use crate::{
    FieldErrors,
    opencx::{
        input::{Reader, check_nul},
        limits,
        list::number,
    },
};

/// Query of `GET /knowledge`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnowledgeQuery {
    /// Rows in a page, 1 to 100.
    pub limit: u64,
    /// Rows before the page.
    pub offset: u64,
}

impl KnowledgeQuery {
    /// Reads decoded query pairs. Names that are not known are ignored.
    ///
    /// # Errors
    ///
    /// Every value that is not accepted: nothing is clamped (decision 21).
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FieldErrors> {
        let mut query = Self {
            limit: 50,
            offset: 0,
        };
        let mut errors = FieldErrors::default();
        for (name, value) in pairs {
            let (target, min, max) = match name {
                "limit" => (&mut query.limit, 1, limits::PAGE_ROWS),
                "offset" => (&mut query.offset, 0, limits::LARGEST_NUMBER),
                _ => continue,
            };
            match number(value, min, max) {
                Ok(number) => *target = number,
                Err(message) => errors.push(name, message),
            }
        }
        errors.or(query)
    }
}

/// Body of `POST /knowledge`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeInput {
    /// Name or relative path with `/`, trimmed; unique in the workspace.
    pub name: String,
    /// How it is written.
    pub format: KnowledgeFormat,
    /// The whole document.
    pub content: String,
}

impl KnowledgeInput {
    /// Reads a request body. Without a `format` the end of the name says it.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let name = reader.required_string("name").trim().to_owned();
        let format = reader.word("format", &KnowledgeFormat::ALL);
        let content = reader.required_string("content");
        let mut errors = reader.finish();
        let judged = Self {
            format: format.value().copied().unwrap_or(KnowledgeFormat::Markdown),
            name,
            content,
        };
        for problem in judged.problems().0 {
            if errors.of(&problem.field).is_none() {
                errors.0.push(problem);
            }
        }
        let format = format.over(KnowledgeFormat::of_name(&judged.name));
        if format.is_none() && errors.of("format").is_none() && errors.of("name").is_none() {
            errors.push(
                "format",
                "must be markdown, text or html, because the name does not end with .md, \
                 .markdown, .txt, .html or .htm",
            );
        }
        let format = format.unwrap_or(judged.format);
        errors.or(Self { format, ..judged })
    }

    /// Judges the values.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Some(problem) = name_problem(&self.name) {
            errors.push("name", problem);
        }
        if self.content.trim().is_empty() {
            errors.push("content", "must not be empty");
        } else if self.content.len() > limits::DOCUMENT_BYTES {
            errors.push(
                "content",
                format!(
                    "must have at most {} bytes of UTF-8, this has {}; split the document",
                    limits::DOCUMENT_BYTES,
                    self.content.len()
                ),
            );
        }
        check_nul(&mut errors, "content", &self.content);
        errors
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        serde_json::json!({"name": self.name, "format": self.format, "content": self.content})
    }
}

/// What is wrong with a document's name. It may be a relative path, as an imported folder gives
/// it, and is never one that leads out of that folder.
fn name_problem(name: &str) -> Option<String> {
    let length = name.chars().count();
    if length == 0 {
        return Some("must not be empty".to_owned());
    }
    if length > limits::DOCUMENT_NAME_CHARS {
        return Some(format!(
            "must have at most {} characters, this has {length}",
            limits::DOCUMENT_NAME_CHARS
        ));
    }
    if name.chars().any(char::is_control) || name.contains('\\') {
        return Some("must be one line without backslashes".to_owned());
    }
    name.split('/')
        .any(|part| matches!(part.trim(), "" | "." | ".."))
        .then(|| "must be a name or a relative path, like returns/refunds.md".to_owned())
}

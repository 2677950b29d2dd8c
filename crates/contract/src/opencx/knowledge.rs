//! Knowledge documents (extension): the other half of what a search looks through.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{DecodeError, json};

mod input;

pub use input::{KnowledgeInput, KnowledgeQuery};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KnowledgeFormat {
    /// CommonMark; `.md` and `.markdown`.
    Markdown,
    /// Plain text; `.txt`.
    Text,
    /// HTML, of which only the text is kept; `.html` and `.htm`.
    Html,
}

impl KnowledgeFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Text, Self::Html];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Html => "html",
        }
    }

    /// What the end of a name says.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Text),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

/// A document as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnowledgeDocument {
    /// Unique id.
    pub id: String,
    /// Unique in the workspace.
    pub name: String,
    /// How it was written.
    pub format: KnowledgeFormat,
    /// Size of what was sent, in bytes of UTF-8.
    pub bytes: u64,
    /// Passages that it was split into.
    pub passage_count: u64,
    /// ISO 8601.
    pub created_at: String,
    /// ISO 8601.
    pub updated_at: String,
}

impl KnowledgeDocument {
    /// Reads one document.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            id: json::string(&mut object, "id")?,
            name: json::string(&mut object, "name")?,
            format: json::parsed(&mut object, "format")?,
            bytes: json::optional_whole(&mut object, "bytes")?.unwrap_or(0),
            passage_count: json::optional_whole(&mut object, "passage_count")?.unwrap_or(0),
            created_at: json::string(&mut object, "created_at")?,
            updated_at: json::string(&mut object, "updated_at")?,
        })
    }
}

/// A page of `GET /knowledge`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnowledgePage {
    /// By name.
    pub items: Vec<KnowledgeDocument>,
    /// All documents.
    pub total: u64,
    /// Rows in a page.
    pub limit: u64,
    /// Rows before the page.
    pub offset: u64,
    /// Whether there are rows behind this page.
    pub has_more: bool,
}

impl KnowledgePage {
    /// Reads a page.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let items: Vec<_> = rows(&mut object, "items", KnowledgeDocument::from_json)?;
        let offset = json::optional_whole(&mut object, "offset")?.unwrap_or(0);
        let seen = offset.saturating_add(items.len() as u64);
        let total = json::optional_whole(&mut object, "total")?.unwrap_or(seen);
        Ok(Self {
            limit: json::optional_whole(&mut object, "limit")?.unwrap_or(items.len() as u64),
            has_more: json::optional_boolean(&mut object, "has_more")?.unwrap_or(seen < total),
            items,
            total,
            offset,
        })
    }
}

/// A part of a document under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnowledgePassage {
    /// The headings above it, outermost first, with ` › ` between them; the document's name
    /// where there are none.
    pub title: String,
    /// Its text: Markdown of a Markdown document, plain text of the others.
    pub content: String,
}

/// Answer of `GET /knowledge/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnowledgeText {
    /// The document.
    #[serde(flatten)]
    pub document: KnowledgeDocument,
    /// Its passages in their order.
    pub passages: Vec<KnowledgePassage>,
}

impl KnowledgeText {
    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let passages = rows(&mut object, "passages", |body| {
            let mut object = json::object(body)?;
            Ok(KnowledgePassage {
                title: json::string(&mut object, "title")?,
                content: json::string(&mut object, "content")?,
            })
        })?;
        Ok(Self {
            document: KnowledgeDocument::from_json(Value::Object(object))?,
            passages,
        })
    }
}

fn rows<T>(
    object: &mut json::Object,
    field: &str,
    read: impl Fn(Value) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    json::array(json::take(object, field)?)
        .map_err(|error| error.inside(field))?
        .into_iter()
        .enumerate()
        .map(|(at, row)| read(row).map_err(|error| error.inside(&format!("{field}[{at}]"))))
        .collect()
}

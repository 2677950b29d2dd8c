//! Knowledge documents.

use utoipa::{IntoParams, ToSchema};

/// Paging of knowledge documents.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct KnowledgeListQuery {
    /// Rows in a page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// Rows before the page.
    #[param(minimum = 0, maximum = 9007199254740991_u64, default = 0)]
    pub offset: Option<u64>,
}

/// Body of an import.
#[derive(Debug, ToSchema)]
pub struct KnowledgeImport {
    /// A name or a relative path; blanks around it are cut off.
    #[schema(min_length = 1, max_length = 255, example = "returns/refunds.md")]
    pub name: String,
    /// Absent where the end of the name says it: .md, .markdown, .txt, .html or .htm.
    #[schema(nullable = false)]
    pub format: Option<KnowledgeFormat>,
    /// The whole document, at most 524,288 bytes of UTF-8.
    #[schema(min_length = 1, max_length = 524288)]
    pub content: String,
}

/// How a document is written.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum KnowledgeFormat {
    /// CommonMark.
    Markdown,
    /// Plain text.
    Text,
    /// HTML, of which the text alone is kept.
    Html,
}

/// A document.
#[derive(Debug, ToSchema)]
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
    /// When it was first imported.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was last imported.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// A page of documents.
#[derive(Debug, ToSchema)]
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

/// A part of a document.
#[derive(Debug, ToSchema)]
pub struct KnowledgePassage {
    /// The headings above it with ` › ` between them, or the document's name.
    pub title: String,
    /// Its text.
    pub content: String,
}

/// A document with its passages.
#[derive(Debug, ToSchema)]
pub struct KnowledgeText {
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
    /// When it was first imported.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was last imported.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// In their order.
    pub passages: Vec<KnowledgePassage>,
}

//! Searches.

use utoipa::ToSchema;

use super::{Channel, TrainingType};

/// Body of a search. A field that is not listed here is refused.
#[derive(Debug, ToSchema)]
pub struct SearchRequest {
    /// What is looked for; blanks around it are cut off.
    #[schema(min_length = 1, max_length = 10000)]
    pub query: String,
    /// Most hits in the answer.
    #[schema(nullable = false, minimum = 1, maximum = 50, default = 10)]
    pub limit: Option<u64>,
    /// Only scenarios of this type, and no knowledge.
    #[schema(nullable = false)]
    pub r#type: Option<TrainingType>,
    /// Only what applies on this channel.
    #[schema(nullable = false)]
    pub channel: Option<Channel>,
    /// Only what applies to a contact in at least one of these segments.
    #[schema(nullable = false)]
    pub segments: Option<Vec<String>>,
    /// Only hits from here.
    #[schema(nullable = false)]
    pub source: Option<SearchSource>,
    /// `false` for live texts only.
    #[schema(nullable = false, default = true)]
    pub include_drafts: Option<bool>,
}

/// Where a hit is from.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SearchSource {
    /// A scenario.
    Training,
    /// A knowledge document.
    Knowledge,
}

/// Answer to a search.
#[derive(Debug, ToSchema)]
pub struct SearchAnswer {
    /// The best first.
    pub items: Vec<SearchHit>,
    /// How they were found.
    pub mode: SearchMode,
}

/// A scenario or a document by its text that fits best.
#[derive(Debug, ToSchema)]
pub struct SearchHit {
    /// Where it is from.
    pub source: SearchSource,
    /// Id of the scenario or the document.
    pub id: String,
    /// Title of the scenario, or the headings above the passage.
    pub title: String,
    /// The text.
    pub content: String,
    /// More is nearer.
    #[schema(minimum = -1, maximum = 1)]
    pub score: f64,
    /// Whether the text is not live: a draft's, or pending edits of a live scenario.
    pub is_draft: bool,
}

/// How hits were found.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SearchMode {
    /// By meaning and by words; scores are exact cosines.
    Semantic,
    /// By words alone.
    Lexical,
}

/// The state of the index.
#[derive(Debug, ToSchema)]
pub struct SearchStatus {
    /// Whether searches are by meaning.
    pub state: SearchState,
    /// Texts: published ones, drafts, and passages of knowledge.
    pub total: u64,
    /// Texts that have no embedding yet.
    pub pending: u64,
}

/// Whether searches are by meaning.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SearchState {
    /// Every text has its embedding.
    Ready,
    /// Some texts wait for theirs.
    Indexing,
    /// There is no model, or it does not answer.
    Unavailable,
}

//! `POST /training/search` and `GET /search/status` (extensions, decision 18).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json as json_value};

use super::{
    Channel, TrainingType,
    input::{NUL, Reader, check_text},
    limits,
};
use crate::{DecodeError, Field, FieldErrors, json};

/// Where a hit is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchSource {
    /// A scenario.
    Training,
    /// A knowledge document.
    Knowledge,
}

/// How an answer was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchMode {
    /// By meaning and by words; scores are exact cosines.
    Semantic,
    /// By words alone; scores come from BM25 and compare within one answer only.
    Lexical,
}

/// Body of `POST /training/search`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchInput {
    /// What is looked for, trimmed: plain text without any syntax.
    pub query: String,
    /// Most hits in the answer, 1 to 50.
    pub limit: u64,
    /// Only scenarios of this type. Knowledge has none.
    pub r#type: Option<TrainingType>,
    /// Only what applies on this channel: restricted to it, or unrestricted.
    pub channel: Option<Channel>,
    /// Only what applies to a contact in at least one of these segments: restricted to one of
    /// them, or unrestricted. Empty for no filter.
    pub segments: Vec<String>,
    /// Only hits from here.
    pub source: Option<SearchSource>,
    /// Whether texts that are not live count, too.
    pub include_drafts: bool,
}

impl SearchInput {
    /// A search for a text, without filters.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: limits::SEARCH_ROWS_DEFAULT,
            r#type: None,
            channel: None,
            segments: Vec::new(),
            source: None,
            include_drafts: true,
        }
    }

    /// Reads a request body. A field that is not known is refused, and not ignored: a misspelt
    /// filter would find more than was asked for.
    ///
    /// # Errors
    ///
    /// Every field that is unknown, of the wrong type or outside its limits.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let query = reader.required_string("query").trim().to_owned();
        let limit = reader.whole("limit", 1, limits::SEARCH_ROWS);
        let kind = reader.kind();
        let channel = reader.channel();
        let segments = reader.strings("segments");
        let source = reader.word("source", &[SearchSource::Training, SearchSource::Knowledge]);
        let include_drafts = reader.boolean("include_drafts");
        let mut errors = reader.finish_all();
        if errors.of("query").is_none() {
            check_text(&mut errors, "query", &query, limits::QUERY_CHARS);
        }
        let segments = segments.over(None).unwrap_or_default();
        for (at, id) in segments.iter().enumerate() {
            if id.contains('\0') {
                errors.push(format!("segments[{at}]"), NUL);
            }
        }
        errors.or(Self {
            query,
            limit: limit.over(None).unwrap_or(limits::SEARCH_ROWS_DEFAULT),
            r#type: kind.over(None),
            channel: channel.over(None),
            segments,
            source: source.over(None),
            include_drafts: include_drafts != Field::Value(false),
        })
    }

    /// The body, with the filters that say something.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self {
            query,
            limit,
            r#type,
            channel,
            segments,
            source,
            include_drafts,
        } = self;
        let mut body = json::Object::new();
        let mut put = |name: &str, value: Value| {
            body.insert(name.to_owned(), value);
        };
        put("query", query.as_str().into());
        put("limit", (*limit).into());
        if let Some(kind) = r#type {
            put("type", kind.as_str().into());
        }
        if let Some(channel) = channel {
            put("channel", channel.as_str().into());
        }
        if !segments.is_empty() {
            put("segments", segments.clone().into());
        }
        if let Some(source) = source {
            put("source", json_value!(source));
        }
        put("include_drafts", (*include_drafts).into());
        Value::Object(body)
    }
}

/// One hit: a scenario or a knowledge document by the text of it that fits best.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchHit {
    /// Where it is from.
    pub source: SearchSource,
    /// Id of the scenario or the document; each is in an answer once.
    pub id: String,
    /// Title of the text that fits best: a scenario's, or the headings above a passage.
    pub title: String,
    /// The text itself.
    pub content: String,
    /// -1 to 1, more is nearer.
    pub score: f64,
    /// Whether this text is not live: a draft's, or pending edits of a live scenario.
    pub is_draft: bool,
}

/// Answer of `POST /training/search`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchAnswer {
    /// The best first.
    pub items: Vec<SearchHit>,
    /// How they were found.
    pub mode: SearchMode,
}

impl SearchAnswer {
    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let items = json::array(json::take(&mut object, "items")?)
            .map_err(|error| error.inside("items"))?
            .into_iter()
            .enumerate()
            .map(|(at, row)| hit(row).map_err(|error| error.inside(&format!("items[{at}]"))))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            items,
            mode: json::parsed(&mut object, "mode")?,
        })
    }
}

fn hit(body: Value) -> Result<SearchHit, DecodeError> {
    let mut object = json::object(body)?;
    let score = json::take(&mut object, "score")?;
    Ok(SearchHit {
        source: json::parsed(&mut object, "source")?,
        id: json::string(&mut object, "id")?,
        title: json::string(&mut object, "title")?,
        content: json::string(&mut object, "content")?,
        score: score
            .as_f64()
            .ok_or_else(|| json::unexpected("score", "a number", &score))?,
        is_draft: json::optional_boolean(&mut object, "is_draft")?.unwrap_or(false),
    })
}

/// Whether a workspace can be searched by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchState {
    /// Every text has its embedding.
    Ready,
    /// Some texts wait for theirs.
    Indexing,
    /// There is no model, or it does not answer: searches are lexical.
    Unavailable,
}

/// Answer of `GET /search/status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SearchStatus {
    /// Whether searches are by meaning.
    pub state: SearchState,
    /// Texts in the workspace: published ones, drafts, and passages of knowledge.
    pub total: u64,
    /// Texts without an embedding; all of them where there is no model.
    pub pending: u64,
}

impl SearchStatus {
    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            state: json::parsed(&mut object, "state")?,
            total: json::optional_whole(&mut object, "total")?.unwrap_or(0),
            pending: json::optional_whole(&mut object, "pending")?.unwrap_or(0),
        })
    }
}

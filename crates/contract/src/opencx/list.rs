//! `GET /training`: its query and its page.

use serde_json::Value;

use super::{
    Training, TrainingType,
    input::{NUL, has_nul},
    limits,
};
use crate::{
    DecodeError, FieldErrors,
    json::{self, Object},
};

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Newest first, ties on id (decision 21).
    #[default]
    CreatedAt,
    /// Most handoffs first, then newest.
    HandoffCount,
}

/// Query of `GET /training` (OpenCX, "Get all trainings").
#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    /// Part of the title or the content, without regard to case (decision 5).
    pub search: Option<String>,
    /// Only this type.
    pub r#type: Option<TrainingType>,
    /// Only drafts, or only published ones.
    pub is_draft: Option<bool>,
    /// Rows in a page, 1 to 100.
    pub limit: u64,
    /// Rows before the page.
    pub offset: u64,
    /// Order.
    pub sort_by: SortBy,
    /// Only scenarios whose metadata contain this object.
    pub metadata: Option<Object>,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            search: None,
            r#type: None,
            is_draft: None,
            limit: 50,
            offset: 0,
            sort_by: SortBy::CreatedAt,
            metadata: None,
        }
    }
}

impl ListQuery {
    /// Reads decoded query pairs. Names that are not documented are ignored.
    ///
    /// # Errors
    ///
    /// Every value that is not accepted: nothing is clamped (decision 21).
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FieldErrors> {
        let mut query = Self::default();
        let mut errors = FieldErrors::default();
        for (name, value) in pairs {
            match name {
                "search" if value.contains('\0') => errors.push(name, NUL),
                "search" => query.search = Some(value.to_owned()).filter(|text| !text.is_empty()),
                "type" => match TrainingType::known(value) {
                    Some(kind) => query.r#type = Some(kind),
                    None => errors.push(name, "must be BEHAVIORAL or SCENARIO_SPECIFIC"),
                },
                "is_draft" => match value {
                    "true" => query.is_draft = Some(true),
                    "false" => query.is_draft = Some(false),
                    _ => errors.push(name, "must be true or false"),
                },
                "limit" => match number(value, 1, limits::PAGE_ROWS) {
                    Ok(limit) => query.limit = limit,
                    Err(message) => errors.push(name, message),
                },
                "offset" => match number(value, 0, limits::LARGEST_NUMBER) {
                    Ok(offset) => query.offset = offset,
                    Err(message) => errors.push(name, message),
                },
                "sort_by" => match value {
                    "created_at" => query.sort_by = SortBy::CreatedAt,
                    "handoff_count" => query.sort_by = SortBy::HandoffCount,
                    _ => errors.push(name, "must be created_at or handoff_count"),
                },
                "metadata" => match serde_json::from_str(value) {
                    Ok(Value::Object(metadata)) if has_nul(&metadata) => errors.push(name, NUL),
                    Ok(Value::Object(metadata)) => query.metadata = Some(metadata),
                    _ => errors.push(
                        name,
                        "must be a JSON object as text, like {\"source\":\"pipeline\"}",
                    ),
                },
                _ => {}
            }
        }
        errors.or(query)
    }

    /// The pairs of this query: `limit` and `offset` always, the others where they say something.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let Self {
            search,
            r#type,
            is_draft,
            limit,
            offset,
            sort_by,
            metadata,
        } = self;
        let mut pairs = Vec::new();
        if let Some(search) = search {
            pairs.push(("search", search.clone()));
        }
        if let Some(kind) = r#type {
            pairs.push(("type", kind.as_str().to_owned()));
        }
        if let Some(is_draft) = is_draft {
            pairs.push(("is_draft", is_draft.to_string()));
        }
        pairs.push(("limit", limit.to_string()));
        pairs.push(("offset", offset.to_string()));
        if *sort_by == SortBy::HandoffCount {
            pairs.push(("sort_by", "handoff_count".to_owned()));
        }
        if let Some(metadata) = metadata {
            pairs.push(("metadata", Value::Object(metadata.clone()).to_string()));
        }
        pairs
    }
}

/// A whole number within its limits, or what would be right.
pub(crate) fn number(text: &str, min: u64, max: u64) -> Result<u64, String> {
    // Rust's own reading would accept a sign before the digits.
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|value| (min..=max).contains(value))
        .ok_or_else(|| format!("must be a whole number from {min} to {max}"))
}

/// A page of `GET /training`, read row by row: one bad row does not take the others with it.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingPage {
    /// The rows in the service's order; a row that cannot be read is its error, with its path.
    pub items: Vec<Result<Training, DecodeError>>,
    /// Matches before paging; the number of rows where the service does not say.
    pub total: u64,
    /// Rows before this page.
    pub offset: u64,
    /// Whether there are rows behind this page.
    pub has_more: bool,
}

impl TrainingPage {
    /// Reads a page, or the bare array of generation G1.
    ///
    /// # Errors
    ///
    /// The path of what is missing or has another type, where it is not a row.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        if let Value::Array(rows) = body {
            let items = rows_from(rows, "");
            return Ok(Self {
                total: items.len() as u64,
                offset: 0,
                has_more: false,
                items,
            });
        }
        let mut object = json::object(body)?;
        let rows = json::array(json::take(&mut object, "items")?)
            .map_err(|error| error.inside("items"))?;
        let items = rows_from(rows, "items");
        let offset = json::optional_whole(&mut object, "offset")?.unwrap_or(0);
        let seen = offset.saturating_add(items.len() as u64);
        let total = json::optional_whole(&mut object, "total")?;
        let has_more = json::optional_boolean(&mut object, "has_more")?
            .unwrap_or_else(|| total.is_some_and(|total| seen < total));
        Ok(Self {
            total: total.unwrap_or(seen),
            offset,
            has_more,
            items,
        })
    }
}

fn rows_from(rows: Vec<Value>, path: &str) -> Vec<Result<Training, DecodeError>> {
    rows.into_iter()
        .enumerate()
        .map(|(at, row)| {
            Training::from_json(row).map_err(|error| error.inside(&format!("{path}[{at}]")))
        })
        .collect()
}

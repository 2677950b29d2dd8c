//! The queries of lists.

use super::{AgentStatus, Direction, input::say, limits};
use crate::FieldErrors;

/// Which page, and how many rows in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Number of the page, from 1.
    pub page: u64,
    /// Rows in a page, 1 to 100.
    pub per_page: u64,
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            page: 1,
            per_page: limits::DEFAULT_PAGE_ROWS,
        }
    }
}

impl Paging {
    /// Rows before the page.
    #[must_use]
    pub const fn offset(self) -> u64 {
        (self.page - 1).saturating_mul(self.per_page)
    }

    /// Reads the query of a list that has pages only where one is asked for: `None` for all
    /// rows (Talkover, "List trainings"; decision 31). Other names are ignored.
    ///
    /// # Errors
    ///
    /// Every value that is not accepted: nothing is clamped.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Option<Self>, FieldErrors> {
        let mut paging = None;
        let mut errors = FieldErrors::default();
        for (name, value) in pairs {
            if matches!(name, "page" | "per_page") {
                let mut read: Self = paging.unwrap_or_default();
                read.take(name, value, &mut errors);
                paging = Some(read);
            }
        }
        errors.or(paging)
    }

    fn take(&mut self, name: &str, value: &str, errors: &mut FieldErrors) {
        let (target, range) = match name {
            "page" => (&mut self.page, 1..=LARGEST_PAGE),
            "per_page" => (&mut self.per_page, limits::PAGE_ROWS),
            _ => return,
        };
        // Rust's own reading would accept a sign before the digits.
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        if !digits {
            errors.push(name, say::must_be(name, "an integer"));
            return;
        }
        match value.parse().ok().filter(|number| range.contains(number)) {
            Some(number) => *target = number,
            None => errors.push(name, say::between(name, range.start(), range.end())),
        }
    }

    /// The pairs of this query.
    #[must_use]
    pub fn to_pairs(self) -> Vec<(&'static str, String)> {
        vec![
            ("page", self.page.to_string()),
            ("per_page", self.per_page.to_string()),
        ]
    }
}

/// Far above what anybody has, far below what overflows.
const LARGEST_PAGE: u64 = 1_000_000_000;

/// Query of `GET /agents` (Talkover, "List agents").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentQuery {
    /// Only drafts, or only published ones.
    pub status: Option<AgentStatus>,
    /// Only those that are called, or only those that call.
    pub direction: Option<Direction>,
    /// Part of the name or the label, without regard to case.
    pub search: Option<String>,
    /// Which page.
    pub paging: Paging,
}

impl AgentQuery {
    /// Reads decoded query pairs. Names that are not documented are ignored, and so is a value
    /// that is left empty.
    ///
    /// # Errors
    ///
    /// Every value that is not accepted: nothing is clamped.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FieldErrors> {
        let mut query = Self::default();
        let mut errors = FieldErrors::default();
        for (name, value) in pairs {
            match name {
                "status" | "direction" | "search" if value.is_empty() => {}
                "status" => match AgentStatus::known(value) {
                    Some(status) => query.status = Some(status),
                    None => errors.push(name, say::selected(name)),
                },
                "direction" => match Direction::known(value) {
                    Some(direction) => query.direction = Some(direction),
                    None => errors.push(name, say::selected(name)),
                },
                "search" => query.search = Some(value.to_owned()),
                _ => query.paging.take(name, value, &mut errors),
            }
        }
        errors.or(query)
    }

    /// The pairs of this query: the page always, the others where they say something.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let Self {
            status,
            direction,
            search,
            paging,
        } = self;
        let mut pairs = Vec::new();
        if let Some(status) = status {
            pairs.push(("status", status.as_str().to_owned()));
        }
        if let Some(direction) = direction {
            pairs.push(("direction", direction.as_str().to_owned()));
        }
        if let Some(search) = search {
            pairs.push(("search", search.clone()));
        }
        pairs.extend(paging.to_pairs());
        pairs
    }
}

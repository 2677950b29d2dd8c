//! What the lists of agents and of an agent's trainings show, and in which order.
//!
//! The names in a URL are stable: people keep such links.

use std::cmp::Ordering;

use contract::talkover::{Agent, Training};

use crate::{Moment, natural};

mod agents;
mod order;
mod trainings;

pub use agents::AgentFilter;
pub use order::{Order, OrderBy};
pub use trainings::TrainingFilter;

/// The words of a text, folded, each once.
fn terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = text.split_whitespace().map(natural::fold).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Whether every word is in one of the texts, without regard to case.
fn holds(terms: &[String], texts: [&str; 2]) -> bool {
    if terms.is_empty() {
        return true;
    }
    let texts = texts.map(natural::fold);
    let is_there = |term: &String| texts.iter().any(|text| text.contains(term.as_str()));
    terms.iter().all(is_there)
}

/// What rows are ordered by.
trait Row {
    fn id(&self) -> &str;
    fn title(&self) -> &str;
    fn created_at(&self) -> &str;
    fn updated_at(&self) -> &str;
}

impl Row for Training {
    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> &str {
        &self.subject
    }

    fn created_at(&self) -> &str {
        &self.created_at
    }

    fn updated_at(&self) -> &str {
        &self.updated_at
    }
}

impl Row for Agent {
    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> &str {
        &self.label
    }

    fn created_at(&self) -> &str {
        &self.created_at
    }

    fn updated_at(&self) -> &str {
        &self.updated_at
    }
}

impl Order {
    /// Sorts rows. Ties go by id, in either direction, so that an order is always the same.
    fn sort<R: Row>(self, rows: &mut [&R]) {
        rows.sort_by(|one, other| {
            let order = match self.by {
                OrderBy::Created => by_time(one.created_at(), other.created_at()),
                OrderBy::Updated => by_time(one.updated_at(), other.updated_at()),
                OrderBy::Name => natural::compare(one.title(), other.title()),
            };
            let order = if self.descending {
                order.reverse()
            } else {
                order
            };
            order.then_with(|| one.id().cmp(other.id()))
        });
    }
}

/// Services write instants with and without fractions of a second, and as texts `.` comes before
/// `Z`. What is finer than a thousandth is still compared by the texts.
fn by_time(one: &str, other: &str) -> Ordering {
    let moments = Moment::read(one).cmp(&Moment::read(other));
    moments.then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests;

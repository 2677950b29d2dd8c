//! Example data: the instructions of Tarnhollow, an invented retailer of outdoor gear.
//!
//! The first few dozen scenarios are written by hand (`seed/written/*.md`); the others combine
//! templates (`seed/combined/*.md`) with products, countries and shops. The order and every
//! choice come from the number of an example alone, so the same number always gives the same
//! scenario, and the first 100 of 100,000 are those of 100. Only the dates follow the moment
//! that they are told from.
//!
//! The voice agents (`seed/voice/*.md`) are all written by hand.

use chrono::{DateTime, Utc};

mod agents;
mod block;
mod combined;
mod dice;
mod example;
mod groups;
mod places;
mod row;
mod written;

pub use agents::agents;
pub use example::Example;
pub use groups::{Groups, segments};
pub use places::{Places, directories};

/// Most examples that there are.
pub const MOST: usize = 100_000;

/// The files that examples are made of do not fit together. A test reads them all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the example `{title}`: {problem}")]
pub struct SeedError {
    /// Title of the block.
    pub title: String,
    /// What is wrong with it.
    pub problem: String,
}

/// All examples, in their order; [`MOST`] of them.
///
/// # Errors
///
/// When a file of examples cannot be read.
pub fn examples(as_of: DateTime<Utc>) -> Result<impl Iterator<Item = Example>, SeedError> {
    let written = written::all(as_of)?;
    let combined = combined::Combined::new(as_of, written.len())?;
    Ok(written.into_iter().chain(combined).take(MOST))
}

#[cfg(test)]
mod tests;

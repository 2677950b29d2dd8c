//! Torture: random work with random faults, killed browsers, a service that limits.
//!
//! The same code runs a few rounds among the journeys and many in `cargo xtask torture`.

mod check;
mod ledger;
mod plan;
mod report;
mod run;
mod screen;
mod stores;
mod sum;

pub mod kills;
pub mod pace;
pub mod runs;

use std::time::Duration;

/// What was typed less than this before the end of a page may be missing.
pub const MAY_BE_MISSING: Duration = Duration::from_millis(300);

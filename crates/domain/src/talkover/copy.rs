//! Trainings from one dialect to the other: what of them fits, and what is lost on the way.
//!
//! Nothing is written here: a copy is a form to be looked at, with the [`Misfit`]s beside it.

mod fitting;
mod misfit;
mod plan;
mod to_opencx;
mod to_talkover;

pub use fitting::fitting;
pub use misfit::{Misfit, preview};
pub use plan::{CopyPlan, Made, PlannedCopy, Progress};
pub use to_opencx::{Scenario, to_opencx};
pub use to_talkover::{Text, VoiceTraining, to_talkover};

#[cfg(test)]
mod tests;

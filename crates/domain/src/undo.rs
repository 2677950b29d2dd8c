//! Undo and redo: what was done, and the writes that bring it back.
//!
//! A [`Step`] holds what every scenario was before and after it. [`check`] compares what a step left
//! with what is there now, by content and never by clocks, and gives the writes of [`plan`], or
//! what somebody else's change asks for.

mod check;
mod deed;
mod history;
mod plan;
mod record;
mod step;
mod words;

pub use check::{Back, Direction, Verdict, check};
pub use deed::Deed;
pub use history::History;
pub use plan::{Act, plan};
pub use record::{Part, Record, Records, history, makes_room, records_of, renamed, steps};
pub use step::{Change, Step};
pub use words::{named, outcome};

#[cfg(test)]
mod tests;

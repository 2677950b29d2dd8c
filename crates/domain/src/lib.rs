//! The rules of Cuebook: everything that can be decided without a browser, a database or a clock.
//!
//! Plain functions over plain values, no I/O and no async. The time is passed in as a [`Moment`].
//! The app and the server decide with the same functions, and the views stay thin.
//!
//! Reading order: [`moment`], [`status`], [`words`], then what a list needs, then what a form needs.

pub mod announce;
pub mod audience;
pub mod can;
pub mod counters;
pub mod diff;
pub mod directories;
pub mod draft;
pub mod filter;
#[cfg(test)]
mod fixture;
pub mod index;
pub mod journal;
pub mod lifecycle;
pub mod markdown;
pub mod merge;
pub mod moment;
pub mod natural;
pub mod outbox;
pub mod pace;
pub mod period;
pub mod seen;
pub mod segment_definition;
pub mod segment_draft;
pub mod status;
pub mod talkover;
pub mod tree;
pub mod undo;
pub mod words;
pub mod zone;

pub use can::{Access, Action, Why, can};
pub use draft::{ChangedField, Draft, Intent, MetadataRow, Warning};
pub use filter::{DirectoryChoice, Filter, SegmentChoice, Sort, SortBy, State};
pub use index::Index;
pub use merge::Merge;
pub use moment::Moment;
pub use pace::Pace;
pub use period::{Day, Period};
pub use seen::{Sight, Timeline};
pub use segment_definition::{Alternative, Condition, DefinitionForm, DefinitionRows};
pub use segment_draft::{SegmentDraft, SegmentField};
pub use status::{Publication, Status, Window};
pub use tree::DirectoryTree;
pub use undo::{Act, History, Step};

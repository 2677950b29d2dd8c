//! The screens. Each composes widgets and asks the state; none fetches by hand.

pub mod agents;
pub mod changes;
mod conflict;
pub mod connect;
mod copying;
pub mod device;
mod difference;
mod field_words;
pub mod go;
pub mod home;
mod list_body;
mod merging;
pub mod not_found;
mod older;
mod problems;
mod query;
pub mod scenarios;
pub mod segments;
mod unsent;
pub mod workspace;

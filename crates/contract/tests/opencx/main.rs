//! The OpenCX dialect: every generation of its bodies, its requests and its failures.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arbitrary;
mod directory;
mod draft_and_move;
mod failure;
mod fixture;
mod generation;
mod knowledge;
mod list_query;
mod page;
mod request;
mod request_limits;
mod round_trip;
mod search;
mod segment;
mod version;
mod workspace;
mod write;

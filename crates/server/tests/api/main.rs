//! The API over a real SQLite file: every decision of the contract, bad input, and races.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod auth;
mod bad_input;
mod conditional;
mod conformance;
mod directories;
mod embeddings;
mod harness;
mod idempotency;
mod knowledge;
mod list;
mod openapi;
mod routing;
mod search;
mod segments;
mod talkover;
mod trainings;
mod versions;

//! The API over a real SQLite file: every decision of the contract, bad input, and races.

mod auth;
mod bad_input;
mod conditional;
mod conformance;
mod directories;
mod harness;
mod idempotency;
mod list;
mod openapi;
mod routing;
mod segments;
mod trainings;
mod versions;

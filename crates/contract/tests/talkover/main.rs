//! The Talkover dialect: its objects, requests, answers and refusals.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod agent;
mod answer;
mod arbitrary;
mod documented;
mod failure;
mod fixture;
mod list_query;
mod request;
mod round_trip;
mod training;

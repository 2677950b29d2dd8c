//! `UtcInstant` against the documented pattern, against chrono, and what it tells people.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod moment;
mod near_miss;
mod parts;
mod pattern;

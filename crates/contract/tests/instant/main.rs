//! `UtcInstant` against the documented pattern, against chrono, and what it tells people.

mod moment;
mod near_miss;
mod parts;
mod pattern;

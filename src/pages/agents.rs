//! Voice agents.

pub mod settings;

//! The handlers, one file for each resource.

pub mod health;

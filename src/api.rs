//! Requests to the services. Nothing else knows HTTP.

pub mod connect;
pub mod error;
pub mod opencx;
mod send;
pub mod talkover;

pub use error::ApiError;
pub use send::{Ask, Client, KeyGate, Pace, Reading};

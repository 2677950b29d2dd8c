//! The screens. Each composes widgets and asks the state; none fetches by hand.

mod conflict;
pub mod connect;
mod difference;
pub mod go;
pub mod home;
pub mod not_found;
pub mod scenarios;
pub mod segments;
pub mod workspace;

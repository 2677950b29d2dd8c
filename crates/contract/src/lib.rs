//! Wire types and validation of the services that Cuebook speaks to.
//!
//! Everything here is plain data: no I/O, no clock, no async. The browser app and the server
//! build and read their bodies with the same functions, so that a form never accepts what the
//! server refuses.
//!
//! Reading order: [`instant`], [`presence`], [`problem`], then one module per dialect.

pub mod instant;
mod json;
pub mod opencx;
pub mod presence;
pub mod problem;
pub mod scope;
pub mod talkover;
pub mod uuid;
pub mod workspace;

pub use instant::{InstantError, Part, UtcInstant};
pub use presence::Field;
pub use problem::{DecodeError, ErrorBody, FieldError, FieldErrors};
pub use scope::Scope;
pub use workspace::{Backend, Capability, Dialect, WorkspaceInfo};

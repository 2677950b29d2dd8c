//! Cuebook's server: the services' own APIs over a local database, and the site beside them.
//!
//! Reading order: [`router`] is the table of contents of the API, [`routes`] its handlers,
//! [`store`] where the rows are, [`state`] what the handlers share.

mod answer;
pub mod auth;
pub mod clock;
pub mod containment;
mod dialect;
pub mod error;
mod guard;
pub mod knowledge;
pub mod openapi;
pub mod rate;
pub mod request;
pub mod router;
pub mod routes;
pub mod search;
pub mod seed;
pub mod site;
pub mod state;
pub mod store;
pub mod web;

pub use openapi::openapi_document;
pub use router::api_router;
pub use state::{AppConfig, AppState};

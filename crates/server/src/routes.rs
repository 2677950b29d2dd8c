//! The handlers, one file for each resource. [`crate::router`] says which path leads to which.

pub mod directories;
pub mod health;
pub mod knowledge;
pub mod lifecycle;
pub mod search;
pub mod segments;
pub mod talkover;
pub mod trainings;
pub mod versions;
pub mod workspaces;

use domain::lifecycle::Stamp;

use crate::{auth::Caller, clock::rfc3339, state::AppState};

/// A new id. Version 7: ids made later are greater, so that ties in time keep their order.
fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Who writes, and when.
fn stamp(state: &AppState, caller: &Caller) -> Stamp {
    Stamp {
        now: rfc3339(state.clock().now()),
        by: Some(caller.name.clone()),
    }
}

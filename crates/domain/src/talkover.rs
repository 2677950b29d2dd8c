//! The rules of Talkover's dialect: voice agents and their trainings (decisions 28 to 32).
//!
//! [`life`] is what a service makes of each write; our server runs it, and the tests of the rest
//! take it for the service. The rest is the app's.

pub mod batch;
pub mod copy;
pub mod draft;
pub mod filter;
#[cfg(test)]
mod fixture;
pub mod keys;
pub mod life;
pub mod merge;
pub mod readiness;
pub mod refused;
pub mod settings;
mod stored;
pub mod undo;

pub use batch::{Batch, Change, Run};
pub use draft::{TrainingDraft, TrainingField, same_content};
pub use filter::{AgentFilter, Order, OrderBy, TrainingFilter};
pub use keys::Keys;
pub use life::{
    NotReady, StillPublished, create, may_delete, missing, not_saved, publish, retrained,
    set_calling, set_knowledge, set_voice, unpublish, upsert,
};
pub use merge::TrainingMerge;
pub use readiness::{Readiness, UNPUBLISH};
pub use refused::Refused;
pub use settings::SettingsDraft;
pub use undo::{Deed, Undo, Undoing};

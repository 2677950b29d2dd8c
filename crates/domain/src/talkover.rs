//! The rules of Talkover's dialect: voice agents and their trainings (decisions 28 to 32).
//!
//! [`life`] is what a service makes of each write; our server runs it.

pub mod life;

pub use life::{
    NotReady, StillPublished, create, may_delete, missing, not_saved, publish, retrained,
    set_calling, set_knowledge, set_voice, unpublish, upsert,
};

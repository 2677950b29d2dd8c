//! The handlers of the Talkover dialect, `/w/{workspace}/api/v1/…`.

pub mod agents;
pub mod health;
pub mod settings;
pub mod status;
pub mod trainings;

//! The only global state: one newtype each, provided once and found by its type.

pub mod agents;
pub mod copying;
pub mod device;
pub mod leaving;
pub mod messages;
pub mod pace;
pub mod patience;
pub mod prefs;
pub mod session;
pub mod workspace;

pub use agents::Agents;
pub use device::Device;
pub use leaving::Leaving;
pub use messages::Messages;
pub use prefs::Prefs;
pub use session::Session;
pub use workspace::Workspace;

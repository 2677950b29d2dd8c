//! What the journeys stand on: a server with its own database, a browser of its own, a page that is
//! spoken to in the user's words, and services that behave badly on purpose.

pub mod api;
pub mod axe;
pub mod browser;
pub mod dice;
pub mod faults;
pub mod page;
pub mod process;
pub mod server;
pub mod stage;
pub mod stub;
pub mod torture;
pub mod wait;

pub use api::Api;
pub use page::{Page, locator::Locator};
pub use server::Server;
pub use stage::Stage;

//! The time machine: every version of a scenario that this client has seen.
//!
//! A [`Sight`] is one version, named by the hash of its content. From the sights of a scenario a
//! [`Timeline`] says what was there at a moment, and [`between`] what changed in a workspace. What
//! nobody saw is not made up: the answer is then "unknown".

mod between;
mod evict;
mod hash;
mod sight;
mod timeline;

pub use between::{Difference, Shift, What, between};
pub use evict::{Kept, evict};
pub use hash::{content_hash, same_content};
pub use sight::Sight;
pub use timeline::{State, Timeline};

#[cfg(test)]
mod tests;

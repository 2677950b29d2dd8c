//! The time machine: every version of a scenario that this client has seen.
//!
//! A [`Sight`] is one version, named by the hash of its content. From the sights of a scenario a
//! [`Timeline`] says what was there at a moment, and [`between`] what changed in a workspace. What
//! nobody saw is not made up: the answer is then "unknown".

mod between;
mod digest;
mod evict;
mod hash;
mod key;
mod sight;
mod timeline;
mod watch;

pub use between::{Difference, Shift, What, between};
pub use digest::{Kind, size, summary, usage};
pub use evict::{Kept, evict};
pub use hash::{content_hash, is_unchanged, same_content};
pub use key::{SeenKey, may_differ};
pub use sight::Sight;
pub use timeline::{State, Timeline};
pub use watch::Watch;

#[cfg(test)]
mod tests;

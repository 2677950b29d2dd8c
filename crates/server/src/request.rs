//! What a handler takes out of a request, checked on the way in.

mod access;
mod body;
mod conditions;
mod path;
mod query;

pub(crate) use access::Sender;
pub use access::{
    Access, Need, SegmentsRead, SegmentsWrite, SignedIn, TrainingRead, TrainingWrite,
};
pub use body::JsonBody;
pub(crate) use conditions::{IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED};
pub use conditions::{Idempotency, Match, NoneMatch};
pub use path::{Id, VersionPath};
pub use query::Pairs;

//! What a handler takes out of a request, checked on the way in.

mod access;
mod body;
mod conditions;
mod path;
mod query;

pub(crate) use access::Sender;
pub use access::{
    Access, AgentTrainingsDelete, AgentTrainingsRead, AgentTrainingsWrite, AgentsRead, AgentsWrite,
    Need, SegmentsRead, SegmentsWrite, SignedIn, TrainingRead, TrainingWrite, local_workspace,
};
pub use body::JsonBody;
pub(crate) use conditions::{IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED};
pub use conditions::{Idempotency, Match, NoneMatch};
pub use path::{AgentId, Id, TrainingId, VersionPath};
pub use query::Pairs;

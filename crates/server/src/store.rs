//! Where the rows are: one narrow trait for each room, and SQLite behind them.
//!
//! The rules are not here: a change arrives as a function from the current row to the next one
//! and runs inside the transaction that writes it, so that nothing comes between reading and
//! writing. Every backend answers a write only after its commit is durable, and a refused or
//! failed one leaves nothing behind.

pub mod agent;
pub mod agent_training;
pub mod claim;
pub mod directory;
pub mod embedding;
mod error;
pub mod key;
pub mod knowledge;
pub mod row;
pub mod search;
pub mod seed;
pub mod segment;
pub mod sqlite;
pub mod training;

pub use agent::AgentStore;
pub use agent_training::{AgentTrainingStore, Upsert};
pub use claim::Claim;
pub use directory::DirectoryStore;
pub use embedding::{Embedded, EmbeddingStore, Facts, Hash, Waiting};
pub use error::{Refusal, StoreError};
pub use key::{ApiKey, KeyStore, NewKey};
pub use knowledge::KnowledgeStore;
pub use row::{IfMatch, Page, Row, Written};
pub use search::{Found, SearchStore, Text};
pub use segment::SegmentStore;
pub use sqlite::SqliteStore;
pub use training::{Edit, TrainingStore};

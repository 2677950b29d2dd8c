//! Where the rows are: one narrow trait for each room, and SQLite behind them.
//!
//! The rules are not here: a change arrives as a function from the current row to the next one
//! and runs inside the transaction that writes it, so that nothing comes between reading and
//! writing. Every backend answers a write only after its commit is durable.

use contract::Scope;

mod error;
pub mod key;
pub mod page;
pub mod seed;
pub mod sqlite;

pub use error::{Refusal, StoreError};
pub use key::{ApiKey, NewKey};
pub use page::{Page, Row};
pub use sqlite::SqliteStore;

/// API keys.
pub trait KeyStore: Send + Sync {
    /// Keeps a new key and gives its secret, this once.
    ///
    /// `random` must come from the system's source of randomness; `now` is RFC 3339.
    fn create_key(
        &self,
        id: String,
        name: &str,
        scopes: &[Scope],
        random: [u8; 32],
        now: String,
    ) -> impl Future<Output = Result<NewKey, StoreError>> + Send;

    /// All keys, revoked ones included, oldest first.
    fn keys(&self) -> impl Future<Output = Result<Vec<ApiKey>, StoreError>> + Send;

    /// The valid key with this hash.
    fn key_of(
        &self,
        hash: key::KeyHash,
    ) -> impl Future<Output = Result<Option<ApiKey>, StoreError>> + Send;

    /// Ends a key. `false` where no valid key has this id.
    fn revoke_key(
        &self,
        id: &str,
        now: String,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

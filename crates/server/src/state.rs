//! What every handler shares.

use std::sync::Arc;

use crate::{
    auth::Keyring,
    clock::{Clock, SystemClock},
    rate::RateLimiter,
    search::{Embedder, Index},
    store::SqliteStore,
};

/// What the person who starts the server can choose about the API.
#[derive(Clone, Debug)]
pub struct AppConfig {
    /// Requests that one key may send in a minute; at least 1.
    pub rate_limit_per_minute: u32,
    /// Origins whose pages may call the API from a browser, like `https://console.example`.
    /// Empty means: only pages that this server itself serves (decision 26).
    pub cors_origins: Vec<String>,
    /// A key with full access beside those in the database, for tests and containers.
    pub admin_key: Option<String>,
    /// What searches by meaning ask; without it they are by words.
    pub embedder: Option<Arc<dyn Embedder>>,
}

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            rate_limit_per_minute: 6_000,
            cors_origins: Vec::new(),
            admin_key: None,
            embedder: None,
        }
    }
}

/// The state of the API; cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    store: SqliteStore,
    index: Index,
    keyring: Keyring,
    rate: RateLimiter,
    clock: Arc<dyn Clock>,
    cors_origins: Vec<String>,
}

impl AppState {
    /// The state of a server that tells the time by the machine's clock.
    #[must_use]
    pub fn new(store: SqliteStore, config: AppConfig) -> Self {
        Self::with_clock(store, config, Arc::new(SystemClock))
    }

    /// The state of a server with a clock of its own. With a model it begins to index, for which
    /// it has to be made inside a runtime.
    #[must_use]
    pub fn with_clock(store: SqliteStore, config: AppConfig, clock: Arc<dyn Clock>) -> Self {
        let AppConfig {
            rate_limit_per_minute,
            cors_origins,
            admin_key,
            embedder,
        } = config;
        Self(Arc::new(Shared {
            keyring: Keyring::new(admin_key.as_deref()),
            rate: RateLimiter::new(rate_limit_per_minute),
            index: Index::start(store.clone(), embedder),
            store,
            clock,
            cors_origins,
        }))
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &SqliteStore {
        &self.0.store
    }

    /// The index of meanings.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.0.index
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    pub(crate) fn rate(&self) -> &RateLimiter {
        &self.0.rate
    }

    pub(crate) fn cors_origins(&self) -> &[String] {
        &self.0.cors_origins
    }
}

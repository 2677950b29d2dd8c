//! Who sends a request: a key from the database, or the one that the server was started with.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use contract::Scope;
use subtle::ConstantTimeEq as _;

use crate::store::{
    ApiKey, KeyStore, StoreError,
    key::{self, KeyHash},
};

/// How long a key that was found in the database counts as valid without looking again: another
/// process (`cuebook-server key revoke`) may have revoked it meanwhile.
const TRUSTED_FOR_MS: i64 = 1_000;
/// Keys remembered at once.
const REMEMBERED: usize = 10_000;

/// Who sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Id of the key.
    pub id: String,
    /// Name of the key; versions show it.
    pub name: String,
    /// What it may do; empty for everything.
    scopes: Vec<Scope>,
}

impl Caller {
    /// Whether the caller's key has `scope`.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.is_empty() || self.scopes.contains(&scope)
    }
}

impl From<ApiKey> for Caller {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id,
            name: key.name,
            scopes: key.scopes,
        }
    }
}

/// The keys that open this server.
#[derive(Debug)]
pub struct Keyring {
    admin: Option<KeyHash>,
    remembered: Mutex<HashMap<KeyHash, (Caller, DateTime<Utc>)>>,
}

impl Keyring {
    /// A keyring with a full-access key beside those in the database.
    #[must_use]
    pub fn new(admin_key: Option<&str>) -> Self {
        Self {
            admin: admin_key.filter(|key| !key.is_empty()).map(key::hash),
            remembered: Mutex::default(),
        }
    }

    /// Whose key this is; `None` where it opens nothing. Keys are compared by their hashes, in
    /// time that does not depend on them.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn caller(
        &self,
        store: &impl KeyStore,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Caller>, StoreError> {
        let hash = key::hash(secret);
        if self
            .admin
            .is_some_and(|admin| bool::from(admin.ct_eq(&hash)))
        {
            return Ok(Some(Caller {
                id: "admin".to_owned(),
                name: "admin".to_owned(),
                scopes: Vec::new(),
            }));
        }
        if let Some(caller) = self.remembered(&hash, now) {
            return Ok(Some(caller));
        }
        let caller = store.key_of(hash).await?.map(Caller::from);
        if let Some(caller) = &caller {
            self.remember(hash, caller.clone(), now);
        }
        Ok(caller)
    }

    fn remembered(&self, hash: &KeyHash, now: DateTime<Utc>) -> Option<Caller> {
        let remembered = self
            .remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (caller, since) = remembered.get(hash)?;
        let age = now.signed_duration_since(*since).num_milliseconds();
        (0..TRUSTED_FOR_MS).contains(&age).then(|| caller.clone())
    }

    fn remember(&self, hash: KeyHash, caller: Caller, now: DateTime<Utc>) {
        let mut remembered = self
            .remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(hash, (caller, now));
    }
}

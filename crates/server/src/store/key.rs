//! API keys: 32 random bytes, shown once, kept as their SHA-256.

use std::fmt;

use contract::Scope;
use sha2::{Digest, Sha256};

use super::StoreError;

/// SHA-256 of a key.
pub type KeyHash = [u8; 32];

/// A key as the database knows it. The secret is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// UUID.
    pub id: String,
    /// Name for people; versions say which key published them.
    pub name: String,
    /// What it may do; empty for full access.
    pub scopes: Vec<Scope>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339; `None` while it is valid.
    pub revoked_at: Option<String>,
}

impl ApiKey {
    /// Whether this key may do what needs `scope`.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.is_empty() || self.scopes.contains(&scope)
    }
}

/// A key that has just been made: the only moment at which its secret can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What the database keeps beside the hash.
    pub key: ApiKey,
    /// What the caller sends as `Authorization: Bearer …`.
    pub secret: String,
}

impl fmt::Debug for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewKey")
            .field("key", &self.key)
            .field("secret", &"…")
            .finish()
    }
}

/// The secret made of 32 random bytes.
#[must_use]
pub fn secret(random: &[u8; 32]) -> String {
    use fmt::Write as _;
    random.iter().fold("cue_".to_owned(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What is kept of a secret.
#[must_use]
pub fn hash(secret: &str) -> KeyHash {
    Sha256::digest(secret.as_bytes()).into()
}

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
        hash: KeyHash,
    ) -> impl Future<Output = Result<Option<ApiKey>, StoreError>> + Send;

    /// Ends a key. `false` where no valid key has this id.
    fn revoke_key(
        &self,
        id: &str,
        now: String,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

//! Why the store did not do what it was asked.

use contract::FieldErrors;

/// A change that the rules do not allow. Nothing of it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The row is not there.
    #[error("{0}")]
    NotFound(String),
    /// The row has changed since the caller read it; its tag now.
    #[error("the row has changed since it was read")]
    Changed {
        /// The current ETag, with its quotes.
        etag: String,
    },
    /// Fields that cannot be accepted.
    #[error("{0}")]
    Invalid(#[from] FieldErrors),
    /// Something that must be set before the change. Each field's error says what.
    #[error("{0}")]
    NotReady(FieldErrors),
    /// Something else stands in the way.
    #[error("{0}")]
    Conflict(String),
}

/// What can go wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Another process keeps the database locked, or it is shutting down.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The database failed. Nothing of the change was written.
    #[error("the database failed: {0}")]
    Database(String),
}

impl From<FieldErrors> for StoreError {
    fn from(errors: FieldErrors) -> Self {
        Self::Refused(Refusal::Invalid(errors))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let busy = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            // SQLITE_BUSY and SQLITE_LOCKED with their extended codes: the low byte is the kind.
            .and_then(|code| code.parse::<u32>().ok())
            .is_some_and(|code| matches!(code & 0xff, 5 | 6));
        match error {
            error if busy => Self::Busy(error.to_string()),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy(error.to_string()),
            error => Self::Database(error.to_string()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Database(error.to_string())
    }
}

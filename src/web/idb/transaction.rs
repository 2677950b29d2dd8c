//! One transaction, and for how long its end is waited for.

use std::time::Duration;

use futures_util::{
    future::{Either, select},
    pin_mut,
};
use idb::{ObjectStore, TransactionResult};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{DomException, IdbTransaction};

use super::{StorageError, Store};
use crate::web::clock;

/// A transaction that other pages hold up, also such as nobody sees any more, must not hold up what
/// a person waits for. A write takes some milliseconds, and on a slow disk that is busy a second.
const LIMIT: Duration = Duration::from_secs(3);

/// A transaction, and the browser's own view of it, which knows why it was given up.
pub(super) struct Transaction {
    pub(super) shared: idb::Transaction,
    pub(super) raw: IdbTransaction,
}

impl Transaction {
    /// A store in it.
    pub(super) fn store(&self, store: Store) -> Result<ObjectStore, StorageError> {
        Ok(self.shared.object_store(store.name())?)
    }

    /// Asks for the commit without waiting for the requests first.
    pub(super) fn commit(&self) -> Result<(), StorageError> {
        let commit = Reflect::get(&self.raw, &"commit".into())?;
        if let Ok(commit) = commit.dyn_into::<Function>() {
            commit.call0(&self.raw)?;
        }
        Ok(())
    }

    pub(super) async fn done(self) -> Result<(), StorageError> {
        match self.shared.await {
            Ok(TransactionResult::Committed) => Ok(()),
            Ok(TransactionResult::Aborted) => Err(self
                .raw
                .error()
                .map_or_else(StorageError::unknown, |error: DomException| {
                    StorageError::of(&error)
                })),
            Err(error) => Err(error.into()),
        }
    }
}

/// Waits for what a transaction does, but not for ever: then it is given up, and nothing of it was
/// done. One that the browser has been told to commit cannot be given up: it may be done later, so
/// `may_repeat` must say that doing it again does no harm; otherwise it gets more time.
pub(super) async fn within<T>(
    transaction: &IdbTransaction,
    may_repeat: bool,
    work: impl Future<Output = Result<T, StorageError>>,
) -> Result<T, StorageError> {
    in_time(work, || transaction.abort().is_ok() || !may_repeat).await
}

/// Waits for work. When that takes too long, asks whether to wait once more.
pub(super) async fn in_time<T>(
    work: impl Future<Output = Result<T, StorageError>>,
    waits_on: impl FnOnce() -> bool,
) -> Result<T, StorageError> {
    let limit = clock::sleep(LIMIT);
    pin_mut!(work, limit);
    let work = match select(work, limit).await {
        Either::Left((result, _)) => return result,
        Either::Right(((), work)) => work,
    };
    if !waits_on() {
        return Err(StorageError::Slow);
    }
    let limit = clock::sleep(LIMIT);
    pin_mut!(limit);
    match select(work, limit).await {
        Either::Left((Ok(done), _)) => Ok(done),
        Either::Left((Err(_), _)) | Either::Right(_) => Err(StorageError::Slow),
    }
}

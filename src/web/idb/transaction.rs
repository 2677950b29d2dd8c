//! One transaction, and for how long its end is waited for.

use std::{cell::RefCell, time::Duration};

use futures_channel::oneshot;
use futures_util::{
    FutureExt,
    future::{Either, select},
};
use idb::ObjectStore;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{DomException, Event, IdbTransaction};

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

    /// Waits for its end. Only that counts: the error of a request, which comes up here as well, is
    /// followed by the word that the transaction was given up.
    pub(super) async fn done(self) -> Result<(), StorageError> {
        let (tell, told) = oneshot::channel();
        let tell = RefCell::new(Some(tell));
        let ended = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(tell) = tell.take() {
                // Who asked may be gone.
                let _ = tell.send(event.type_() == "complete");
            }
        });
        let listener: Option<&Function> = Some(ended.as_ref().unchecked_ref());
        self.raw.set_oncomplete(listener);
        self.raw.set_onabort(listener);
        match told.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(oneshot::Canceled) => Err(self
                .raw
                .error()
                .map_or_else(StorageError::unknown, |error: DomException| {
                    StorageError::of(&error)
                })),
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
    let work = Box::pin(work);
    let work = match select(work, clock::sleep(LIMIT).boxed_local()).await {
        Either::Left((result, _)) => return result,
        Either::Right(((), work)) => work,
    };
    let work = if waits_on() {
        match select(work, clock::sleep(LIMIT).boxed_local()).await {
            Either::Left((Ok(done), _)) => return Ok(done),
            Either::Left((Err(_), _)) => return Err(StorageError::Slow),
            Either::Right(((), work)) => work,
        }
    } else {
        work
    };
    // The browser may still call what listens for the end of it, so that must stay.
    std::mem::forget(work);
    Err(StorageError::Slow)
}

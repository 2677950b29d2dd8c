//! The device's database: object stores of texts under keys.

use futures_util::{
    future::{Either, join, join_all, select},
    pin_mut,
};
use idb::{DatabaseEvent as _, Factory, KeyRange, ObjectStoreParams, Query};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbTransaction;

mod entries;
mod error;
mod transaction;

use entries::text_of;
pub use entries::{Change, Key, Store};
pub use error::StorageError;
use transaction::{Transaction, in_time};

const NAME: &str = "cuebook";
/// Higher with every new store.
const VERSION: u32 = 2;

/// What a write outlives once it is said to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The end of the machine as well. It waits for the disk, and all writes behind it wait too.
    Strict,
    /// The end of the browser: the system has it, and the disk will.
    Relaxed,
}

/// An open database.
#[derive(Clone)]
pub struct Database(JsValue);

impl Database {
    /// Opens it, and creates its stores where they are missing.
    ///
    /// # Errors
    ///
    /// Why this browser keeps nothing.
    pub async fn open() -> Result<Self, StorageError> {
        let factory = Factory::new()?;
        let mut request = factory.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else {
                return;
            };
            let known = database.store_names();
            for store in Store::ALL {
                if known.iter().any(|name| name == store.name()) {
                    continue;
                }
                let mut params = ObjectStoreParams::new();
                params.auto_increment(store.is_numbered());
                // A store that cannot be made is an error at its first use, which is shown.
                let _ = database.create_object_store(store.name(), params);
            }
        });
        let mut database = in_time(async { Ok(request.await?) }, || true).await?;
        // A newer build in another tab wants to change the stores: it must not have to wait.
        database.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        database.forget_callbacks();
        Ok(Self(database.into()))
    }

    /// Changes entries, all of them or none, and gives back the keys of those that were
    /// written.
    ///
    /// # Errors
    ///
    /// Nothing was changed, and why.
    pub async fn write(
        &self,
        changes: &[Change],
        durability: Durability,
    ) -> Result<Vec<Key>, StorageError> {
        let mut stores: Vec<Store> = Vec::new();
        for change in changes {
            if !stores.contains(&change.store()) {
                stores.push(change.store());
            }
        }
        if stores.is_empty() {
            return Ok(Vec::new());
        }
        let transaction = self.transaction(&stores, Some(durability))?;
        // Each request is listened to from the beginning: one that is awaited only after another
        // would never hear that it had ended before.
        let mut puts = Vec::new();
        for change in changes {
            let store = transaction.store(change.store())?;
            match change {
                Change::Put(_, key, text) => {
                    puts.push(store.put(&text.into(), Some(&key.to_js()))?.into_future());
                }
                Change::Append(_, text) => {
                    puts.push(store.put(&text.into(), None)?.into_future());
                }
                Change::Remove(_, key) => drop(store.delete(key.to_js())?),
                Change::RemoveAll(_, prefix) => drop(store.delete(range_of(prefix)?)?),
                Change::Clear(_) => drop(store.clear()?),
            }
        }
        // An entry that was written twice would be sent twice: such a transaction ends by itself,
        // so that it can be given up until it has.
        let may_repeat = !changes.iter().any(Change::is_append);
        if may_repeat {
            transaction.commit()?;
        }
        let keys = async {
            let mut keys = Vec::new();
            // All are heard to their end, also behind one that fails: the browser tells each.
            for key in join_all(puts).await {
                keys.extend(Key::read(&key?));
            }
            Ok(keys)
        };
        let raw = transaction.raw.clone();
        let written = async {
            let done = transaction.done();
            pin_mut!(keys, done);
            // A transaction that is given up for want of room may end without a word from its
            // requests.
            match select(done, keys).await {
                Either::Left((ended, keys)) => {
                    ended?;
                    keys.await
                }
                Either::Right((keys, done)) => {
                    done.await?;
                    keys
                }
            }
        };
        transaction::within(&raw, may_repeat, written).await
    }

    /// Reads an entry.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub async fn read(&self, store: Store, key: &Key) -> Result<Option<String>, StorageError> {
        let transaction = self.transaction(&[store], None)?;
        let reading = async {
            let request = transaction.store(store)?.get(key.to_js())?;
            Ok(request.await?.as_ref().map(text_of))
        };
        transaction::within(&transaction.raw, true, reading).await
    }

    /// Reads the entries that two stores have under one key, as they are at one time.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    pub async fn read_both(
        &self,
        one: Store,
        other: Store,
        key: &Key,
    ) -> Result<(Option<String>, Option<String>), StorageError> {
        let transaction = self.transaction(&[one, other], None)?;
        let get = |store: Store| {
            let store = transaction.store(store)?;
            // Both are listened to from the beginning.
            Ok::<_, StorageError>(store.get(key.to_js())?.into_future())
        };
        let (one, other) = (get(one)?, get(other)?);
        let text = |value: Option<JsValue>| value.as_ref().map(text_of);
        let reading = async {
            let (one, other) = join(one, other).await;
            Ok((text(one?), text(other?)))
        };
        transaction::within(&transaction.raw, true, reading).await
    }

    /// The entries whose keys begin with a text that ends in `|`, or all of them where it is empty;
    /// in the order of their keys.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    pub async fn all(
        &self,
        store: Store,
        prefix: &str,
    ) -> Result<Vec<(Key, String)>, StorageError> {
        let transaction = self.transaction(&[store], None)?;
        let store = transaction.store(store)?;
        // Both are listened to from the beginning.
        let keys = store.get_all_keys(query_of(prefix)?, None)?.into_future();
        let values = store.get_all(query_of(prefix)?, None)?.into_future();
        let reading = async {
            let (keys, values) = join(keys, values).await;
            Ok((keys?, values?))
        };
        let (keys, values) = transaction::within(&transaction.raw, true, reading).await?;
        Ok(keys
            .iter()
            .zip(values)
            .filter_map(|(key, value)| Some((Key::read(key)?, text_of(&value))))
            .collect())
    }

    /// The keys that begin with a text that ends in `|`, or all of them where it is empty.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    pub async fn keys(&self, store: Store, prefix: &str) -> Result<Vec<Key>, StorageError> {
        let transaction = self.transaction(&[store], None)?;
        let keys = transaction
            .store(store)?
            .get_all_keys(query_of(prefix)?, None)?;
        let reading = async { Ok(keys.await?) };
        let keys = transaction::within(&transaction.raw, true, reading).await?;
        Ok(keys.iter().filter_map(Key::read).collect())
    }

    /// At most `count` keys behind `after`, in their order; from the first one without it. All
    /// keys at once of a store with 100,000 entries would hold the page up.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    pub async fn keys_after(
        &self,
        store: Store,
        after: Option<&Key>,
        count: u32,
    ) -> Result<Vec<Key>, StorageError> {
        let transaction = self.transaction(&[store], None)?;
        let store = transaction.store(store)?;
        let range = after.map(|after| KeyRange::lower_bound(&after.to_js(), Some(true)));
        let query = range.transpose()?.map(Query::from);
        let keys = store.get_all_keys(query, Some(count))?;
        let reading = async { Ok(keys.await?) };
        let keys = transaction::within(&transaction.raw, true, reading).await?;
        Ok(keys.iter().filter_map(Key::read).collect())
    }

    /// Reads entries, in the order of the keys that are given. `None` where there is none.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    pub async fn read_each(
        &self,
        store: Store,
        keys: &[Key],
    ) -> Result<Vec<Option<String>>, StorageError> {
        let transaction = self.transaction(&[store], None)?;
        let store = transaction.store(store)?;
        let mut requests = Vec::with_capacity(keys.len());
        for key in keys {
            requests.push(store.get(key.to_js())?.into_future());
        }
        let reading = async {
            let mut texts = Vec::with_capacity(keys.len());
            for value in join_all(requests).await {
                texts.push(value?.and_then(|value| value.as_string()));
            }
            Ok(texts)
        };
        transaction::within(&transaction.raw, true, reading).await
    }

    /// Reads an entry and changes it by what was read, as one step over all tabs. `None` leaves it
    /// as it is.
    ///
    /// # Errors
    ///
    /// Nothing was changed, and why.
    pub async fn change<T>(
        &self,
        store: Store,
        key: &Key,
        durability: Durability,
        decide: impl FnOnce(Option<String>) -> (Option<String>, T),
    ) -> Result<T, StorageError> {
        let transaction = self.transaction(&[store], Some(durability))?;
        let raw = transaction.raw.clone();
        let changing = async {
            let object_store = transaction.store(store)?;
            let found = object_store.get(key.to_js())?.await?;
            let (text, answer) = decide(found.and_then(|value| value.as_string()));
            if let Some(text) = text {
                object_store.put(&text.into(), Some(&key.to_js()))?;
            }
            transaction.commit()?;
            transaction.done().await?;
            Ok(answer)
        };
        transaction::within(&raw, true, changing).await
    }

    /// Lets go of it, so that the browser may remove it.
    pub fn close(&self) {
        if let Ok(database) = idb::Database::try_from(self.0.clone()) {
            database.close();
        }
    }

    /// One that only reads where it has no durability.
    fn transaction(
        &self,
        stores: &[Store],
        writes: Option<Durability>,
    ) -> Result<Transaction, StorageError> {
        let names: Array = stores
            .iter()
            .map(|store| JsValue::from(store.name()))
            .collect();
        let options = Object::new();
        let durability = match writes {
            Some(Durability::Strict) => "strict",
            Some(Durability::Relaxed) | None => "relaxed",
        };
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let function: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        let mode = if writes.is_some() {
            "readwrite"
        } else {
            "readonly"
        };
        // `idb` knows no durability.
        let raw: IdbTransaction = function
            .call3(&self.0, &names, &mode.into(), &options)?
            .dyn_into()?;
        Ok(Transaction {
            shared: raw.clone().into(),
            raw,
        })
    }
}

fn query_of(prefix: &str) -> Result<Option<Query>, StorageError> {
    if prefix.is_empty() {
        return Ok(None);
    }
    Ok(Some(range_of(prefix)?.into()))
}

/// From a text that ends in `|` to the text that ends in the next letter instead.
fn range_of(prefix: &str) -> Result<KeyRange, StorageError> {
    let end = format!("{}}}", prefix.strip_suffix('|').unwrap_or(prefix));
    Ok(KeyRange::bound(
        &prefix.into(),
        &end.into(),
        None,
        Some(true),
    )?)
}

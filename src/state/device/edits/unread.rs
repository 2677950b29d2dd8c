//! Entries that this build cannot read: they stay in their store as they are until the person
//! decides, and until then they are counted and shown.

use domain::journal::{Damaged, EditKey, Texts};
use leptos::prelude::*;

use super::removals;
use crate::{
    state::{
        Device,
        device::{NEWS_EDITS, NEWS_OUTBOX, NEWS_STEPS},
    },
    web::idb::{Change, Key, StorageError, Store},
};

/// Where such an entry stands, and of which workspace it is: `None` where that cannot be read
/// either. Every workspace shows it then, because no other place would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::state::device) struct Unread {
    store: Store,
    key: Key,
    scope: Option<String>,
}

impl Unread {
    /// A write or a record that cannot be read.
    pub(in crate::state::device) fn of(store: Store, key: Key, damaged: &Damaged) -> Self {
        let scope = damaged.scope();
        Self { store, key, scope }
    }

    /// An edit under a key that cannot be read.
    pub(in crate::state::device) fn of_edit(key: Key) -> Self {
        let scope = match &key {
            Key::Text(text) => EditKey::scope_of(text),
            Key::Number(_) => None,
        };
        let store = Store::Edits;
        Self { store, key, scope }
    }
}

impl Device {
    /// The keys of a store's entries that cannot be read: those of a workspace, and those that do
    /// not say of which they are. Of the edits, only those whose key cannot be read: the others are
    /// among [`Device::edits`].
    #[must_use]
    pub fn unread(self, store: Store, scope: &str) -> Vec<Key> {
        let is_of = |of: &Option<String>| of.as_deref().is_none_or(|of| of == scope);
        self.unread.with(|all| {
            let of_store = all.iter().filter(|entry| entry.store == store);
            let fits = of_store.filter(|entry| is_of(&entry.scope));
            fits.map(|entry| entry.key.clone()).collect()
        })
    }

    /// Follows what was found in a store.
    pub(in crate::state::device) fn found_unread(self, store: Store, found: Vec<Unread>) {
        let is_known = self.unread.try_with_untracked(|all| {
            let of_store = all.iter().filter(|entry| entry.store == store);
            of_store.eq(&found)
        });
        if is_known == Some(false) {
            self.unread.try_update(|all| {
                all.retain(|entry| entry.store != store);
                all.extend(found);
            });
        }
    }

    /// Reads an entry as it stands. `None` where it is gone meanwhile.
    ///
    /// # Errors
    ///
    /// Why the device does not give it.
    pub async fn raw(self, store: Store, key: &Key) -> Result<Option<Texts>, StorageError> {
        let database = self.database().await?;
        let (typed, base) = if store == Store::Edits {
            database.read_both(store, Store::Bases, key).await?
        } else {
            (database.read(store, key).await?, None)
        };
        Ok(typed.map(|typed| Texts { typed, base }))
    }

    /// Takes entries away, all of them or none, and gives them back, so that they can be put back.
    /// Those that are gone already are left out.
    ///
    /// # Errors
    ///
    /// They are still there, and why.
    pub async fn discard_raw(
        self,
        store: Store,
        keys: &[Key],
    ) -> Result<Vec<(Key, Texts)>, StorageError> {
        let mut taken = Vec::new();
        for key in keys {
            let texts = self.raw(store, key).await?;
            taken.extend(texts.map(|texts| (key.clone(), texts)));
        }
        let changes: Vec<Change> = keys.iter().flat_map(|key| removals(store, key)).collect();
        self.write(&changes).await?;
        self.changed_raw(store, keys, &[]).await;
        Ok(taken)
    }

    /// Puts discarded entries back where they stood.
    ///
    /// # Errors
    ///
    /// They could not be kept, and why.
    pub async fn put_raw_back(
        self,
        store: Store,
        entries: Vec<(Key, Texts)>,
    ) -> Result<(), StorageError> {
        let mut changes = Vec::new();
        let mut keys = Vec::new();
        for (key, Texts { typed, base }) in entries {
            let base = base.map(|base| Change::Put(Store::Bases, key.clone(), base));
            changes.push(Change::Put(store, key.clone(), typed));
            changes.extend(base);
            keys.push(key);
        }
        self.write(&changes).await?;
        self.changed_raw(store, &[], &keys).await;
        Ok(())
    }

    /// Follows what was changed in a store, here and in the other tabs.
    async fn changed_raw(self, store: Store, gone: &[Key], new: &[Key]) {
        match store {
            Store::Edits => {
                let read = |keys: &[Key]| keys.iter().filter_map(edit_key).collect::<Vec<_>>();
                self.replaced(&read(gone), &read(new));
                if gone.iter().chain(new).any(|key| edit_key(key).is_none()) {
                    self.edits_now().await;
                    self.tell(NEWS_EDITS);
                }
            }
            Store::Outbox => {
                self.read_entries().await;
                self.tell(NEWS_OUTBOX);
            }
            Store::Steps => {
                self.steps_now().await;
                self.tell(NEWS_STEPS);
            }
            Store::Bases | Store::Seen | Store::Meta => {}
        }
    }
}

/// Where an edit belongs; `None` where its key cannot be read.
pub(super) fn edit_key(key: &Key) -> Option<EditKey> {
    match key {
        Key::Text(text) => EditKey::read(text),
        Key::Number(_) => None,
    }
}

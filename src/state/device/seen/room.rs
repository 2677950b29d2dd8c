//! Making room: what goes when the limit is reached, or the browser's storage is full.

use domain::{
    moment::MINUTE,
    seen::{Kept, evict},
};
use leptos::prelude::*;

use super::{Device, KEYS_AT_ONCE, bytes_of, read_key};
use crate::web::{
    clock,
    idb::{Change, Durability, Key, StorageError, Store},
};

/// Entries that a transaction takes away.
const AT_ONCE: usize = 500;

impl Device {
    /// Takes the oldest versions away where more is kept than the person allows, and a tenth more,
    /// so that this is not done at every write.
    pub(super) async fn keep_to_limit(self) -> Result<(), StorageError> {
        let limit = bytes_of(self.seen.limit.try_get_untracked().unwrap_or_default());
        let used = self.seen.usage.try_get_untracked().flatten();
        if used.is_some_and(|used| used.bytes > limit) {
            self.make_room(limit / 10 * 9).await?;
            self.tell_of_seen();
        }
        Ok(())
    }

    /// The same in the middle of a large workspace, where the limit is passed by half: looking for
    /// the oldest of 100,000 versions takes a while.
    pub(super) async fn keep_near_limit(self) -> Result<(), StorageError> {
        let limit = bytes_of(self.seen.limit.try_get_untracked().unwrap_or_default());
        let used = self.seen.usage.try_get_untracked().flatten();
        if used.is_some_and(|used| used.bytes > limit / 2 * 3) {
            self.keep_to_limit().await?;
        }
        Ok(())
    }

    /// Takes half of it away, because the browser's storage is full. Whether anything went; once a
    /// minute is enough.
    pub(super) async fn give_way(self) -> Result<bool, StorageError> {
        let now = clock::now();
        let is_soon = self.seen.gave_way.try_update_value(|last| {
            let is_soon = last.is_some_and(|last| now.0 - last.0 < MINUTE);
            if !is_soon {
                *last = Some(now);
            }
            is_soon
        });
        if is_soon != Some(false) {
            return Ok(false);
        }
        let database = self.database().await?;
        self.measure(&database, None).await?;
        let used = self.seen.usage.try_get_untracked().flatten();
        let used = used.unwrap_or_default();
        if used.versions == 0 {
            return Ok(false);
        }
        self.make_room(used.bytes / 2).await?;
        self.tell_of_seen();
        Ok(true)
    }

    /// Takes away what is over a number of bytes.
    async fn make_room(self, limit: u64) -> Result<(), StorageError> {
        let database = self.database().await?;
        let mut kept = Vec::new();
        let mut last: Option<Key> = None;
        loop {
            let keys = database
                .keys_after(Store::Seen, last.as_ref(), KEYS_AT_ONCE)
                .await?;
            for key in &keys {
                if let Some(read) = read_key(key) {
                    kept.push(Kept {
                        scenario: format!("{}|{}", read.scope, read.scenario),
                        size: read.size,
                        at: read.at,
                        key: (key.clone(), read.size),
                    });
                }
            }
            if keys.len() < KEYS_AT_ONCE as usize {
                break;
            }
            last = keys.last().cloned();
        }
        let gone = evict(kept, limit);
        for some in gone.chunks(AT_ONCE) {
            let changes: Vec<Change> = some
                .iter()
                .map(|(key, _)| Change::Remove(Store::Seen, key.clone()))
                .collect();
            database.write(&changes, Durability::Relaxed).await?;
            let bytes: u64 = some.iter().map(|(_, size)| size).sum();
            self.seen.usage.try_update(|usage| {
                if let Some(usage) = usage {
                    usage.bytes = usage.bytes.saturating_sub(bytes);
                    usage.versions = usage.versions.saturating_sub(some.len() as u64);
                }
            });
        }
        Ok(())
    }
}

//! The versions of scenarios that this device has seen: what is known of them, and the choices
//! about them. They are written behind everything else, and give way to everything else.

use contract::opencx::Training;
use domain::{
    Moment,
    seen::{SeenKey, Watch},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Device, NEWS_SEEN};
use crate::{
    state::{Prefs, Workspace},
    web::{
        idb::{Change, Database, Key, StorageError, Store},
        storage::{self, Place},
        tabs,
    },
};

mod read;
mod record;
mod restore;
mod room;

pub use read::SeenChange;

/// The limits that can be chosen, in megabytes.
pub const LIMITS: [u32; 3] = [10, 50, 200];

const DEFAULT_LIMIT: u32 = 50;
const LIMIT_AS: &str = "cuebook.seen-limit";

/// Under this key stands since when something is kept.
const SINCE: &str = "seen-since";

/// Only one tab at a time writes or deletes.
const TURN: &str = "seen";

/// Keys that are read at once.
const KEYS_AT_ONCE: u32 = 1_000;

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of their texts.
    pub bytes: u64,
    /// Versions and deletions.
    pub versions: u64,
    /// When the first of them was written, by the device's clock.
    pub since: Option<Moment>,
}

/// Whether what is seen is being kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Recording {
    /// All that was seen is kept, or nothing has to be.
    #[default]
    Idle,
    /// It is being written.
    Busy,
    /// It is not kept.
    Failed(StorageError),
}

/// What a write has left of a scenario.
struct Left {
    scenario: String,
    before: Option<Training>,
    after: Option<Training>,
}

/// The workspace whose scenarios are looked at.
#[derive(Clone)]
struct Target {
    workspace: Workspace,
    scope: String,
    prefs: Prefs,
}

#[derive(Clone, Copy)]
pub(super) struct Parts {
    target: StoredValue<Option<Target>, LocalStorage>,
    /// Of the workspace with this scope.
    watch: StoredValue<Option<(String, Watch)>, LocalStorage>,
    left: StoredValue<Vec<Left>, LocalStorage>,
    is_looking: StoredValue<bool>,
    looks_again: StoredValue<bool>,
    gave_way: StoredValue<Option<Moment>>,
    usage: RwSignal<Option<Usage>>,
    recording: RwSignal<Recording>,
    limit: RwSignal<u32>,
    news: RwSignal<u32>,
}

impl Parts {
    pub(super) fn new() -> Self {
        let limit = storage::read(Place::Device, LIMIT_AS)
            .filter(|limit| LIMITS.contains(limit))
            .unwrap_or(DEFAULT_LIMIT);
        Self {
            target: StoredValue::new_local(None),
            watch: StoredValue::new_local(None),
            left: StoredValue::new_local(Vec::new()),
            is_looking: StoredValue::new(false),
            looks_again: StoredValue::new(false),
            gave_way: StoredValue::new(None),
            usage: RwSignal::new(None),
            recording: RwSignal::new(Recording::Idle),
            limit: RwSignal::new(limit),
            news: RwSignal::new(0),
        }
    }
}

impl Device {
    /// How much is kept; `None` until that is known.
    #[must_use]
    pub fn seen_usage(self) -> Option<Usage> {
        self.seen.usage.get()
    }

    /// Whether what is seen is being kept.
    #[must_use]
    pub fn seen_recording(self) -> Recording {
        self.seen.recording.get()
    }

    /// Grows whenever something was written or deleted, here or in another tab.
    #[must_use]
    pub fn seen_news(self) -> u32 {
        self.seen.news.get()
    }

    /// How much may be kept, in megabytes: one of [`LIMITS`].
    #[must_use]
    pub fn seen_limit(self) -> u32 {
        self.seen.limit.get()
    }

    /// Chooses how much may be kept, in megabytes. What is over it goes at once.
    pub fn set_seen_limit(self, limit: u32) {
        storage::write(Place::Device, LIMIT_AS, &limit);
        self.seen.limit.set(limit);
        spawn_local(async move {
            let _turn = tabs::turn(TURN).await;
            if let Err(error) = self.keep_to_limit().await {
                self.seen.recording.try_set(Recording::Failed(error));
            }
        });
    }

    /// Measures what is kept, where that is not known.
    pub fn measure_seen(self) {
        if self.seen.usage.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let result = match self.database().await {
                Ok(database) => self.measure(&database, None).await.map(|_| ()),
                Err(error) => Err(error),
            };
            if let Err(error) = result {
                self.seen.recording.try_set(Recording::Failed(error));
            }
        });
    }

    /// Deletes every version of every workspace. What is shown now is not written again by that.
    ///
    /// # Errors
    ///
    /// They are still there, and why.
    pub async fn forget_seen(self) -> Result<(), StorageError> {
        let _turn = tabs::turn(TURN).await;
        let changes = [
            Change::Clear(Store::Seen),
            Change::Remove(Store::Meta, Key::from(SINCE)),
        ];
        self.write(&changes).await?;
        self.seen.watch.try_update_value(|watch| {
            if let Some((_, watch)) = watch {
                watch.forget();
            }
        });
        self.seen.usage.try_set(Some(Usage::default()));
        self.seen.recording.try_set(Recording::Idle);
        self.tell_of_seen();
        Ok(())
    }

    /// Another tab has written or deleted.
    pub(super) fn hear_of_seen(self) {
        self.seen.usage.try_set(None);
        self.seen.news.try_update(|news| *news += 1);
    }

    fn tell_of_seen(self) {
        self.seen.news.try_update(|news| *news += 1);
        self.tell(NEWS_SEEN);
    }

    /// Reads all keys, and what of them belongs to a workspace.
    async fn measure(
        self,
        database: &Database,
        scope: Option<&str>,
    ) -> Result<Watch, StorageError> {
        let mut usage = Usage::default();
        let mut watch = Watch::default();
        let mut last: Option<Key> = None;
        loop {
            let keys = database
                .keys_after(Store::Seen, last.as_ref(), KEYS_AT_ONCE)
                .await?;
            for key in keys.iter().filter_map(read_key) {
                usage.bytes += key.size;
                usage.versions += 1;
                if scope == Some(key.scope.as_str()) {
                    watch.keep(&key);
                }
            }
            if keys.len() < KEYS_AT_ONCE as usize {
                break;
            }
            last = keys.last().cloned();
        }
        let since = database.read(Store::Meta, &Key::from(SINCE)).await?;
        usage.since = since.and_then(|since| since.parse().ok().map(Moment));
        self.seen.usage.try_set(Some(usage));
        Ok(watch)
    }
}

fn read_key(key: &Key) -> Option<SeenKey> {
    match key {
        Key::Text(text) => SeenKey::read(text),
        Key::Number(_) => None,
    }
}

/// Megabytes as bytes.
const fn bytes_of(megabytes: u32) -> u64 {
    megabytes as u64 * 1_000_000
}

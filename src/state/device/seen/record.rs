//! Recording: the rows of the index are looked at in small slices, and what is news is written in
//! batches. No slice is longer than a frame.

use std::time::Duration;

use domain::{Sight, seen::SeenKey};
use leptos::{prelude::*, task::spawn_local};

use super::{Device, Left, Recording, SINCE, TURN, Target};
use crate::{
    state::{
        Prefs, Workspace,
        device::{Ending, Settled},
    },
    web::{
        clock,
        idb::{Change, Database, Durability, Key, StorageError, Store},
        tabs,
    },
};

/// How long a change of a row waits for the next ones.
const GATHERS: Duration = Duration::from_millis(400);

/// Milliseconds of looking before the page may do something else.
const SLICE: i64 = 4;

/// A transaction holds no more entries, and little more than these bytes.
const ENTRIES: usize = 200;
const BYTES: u64 = 400_000;

impl Device {
    /// Keeps every version that a workspace shows from now on, as long as the view is there that
    /// asks and the person wants it.
    pub fn record_for(self, workspace: Workspace) {
        let prefs = Prefs::expect();
        let scope = workspace.scope();
        self.seen.target.set_value(Some(Target {
            workspace,
            scope: scope.clone(),
            prefs,
        }));
        on_cleanup(move || {
            self.seen.target.try_set_value(None);
        });
        self.on_settled(move |settled| {
            // What is written while nothing is to be remembered is not remembered later, either.
            if settled.entry.scope == scope && prefs.still_remembers() {
                self.note_left(settled);
            }
        });
        Effect::new(move || {
            if !prefs.remembers() {
                self.seen.watch.set_value(None);
                self.seen.left.set_value(Vec::new());
                self.seen.recording.set(Recording::Idle);
                return;
            }
            workspace.index().track();
            if workspace.loading().with(|loading| loading.finished) {
                self.look_soon();
            }
        });
        // The history gives way first: unsent edits matter more.
        Effect::new(move || {
            if self.trouble() == Some(StorageError::Full) {
                spawn_local(async move {
                    // Where even that fails, the banner over every page says so already.
                    let _ = self.give_way().await;
                });
            }
        });
    }

    /// Two writes in a moment are two versions, although the index shows only the second.
    fn note_left(self, settled: &Settled) {
        let Ending::Done(after) = &settled.ending else {
            return;
        };
        let after = after.scenario().map(|tagged| tagged.training.clone());
        let before = settled.entry.write.base().cloned();
        let Some(scenario) = after.as_ref().or(before.as_ref()).map(|t| t.id.clone()) else {
            return;
        };
        self.seen.left.try_update_value(|left| {
            left.push(Left {
                scenario,
                before,
                after,
            });
        });
    }

    fn look_soon(self) {
        let is_looking = self.seen.is_looking.try_get_value();
        if is_looking != Some(false) {
            self.seen.looks_again.try_set_value(true);
            return;
        }
        self.seen.is_looking.set_value(true);
        spawn_local(async move {
            loop {
                clock::sleep(GATHERS).await;
                self.seen.looks_again.try_set_value(false);
                let result = self.look_for_news().await;
                let failed = result.is_err();
                let state = result.map_or_else(Recording::Failed, |()| Recording::Idle);
                let is_news = self.seen.recording.try_with_untracked(|now| *now != state);
                if is_news == Some(true) {
                    self.seen.recording.try_set(state);
                }
                if failed {
                    // What was not written is news the next time.
                    self.seen.watch.try_set_value(None);
                }
                if failed || self.seen.looks_again.try_get_value() != Some(true) {
                    break;
                }
            }
            self.seen.is_looking.try_set_value(false);
        });
    }

    /// The workspace that is open, while its versions are to be kept.
    fn target(self) -> Option<Target> {
        self.seen
            .target
            .try_get_value()
            .flatten()
            .filter(|target| target.prefs.still_remembers())
    }

    async fn look_for_news(self) -> Result<(), StorageError> {
        let Some(target) = self.target() else {
            return Ok(());
        };
        let _turn = tabs::turn(TURN).await;
        let database = self.database().await?;
        self.learn(&database, &target.scope).await?;
        let mut batch = Batch::new(&target.scope);
        let now = clock::now();
        let left = self.seen.left.try_update_value(std::mem::take);
        for left in left.unwrap_or_default() {
            self.with_watch(|watch| {
                let kept = watch.keeps_before(&left.scenario, left.after.as_ref());
                let before = left.before.filter(|_| !kept);
                // Not by the watch: it was seen before the history was deleted.
                batch.add(before.map(|before| Sight::of(&before, now)));
                batch.add(match &left.after {
                    Some(after) => watch.look(after, now),
                    None => watch.lose(&left.scenario, now),
                });
            });
        }
        let index = target.workspace.index();
        let mut slot = 0;
        loop {
            let until = clock::now().plus(SLICE);
            let end = index.try_with_untracked(|index| {
                self.with_watch(|watch| {
                    while slot < index.end() && !batch.is_full() && clock::now() < until {
                        let row = index.at(slot);
                        batch.add(row.and_then(|row| watch.look(row, now)));
                        slot += 1;
                    }
                });
                index.end()
            });
            let Some(end) = end else {
                // The workspace was left.
                break;
            };
            if slot >= end {
                break;
            }
            if batch.is_full() {
                self.seen.recording.try_set(Recording::Busy);
                self.write_seen(&database, &mut batch).await?;
                self.keep_near_limit().await?;
            }
            clock::sleep(Duration::ZERO).await;
            if self.target().is_none_or(|now| now.scope != target.scope) {
                return Ok(());
            }
        }
        let loading = target.workspace.loading();
        let saw_all = loading.try_with_untracked(|loading| {
            loading.finished && loading.complete && loading.unreadable.is_empty()
        });
        if saw_all == Some(true) {
            let gone = index.try_with_untracked(|index| {
                self.with_watch(|watch| watch.missing(index.len(), |id| index.slot(id).is_some()))
            });
            for id in gone.flatten().unwrap_or_default() {
                let sight = self.with_watch(|watch| watch.lose(&id, now));
                batch.add(sight.flatten());
            }
        }
        self.write_seen(&database, &mut batch).await?;
        if batch.wrote {
            self.keep_to_limit().await?;
            self.tell_of_seen();
        }
        Ok(())
    }

    /// Reads what is kept of the workspace already, where that is not known.
    async fn learn(self, database: &Database, scope: &str) -> Result<(), StorageError> {
        let known = self
            .seen
            .watch
            .try_with_value(|watch| watch.as_ref().is_some_and(|(known, _)| known == scope));
        if known == Some(true) {
            if self.seen.usage.try_with_untracked(Option::is_none) == Some(true) {
                self.measure(database, None).await?;
            }
            return Ok(());
        }
        let watch = self.measure(database, Some(scope)).await?;
        self.seen
            .watch
            .try_set_value(Some((scope.to_owned(), watch)));
        Ok(())
    }

    fn with_watch<T>(self, act: impl FnOnce(&mut domain::seen::Watch) -> T) -> Option<T> {
        self.seen
            .watch
            .try_update_value(|watch| watch.as_mut().map(|(_, watch)| act(watch)))
            .flatten()
    }

    /// Writes a batch. Where the browser's storage is full, older versions make room first.
    async fn write_seen(self, database: &Database, batch: &mut Batch) -> Result<(), StorageError> {
        if batch.changes.is_empty() {
            return Ok(());
        }
        let usage = self.seen.usage.try_get_untracked().flatten();
        let mut usage = usage.unwrap_or_default();
        if usage.since.is_none() {
            let now = clock::now();
            usage.since = Some(now);
            batch.changes.push(Change::Put(
                Store::Meta,
                Key::from(SINCE),
                now.0.to_string(),
            ));
        }
        let mut result = database.write(&batch.changes, Durability::Relaxed).await;
        if result == Err(StorageError::Full) && self.give_way().await? {
            let left = self.seen.usage.try_get_untracked().flatten();
            usage.bytes = left.map_or(0, |left| left.bytes);
            usage.versions = left.map_or(0, |left| left.versions);
            result = database.write(&batch.changes, Durability::Relaxed).await;
        }
        result?;
        usage.bytes += batch.bytes;
        usage.versions += batch.entries as u64;
        self.seen.usage.try_set(Some(usage));
        batch.clear();
        Ok(())
    }
}

/// Sights on their way to the store.
struct Batch {
    scope: String,
    changes: Vec<Change>,
    entries: usize,
    bytes: u64,
    wrote: bool,
}

impl Batch {
    fn new(scope: &str) -> Self {
        Self {
            scope: scope.to_owned(),
            changes: Vec::new(),
            entries: 0,
            bytes: 0,
            wrote: false,
        }
    }

    fn add(&mut self, sight: Option<Sight>) {
        // A sight that is no JSON cannot be: its parts came as JSON.
        let Some((sight, Ok(text))) = sight.map(|sight| {
            let text = serde_json::to_string(&sight);
            (sight, text)
        }) else {
            return;
        };
        let key = SeenKey::of(&self.scope, &sight, text.len() as u64);
        self.bytes += key.size;
        self.entries += 1;
        self.changes
            .push(Change::Put(Store::Seen, Key::Text(key.to_text()), text));
    }

    fn is_full(&self) -> bool {
        self.entries >= ENTRIES || self.bytes >= BYTES
    }

    fn clear(&mut self) {
        self.wrote = true;
        self.changes.clear();
        self.entries = 0;
        self.bytes = 0;
    }
}

//! The edits that were not sent: which there are, and in whose hands.

use domain::{
    Moment,
    journal::{Damaged, EditKey, Edited, Kind, Texts, Unsent},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Device, NEWS_EDITS};
use crate::web::{
    idb::{Change, Durability, Key, StorageError, Store},
    ids,
};

mod unread;

pub(super) use unread::Unread;
use unread::edit_key;

/// In whose hands an edit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A form that is open in this tab.
    OpenHere,
    /// This tab, which has left its form.
    LeftHere,
    /// Another tab that lives.
    OtherTab,
    /// A tab that is gone: it was closed, reloaded, or it crashed.
    Nobody,
}

impl Holder {
    /// Whether this tab may go on with it.
    #[must_use]
    pub const fn is_free(self) -> bool {
        matches!(self, Self::LeftHere | Self::Nobody)
    }
}

/// An edit that was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEdit {
    /// Where it belongs.
    pub key: EditKey,
    /// In whose hands it is.
    pub holder: Holder,
}

impl Device {
    /// The edits of a workspace that were not sent.
    #[must_use]
    pub fn edits(self, scope: &str) -> Vec<KnownEdit> {
        self.matching(|key| key.scope == scope)
    }

    /// The edits of one scenario or segment that were not sent.
    #[must_use]
    pub fn edits_of(self, scope: &str, kind: Kind, item: &str) -> Vec<KnownEdit> {
        self.matching(|key| key.scope == scope && key.kind == kind && key.item == item)
    }

    fn matching(self, fits: impl Fn(&EditKey) -> bool) -> Vec<KnownEdit> {
        let own = self.tab();
        self.edits.with(|edits| {
            self.alive.with(|alive| {
                self.forms.with(|forms| {
                    let holder = |key: &EditKey| match (key.tab == own, alive.contains(&key.tab)) {
                        (true, _) if forms.contains(&key.form) => Holder::OpenHere,
                        (true, _) => Holder::LeftHere,
                        (false, true) => Holder::OtherTab,
                        (false, false) => Holder::Nobody,
                    };
                    edits
                        .iter()
                        .filter(|key| fits(key))
                        .map(|key| KnownEdit {
                            holder: holder(key),
                            key: key.clone(),
                        })
                        .collect()
                })
            })
        })
    }

    /// Reads the keys again, and which tabs live.
    pub fn read_edits(self) {
        spawn_local(async move {
            self.edits_now().await;
        });
    }

    /// Waits until the keys and the tabs that live are known as they are now. Where the device
    /// keeps nothing, there are none.
    pub async fn edits_now(self) {
        let Ok(database) = self.database().await else {
            return;
        };
        let Some(tabs) = self.tabs.try_get_value() else {
            return;
        };
        let alive = tabs.alive().await;
        // What fails is tried again with the next reading, and the trouble is shown.
        let _ = self.take_breaths(|tab| alive.contains(tab)).await;
        self.take_agent_breaths(&alive).await;
        let keys = database.keys(Store::Edits, "").await;
        self.alive.try_set(alive);
        match keys {
            Ok(keys) => {
                self.edits
                    .try_set(keys.iter().filter_map(edit_key).collect());
                let unread = keys.into_iter().filter(|key| edit_key(key).is_none());
                self.found_unread(Store::Edits, unread.map(Unread::of_edit).collect());
            }
            Err(error) => self.noticed(Some(&error)),
        }
    }

    /// Reads an edit. `None` where it is gone meanwhile.
    ///
    /// # Errors
    ///
    /// Why the device does not give it.
    pub async fn read_edit(
        self,
        key: &EditKey,
    ) -> Result<Option<Result<Unsent, Damaged>>, StorageError> {
        let texts = self.texts_of(key).await?;
        Ok(texts.map(|texts| Unsent::read(&texts)))
    }

    pub(super) async fn texts_of(self, key: &EditKey) -> Result<Option<Texts>, StorageError> {
        self.raw(Store::Edits, &stored_under(key)).await
    }

    /// Takes an edit away, and gives its texts back, so that it can be put back.
    ///
    /// # Errors
    ///
    /// It is still there, and why.
    pub async fn discard(self, key: &EditKey) -> Result<Option<Texts>, StorageError> {
        let taken = self.discard_raw(Store::Edits, &[stored_under(key)]).await?;
        Ok(taken.into_iter().next().map(|(_, texts)| texts))
    }

    /// Puts a discarded edit back.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn put_back(self, key: &EditKey, texts: Texts) -> Result<(), StorageError> {
        self.put_raw_back(Store::Edits, vec![(stored_under(key), texts)])
            .await
    }

    /// Where an edit belongs that no form has made. `name` is that of something new.
    pub(super) fn key_for(self, scope: &str, edited: &Edited, name: &str, at: Moment) -> EditKey {
        let place = (self.tab(), self.number_of_form());
        EditKey::of(scope, edited, name, place, at)
    }

    /// Says with which edit the person wants to go on: its form takes it when it is there.
    pub fn want(self, key: EditKey) {
        self.wanted.set(Some(key));
    }

    /// The edit with which the person wants to go on.
    #[must_use]
    pub fn wanted(self) -> Option<EditKey> {
        self.wanted.get()
    }

    /// The form has it.
    pub fn found(self) {
        self.wanted.set(None);
    }

    /// Lets an edit become one of something new, and gives back its name: what it was about is
    /// gone from the service. `None` where the edit is gone, too, or cannot be read.
    ///
    /// # Errors
    ///
    /// It is still what it was, and why.
    pub async fn make_new(self, key: &EditKey) -> Result<Option<String>, StorageError> {
        let Some(Ok(mut unsent)) = self.read_edit(key).await? else {
            return Ok(None);
        };
        match &mut unsent.edited {
            Edited::Scenario(draft) => draft.base = None,
            Edited::Segment(draft) => draft.base = None,
            // They are of their agent, and become nothing else.
            Edited::Settings(_) => return Ok(None),
        }
        let name = ids::random();
        unsent.create_key = None;
        let new = EditKey {
            item: name.clone(),
            version: None,
            ..key.clone()
        };
        self.keep(std::slice::from_ref(key), Some((&new, &unsent)))
            .await?;
        Ok(Some(name))
    }

    /// Writes an edit in place of what its form has kept so far. `None` where nothing is left to
    /// be kept.
    pub(super) async fn keep(
        self,
        before: &[EditKey],
        now: Option<(&EditKey, &Unsent)>,
    ) -> Result<(), StorageError> {
        self.keep_over(before, now, false, Durability::Strict).await
    }

    /// As [`Device::keep`]. `has_base`: the store has what the edit began with already.
    pub(super) async fn keep_over(
        self,
        before: &[EditKey],
        now: Option<(&EditKey, &Unsent)>,
        has_base: bool,
        durability: Durability,
    ) -> Result<(), StorageError> {
        // Where nothing can be kept, nothing is made ready to be kept.
        self.database().await?;
        let mut changes: Vec<Change> = before
            .iter()
            .filter(|key| now.is_none_or(|(now, _)| now != *key))
            .flat_map(|key| removals(Store::Edits, &stored_under(key)))
            .collect();
        if let Some((key, unsent)) = now {
            let under = stored_under(key);
            // Another tab may have taken it away meanwhile, and said so.
            let is_known = self.edits.try_with_untracked(|edits| edits.contains(key));
            if !(has_base && is_known == Some(true)) {
                let base = unsent.base();
                changes.extend(base.map(|base| Change::Put(Store::Bases, under.clone(), base)));
            }
            changes.push(Change::Put(Store::Edits, under, unsent.typed()));
        }
        self.write_as(&changes, durability).await?;
        let now = now.map(|(key, _)| key.clone());
        self.replaced(before, now.as_slice());
        Ok(())
    }

    /// Follows what was written, here and in the other tabs.
    fn replaced(self, gone: &[EditKey], new: &[EditKey]) {
        let goes = |key: &EditKey| gone.contains(key) && !new.contains(key);
        let is_known = self.edits.try_with_untracked(|edits| {
            new.iter().all(|new| edits.contains(new)) && !edits.iter().any(goes)
        });
        if is_known != Some(false) {
            return;
        }
        self.edits.try_update(|edits| {
            edits.retain(|key| !goes(key));
            for new in new {
                if !edits.contains(new) {
                    edits.push(new.clone());
                }
            }
        });
        self.tell(NEWS_EDITS);
    }
}

/// What takes an entry away, of an edit with what it began with.
fn removals(store: Store, key: &Key) -> Vec<Change> {
    let base = (store == Store::Edits).then_some(Store::Bases);
    let stores = [store].into_iter().chain(base);
    stores
        .map(|store| Change::Remove(store, key.clone()))
        .collect()
}

pub(super) fn stored_under(key: &EditKey) -> Key {
    Key::Text(key.to_text())
}

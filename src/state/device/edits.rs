//! The edits that were not sent: which there are, and in whose hands.

use domain::{
    journal::{Damaged, EditKey, Edited, Kind, Unsent},
    outbox::{Entry, Write},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Device, NEWS_EDITS};
use crate::web::{
    idb::{Change, Key, StorageError, Store},
    ids,
};

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
        let keys = database.keys(Store::Edits, "").await;
        let Some(tabs) = self.tabs.try_get_value() else {
            return;
        };
        let alive = tabs.alive().await;
        self.alive.try_set(alive);
        match keys {
            Ok(keys) => {
                let read = |key: &Key| match key {
                    Key::Text(text) => EditKey::read(text),
                    Key::Number(_) => None,
                };
                self.edits.try_set(keys.iter().filter_map(read).collect());
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
        let database = self.database().await?;
        let text = database.read(Store::Edits, &stored_under(key)).await?;
        Ok(text.map(|text| Unsent::read(&text)))
    }

    /// Takes an edit away, and gives its text back, so that it can be put back.
    ///
    /// # Errors
    ///
    /// It is still there, and why.
    pub async fn discard(self, key: &EditKey) -> Result<Option<String>, StorageError> {
        let database = self.database().await?;
        let text = database.read(Store::Edits, &stored_under(key)).await?;
        self.write(&[Change::Remove(Store::Edits, stored_under(key))])
            .await?;
        self.replaced(std::slice::from_ref(key), None);
        Ok(text)
    }

    /// Puts a discarded edit back.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn put_back(self, key: &EditKey, text: String) -> Result<(), StorageError> {
        self.write(&[Change::Put(Store::Edits, stored_under(key), text)])
            .await?;
        self.replaced(&[], Some(key));
        Ok(())
    }

    /// Keeps the text of a write that was taken back as an unsent edit, and gives back where.
    /// `None` where it has no text of its own.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn keep_text_of(self, entry: &Entry) -> Result<Option<EditKey>, StorageError> {
        let Write::Put { draft, .. } = &entry.write else {
            return Ok(None);
        };
        let key = EditKey {
            scope: entry.scope.clone(),
            kind: Kind::Scenario,
            item: entry.target.name().to_owned(),
            version: draft.base.as_deref().map(|base| base.updated_at.clone()),
            tab: self.tab(),
            form: self.number_of_form(),
        };
        let unsent = Unsent {
            at: entry.at,
            edited: Edited::Scenario(draft.clone()),
            create_key: draft.is_new().then(|| entry.id.clone()),
            written: Vec::new(),
        };
        // A form that has the scenario open keeps the same text, or a later one.
        let known = untrack(|| self.edits_of(&key.scope, key.kind, &key.item));
        for edit in known {
            if let Ok(Some(Ok(kept))) = self.read_edit(&edit.key).await
                && (kept.edited == unsent.edited || edit.holder == Holder::OpenHere)
            {
                return Ok(Some(edit.key));
            }
        }
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(Some(key))
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
        let mut changes: Vec<Change> = before
            .iter()
            .filter(|key| now.is_none_or(|(now, _)| now != *key))
            .map(|key| Change::Remove(Store::Edits, stored_under(key)))
            .collect();
        if let Some((key, unsent)) = now {
            let put = Change::Put(Store::Edits, stored_under(key), unsent.to_text());
            changes.push(put);
        }
        self.write(&changes).await?;
        self.replaced(before, now.map(|(key, _)| key));
        Ok(())
    }

    /// Follows what was written, here and in the other tabs.
    fn replaced(self, gone: &[EditKey], new: Option<&EditKey>) {
        let is_known = self.edits.try_with_untracked(|edits| {
            new.is_none_or(|new| edits.contains(new))
                && !edits
                    .iter()
                    .any(|key| gone.contains(key) && new != Some(key))
        });
        if is_known != Some(false) {
            return;
        }
        self.edits.try_update(|edits| {
            edits.retain(|key| !gone.contains(key) || new == Some(key));
            if let Some(new) = new.filter(|new| !edits.contains(new)) {
                edits.push(new.clone());
            }
        });
        self.tell(NEWS_EDITS);
    }
}

fn stored_under(key: &EditKey) -> Key {
    Key::Text(key.to_text())
}

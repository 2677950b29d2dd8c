//! The last breath of a page: what it could not be sure of any more when it went.
//!
//! A write to the database may take its time: the disk is busy, or another page holds it up. What a
//! page that goes then has asked for is thrown away with it. The browser's other storage takes a
//! text at once, so the text waits there until the database has it, written by this page if it
//! comes back to it, and else by the next one.

use domain::journal::{EditKey, Texts, Unsent};
use serde::{Deserialize, Serialize};

use super::Device;
use crate::web::{
    idb::{Change, StorageError, Store},
    storage::{self, Place},
};

/// What the names of such texts begin with; behind it stands the key of the edit.
const NAMED: &str = "cuebook.edit ";

#[derive(Serialize, Deserialize)]
struct Breath {
    typed: String,
    base: Option<String>,
}

/// Keeps a text outside of the database. Where the browser refuses, the database alone is left.
pub(super) fn hold(key: &EditKey, unsent: &Unsent) {
    let Texts { typed, base } = unsent.to_texts();
    storage::write(Place::Device, &name_of(key), &Breath { typed, base });
}

/// The database has it, or the service.
pub(super) fn let_go(key: &EditKey) {
    storage::remove(Place::Device, &name_of(key));
}

fn name_of(key: &EditKey) -> String {
    format!("{NAMED}{}", key.to_text())
}

impl Device {
    /// Puts the texts that pages could not be sure of into the database, where those pages are gone
    /// and the database has nothing newer. Whether there were any.
    ///
    /// # Errors
    ///
    /// They are still where they were, and why.
    pub(super) async fn take_breaths(
        self,
        is_alive: impl Fn(&str) -> bool,
    ) -> Result<bool, StorageError> {
        let mut took = false;
        for name in storage::names(Place::Device, NAMED) {
            let Some(key) = EditKey::read(&name[NAMED.len()..]).filter(|key| !is_alive(&key.tab))
            else {
                continue;
            };
            let breath: Option<Breath> = storage::read(Place::Device, &name);
            // Another page was faster.
            let Some(Breath { typed, base }) = breath else {
                continue;
            };
            let texts = Texts { typed, base };
            let known = self.texts_of(&key).await?;
            if known.is_none_or(|known| is_older(&known, &texts)) {
                let under = super::edits::stored_under(&key);
                let base = texts.base.map(|base| (Store::Bases, base));
                let changes: Vec<Change> = [(Store::Edits, texts.typed)]
                    .into_iter()
                    .chain(base)
                    .map(|(store, text)| Change::Put(store, under.clone(), text))
                    .collect();
                self.write(&changes).await?;
                took = true;
            }
            storage::remove(Place::Device, &name);
        }
        Ok(took)
    }
}

/// Whether the first was typed before the second. What cannot be read is not written over.
fn is_older(one: &Texts, other: &Texts) -> bool {
    match (Unsent::read(one), Unsent::read(other)) {
        (Ok(one), Ok(other)) => one.at < other.at,
        _ => false,
    }
}

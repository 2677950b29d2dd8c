//! The last breath of a page: what it could not be sure of any more when it went.
//!
//! A write to the database may take its time: the disk is busy, or another page holds it up. What a
//! page that goes then has asked for is thrown away with it. The browser's other storage takes a
//! text at once, so the text waits there until the database has it, written by this page if it
//! comes back to it, and else by the next one.

use domain::journal::{EditKey, Texts, Unsent};
use serde::{Deserialize, Serialize};

use super::{Device, edits::stored_under};
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
    /// and the database has nothing newer; beside what it has, where that cannot be read. Whether
    /// there were any.
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
            let mut place = texts.place_over(known.as_ref(), &key);
            if let Some(beside) = place.clone().filter(|place| *place != key) {
                let known = self.texts_of(&beside).await?;
                place = texts.place_over(known.as_ref(), &beside);
                if place.as_ref().is_some_and(|place| *place != beside) {
                    // Neither can be read that the store has: it stays where it is.
                    continue;
                }
            }
            if let Some(place) = place {
                self.write(&puts(&place, texts_for(&place, &key, texts)))
                    .await?;
                took = true;
            }
            storage::remove(Place::Device, &name);
        }
        Ok(took)
    }
}

/// The texts as they stand under a key. Beside the edit that they were to be, they say of what form
/// they are.
fn texts_for(place: &EditKey, key: &EditKey, texts: Texts) -> Texts {
    match Unsent::read(&texts) {
        Ok(mut unsent) if place != key => {
            unsent.over.push(key.origin());
            unsent.to_texts()
        }
        _ => texts,
    }
}

fn puts(key: &EditKey, texts: Texts) -> Vec<Change> {
    let base = texts.base.map(|base| (Store::Bases, base));
    [(Store::Edits, texts.typed)]
        .into_iter()
        .chain(base)
        .map(|(store, text)| Change::Put(store, stored_under(key), text))
        .collect()
}

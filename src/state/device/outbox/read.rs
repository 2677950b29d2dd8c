//! The queue as all tabs see it, and what tabs leave behind that are gone.

use domain::outbox::Entry;
use leptos::{prelude::*, task::spawn_local};

use super::UNKEPT;
use crate::{
    state::{Device, device::edits::Unread},
    web::{
        idb::{Key, Store},
        tabs,
    },
};

impl Device {
    /// Reads the queue again, and takes over what tabs have left behind that are gone.
    pub fn read_outbox(self) {
        spawn_local(async move {
            self.read_entries().await;
            let Some(workspace) = self.outbox.open.try_get_untracked().flatten() else {
                return;
            };
            let scope = workspace.scope();
            // Two tabs must not both take the same over.
            let _turn = tabs::turn("adopt").await;
            self.edits_now().await;
            self.read_entries().await;
            let own = self.tab();
            let alive = self.alive.try_get_untracked().unwrap_or_default();
            let adopted = self.outbox.queue.try_update(|queue| {
                let adopted = queue.adopt(&scope, &own, |tab| alive.contains(tab));
                let find = |number: &u64| {
                    let mut entries = queue.entries().iter();
                    entries.find(|(n, _)| n == number).cloned()
                };
                adopted.iter().filter_map(find).collect::<Vec<_>>()
            });
            for (number, entry) in adopted.into_iter().flatten() {
                self.keep_entry(number, &entry).await;
            }
            self.pump();
        });
    }

    pub(in crate::state::device) async fn read_entries(self) {
        let Ok(database) = self.database().await else {
            return;
        };
        let Ok(stored) = database.all(Store::Outbox, "").await else {
            return;
        };
        let own = self.tab();
        let (mut read, mut unread) = (Vec::new(), Vec::new());
        for (key, text) in stored {
            // One that cannot be read stays in the store: another build may know it.
            match (key, Entry::read(&text)) {
                (Key::Number(number), Ok(entry)) => read.push((number, entry)),
                (key, Err(damaged)) => unread.push(Unread::of(Store::Outbox, key, &damaged)),
                (Key::Text(_), Ok(_)) => {}
            }
        }
        self.found_unread(Store::Outbox, unread);
        self.outbox
            .queue
            .try_update(|queue| queue.read_again(read, &own, UNKEPT));
    }
}

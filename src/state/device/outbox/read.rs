//! The queue as all tabs see it, and what tabs leave behind that are gone.

use domain::outbox::Entry;
use leptos::{prelude::*, task::spawn_local};

use super::UNKEPT;
use crate::{
    state::Device,
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

    async fn read_entries(self) {
        let Ok(database) = self.database().await else {
            return;
        };
        let Ok(stored) = database.all(Store::Outbox, "").await else {
            return;
        };
        let own = self.tab();
        let read: Vec<(u64, Entry)> = stored
            .into_iter()
            .filter_map(|(key, text)| match key {
                // One that cannot be read stays in the store: another build may know it.
                Key::Number(number) => Some((number, serde_json::from_str(&text).ok()?)),
                Key::Text(_) => None,
            })
            .collect();
        self.outbox
            .queue
            .try_update(|queue| queue.read_again(read, &own, UNKEPT));
    }
}

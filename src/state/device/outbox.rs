//! The outbox: every write waits in it until the service has taken it, also over a reload.
//!
//! Each tab sends what was asked for in it; what tabs leave behind that are gone, the next one
//! sends. What is sent when is decided by [`domain::outbox`].

use std::{collections::HashSet, rc::Rc};

use domain::outbox::{self, Entry, Queue, State};
use leptos::{prelude::*, task::spawn_local};

use super::{Device, NEWS_OUTBOX};
use crate::{
    state::Workspace,
    web::{
        clock,
        idb::{Change, Key, StorageError, Store},
    },
};

mod ending;
mod listen;
mod read;
mod send;
mod settle;
mod typed;

pub(super) use ending::left_by;
pub use ending::{Ending, GroupEnd, Left, Settled};
pub use settle::is_about;

/// Numbers of writes that the device does not keep, behind all that it numbers itself.
const UNKEPT: u64 = 1 << 52;

type Listener = Rc<dyn Fn(&Settled)>;

/// The queue, and who wants to know how its writes end.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) queue: RwSignal<Queue>,
    listeners: StoredValue<Vec<(u64, Listener)>, LocalStorage>,
    next: StoredValue<u64>,
    /// The workspace that is open in this tab: only its writes can be sent here.
    open: RwSignal<Option<Workspace>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether the service wants another key and nobody had one at hand: nothing is sent before
    /// there is one, or before a person asks for something.
    is_keyless: StoredValue<bool>,
    /// Writes whose end somebody shows already.
    minded: StoredValue<HashSet<String>>,
    /// Names under which creates may have been sent before.
    doubted: StoredValue<HashSet<String>>,
    /// Creates that were answered in this tab.
    made: StoredValue<Vec<Settled>>,
}

impl Parts {
    pub(super) fn new() -> Self {
        Self {
            queue: RwSignal::new(Queue::default()),
            listeners: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            open: RwSignal::new(None),
            timer: StoredValue::new(None),
            is_keyless: StoredValue::new(false),
            minded: StoredValue::new(HashSet::new()),
            doubted: StoredValue::new(HashSet::new()),
            made: StoredValue::new(Vec::new()),
        }
    }
}

impl Device {
    /// The writes of a workspace that wait, oldest first.
    #[must_use]
    pub fn outbox(self, scope: &str) -> Vec<Entry> {
        self.outbox.queue.with(|queue| {
            queue
                .entries()
                .iter()
                .filter(|(_, entry)| entry.scope == scope)
                .map(|(_, entry)| entry.clone())
                .collect()
        })
    }

    /// The queue, as a signal.
    #[must_use]
    pub fn queue(self) -> ReadSignal<Queue> {
        self.outbox.queue.read_only()
    }

    /// Sends the writes of a workspace from now on, as long as the view is there that asks.
    pub fn send_for(self, workspace: Workspace) {
        self.outbox.open.set(Some(workspace));
        let session = workspace.session();
        Effect::new(move || {
            // With another key all goes on.
            let _key = session.connection();
            self.outbox.is_keyless.set_value(false);
            self.pump();
        });
        on_cleanup(move || {
            self.outbox.open.try_set(None);
        });
        self.read_outbox();
    }

    /// Puts writes into the queue, all of them or none, and begins to send. Where the device keeps
    /// nothing, they wait in this tab alone.
    pub async fn enqueue(self, mut entries: Vec<Entry>) {
        self.outbox.is_keyless.try_set_value(false);
        let own = self.tab();
        for entry in &mut entries {
            entry.tab.clone_from(&own);
        }
        // Behind one that the device did not keep nothing is kept, or it would go before that one.
        let is_unkept = |entry: &Entry| {
            let queue = self.outbox.queue;
            queue.try_with_untracked(|queue| queue.is_unkept(entry, UNKEPT)) == Some(true)
        };
        let appends: Vec<Change> = if entries.iter().any(is_unkept) {
            Vec::new()
        } else {
            let texts = entries.iter().map(text_of);
            texts
                .map(|text| Change::Append(Store::Outbox, text))
                .collect()
        };
        let numbers: Vec<u64> = match self.write(&appends).await {
            Ok(keys) => keys
                .into_iter()
                .filter_map(|key| match key {
                    Key::Number(number) => Some(number),
                    Key::Text(_) => None,
                })
                .collect(),
            Err(_) => Vec::new(),
        };
        let kept = numbers.len() == entries.len();
        let mut bound = Vec::new();
        self.outbox.queue.try_update(|queue| {
            for (at, mut entry) in entries.into_iter().enumerate() {
                let is_bound = self.bind(&mut entry);
                let number = if kept {
                    numbers.get(at).copied()
                } else {
                    let last = queue.entries().last().map_or(0, |(number, _)| *number);
                    Some(last.max(UNKEPT) + 1)
                };
                if let Some(number) = number {
                    if is_bound {
                        bound.push(entry.id.clone());
                    }
                    queue.put(number, entry);
                }
            }
        });
        self.keep_as_they_are(&bound).await;
        self.tell(NEWS_OUTBOX);
        self.pump();
    }

    /// Puts a form's write into the queue, in the place of the text that still waits there if none
    /// of that can have reached the service. `name` is that of the form's create: sent again under
    /// it after a reload, it makes nothing twice. `mind` is told under which id the write goes.
    pub async fn ask(self, mut entry: Entry, name: String, mind: impl FnOnce(&str)) {
        let waiting = self.outbox.queue.with_untracked(|queue| {
            if entry.write.is_create() && queue.get(&name).is_none() {
                entry.renewed = self.is_doubted(&name);
                entry.id = name;
            }
            let last = queue.last(&entry.scope, entry.about(), &entry.target);
            last.cloned()
        });
        if let Some(earlier) = waiting
            && entry.takes_place_of(&earlier)
            && self.replace(&earlier.id, &entry).await
        {
            mind(&earlier.id);
            return;
        }
        mind(&entry.id);
        self.enqueue(vec![entry]).await;
    }

    /// Puts another text in the place of one that waits. `false` where that one may have reached
    /// the service already: then the new one must wait behind it.
    async fn replace(self, id: &str, newer: &Entry) -> bool {
        let Some((number, mut entry)) = self.find(id).filter(|(_, entry)| entry.may_change())
        else {
            return false;
        };
        if entry.is_failed() {
            // It was refused for what it stood on; this one stands on what the person has seen since.
            entry.etag.clone_from(&newer.etag);
        }
        entry.write = newer.write.clone();
        entry.title.clone_from(&newer.title);
        entry.at = newer.at;
        entry.origin.clone_from(&newer.origin);
        entry.over.clone_from(&newer.over);
        // Another tab may have it, with the former text in its memory.
        entry.tab = self.tab();
        entry.state = State::Ready;
        self.outbox.is_keyless.try_set_value(false);
        self.keep_entry(number, &entry).await;
        self.pump();
        true
    }

    /// Tries a write again now.
    pub async fn retry(self, id: &str) {
        let Some((number, mut entry)) = self.find(id) else {
            return;
        };
        if matches!(entry.state, State::Sending) {
            return;
        }
        self.outbox.is_keyless.try_set_value(false);
        let workspace = self.outbox.open.try_get_untracked().flatten();
        let now = workspace.and_then(|workspace| workspace.training(entry.target.name()));
        entry.try_again(now.as_ref());
        entry.tab = self.tab();
        self.keep_entry(number, &entry).await;
        self.pump();
    }

    /// Takes a write out of the queue. `None` where it is being sent, or gone.
    ///
    /// # Errors
    ///
    /// It is still there, and why.
    pub async fn take_back(self, id: &str) -> Result<Option<Entry>, StorageError> {
        let Some((number, entry)) = self.find(id) else {
            return Ok(None);
        };
        if matches!(entry.state, State::Sending) {
            return Ok(None);
        }
        if number < UNKEPT {
            self.write(&[Change::Remove(Store::Outbox, Key::Number(number))])
                .await?;
        }
        self.outbox.queue.try_update(|queue| queue.take_out(number));
        if entry.may_be_made() {
            self.doubt(&entry.id);
        }
        self.tell(NEWS_OUTBOX);
        self.pump();
        Ok(Some(entry))
    }

    /// Notes that a create may have been sent under a name before, with another text.
    pub fn doubt(self, name: &str) {
        self.outbox
            .doubted
            .try_update_value(|doubted| doubted.insert(name.to_owned()));
    }

    fn is_doubted(self, name: &str) -> bool {
        let doubted = self.outbox.doubted;
        doubted.try_with_value(|doubted| doubted.contains(name)) == Some(true)
    }

    /// Tries everything now that waits for a connection: there is one again.
    pub fn hurry(self) {
        let own = self.tab();
        let now = clock::now();
        self.outbox.queue.try_update(|queue| {
            let waiting: Vec<(u64, Entry)> = queue
                .entries()
                .iter()
                .filter(|(_, entry)| entry.tab == own)
                .filter(|(_, entry)| {
                    matches!(
                        entry.state,
                        State::Waiting {
                            why: domain::outbox::Reason::NoAnswer,
                            ..
                        }
                    )
                })
                .cloned()
                .collect();
            for (number, mut entry) in waiting {
                entry.state = State::Waiting {
                    since: now,
                    until: now,
                    why: domain::outbox::Reason::NoAnswer,
                };
                queue.put(number, entry);
            }
        });
        self.pump();
    }

    fn find(self, id: &str) -> Option<(u64, Entry)> {
        self.outbox
            .queue
            .try_with_untracked(|queue| Some((queue.number(id)?, queue.get(id)?.clone())))?
    }

    /// Keeps an entry as it is now, here and on the device.
    async fn keep_entry(self, number: u64, entry: &Entry) {
        self.outbox
            .queue
            .try_update(|queue| queue.put(number, entry.clone()));
        if number < UNKEPT {
            // Trouble is shown over the page; the tab goes on with what it knows.
            let put = Change::Put(Store::Outbox, Key::Number(number), text_of(entry));
            let _ = self.write(&[put]).await;
        }
        self.tell(NEWS_OUTBOX);
    }

    /// Keeps entries on the device as they are when it is their turn.
    async fn keep_as_they_are(self, ids: &[String]) {
        for id in ids {
            if let Some((number, entry)) = self.find(id) {
                self.keep_entry(number, &entry).await;
            }
        }
    }

    /// Sends what is due, and looks again when the next wait is over.
    fn pump(self) {
        let Some(workspace) = self.outbox.open.try_get_untracked().flatten() else {
            return;
        };
        if self.outbox.is_keyless.try_get_value() == Some(true) {
            return;
        }
        let (own, now) = (self.tab(), clock::now());
        let scope = workspace.scope();
        let connection = workspace.session().connection_untracked();
        let sender = outbox::sender(&connection.map(|c| c.key).unwrap_or_default());
        let due = self.outbox.queue.try_update(|queue| {
            let due = queue.due(&scope, &own, now);
            let mut sending = Vec::new();
            for number in due {
                let found = queue.entries().iter().find(|(n, _)| *n == number).cloned();
                if let Some((number, mut entry)) = found {
                    entry.state = State::Sending;
                    entry.begins(&sender);
                    queue.put(number, entry.clone());
                    sending.push((number, entry));
                }
            }
            (sending, queue.wakes_at(&own, now))
        });
        let Some((due, wakes_at)) = due else {
            return;
        };
        for (number, entry) in due {
            spawn_local(self.send(workspace, number, entry));
        }
        if let Some(timer) = self.outbox.timer.get_value() {
            timer.clear();
        }
        let timer = wakes_at.and_then(|at| {
            let wait = clock::timer(at, now);
            set_timeout_with_handle(move || self.pump(), wait).ok()
        });
        self.outbox.timer.set_value(timer);
    }
}

fn text_of(entry: &Entry) -> String {
    // Maps with text keys and plain values only: nothing in an entry cannot be JSON.
    serde_json::to_string(entry).unwrap_or_default()
}

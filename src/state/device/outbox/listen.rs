//! Who wants to know how writes end.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;

use super::{Ending, GroupEnd, Listener, Settled};
use crate::state::Device;

impl Device {
    /// Calls `listener` whenever a write has ended, as long as the view is there that asks.
    pub fn on_settled(self, listener: impl Fn(&Settled) + 'static) {
        let number = self.outbox.next.get_value();
        self.outbox.next.set_value(number + 1);
        self.outbox
            .listeners
            .update_value(|listeners| listeners.push((number, Rc::new(listener))));
        on_cleanup(move || {
            self.outbox
                .listeners
                .try_update_value(|listeners| listeners.retain(|(n, _)| *n != number));
        });
    }

    /// Calls `ended` once when no write of a group is on its way any more. `total` is how many
    /// there are.
    pub fn watch_group(self, group: &str, total: usize, ended: impl Fn(GroupEnd) + 'static) {
        let number = self.outbox.next.get_value();
        self.outbox.next.set_value(number + 1);
        let group = group.to_owned();
        let count = Cell::new(GroupEnd::default());
        let listener = move |settled: &Settled| {
            if settled.entry.group.as_deref() != Some(group.as_str()) {
                return;
            }
            let mut now = count.get();
            match settled.ending {
                Ending::Done(_) => now.done += 1,
                Ending::Refused(_) => now.refused += 1,
            }
            count.set(now);
            if now.done + now.refused == total {
                self.outbox
                    .listeners
                    .try_update_value(|listeners| listeners.retain(|(n, _)| *n != number));
                ended(now);
            }
        };
        self.outbox
            .listeners
            .try_update_value(|listeners| listeners.push((number, Rc::new(listener))));
    }

    /// Calls `ended` once when a write has ended in this tab, unless it is forgotten before: then
    /// its end is told like that of any other.
    pub fn watch(self, id: &str, ended: impl Fn(&Ending) + 'static) {
        self.mind(id);
        let number = self.outbox.next.get_value();
        self.outbox.next.set_value(number + 1);
        let id = id.to_owned();
        let listener = move |settled: &Settled| {
            if settled.entry.id != id {
                return;
            }
            self.outbox
                .listeners
                .try_update_value(|listeners| listeners.retain(|(n, _)| *n != number));
            if !self.is_minded(&id) {
                return;
            }
            ended(&settled.ending);
            // Who has shown that it is refused takes it out of the queue as well.
            if matches!(settled.ending, Ending::Done(_)) {
                self.forget(&id);
            }
        };
        self.outbox
            .listeners
            .try_update_value(|listeners| listeners.push((number, Rc::new(listener))));
    }

    /// Says that a view shows how a write ends.
    pub fn mind(self, id: &str) {
        self.outbox
            .minded
            .try_update_value(|minded| minded.insert(id.to_owned()));
    }

    /// The view is gone that would have shown it.
    pub fn forget(self, id: &str) {
        self.outbox
            .minded
            .try_update_value(|minded| minded.remove(id));
    }

    /// Whether a view shows how a write ends.
    #[must_use]
    pub fn is_minded(self, id: &str) -> bool {
        self.outbox
            .minded
            .try_with_value(|minded| minded.contains(id))
            .unwrap_or(false)
    }

    /// Tells how a write has ended.
    pub(super) fn told(self, settled: &Settled) {
        let listeners = self
            .outbox
            .listeners
            .try_with_value(|listeners| listeners.iter().map(|(_, l)| Rc::clone(l)).collect());
        let listeners: Vec<Listener> = listeners.unwrap_or_default();
        for listener in listeners {
            listener(settled);
        }
    }
}

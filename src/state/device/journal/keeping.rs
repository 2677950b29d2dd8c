//! When a form's text is written, and how durably.

use std::{rc::Rc, time::Duration};

use domain::{
    Moment,
    journal::{EditKey, Edited, Unsent},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Inner, Kept, Typed};
use crate::{
    state::device::{
        breath,
        rhythm::{GATHERS, RESTS, TRIES_AGAIN_AFTER},
    },
    web::{
        clock,
        idb::{Durability, StorageError},
    },
};

/// Forms that one has gone on from, reload after reload, that are remembered.
const FORMS: usize = 20;

impl Inner {
    pub(super) fn note(self: &Rc<Self>, typed: Option<Typed>) {
        let mut work = self.work.borrow_mut();
        if typed.is_none() && work.stored.is_empty() && work.next.is_none() && !work.is_writing {
            return;
        }
        if typed.is_some() && !matches!(self.kept.get_untracked(), Kept::Failed(_)) {
            self.kept.set(Kept::Writing);
        }
        let is_sent = typed.is_none();
        work.next = Some(typed);
        if let Some(timer) = work.timer.take_if(|_| is_sent) {
            timer.clear();
        }
        if let Some(rest) = work.rest.take() {
            rest.clear();
        }
        let work_began = work.wrote_at;
        drop(work);
        if is_sent {
            // The tab may be closed the moment that the service has it.
            self.write(Durability::Strict);
        } else {
            let since = clock::now().0 - work_began.0;
            let rest =
                GATHERS.saturating_sub(Duration::from_millis(u64::try_from(since).unwrap_or(0)));
            self.later(rest);
        }
    }

    /// Writes after a while, unless that is on its way already.
    fn later(self: &Rc<Self>, after: Duration) {
        let mut work = self.work.borrow_mut();
        if work.timer.is_some() || work.is_writing {
            return;
        }
        let inner = Rc::clone(self);
        let timer = set_timeout_with_handle(
            move || {
                inner.work.borrow_mut().timer = None;
                inner.write(Durability::Relaxed);
            },
            after,
        );
        work.timer = timer.ok();
    }

    fn write(self: &Rc<Self>, durability: Durability) {
        let mut work = self.work.borrow_mut();
        if work.is_writing {
            return;
        }
        let Some(typed) = work.next.take() else {
            return;
        };
        let over = work.over.clone();
        drop(work);
        let at = clock::now();
        let entry = typed.map(|typed| {
            let unsent = Unsent {
                at,
                edited: typed.edited,
                create_key: Some(self.create_key.clone()),
                written: typed.written,
                over: over.clone(),
            };
            (self.key_of(&unsent.edited), unsent)
        });
        self.put(entry, at, durability);
    }

    /// Nobody has typed for a while: what was typed gets to the disk.
    fn settle(self: &Rc<Self>) {
        let mut work = self.work.borrow_mut();
        work.rest = None;
        let entry = work.writing.clone();
        // Another tab may have taken it away.
        let is_there = entry.as_ref().is_some_and(|(key, _)| {
            let known = self
                .device
                .edits
                .try_with_untracked(|edits| edits.contains(key));
            work.stored.contains(key) && known == Some(true)
        });
        if !is_there || work.is_writing || work.next.is_some() {
            return;
        }
        drop(work);
        self.put(entry, clock::now(), Durability::Strict);
    }

    fn put(self: &Rc<Self>, entry: Option<(EditKey, Unsent)>, at: Moment, durability: Durability) {
        let mut work = self.work.borrow_mut();
        work.is_writing = true;
        work.wrote_at = at;
        let before: Vec<EditKey> = work.stored.iter().cloned().collect();
        let has_base = entry.as_ref().is_some_and(|(key, unsent)| {
            work.base.as_ref().is_some_and(|(known, base)| {
                known == key && work.stored.contains(key) && unsent.began_with() == Some(base)
            })
        });
        if entry.is_none() {
            // It goes with the entry, and another write may begin before that is done.
            work.base = None;
        }
        work.writing.clone_from(&entry);
        drop(work);
        let inner = Rc::clone(self);
        spawn_local(async move {
            let now = entry.as_ref().map(|(key, unsent)| (key, unsent));
            let device = inner.device;
            let result = device.keep_over(&before, now, has_base, durability).await;
            let rests = result.is_ok() && entry.is_some() && durability == Durability::Relaxed;
            inner.wrote(entry, &before, has_base, result);
            if rests {
                inner.rest();
            }
        });
    }

    fn wrote(
        self: &Rc<Self>,
        entry: Option<(EditKey, Unsent)>,
        before: &[EditKey],
        has_base: bool,
        result: Result<(), StorageError>,
    ) {
        let mut work = self.work.borrow_mut();
        work.is_writing = false;
        let kept = match result {
            Ok(()) => {
                // Of two writes at once the older one may end last.
                let at = entry.as_ref().map(|(_, unsent)| unsent.at);
                let is_there = |(_, held): &mut (EditKey, Moment)| at.is_none_or(|at| at >= *held);
                if let Some((key, _)) = work.breath.take_if(is_there) {
                    breath::let_go(&key);
                }
                work.stored.retain(|known| !before.contains(known));
                if !has_base {
                    work.base = entry.as_ref().and_then(|(key, unsent)| {
                        Some((key.clone(), unsent.began_with()?.clone()))
                    });
                }
                match entry {
                    Some((key, unsent)) => {
                        work.stored.insert(key);
                        Kept::At(unsent.at)
                    }
                    None => Kept::Nothing,
                }
            }
            Err(error) => {
                if work.next.is_none() {
                    work.next = Some(entry.map(|(_, unsent)| Typed {
                        edited: unsent.edited,
                        written: unsent.written,
                    }));
                }
                Kept::Failed(error)
            }
        };
        let after = match &kept {
            Kept::Failed(_) => TRIES_AGAIN_AFTER,
            _ => GATHERS,
        };
        let has_more = work.next.is_some();
        drop(work);
        // The form may be gone.
        self.kept.try_set(kept);
        if has_more {
            self.later(after);
        }
    }

    /// Brings what was typed to the disk when nobody has typed for a while.
    fn rest(self: &Rc<Self>) {
        let mut work = self.work.borrow_mut();
        if work.next.is_some() || work.is_writing {
            return;
        }
        let inner = Rc::clone(self);
        work.rest = set_timeout_with_handle(move || inner.settle(), RESTS).ok();
    }

    pub(super) fn goes_on_from(&self, forms: impl IntoIterator<Item = String>) {
        let over = &mut self.work.borrow_mut().over;
        over.extend(forms);
        let many = over.len().saturating_sub(FORMS);
        over.drain(..many);
    }

    /// The forms that the text goes on from, this one last.
    pub(super) fn lineage(&self) -> Vec<String> {
        let mut over = self.work.borrow().over.clone();
        over.push(self.origin());
        over
    }

    /// This form's name on the device, as [`EditKey::origin`].
    pub(super) fn origin(&self) -> String {
        format!("{}/{}", self.tab, self.form)
    }

    pub(super) fn key_of(&self, edited: &Edited) -> EditKey {
        let place = (self.tab.clone(), self.form);
        EditKey::of(&self.scope, edited, &self.name, place, self.began)
    }

    /// The page may be gone in a moment: what is typed is asked to be written, whatever else is
    /// being written. Nobody may be there to see that done, so it is kept in another way as well.
    pub(super) fn hurry(self: &Rc<Self>) {
        let mut work = self.work.borrow_mut();
        if let Some(timer) = work.timer.take() {
            timer.clear();
        }
        let is_writing = std::mem::take(&mut work.is_writing);
        let rests = work.rest.take();
        drop(work);
        if let Some(rest) = rests {
            rest.clear();
            self.settle();
        }
        self.write(Durability::Strict);
        let mut work = self.work.borrow_mut();
        let is_unsure = is_writing || work.is_writing;
        if let Some((key, unsent)) = work.writing.clone().filter(|_| is_unsure) {
            breath::hold(&key, &unsent);
            let before = work.breath.replace((key.clone(), unsent.at));
            if let Some((other, _)) = before.filter(|(other, _)| *other != key) {
                breath::let_go(&other);
            }
        }
        work.is_writing |= is_writing;
    }

    /// The form goes: what is typed is written at once. The page may go right after it, and then
    /// no form listens any more.
    pub(super) fn close(self: &Rc<Self>) {
        self.hurry();
        self.device.forms.try_update(|forms| {
            forms.remove(&self.form);
        });
    }
}

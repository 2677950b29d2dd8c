//! The journal of a form: what is typed is on the disk within a moment.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc, time::Duration};

use contract::opencx::Training;
use domain::{
    Moment,
    journal::{EditKey, Edited, Texts, Unsent},
    merge::Written,
};
use leptos::{prelude::*, task::spawn_local};

use super::{Device, breath};
use crate::web::{clock, idb::StorageError};

/// How long after a write the next one begins at the earliest: quick typing shares writes. A key
/// that is pressed after a pause is written at once. With the write itself it stays well below the
/// 300 ms that may be lost.
const GATHERS: Duration = Duration::from_millis(80);

/// After a write that did not work.
const TRIES_AGAIN_AFTER: Duration = Duration::from_secs(2);

/// Whether what is typed is on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep.
    Nothing,
    /// It is being written.
    Writing,
    /// It is there, since this moment.
    At(Moment),
    /// It is not, and why.
    Failed(StorageError),
}

/// The journal of one form.
#[derive(Clone, Copy)]
pub struct Journal {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    kept: RwSignal<Kept>,
}

struct Inner {
    device: Device,
    scope: String,
    /// The name of what the service does not have yet.
    name: String,
    tab: String,
    form: u32,
    began: Moment,
    create_key: String,
    kept: RwSignal<Kept>,
    work: RefCell<Work>,
}

/// What stands in a form.
#[derive(Clone)]
pub struct Typed {
    /// Its fields.
    pub edited: Edited,
    /// Conflicts that were decided by hand, before the form has taken them over.
    pub written: Vec<Written>,
}

impl From<Edited> for Typed {
    fn from(edited: Edited) -> Self {
        Self {
            edited,
            written: Vec::new(),
        }
    }
}

#[derive(Default)]
struct Work {
    /// What is to be written next; inside, `None` where nothing is left to keep.
    next: Option<Option<Typed>>,
    /// What the store has of this form.
    stored: BTreeSet<EditKey>,
    /// The key under which this form has written what its edit began with, and what that is.
    base: Option<(EditKey, Training)>,
    timer: Option<TimeoutHandle>,
    is_writing: bool,
    /// What is being written.
    writing: Option<(EditKey, Unsent)>,
    /// What waits outside of the database.
    breath: Option<(EditKey, Moment)>,
    /// When the last write began.
    wrote_at: Moment,
}

impl Journal {
    /// Begins the journal of a form. `name` is what this device calls a new scenario or segment.
    pub fn begin(scope: String, name: String, create_key: String) -> Self {
        let device = Device::expect();
        let form = device.number_of_form();
        device.forms.update(|forms| {
            forms.insert(form);
        });
        let kept = RwSignal::new(Kept::Nothing);
        let inner = StoredValue::new_local(Rc::new(Inner {
            device,
            scope,
            name,
            tab: device.tab(),
            form,
            began: clock::now(),
            create_key,
            kept,
            work: RefCell::default(),
        }));
        crate::web::online::on_page_hidden(move || {
            inner.try_with_value(Inner::hurry);
        });
        on_cleanup(move || {
            inner.try_with_value(Inner::close);
        });
        Self { inner, kept }
    }

    /// Whether what is typed is on the device.
    #[must_use]
    pub fn kept(self) -> Kept {
        self.kept.get()
    }

    /// Whether something is typed that the device does not keep: leaving would lose it.
    #[must_use]
    pub fn is_at_risk(self) -> bool {
        self.kept.with(|kept| matches!(kept, Kept::Failed(_)))
    }

    /// What this device calls what the service does not have yet; `None` where the form is gone.
    #[must_use]
    pub fn name(self) -> Option<String> {
        self.inner.try_with_value(|inner| inner.name.clone())
    }

    /// Notes what is typed now; `None` where it is what the service has.
    pub fn note(self, typed: Option<Typed>) {
        self.inner.try_with_value(|inner| inner.note(typed));
    }

    /// Goes on with an edit of another form: the next write takes its place.
    pub fn take_over(self, key: EditKey) {
        self.inner.try_with_value(|inner| {
            inner.work.borrow_mut().stored.insert(key);
        });
    }

    /// An entry for what is typed that belongs to no open form, and its texts: to be put back after
    /// it was given up.
    #[must_use]
    pub fn aside(self, edited: Edited) -> (EditKey, Texts) {
        self.inner.with_value(|inner| {
            let key = EditKey {
                form: inner.device.number_of_form(),
                ..inner.key_of(&edited)
            };
            let unsent = Unsent {
                at: clock::now(),
                edited,
                create_key: Some(inner.create_key.clone()),
                written: Vec::new(),
            };
            (key, unsent.to_texts())
        })
    }

    /// What the store has of this form: a form that goes on with it takes it over.
    #[must_use]
    pub fn stored(self) -> Vec<EditKey> {
        self.inner
            .with_value(|inner| inner.work.borrow().stored.iter().cloned().collect())
    }
}

impl Inner {
    fn note(self: &Rc<Self>, typed: Option<Typed>) {
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
        let work_began = work.wrote_at;
        drop(work);
        if is_sent {
            // The tab may be closed the moment that the service has it.
            self.write();
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
                inner.write();
            },
            after,
        );
        work.timer = timer.ok();
    }

    fn write(self: &Rc<Self>) {
        let mut work = self.work.borrow_mut();
        if work.is_writing {
            return;
        }
        let Some(typed) = work.next.take() else {
            return;
        };
        work.is_writing = true;
        let at = clock::now();
        work.wrote_at = at;
        let before: Vec<EditKey> = work.stored.iter().cloned().collect();
        let entry = typed.map(|typed| {
            let unsent = Unsent {
                at,
                edited: typed.edited,
                create_key: Some(self.create_key.clone()),
                written: typed.written,
            };
            (self.key_of(&unsent.edited), unsent)
        });
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
            let result = inner.device.keep_over(&before, now, has_base).await;
            inner.wrote(entry, &before, has_base, result);
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

    fn key_of(&self, edited: &Edited) -> EditKey {
        let place = (self.tab.clone(), self.form);
        EditKey::of(&self.scope, edited, &self.name, place, self.began)
    }

    /// The page may be gone in a moment: what is typed is asked to be written, whatever else is
    /// being written. Nobody may be there to see that done, so it is kept in another way as well.
    fn hurry(self: &Rc<Self>) {
        let mut work = self.work.borrow_mut();
        if let Some(timer) = work.timer.take() {
            timer.clear();
        }
        let is_writing = std::mem::take(&mut work.is_writing);
        drop(work);
        self.write();
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
    fn close(self: &Rc<Self>) {
        self.hurry();
        self.device.forms.try_update(|forms| {
            forms.remove(&self.form);
        });
    }
}

//! The journal of a form: what is typed is on the disk within a moment.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use contract::opencx::Training;
use domain::{
    Moment,
    journal::{EditKey, Edited, Texts, Unsent},
    merge::Written,
    outbox::Entry,
};
use leptos::prelude::*;

use super::Device;
use crate::web::{clock, idb::StorageError};

mod keeping;

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
    /// Waits for the typing to rest, after a write that the disk may not have.
    rest: Option<TimeoutHandle>,
    is_writing: bool,
    /// What is being written.
    writing: Option<(EditKey, Unsent)>,
    /// The forms that the text goes on from, the newest last.
    over: Vec<String>,
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

    /// Goes on with an edit of another form, and of those that it had gone on from: the next write
    /// takes its place.
    pub fn take_over(self, key: EditKey, over: Vec<String>) {
        self.inner.try_with_value(|inner| {
            let origin = key.origin();
            inner.goes_on_from(over.into_iter().chain([origin]));
            inner.work.borrow_mut().stored.insert(key);
        });
    }

    /// Goes on from the texts of these forms.
    pub fn goes_on_from(self, over: Vec<String>) {
        self.inner.try_with_value(|inner| inner.goes_on_from(over));
    }

    /// Marks a write as one of this form, with the forms that its text goes on from.
    pub fn sign(self, entry: &mut Entry) {
        self.inner.try_with_value(|inner| {
            entry.origin = Some(inner.origin());
            entry.over = inner.lineage();
        });
    }

    /// Whether the text of a write is in what is typed here. Otherwise it is to this form as if
    /// somebody else had written.
    #[must_use]
    pub fn has_text_of(self, entry: &Entry) -> bool {
        let is_known = |inner: &Rc<Inner>| entry.is_known_to(&inner.lineage());
        self.inner.try_with_value(is_known) == Some(true)
    }

    /// The forms that the text goes on from, this one among them.
    #[must_use]
    pub fn lineage(self) -> Vec<String> {
        self.inner.with_value(|inner| inner.lineage())
    }

    /// The text of the form is given up: what was saved of it before is not in what comes after.
    pub fn gave_up(self) {
        self.inner.try_with_value(|inner| {
            let mark = |given_up: &mut HashMap<u32, Moment>| {
                given_up.insert(inner.form, clock::now());
            };
            inner.device.given_up.try_update_value(mark);
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
                over: inner.work.borrow().over.clone(),
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

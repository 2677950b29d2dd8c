//! Who holds unsaved text, and where the person wanted to go when it stopped them.

use leptos::prelude::*;

use crate::{
    paths,
    web::guard::{self, Away},
};

#[derive(Clone)]
struct Holder {
    number: u32,
    page: Signal<String>,
    unsaved: Signal<bool>,
}

/// The guard between unsaved text and every way out of it.
#[derive(Clone, Copy)]
pub struct Leaving {
    holder: RwSignal<Option<Holder>>,
    wanted: RwSignal<Option<Away>>,
    next: StoredValue<u32>,
}

impl Leaving {
    /// Watches the browser's ways out, and gives the guard to everything below.
    pub fn provide() -> Self {
        let leaving = Self {
            holder: RwSignal::new(None),
            wanted: RwSignal::new(None),
            next: StoredValue::new(0),
        };
        guard::watch(
            move |path| leaving.holds(path),
            move |away| leaving.wanted.set(Some(away)),
        );
        provide_context(leaving);
        leaving
    }

    /// The guard of this app.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says that the form at `page` holds text that leaving would lose, while `unsaved` is true
    /// and until the form is gone.
    pub fn hold(self, page: Signal<String>, unsaved: Signal<bool>) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let holder = Holder {
            number,
            page,
            unsaved,
        };
        self.holder.set(Some(holder));
        on_cleanup(move || {
            let ours = self
                .holder
                .try_with_untracked(|known| known.as_ref().is_some_and(|h| h.number == number));
            if ours == Some(true) {
                self.holder.set(None);
            }
        });
    }

    /// Lets go: what was unsaved has been saved or given up.
    pub fn release(self) {
        self.holder.set(None);
        self.wanted.set(None);
    }

    /// Whether going to `path` would lose something; an empty path means leaving the app.
    #[must_use]
    pub fn holds(self, path: &str) -> bool {
        self.holder.with_untracked(|holder| {
            holder.as_ref().is_some_and(|holder| {
                holder.page.try_get_untracked().as_deref() != Some(paths::page_of(path))
                    && holder.unsaved.try_get_untracked().unwrap_or(false)
            })
        })
    }

    /// Goes to a path, or asks first where that would lose something.
    pub fn ask(self, path: &str, go: impl FnOnce(&str)) {
        if self.holds(path) {
            self.wanted.set(Some(Away::Path(path.to_owned())));
        } else {
            go(path);
        }
    }

    /// Where the person wanted to go, while they are being asked.
    #[must_use]
    pub fn wanted(self) -> Option<Away> {
        self.wanted.get()
    }

    /// Stays.
    pub fn stay(self) {
        self.wanted.set(None);
    }

    /// Leaves after all; gives back where to.
    #[must_use]
    pub fn leave(self) -> Option<Away> {
        let away = self.wanted.get_untracked();
        self.release();
        away
    }
}

//! Going to another page, past the guard over unsaved text.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{paths, state::Leaving, web::address};

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

/// Loads a page of this app anew. Another dialect has other state under the same route, which the
/// router would not make anew.
pub fn load(path: &str) {
    // Where it is refused, the person is where they were.
    let _ = window().location().assign(path);
}

/// Keeps the address bar at the page that is shown, as long as the view is there that asks.
pub fn keep_address() {
    let location = use_location();
    Effect::new(move || {
        location.pathname.track();
        location.search.track();
        address::show(move || {
            let path = location.pathname.try_get_untracked()?;
            Some(paths::with_query(
                path,
                &location.search.try_get_untracked()?,
            ))
        });
    });
}

/// Goes to paths of this app.
#[derive(Clone, Copy)]
pub struct Go {
    navigate: StoredValue<Navigate, LocalStorage>,
    leaving: Leaving,
}

impl Go {
    /// From the page that asks. Call it while the view is made.
    #[must_use]
    pub fn here() -> Self {
        let navigate = use_navigate();
        Self {
            navigate: StoredValue::new_local(Rc::new(move |path, options| {
                navigate(path, options);
            })),
            leaving: Leaving::expect(),
        }
    }

    /// Goes there, or asks first where unsaved text would be lost.
    pub fn to(self, path: &str) {
        self.leaving.ask(path, |path| self.run(path, false));
    }

    /// Goes there without a new entry in the history, and without asking: the page stays the same
    /// or what was unsaved has become this one.
    pub fn replace(self, path: &str) {
        self.run(path, true);
    }

    fn run(self, path: &str, replace: bool) {
        let navigate = self.navigate.try_get_value();
        if let Some(navigate) = navigate {
            let options = NavigateOptions {
                replace,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(path, options);
        }
    }
}

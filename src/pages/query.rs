//! What a list shows, as it stands in the address.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{pages::go::Go, paths, web::query};

/// How long typing rests before the text goes into the URL.
const TYPING_RESTS: Duration = Duration::from_millis(300);

/// The name of the search text in the URL.
pub const TEXT: &str = "q";

/// The text of a search box from its first letter until it stands in the address.
#[derive(Clone, Copy)]
pub struct Typed {
    text: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Typed {
    /// Nothing is being typed.
    #[must_use]
    pub fn begin() -> Self {
        Self {
            text: RwSignal::new(None),
            timer: StoredValue::new(None),
        }
    }

    /// What is being typed.
    #[must_use]
    pub fn get(self) -> Option<String> {
        self.text.get()
    }

    /// Lets go of it: the address says what is searched for.
    pub fn forget(self) {
        self.text.set(None);
    }

    /// Takes over the text at once. When typing rests, `show` puts it into the address.
    pub fn take(self, text: String, show: impl FnOnce(String) + 'static) {
        self.text.set(Some(text));
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(
            move || {
                // A choice may have taken it into the address, or the list is gone.
                if let Some(Some(text)) = self.text.try_get_untracked() {
                    show(text);
                    self.forget();
                }
            },
            TYPING_RESTS,
        );
        self.timer.set_value(timer.ok());
    }
}

/// The pairs of the address.
#[derive(Clone, Copy)]
pub struct Query {
    pairs: Memo<Vec<(String, String)>>,
    typed: Typed,
    path: Memo<String>,
    go: Go,
}

impl Query {
    /// Those of the page that asks.
    #[must_use]
    pub fn here() -> Self {
        let location = use_location();
        Self {
            pairs: Memo::new(move |_| location.search.with(|search| query::pairs(search))),
            typed: Typed::begin(),
            path: location.pathname,
            go: Go::here(),
        }
    }

    /// Reads something out of the pairs, with what is being typed.
    #[must_use]
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl for<'a> Fn(Vec<(&'a str, &'a str)>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| read(borrowed(&self.pairs())))
    }

    /// The value of this name; empty where there is none.
    #[must_use]
    pub fn value(self, name: &'static str) -> Memo<String> {
        Memo::new(move |_| {
            let mut pairs = self.pairs().into_iter();
            let found = pairs.find(|(known, _)| known == name);
            found.map(|(_, value)| value).unwrap_or_default()
        })
    }

    /// The pairs as they go behind the path of another page of the same list.
    #[must_use]
    pub fn text(self) -> String {
        paths::query(borrowed(&self.pairs()))
    }

    /// Puts pairs in the place of those with these names. It is a step that the browser's "Back"
    /// takes back.
    pub fn put(self, names: &[&str], new: Vec<(&'static str, String)>) {
        let path = untrack(move || self.path_with(names, new));
        self.go.to(&path);
        self.typed.forget();
    }

    /// Chooses a value; an empty one takes the choice away.
    pub fn choose(self, name: &'static str, value: String) {
        self.put(&[name], vec![(name, value)]);
    }

    /// Takes over the text of the search box at once, and into the URL when typing rests. What was
    /// searched for before is no step to go back to: each word would be one.
    pub fn type_text(self, text: String) {
        self.typed.take(text, move |text| {
            let path = untrack(move || self.path_with(&[TEXT], vec![(TEXT, text)]));
            self.go.replace(&path);
        });
    }

    fn pairs(self) -> Vec<(String, String)> {
        let mut pairs = self.pairs.get();
        if let Some(typed) = self.typed.get() {
            pairs.retain(|(name, _)| name != TEXT);
            pairs.push((TEXT.to_owned(), typed));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    fn path_with(self, names: &[&str], new: Vec<(&'static str, String)>) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| !names.contains(&name.as_str()));
        let new = new.into_iter().filter(|(_, value)| !value.is_empty());
        pairs.extend(new.map(|(name, value)| (name.to_owned(), value)));
        paths::with_query(self.path.get(), &paths::query(borrowed(&pairs)))
    }
}

/// The pairs as those who read them want them.
fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

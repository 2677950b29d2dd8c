//! What a list shows, as it stands in the address.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{pages::go::Go, paths, web::query};

/// How long typing rests before the text goes into the URL.
const TYPING_RESTS: Duration = Duration::from_millis(300);

/// The name of the search text in the URL.
const TEXT: &str = "q";

/// The pairs of the address.
#[derive(Clone, Copy)]
pub struct Query {
    pairs: Memo<Vec<(String, String)>>,
    typed: RwSignal<Option<String>>,
    typing: StoredValue<Option<TimeoutHandle>>,
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
            typed: RwSignal::new(None),
            typing: StoredValue::new(None),
            path: location.pathname,
            go: Go::here(),
        }
    }

    /// The pairs, with what is being typed.
    #[must_use]
    pub fn pairs(self) -> Vec<(String, String)> {
        let mut pairs = self.pairs.get();
        if let Some(typed) = self.typed.get() {
            pairs.retain(|(name, _)| name != TEXT);
            pairs.push((TEXT.to_owned(), typed));
        }
        pairs
    }

    /// Reads something out of the pairs.
    #[must_use]
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl for<'a> Fn(Vec<(&'a str, &'a str)>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            let pairs = self.pairs();
            let pairs = pairs.iter();
            read(
                pairs
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect(),
            )
        })
    }

    /// The pairs as they go behind the path of another page of the same list.
    #[must_use]
    pub fn text(self) -> String {
        let pairs = self.pairs();
        paths::query(
            pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }

    /// Puts pairs in the place of those with these names.
    pub fn put(self, names: &[&str], new: Vec<(&'static str, String)>) {
        let mut pairs = untrack(move || self.pairs());
        pairs.retain(|(name, value)| !names.contains(&name.as_str()) && !value.is_empty());
        pairs.extend(
            new.into_iter()
                .map(|(name, value)| (name.to_owned(), value)),
        );
        let query = paths::query(
            pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        self.typed.set(None);
        self.go
            .replace(&paths::with_query(self.path.get_untracked(), &query));
    }

    /// Takes over the text of the search box at once, and into the URL when typing rests.
    pub fn type_text(self, text: String) {
        self.typed.set(Some(text));
        if let Some(timer) = self.typing.get_value() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(
            move || {
                if let Some(Some(text)) = self.typed.try_get_untracked() {
                    self.put(&[TEXT], vec![(TEXT, text)]);
                }
            },
            TYPING_RESTS,
        );
        self.typing.set_value(timer.ok());
    }
}

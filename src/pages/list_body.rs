//! What lists have in common: what stands in their place while there are no rows, and what is
//! said about those that are there.

use contract::DecodeError;
use domain::words;
use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::workspace::{Panes, ShownPane},
    state::workspace::Known,
    ui::{Banner, Button, EmptyState, ErrorView, IconName, Skeleton, SkeletonKind, Tone},
};

/// What stands in the place of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum ListState {
    /// It is being read.
    Loading,
    /// It could not be read.
    Failed(ApiError),
    /// There is nothing to list.
    Empty,
    /// There is something, and the filter hides it.
    NoMatch,
    /// The rows.
    Rows,
}

impl ListState {
    /// Of what is known, and whether the filter leaves any rows of it.
    #[must_use]
    pub fn of<T>(known: &Known<Vec<T>>, has_rows: bool) -> Self {
        match known {
            Known::Loading => Self::Loading,
            Known::Failed(error) => Self::Failed(error.clone()),
            Known::Ready(_) if has_rows => Self::Rows,
            Known::Ready(all) if all.is_empty() => Self::Empty,
            Known::Ready(_) => Self::NoMatch,
        }
    }
}

/// What a list says in place of its rows.
#[derive(Debug)]
pub struct ListWords {
    /// What is being read, for who cannot see the grey bars.
    pub reading: &'static str,
    /// Why there is no list, in a few words.
    pub failed: fn(&ApiError) -> &'static str,
    /// Nothing is found.
    pub no_match: &'static str,
    /// How rows are found.
    pub hint: &'static str,
    /// The button that brings them all back.
    pub clear: &'static str,
}

/// The rows, or what stands in their place.
#[component]
pub fn ListBody(
    /// Which of them.
    state: Memo<ListState>,
    /// What it says.
    words: &'static ListWords,
    /// Reads the list again.
    #[prop(into)]
    again: Callback<()>,
    /// Takes the filter away.
    #[prop(into)]
    clear: Callback<()>,
    /// Stands there while there is nothing to list.
    #[prop(into)]
    empty: ViewFn,
    /// The rows.
    #[prop(into)]
    rows: ViewFn,
) -> impl IntoView {
    move || match state.get() {
        ListState::Loading => {
            view! { <Skeleton kind=SkeletonKind::Rows label=words.reading /> }.into_any()
        }
        ListState::Failed(error) => {
            view! { <ListFailed error=error words=words again=again /> }.into_any()
        }
        ListState::Empty => empty.run(),
        ListState::NoMatch => view! {
            <EmptyState
                icon=IconName::Search
                title=words.no_match
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| clear.run(())>{words.clear}</Button>
                })
            >
                <p>{words.hint}</p>
            </EmptyState>
        }
        .into_any(),
        ListState::Rows => rows.run(),
    }
}

/// The list could not be read: the key may not, or something broke.
#[component]
pub fn ListFailed(
    /// Why.
    error: ApiError,
    /// What the list says.
    words: &'static ListWords,
    /// Reads the list again.
    #[prop(into)]
    again: Callback<()>,
) -> impl IntoView {
    let icon = if matches!(error, ApiError::Forbidden { .. }) {
        IconName::Lock
    } else {
        IconName::Error
    };
    view! {
        <ErrorView
            title=(words.failed)(&error)
            icon=icon
            meaning=error.to_string()
            advice=error.advice()
            actions=ViewFn::from(move || view! {
                <Button on_click=move |_| again.run(())>"Try again"</Button>
            })
        />
    }
}

/// Says that the service has rows that cannot be read, and what is wrong with the first one.
#[component]
pub fn UnreadableRows(
    /// What is wrong with each of them.
    rows: ReadSignal<Vec<DecodeError>>,
    /// What one of them is.
    noun: &'static str,
) -> impl IntoView {
    move || {
        rows.with(|rows| {
            let first = rows.first()?.to_string();
            let many = words::count(rows.len() as u64, noun);
            Some(view! {
                <Banner tone=Tone::Amber title=format!("{many} cannot be read and are not shown")>
                    {first}
                </Banner>
            })
        })
    }
}

/// `12`, or `3 of 12` where a filter hides some.
#[must_use]
pub fn count_words(shown: usize, all: usize) -> String {
    let (shown, all) = (shown as u64, all as u64);
    if shown == all {
        words::grouped(all)
    } else {
        format!("{} of {}", words::grouped(shown), words::grouped(all))
    }
}

/// Puts the cursor into the list's search box, over what stands there; `false` where there is no
/// box.
pub fn focus_search(panes: Panes, search: NodeRef<html::Input>) -> bool {
    let Some(input) = search.get_untracked() else {
        return false;
    };
    panes.show(ShownPane::List);
    // The box is there as long as the pane is.
    let _ = input.focus();
    input.select();
    true
}

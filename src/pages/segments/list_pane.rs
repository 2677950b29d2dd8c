//! The list of segments, and what stands in its place while there is none.

use domain::words;
use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::workspace::{Command, Panes, ShownPane, on_command},
    state::workspace::Known,
    ui::{
        Banner, Button, ButtonVariant, EmptyState, ErrorView, IconName, SearchField, Skeleton,
        SkeletonKind, Tone,
    },
    web::focus,
};

use super::Segments;

mod rows;

use rows::Rows;
pub use rows::row_id;

/// The list's element.
pub const LIST_ID: &str = "segment-list";

/// With so few segments one look finds each.
const SEARCH_FROM: usize = 8;

/// The list, and what stands in its place.
#[component]
pub fn ListPane() -> impl IntoView {
    let segments = Segments::expect();
    let panes = Panes::expect();
    let search = NodeRef::<html::Input>::new();
    let all = Memo::new(move |_| {
        segments
            .workspace
            .segments()
            .with(|known| known.ready().map(Vec::len))
    });
    let has_search = Memo::new(move |_| {
        all.get().is_some_and(|all| all >= SEARCH_FROM)
            || segments.text.with(|text| !text.is_empty())
    });
    on_command(move |command| {
        let Some(input) = search
            .get_untracked()
            .filter(|_| command == Command::Search)
        else {
            return false;
        };
        panes.show(ShownPane::List);
        // The box is there as long as the pane is.
        let _ = input.focus();
        input.select();
        true
    });
    Effect::new(move || {
        if segments.open_id().is_none() {
            focus::set_title("Segments");
        }
    });
    let count = move || {
        let all = all.get()?;
        let shown = segments.rows.with(Vec::len);
        Some(if shown == all {
            words::grouped(all as u64)
        } else {
            format!(
                "{} of {}",
                words::grouped(shown as u64),
                words::grouped(all as u64)
            )
        })
    };
    view! {
        <main class="pane" data-name="list" id="main" tabindex="-1">
            <div class="pane-head">
                <h1 class="pane-title">
                    "Segments " <span class="pane-count">{count}</span>
                </h1>
                {segments.may_edit().then(|| view! {
                    <div class="pane-actions">
                        <Button
                            variant=ButtonVariant::Primary
                            icon=IconName::Plus
                            keys="n"
                            hint="Describe a group of contacts"
                            on_click=move |_| segments.open_new()
                        >
                            "New segment"
                        </Button>
                    </div>
                })}
            </div>
            <Show when=move || has_search.get()>
                <div class="pane-bar">
                    <SearchField
                        label="Search names and descriptions"
                        value=segments.text
                        on_input=move |text| segments.type_text(text)
                        keys="/"
                        node_ref=search
                    />
                </div>
            </Show>
            {segments.why_not_edit().map(|why| view! {
                <Banner tone=Tone::Grey silent=true>{why.to_string()}</Banner>
            })}
            <div class="pane-body">
                <Body />
            </div>
        </main>
    }
}

/// What the list shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Loading,
    Failed(ApiError),
    Empty,
    NoMatch,
    Rows,
}

#[component]
fn Body() -> impl IntoView {
    let segments = Segments::expect();
    let shown = Memo::new(move |_| {
        segments.workspace.segments().with(|known| match known {
            Known::Loading => Shown::Loading,
            Known::Failed(error) => Shown::Failed(error.clone()),
            Known::Ready(all) if all.is_empty() => Shown::Empty,
            Known::Ready(_) if segments.rows.with(Vec::is_empty) => Shown::NoMatch,
            Known::Ready(_) => Shown::Rows,
        })
    });
    move || match shown.get() {
        Shown::Loading => {
            view! { <Skeleton kind=SkeletonKind::Rows label="Reading the segments" /> }.into_any()
        }
        Shown::Failed(error) => view! { <Failed error=error /> }.into_any(),
        Shown::Empty => view! { <Empty /> }.into_any(),
        Shown::NoMatch => view! {
            <EmptyState
                icon=IconName::Search
                title="No segment matches"
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| segments.type_text(String::new())>
                        "Clear the search"
                    </Button>
                })
            >
                <p>"Every word must stand in the name or the description."</p>
            </EmptyState>
        }
        .into_any(),
        Shown::Rows => view! { <Rows /> }.into_any(),
    }
}

/// The segments could not be read: the key may not, or something broke.
#[component]
pub fn Failed(error: ApiError) -> impl IntoView {
    let segments = Segments::expect();
    let is_forbidden = matches!(error, ApiError::Forbidden { .. });
    let (title, icon) = if is_forbidden {
        ("Your key may not see segments", IconName::Lock)
    } else {
        ("The segments cannot be shown", IconName::Error)
    };
    view! {
        <ErrorView
            title=title
            icon=icon
            meaning=error.to_string()
            advice=error.advice()
            actions=ViewFn::from(move || view! {
                <Button on_click=move |_| segments.workspace.retry_segments()>"Try again"</Button>
            })
        />
    }
}

#[component]
fn Empty() -> impl IntoView {
    let segments = Segments::expect();
    let first = move || {
        segments.may_edit().then(|| {
            view! {
                <Button
                    variant=ButtonVariant::Primary
                    icon=IconName::Plus
                    on_click=move |_| segments.open_new()
                >
                    "Describe the first segment"
                </Button>
            }
        })
    };
    view! {
        <EmptyState icon=IconName::Users title="No segments yet" actions=ViewFn::from(first)>
            <p>
                "A segment is a named group of contacts. A scenario that is restricted to segments is used only for contacts in one of them; one without is for everyone."
            </p>
        </EmptyState>
    }
}

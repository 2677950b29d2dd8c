//! The list of segments, and what stands in its place while there is none.

use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::{
        list_body::{ListBody, ListState, ListWords, count_words, focus_search},
        workspace::{Command, Panes, on_command},
    },
    ui::{Banner, Button, ButtonVariant, EmptyState, IconName, SearchField, Tone},
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
    on_command(move |command| command == Command::Search && focus_search(panes, search));
    Effect::new(move || {
        if segments.open_id().is_none() {
            focus::set_title("Segments");
        }
    });
    let count = move || Some(count_words(segments.rows.with(Vec::len), all.get()?));
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

/// What the list says in place of its rows.
pub const WORDS: ListWords = ListWords {
    reading: "Reading the segments",
    failed: |error| match error {
        ApiError::Forbidden { .. } => "Your key may not see segments",
        _ => "The segments cannot be shown",
    },
    no_match: "No segment matches",
    hint: "Every word must stand in the name or the description.",
    clear: "Clear the search",
};

#[component]
fn Body() -> impl IntoView {
    let segments = Segments::expect();
    let workspace = segments.workspace;
    let state = Memo::new(move |_| {
        let has_rows = segments.rows.with(|rows| !rows.is_empty());
        let known = workspace.segments();
        known.with(|known| ListState::of(known, has_rows))
    });
    view! {
        <ListBody
            state=state
            words=&WORDS
            again=move |()| workspace.retry_segments()
            clear=move |()| segments.clear_search()
            empty=|| view! { <Empty /> }
            rows=|| view! { <Rows /> }
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

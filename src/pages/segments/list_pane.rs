//! The list of segments: name, what it is, how many scenarios it holds back, and when it changed.

use contract::opencx::Segment;
use domain::{Moment, words};
use leptos::{html, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use crate::{
    api::ApiError,
    pages::workspace::{Command, Panes, ShownPane, on_command},
    state::workspace::Known,
    ui::{
        Banner, Button, ButtonVariant, EmptyState, ErrorView, IconName, SearchField, Skeleton,
        SkeletonKind, Tone,
    },
    web::{clock::Clock, focus},
};

use super::Segments;

/// The list's element.
pub const LIST_ID: &str = "segment-list";

/// With so few segments one look finds each.
const SEARCH_FROM: usize = 8;

/// The link of a segment's row.
#[must_use]
pub fn row_id(id: &str) -> String {
    format!("segment-row-{id}")
}

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

#[component]
fn Rows() -> impl IntoView {
    let segments = Segments::expect();
    view! {
        <table class="segment-table" id=LIST_ID tabindex="-1" aria-label="Segments" on:keydown=walk>
            <thead>
                <tr>
                    <th scope="col">"Segment"</th>
                    <th scope="col" data-number="" title="Scenarios that are restricted to it">
                        "Scenarios"
                    </th>
                    <th scope="col" data-part="updated">"Updated"</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || segments.rows.get()
                    key=|segment| {
                        (
                            segment.id.clone(),
                            segment.name.clone(),
                            segment.description.clone(),
                            segment.updated_at.clone(),
                        )
                    }
                    children=move |segment| view! { <Row segment=segment /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(segment: Segment) -> impl IntoView {
    let segments = Segments::expect();
    let Segment {
        id,
        name,
        description,
        updated_at,
        ..
    } = segment;
    let clock = Clock::expect();
    let at = updated_at.as_deref().and_then(Moment::read);
    let href = {
        let id = id.clone();
        move || segments.path_of(&id)
    };
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| segments.open_id().as_deref() == Some(&id))
    };
    let row = row_id(&id);
    let count = Memo::new(move |_| count_words(segments.count(&id), segments.is_counted()));
    view! {
        <tr data-current=move || is_open.get().then_some("")>
            <th scope="row">
                <a
                    class="segment-link"
                    id=row
                    href=href
                    aria-current=move || is_open.get().then_some("true")
                >
                    {name}
                </a>
                {description.filter(|text| !text.trim().is_empty()).map(|text| view! {
                    <span class="segment-about">{text}</span>
                })}
            </th>
            <td data-number="" title=move || count.with(|(_, title)| *title)>
                {move || count.with(|(words, _)| words.clone())}
            </td>
            <td data-part="updated">
                {at.map(|at| view! {
                    <time datetime=updated_at title=words::compact_utc(at)>
                        {move || words::relative(at, clock.get())}
                    </time>
                })}
            </td>
        </tr>
    }
}

/// A number that is not final says so.
fn count_words(count: u32, is_final: bool) -> (String, &'static str) {
    match (count, is_final) {
        (count, true) => (words::grouped(u64::from(count)), "Restricted to it"),
        (0, false) => ("…".to_owned(), "Not all scenarios are read yet"),
        (count, false) => (
            format!("{}+", words::grouped(u64::from(count))),
            "At least so many: not all scenarios are read",
        ),
    }
}

/// Arrows, Home and End move between the rows, beside Tab.
fn walk(event: web_sys::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let focused = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let (Some(focused), Some(table)) = (focused, document().get_element_by_id(LIST_ID)) else {
        return;
    };
    let row = focused.closest("tbody tr").ok().flatten();
    let edge = |selector| table.query_selector(selector).ok().flatten();
    let next = match (event.key().as_str(), row) {
        ("ArrowDown", Some(row)) => row.next_element_sibling(),
        ("ArrowUp", Some(row)) => row.previous_element_sibling(),
        ("Home", _) | ("ArrowDown", None) => edge("tbody tr:first-child"),
        ("End", _) => edge("tbody tr:last-child"),
        _ => return,
    };
    event.prevent_default();
    let link = next
        .and_then(|row| row.query_selector("a").ok().flatten())
        .and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        // A link that is on the screen takes the focus.
        let _ = link.focus();
    }
}

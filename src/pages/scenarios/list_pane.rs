//! The scenarios: search, filter, sort, choose, open.

use std::collections::HashSet;

use domain::{DirectoryChoice, Sort, SortBy, words};
use leptos::{html, prelude::*};

use crate::{
    pages::{
        copying,
        list_body::{count_words, focus_search},
        workspace::{Command, Panes, ShownPane, on_command},
    },
    state::{Messages, Workspace},
    ui::{
        Banner, Button, ButtonSize, ButtonVariant, Direction, DragPayload, DragSource, EmptyState,
        ErrorView, IconButton, IconName, Progress, SearchField, Sort as ColumnSort, Tone,
        VirtualList,
    },
    web::focus,
};

use super::{
    Cut, Listing,
    filters::{ActiveFilters, FilterBar},
    row,
};

/// DOM id of the list.
pub const LIST_ID: &str = "scenarios";

/// The pane of the list.
#[component]
pub fn ListPane() -> impl IntoView {
    let listing = Listing::expect();
    let panes = Panes::expect();
    let workspace = listing.workspace;
    let search = NodeRef::<html::Input>::new();
    on_command(move |command| match command {
        Command::Search => focus_search(panes, search),
        Command::Move => {
            let chosen = listing.chosen();
            let open = listing.open_id().filter(|id| id != "new");
            let what = match (chosen.is_empty(), open) {
                (false, _) => chosen,
                (true, Some(open)) => vec![open],
                // With nothing chosen or open, the row that the keyboard stands on.
                (true, None) => listing.ids(listing.active.get_untracked().as_slice()),
            };
            if what.is_empty() {
                return false;
            }
            listing.moving.set(Some(Cut::Scenarios(what)));
            true
        }
        _ => false,
    });
    let title = Memo::new(move |_| title(listing));
    Effect::new(move || {
        if listing.open_id().is_none() {
            focus::set_title(&title.get());
        }
    });
    view! {
        <main class="pane" data-name="list" id="main" tabindex="-1">
            <div class="pane-head">
                <span class="only-drawer">
                    <IconButton
                        label="Show the directories"
                        icon=IconName::PanelLeft
                        on_click=move |_| panes.show(ShownPane::Tree)
                    />
                </span>
                <span class="only-narrow">
                    <IconButton
                        label="Show the directories"
                        icon=IconName::PanelLeft
                        on_click=move |_| panes.show(ShownPane::Tree)
                    />
                </span>
                <h1 class="pane-title">
                    {move || title.get()} " " <span class="pane-count">{move || count(listing)}</span>
                </h1>
                <div class="pane-actions">
                    <Button
                        variant=ButtonVariant::Primary
                        icon=IconName::Plus
                        keys="n"
                        hint="Write a scenario"
                        on_click=move |_| listing.open_new()
                    >
                        "New scenario"
                    </Button>
                </div>
            </div>
            <div class="pane-bar">
                <SearchField
                    label="Search titles and contents"
                    value=Signal::derive(move || listing.filter.with(|filter| filter.text.clone()))
                    on_input=move |text| listing.type_text(text)
                    keys="/"
                    node_ref=search
                />
                <FilterBar listing=listing />
            </div>
            <ActiveFilters listing=listing />
            <SelectionBar listing=listing />
            <Loading workspace=workspace />
            <div class="pane-body" data-virtual="">
                <List listing=listing />
            </div>
        </main>
    }
}

#[component]
fn List(listing: Listing) -> impl IntoView {
    let messages = Messages::expect();
    let workspace = listing.workspace;
    let rows = Memo::new(move |_| listing.view.with(|view| view.rows.clone()));
    let current = Memo::new(move |_| {
        let id = listing.open_id()?;
        workspace.index().with(|index| index.slot(&id))
    });
    let cut = Signal::derive(move || match listing.cut.get() {
        Some(Cut::Scenarios(ids)) => workspace
            .index()
            .with_untracked(|index| ids.iter().filter_map(|id| index.slot(id)).collect()),
        _ => HashSet::new(),
    });
    let open = move |slot: u32| {
        if let Some(id) = listing.ids(&[slot]).first() {
            listing.open(id);
        }
    };
    let put_aside = move |slots: Vec<u32>| {
        let ids = listing.ids(&slots);
        messages.done(format!(
            "Cut {}. Go to a directory (t) and press Ctrl+V to move it there.",
            words::count(ids.len() as u64, "scenario")
        ));
        listing.cut.set(Some(Cut::Scenarios(ids)));
    };
    let payload = move |slots: Vec<u32>| {
        let ids = listing.ids(&slots);
        DragPayload {
            source: DragSource::List,
            text: words::count(ids.len() as u64, "scenario"),
            ids,
        }
    };
    let view_key = Signal::derive(move || {
        let filter = listing
            .filter
            .with(|filter| format!("{:?}", filter.to_query()));
        format!("{filter}{:?}", listing.sort.get())
    });
    view! {
        <VirtualList
            id=LIST_ID
            label="Scenarios"
            class="scenario-list"
            rows=rows
            row=move |slot| row::cells(workspace, slot)
            columns=row::columns()
            sort=Signal::derive(move || column_sort(listing.sort.get()))
            on_sort=move |sort| listing.sort_by(sort_of(sort))
            selection=listing.selection
            active=listing.active
            current=current
            on_open=open
            on_cut=put_aside
            cut=cut
            dragging=listing.dragging
            drag_payload=payload
            view_key=view_key
            busy=Signal::derive(move || {
                workspace.loading().with(|loading| !loading.finished && loading.error.is_none())
            })
            empty=ViewFn::from(move || view! { <Nothing listing=listing /> })
        />
    }
}

/// What stands in place of rows: nothing yet, nothing at all, nothing found, or an error.
#[component]
fn Nothing(listing: Listing) -> impl IntoView {
    let workspace = listing.workspace;
    move || {
        let loading = workspace.loading().get();
        if let Some(error) = loading.error {
            return view! {
                <ErrorView
                    title="The scenarios cannot be shown"
                    meaning=error.to_string()
                    advice=error.advice()
                    actions=ViewFn::from(move || view! {
                        <Button on_click=move |_| workspace.load()>"Try again"</Button>
                    })
                />
            }
            .into_any();
        }
        if !loading.finished {
            return view! { <p class="scenario-note">"Reading the scenarios…"</p> }.into_any();
        }
        if workspace.index().with(domain::index::Index::is_empty) {
            // Rows that cannot be read are not an empty workspace.
            if !loading.unreadable.is_empty() {
                return ().into_any();
            }
            return view! {
                <EmptyState
                    icon=IconName::Inbox
                    title="No scenarios yet"
                    actions=ViewFn::from(move || view! {
                        <Button
                            variant=ButtonVariant::Primary
                            icon=IconName::Plus
                            on_click=move |_| listing.open_new()
                        >
                            "Write the first scenario"
                        </Button>
                    })
                >
                    <p>
                        "A scenario tells the AI what to answer in a situation, or how to behave in all of them. It starts as a draft: nothing reaches customers before you publish it."
                    </p>
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <EmptyState
                icon=IconName::Search
                title="No scenario matches"
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| listing.change(|filter| *filter = domain::Filter::default())>
                        "Clear the filters"
                    </Button>
                })
            >
                <p>"Remove a filter, or search for other words."</p>
            </EmptyState>
        }
        .into_any()
    }
}

/// How far the reading is, and what it could not read.
#[component]
fn Loading(workspace: Workspace) -> impl IntoView {
    let loading = workspace.loading();
    let running = Memo::new(move |_| loading.with(|l| !l.finished && l.error.is_none()));
    let share = Memo::new(move |_| {
        loading.with(|l| {
            l.total
                .filter(|total| *total > 0)
                .map(|total| l.loaded as f64 / total as f64)
        })
    });
    let words = move || {
        loading.with(|l| match (l.waiting, l.total) {
            (Some(seconds), _) => Some(format!("The service asks to wait {seconds} s")),
            (None, Some(total)) => Some(format!(
                "{} of {}",
                words::grouped(l.loaded),
                words::grouped(total)
            )),
            (None, None) => None,
        })
    };
    let is_stopped = Memo::new(move |_| {
        loading.with(|l| l.error.is_some())
            && !workspace.index().with(domain::index::Index::is_empty)
    });
    let unreadable = Memo::new(move |_| loading.with(|l| l.unreadable.clone()));
    view! {
        <Show when=move || running.get()>
            <div class="scenario-progress">
                <Progress label="Reading the scenarios" value=share text=MaybeProp::derive(words) />
            </div>
        </Show>
        <Show when=move || is_stopped.get()>
            <Banner
                tone=Tone::Red
                title="Not all scenarios could be read"
                actions=ViewFn::from(move || view! {
                    <Button size=ButtonSize::Small on_click=move |_| workspace.load()>"Read again"</Button>
                })
            >
                {move || loading.with(|l| l.error.as_ref().map(ToString::to_string))}
                " What you see is only a part."
            </Banner>
        </Show>
        <Show when=move || unreadable.with(|rows| !rows.is_empty())>
            <Banner
                tone=Tone::Red
                title=MaybeProp::derive(move || {
                    Some(unreadable.with(|rows| format!(
                        "{} from the service cannot be read and are not shown",
                        words::count(rows.len() as u64, "scenario")
                    )))
                })
            >
                <ul class="unreadable">
                    {move || unreadable.with(|rows| {
                        rows.iter().take(5).map(|error| view! { <li><code>{error.to_string()}</code></li> }).collect_view()
                    })}
                </ul>
            </Banner>
        </Show>
    }
}

/// What can be done to the chosen rows.
#[component]
fn SelectionBar(listing: Listing) -> impl IntoView {
    let number = Memo::new(move |_| listing.selection.with(HashSet::len));
    view! {
        <Show when=move || number.get() != 0>
            <div class="selection-bar" role="group" aria-label="Chosen scenarios">
                <span class="selection-count">
                    {move || format!("{} chosen", words::count(number.get() as u64, "scenario"))}
                </span>
                <Button
                    size=ButtonSize::Small
                    icon=IconName::Move
                    keys="m"
                    on_click=move |_| listing.moving.set(Some(Cut::Scenarios(listing.chosen())))
                >
                    "Move to…"
                </Button>
                <Show when=copying::is_possible>
                    <Button
                        size=ButtonSize::Small
                        icon=IconName::Copy
                        on_click=move |_| listing.begin_copy(&listing.chosen())
                    >
                        "Copy to…"
                    </Button>
                </Show>
                <Button
                    size=ButtonSize::Small
                    variant=ButtonVariant::Quiet
                    on_click=move |_| listing.selection.set(HashSet::new())
                >
                    "Choose none"
                </Button>
            </div>
        </Show>
    }
}

fn title(listing: Listing) -> String {
    match listing.filter.with(|filter| filter.directory.clone()) {
        DirectoryChoice::All => "All scenarios".to_owned(),
        DirectoryChoice::None => "No directory".to_owned(),
        DirectoryChoice::Id(id) => listing.workspace.tree().with(|tree| {
            tree.get(&id)
                .map_or_else(|| tree.path(&id), |node| node.name.clone())
        }),
    }
}

fn count(listing: Listing) -> String {
    let shown = listing.view.with(|view| view.rows.len());
    let all = listing.workspace.index().with(domain::index::Index::len);
    count_words(shown, all)
}

fn column_sort(sort: Sort) -> Option<ColumnSort> {
    let column = match sort.by {
        SortBy::Updated => "updated",
        SortBy::Title => "title",
        SortBy::State => "state",
        SortBy::StartTime => "start",
        SortBy::Directory => "directory",
        SortBy::Created => return None,
    };
    let direction = if sort.descending {
        Direction::Descending
    } else {
        Direction::Ascending
    };
    Some(ColumnSort { column, direction })
}

fn sort_of(sort: ColumnSort) -> Sort {
    let by = match sort.column {
        "title" => SortBy::Title,
        "state" => SortBy::State,
        "start" => SortBy::StartTime,
        "directory" => SortBy::Directory,
        _ => SortBy::Updated,
    };
    Sort {
        by,
        descending: sort.direction == Direction::Descending,
    }
}

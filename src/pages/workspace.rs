//! Everything inside a workspace: finds out what it is, reads it, and puts the top bar over it.

use contract::{Dialect, WorkspaceInfo};
use leptos::{either::EitherOf3, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate, use_params_map},
};

use crate::{
    api::connect::ConnectError,
    pages::{
        device::Shell,
        go::{self, Go},
        not_found::NotFoundPage,
    },
    paths,
    state::{Agents, Prefs, Session, Workspace},
    ui::{Button, ButtonVariant, ErrorView, Progress},
};

mod panes;
mod shortcuts;
mod top_bar;

pub use panes::{Panes, ShownPane};
pub use shortcuts::{Command, ShortcutsHelp, on_command};
use top_bar::TopBar;

/// A workspace, once the session knows it.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    let session = Session::expect();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("workspace").unwrap_or_default()));
    let failure = RwSignal::new(None::<ConnectError>);
    let resume = move || {
        failure.set(None);
        spawn_local(async move {
            if let Err(error) = session.resume().await {
                failure.try_set(Some(error));
            }
        });
    };
    if session.connection_untracked().is_none() {
        ask_for_key();
    } else {
        // Also where the list is known: a key may have been revoked since.
        resume();
    }
    let info = Memo::new(move |_| {
        let id = id.get();
        session
            .workspaces()
            .into_iter()
            .find(|workspace| workspace.id == id)
    });
    let known = Memo::new(move |_| !session.workspaces().is_empty());
    // Also by "Back" one can come from a workspace of one dialect into one of the other.
    let path = use_location().pathname;
    Effect::new(move |before: Option<Option<Dialect>>| {
        let now = info
            .with(|info| info.as_ref().map(|info| info.dialect))
            .or(before.flatten());
        if before.flatten().is_some_and(|before| Some(before) != now) {
            go::load(&path.get_untracked());
        }
        now
    });
    view! {
        {move || match (info.get(), failure.get()) {
            (Some(info), _) => EitherOf3::A(view! { <Inside info=info /> }),
            (None, Some(error)) => {
                EitherOf3::B(view! { <NoConnection error=error retry=Callback::new(move |()| resume()) /> })
            }
            (None, None) => EitherOf3::C(view! { <Opening id=id known=known /> }),
        }}
    }
}

/// Connect, and come back here afterwards.
fn ask_for_key() {
    let location = use_location();
    let here = paths::with_query(
        location.pathname.get_untracked(),
        location.search.get_untracked().trim_start_matches('?'),
    );
    let target = paths::connect_and_return(&here);
    let navigate = use_navigate();
    Effect::new(move || {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&target, options);
    });
}

#[component]
fn Inside(info: WorkspaceInfo) -> impl IntoView {
    Prefs::expect().set_last_workspace(&info.id);
    let is_talkover = info.dialect == Dialect::Talkover;
    if is_talkover {
        Agents::provide(info.clone());
    } else {
        Workspace::provide(info.clone());
    }
    let panes = Panes::provide();
    Shell::provide();
    view! {
        <div
            class="shell"
            data-pane=move || panes.shown().as_str()
            data-drawer=move || if panes.drawer() { "open" } else { "closed" }
        >
            <a class="skip" href="#main">"Skip to the content"</a>
            <TopBar info=info.clone() />
            {if is_talkover {
                view! { <AgentPages workspace=info.id /> }.into_any()
            } else {
                view! { <ScenarioPages /> }.into_any()
            }}
        </div>
    }
}

/// What stands behind the workspace in the address.
fn part_of_address() -> Memo<String> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| paths::part(path).to_owned()))
}

/// The pages of a workspace of voice agents. It has no others: what Talkover lacks is not there.
#[component]
fn AgentPages(workspace: String) -> impl IntoView {
    let part = part_of_address();
    let go = Go::here();
    Effect::new(move || {
        if part.with(String::is_empty) {
            go.replace(&paths::agents(&workspace, ""));
        }
    });
    move || match part.get().as_str() {
        "" => ().into_any(),
        paths::AGENTS => view! { <Outlet /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// The pages of a workspace of scenarios.
#[component]
fn ScenarioPages() -> impl IntoView {
    let part = part_of_address();
    let is_ours = Memo::new(move |_| part.with(|part| part != paths::AGENTS));
    move || {
        if is_ours.get() {
            view! { <Outlet /> }.into_any()
        } else {
            view! { <NotFoundPage /> }.into_any()
        }
    }
}

#[component]
fn Opening(id: Memo<String>, known: Memo<bool>) -> impl IntoView {
    view! {
        <main class="page" data-center="" id="main">
            <Show
                when=move || known.get()
                fallback=|| view! { <Progress label="Opening the workspace…" /> }
            >
                <ErrorView
                    title=Signal::derive(move || format!("There is no workspace “{}” here", id.get()))
                    meaning="The link may be old, or your key may not see it. Nothing was changed."
                    advice="Choose one of your workspaces, or connect with another key."
                    actions=ViewFn::from(|| view! { <ToConnect /> })
                />
            </Show>
        </main>
    }
}

#[component]
fn NoConnection(error: ConnectError, retry: Callback<()>) -> impl IntoView {
    let base = Session::expect()
        .connection_untracked()
        .map(|connection| connection.base)
        .filter(|base| !base.is_empty())
        .unwrap_or_else(|| "of this page".to_owned());
    view! {
        <main class="page" data-center="" id="main">
            <ErrorView
                title=error.to_string()
                meaning="The workspace cannot be shown now. Nothing was changed."
                advice=error.advice(&base)
                actions=ViewFn::from(move || view! {
                    <Button variant=ButtonVariant::Primary on_click=move |_| retry.run(())>
                        "Try again"
                    </Button>
                    <ToConnect />
                })
            />
        </main>
    }
}

#[component]
fn ToConnect() -> impl IntoView {
    let navigate = use_navigate();
    view! {
        <Button on_click=move |_| {
            navigate(&paths::connect(), NavigateOptions::default());
        }>"Connect to another service"</Button>
    }
}

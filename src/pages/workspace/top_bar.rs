//! The bar over every page of a workspace.

use contract::{Dialect, WorkspaceInfo};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_location, use_navigate},
};

use crate::{
    pages::{
        agents::AgentsOnThisDevice,
        changes::Recorder,
        device::{NoConnection, OnThisDevice, StorageTrouble},
        go,
    },
    paths,
    state::{Leaving, Prefs, Session},
    ui::{Align, Icon, IconName, Later, Menu, MenuEntry, MenuItem},
    web::theme::Theme,
};

use super::ShortcutsHelp;

/// Product, workspace, the pages, and what belongs to the person.
#[component]
pub fn TopBar(info: WorkspaceInfo) -> impl IntoView {
    let id = info.id.clone();
    let first = paths::first_page(&info);
    let is_talkover = info.dialect == Dialect::Talkover;
    let help = RwSignal::new(false);
    let pages = if is_talkover {
        view! { <PageLink href=paths::agents(&id, "") words="Agents" part=paths::AGENTS /> }
            .into_any()
    } else {
        view! {
            <PageLink href=paths::scenarios(&id, "") words="Scenarios" part="scenarios" />
            <PageLink href=paths::segments(&id) words="Segments" part="segments" />
            <PageLink href=paths::changes(&id, "") words="Changes" part="changes" />
        }
        .into_any()
    };
    view! {
        <header class="topbar">
            <div class="topbar-start">
                <A href=first attr:class="brand" attr:aria-label="Cuebook">
                    <Icon name=IconName::Brand attr:class="brand-mark" />
                    <span class="not-narrow">"Cuebook"</span>
                </A>
                <WorkspaceMenu info=info />
            </div>
            <nav class="topnav" aria-label="Pages of the workspace">
                {pages}
            </nav>
            <div class="topbar-end">
                <Later>
                    {if is_talkover {
                        view! { <AgentsOnThisDevice /> }.into_any()
                    } else {
                        view! { <OnThisDevice /> }.into_any()
                    }}
                </Later>
                <PersonMenu help=help />
            </div>
        </header>
        <Later>
            <ShortcutsHelp open=help />
            <NoConnection />
            <StorageTrouble />
            {go::keep_address()}
            <Show when=move || !is_talkover>
                <Recorder />
            </Show>
        </Later>
    }
}

#[component]
fn PageLink(href: String, words: &'static str, part: &'static str) -> impl IntoView {
    let location = use_location();
    let current = move || {
        let path = location.pathname.get();
        let inside = paths::part(&path);
        (inside == part || (inside.is_empty() && part == "scenarios")).then_some("page")
    };
    view! {
        <a class="topnav-link" href=href aria-current=current>
            {words}
        </a>
    }
}

#[component]
fn WorkspaceMenu(info: WorkspaceInfo) -> impl IntoView {
    let session = Session::expect();
    let leaving = Leaving::expect();
    let navigate = use_navigate();
    let current = info.id.clone();
    let dialect = info.dialect;
    let entries = Signal::derive(move || {
        let mut entries: Vec<MenuEntry> = session
            .workspaces()
            .into_iter()
            .map(|workspace| {
                let navigate = navigate.clone();
                let target = paths::first_page(&workspace);
                let speaks_other = workspace.dialect != dialect;
                MenuEntry::Item(
                    MenuItem::new(workspace.name, move || {
                        leaving.ask(&target, |path| {
                            if speaks_other {
                                go::load(path);
                            } else {
                                navigate(path, NavigateOptions::default());
                            }
                        });
                    })
                    .checked(workspace.id == current),
                )
            })
            .collect();
        entries.push(MenuEntry::Separator);
        let navigate = navigate.clone();
        entries.push(MenuEntry::Item(
            MenuItem::new("Connect to another service…", move || {
                leaving.ask(&paths::connect(), |path| {
                    navigate(path, NavigateOptions::default());
                });
            })
            .icon(IconName::Link),
        ));
        entries
    });
    view! { <Menu label=info.name entries=entries /> }
}

#[component]
fn PersonMenu(help: RwSignal<bool>) -> impl IntoView {
    let prefs = Prefs::expect();
    let session = Session::expect();
    let leaving = Leaving::expect();
    let navigate = use_navigate();
    let entries = Signal::derive(move || {
        let icon = |theme| match theme {
            Theme::System => IconName::Monitor,
            Theme::Light => IconName::Sun,
            Theme::Dark => IconName::Moon,
        };
        let mut entries: Vec<MenuEntry> = Theme::ALL
            .into_iter()
            .map(|theme| {
                let words = format!("Colours: {}", theme.label().to_lowercase());
                MenuItem::new(words, move || prefs.set_theme(theme))
                    .icon(icon(theme))
                    .checked(prefs.theme() == theme)
                    .into()
            })
            .collect();
        entries.push(MenuEntry::Separator);
        entries.push(MenuEntry::Item(
            MenuItem::new("Keyboard shortcuts", move || help.set(true))
                .icon(IconName::Keyboard)
                .keys("?"),
        ));
        entries.push(MenuEntry::Separator);
        let navigate = navigate.clone();
        entries.push(MenuEntry::Item(
            MenuItem::new("Sign out", move || {
                leaving.ask(&paths::connect(), |path| {
                    session.sign_out();
                    navigate(path, NavigateOptions::default());
                });
            })
            .icon(IconName::SignOut),
        ));
        entries
    });
    view! {
        <Menu label="Settings" icon=IconName::Settings icon_only=true entries=entries align=Align::End />
    }
}

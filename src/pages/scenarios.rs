//! The main screen: directories, scenarios, and the open scenario, side by side.

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    pages::{
        copying::CopyDialog,
        workspace::{Command, Panes, ShownPane, on_command},
    },
    state::Prefs,
    ui::{Later, Skeleton, SkeletonKind, Splitter, px},
    web::focus,
};

mod directory_writes;
mod filters;
mod list_pane;
mod listing;
mod move_dialog;
mod row;
mod scenario;
mod tree_pane;

pub use listing::{Cut, Listing, Tab};
pub use scenario::{NoScenarioPane, ScenarioPane};

use list_pane::ListPane;
use move_dialog::MoveDialog;
use tree_pane::TreePane;

const TREE_WIDTH: f64 = 240.0;
const SCENARIO_WIDTH: f64 = 620.0;

/// The three panes.
#[component]
pub fn ScenariosPage() -> impl IntoView {
    let prefs = Prefs::expect();
    let listing = Listing::provide();
    let panes = Panes::expect();
    let is_open = Memo::new(move |_| listing.open_id().is_some());
    // On a phone the URL decides: an open scenario fills the screen, otherwise the list does.
    Effect::new(move || {
        panes.show(if is_open.get() {
            ShownPane::Scenario
        } else {
            ShownPane::List
        });
    });
    on_command(move |command| match command {
        Command::New => {
            listing.open_new();
            true
        }
        Command::FocusTree => {
            panes.show(ShownPane::Tree);
            focus::focus_id(tree_pane::TREE_ID);
            true
        }
        Command::FocusList => {
            panes.show(ShownPane::List);
            focus::focus_id(list_pane::LIST_ID);
            true
        }
        Command::Leave => focus::leave_field("pane-scenario", "scenario-heading"),
        Command::Close if listing.open_id().is_some() => {
            listing.close();
            focus::focus_id(list_pane::LIST_ID);
            true
        }
        _ => false,
    });
    view! {
        <div
            class="panes"
            style:--tree-width=move || px(prefs.tree_width())
            style:--scenario-width=move || px(prefs.scenario_width())
        >
            <div class="scrim" on:click=move |_| panes.close_drawer()></div>
            <Later waiting=|| view! { <TreeWaiting /> }>
                <TreePane />
            </Later>
            <Splitter
                label="Width of the directory tree"
                name="tree"
                controls="pane-tree"
                value=Signal::derive(move || prefs.tree_width())
                min=180.0
                max=420.0
                on_change=move |width| prefs.set_tree_width(width)
                on_reset=move |()| prefs.set_tree_width(TREE_WIDTH)
            />
            <ListPane />
            <Show when=move || is_open.get()>
                <Splitter
                    label="Width of the scenario"
                    name="scenario"
                    controls="pane-scenario"
                    value=Signal::derive(move || prefs.scenario_width())
                    min=380.0
                    max=1400.0
                    pane_after=true
                    on_change=move |width| prefs.set_scenario_width(width)
                    on_reset=move |()| prefs.set_scenario_width(SCENARIO_WIDTH)
                />
            </Show>
            <Outlet />
        </div>
        <Later>
            <MoveDialog />
            <CopyDialog wanted=listing.copying />
        </Later>
    }
}

/// The tree's place, until the tree is there: the rows of the list come first.
#[component]
fn TreeWaiting() -> impl IntoView {
    view! {
        <div class="pane" data-name="tree" id="pane-tree">
            <div class="pane-body" data-pad="">
                <Skeleton kind=SkeletonKind::Tree label="Reading the directories" />
            </div>
        </div>
    }
}

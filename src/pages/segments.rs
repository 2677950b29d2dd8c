//! The segments: named groups of contacts, and the form of the open one beside them.

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    pages::workspace::{Command, Panes, ShownPane, on_command},
    state::Prefs,
    ui::{Later, Progress, Splitter, px},
    web::focus,
};

mod list_pane;
mod listing;
mod segment;

pub use listing::Segments;
pub use segment::{NewSegmentPane, NoSegmentPane, SegmentPane};

use list_pane::ListPane;

const SEGMENT_WIDTH: f64 = 620.0;

/// The segments.
#[component]
pub fn SegmentsPage() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Progress label="Opening the segments…" /> }>
            <TwoPanes />
        </Later>
    }
}

#[component]
fn TwoPanes() -> impl IntoView {
    let prefs = Prefs::expect();
    let segments = Segments::provide();
    let panes = Panes::expect();
    let is_open = Memo::new(move |_| segments.open_id().is_some());
    // On a phone the URL decides: an open segment fills the screen, otherwise the list does.
    Effect::new(move || {
        panes.show(if is_open.get() {
            ShownPane::Scenario
        } else {
            ShownPane::List
        });
    });
    on_command(move |command| match command {
        Command::New if segments.may_edit() => {
            segments.open_new();
            true
        }
        Command::FocusList => {
            panes.show(ShownPane::List);
            focus::focus_id(list_pane::LIST_ID);
            true
        }
        Command::Leave => focus::leave_field("pane-segment", segment::HEADING_ID),
        Command::Close if is_open.get_untracked() => {
            segments.close();
            true
        }
        _ => false,
    });
    view! {
        <div
            class="panes"
            style:--scenario-width=move || px(prefs.scenario_width())
        >
            <ListPane />
            <Show when=move || is_open.get()>
                <Splitter
                    label="Width of the segment"
                    name="scenario"
                    controls="pane-segment"
                    value=Signal::derive(move || prefs.scenario_width())
                    min=380.0
                    max=1400.0
                    pane_after=true
                    on_change=move |width| prefs.set_scenario_width(width)
                    on_reset=move |()| prefs.set_scenario_width(SEGMENT_WIDTH)
                />
            </Show>
            <Outlet />
        </div>
    }
}

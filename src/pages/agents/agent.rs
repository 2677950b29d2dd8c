//! An agent: its state, its trainings, the changes that wait, and the form of the open training.

use domain::talkover::batch::Next;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_params_map};

use crate::{
    pages::{
        copying::CopyDialog,
        workspace::{Command, Panes, ShownPane, on_command},
    },
    state::{Prefs, agents::Desk},
    ui::{Splitter, px},
    web::focus,
};

mod batch_bar;
mod done;
mod head;
mod list_pane;
mod listing;
mod publish;
mod resolve;
mod review;
mod run;
mod training;
mod training_rows;

use done::DoneDialog;
use list_pane::ListPane;
use listing::Trainings;
use review::Review;
use run::RunDialog;
pub use training::OpenTraining;

const TRAINING_WIDTH: f64 = 620.0;

/// What to do about a command whose answer was lost.
const LOOK_AGAIN: &str = "Reload in a moment to see how it stands.";

/// The agent in the address.
#[component]
pub fn AgentView() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("agent").unwrap_or_default()));
    move || view! { <OfAgent id=id.get() /> }
}

#[component]
fn OfAgent(id: String) -> impl IntoView {
    let prefs = Prefs::expect();
    let panes = Panes::expect();
    let desk = Desk::provide(&id);
    let trainings = Trainings::provide(desk);
    let is_open = Memo::new(move |_| trainings.open_id().is_some());
    // On a phone the URL decides: an open training fills the screen, otherwise the list does.
    Effect::new(move || {
        panes.show(if is_open.get() {
            ShownPane::Scenario
        } else {
            ShownPane::List
        });
    });
    // What a page has begun that is gone goes on here. Once: whoever lets a run go on in the
    // background is not shown it again at every reading.
    let is_ready = Memo::new(move |_| desk.is_known() && desk.agent().with(Option::is_some));
    Effect::new(move || {
        if is_ready.get() {
            untrack(|| {
                desk.go_on();
                let next = desk.run().map(|run| run.next());
                if next.is_some_and(|next| next != Next::Finished) {
                    trainings.shows_run.set(true);
                }
            });
        }
    });
    on_command(move |command| match command {
        Command::New => {
            trainings.open_new();
            true
        }
        Command::Save => {
            trainings.review(None);
            true
        }
        Command::Publish => {
            trainings.review(Some(true));
            true
        }
        Command::Undo => {
            trainings.undo_last();
            true
        }
        Command::History => {
            trainings.shows_done.set(true);
            true
        }
        Command::FocusList => {
            panes.show(ShownPane::List);
            focus::focus_id(training_rows::LIST_ID);
            true
        }
        Command::Leave => focus::leave_field("pane-training", training::HEADING_ID),
        Command::Close if is_open.get_untracked() => {
            trainings.close();
            true
        }
        _ => false,
    });
    view! {
        <div class="panes" style:--scenario-width=move || px(prefs.scenario_width())>
            <ListPane />
            <Show when=move || is_open.get()>
                <Splitter
                    label="Width of the training"
                    name="scenario"
                    controls="pane-training"
                    value=Signal::derive(move || prefs.scenario_width())
                    min=380.0
                    max=1400.0
                    pane_after=true
                    on_change=move |width| prefs.set_scenario_width(width)
                    on_reset=move |()| prefs.set_scenario_width(TRAINING_WIDTH)
                />
            </Show>
            <Outlet />
        </div>
        <Review />
        <RunDialog />
        <CopyDialog wanted=trainings.copying />
        <DoneDialog />
    }
}

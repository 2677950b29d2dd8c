//! What runs have done from this browser: each can be undone.

use domain::{talkover::Deed, words};
use leptos::prelude::*;

use crate::{
    state::device::Done,
    ui::{Button, ButtonSize, Dialog, DialogSize, EmptyState, IconName},
    web::clock::Clock,
};

use super::listing::Trainings;

/// The list, the newest run first.
#[component]
pub fn DoneDialog() -> impl IntoView {
    let trainings = Trainings::expect();
    let open = trainings.shows_done;
    let runs = Memo::new(move |_| trainings.desk.work().with(|work| work.done.clone()));
    view! {
        <Dialog
            open=open
            title="What was done here"
            size=DialogSize::Medium
            footer=ViewFn::from(move || view! {
                <Button on_click=move |_| open.set(false)>"Close"</Button>
            })
        >
            {move || {
                let runs = runs.get();
                if runs.is_empty() {
                    return view! {
                        <EmptyState icon=IconName::History title="Nothing was done here yet">
                            <p>
                                "Changes of this agent's trainings that you apply from this browser are listed here, and can be undone, also after a reload."
                            </p>
                        </EmptyState>
                    }
                    .into_any();
                }
                let rows = runs.into_iter().rev().map(|run| view! { <OneRun run=run /> });
                view! {
                    <ol class="review-list done-list" role="list" aria-label="What was done, newest first">
                        {rows.collect_view()}
                    </ol>
                }
                .into_any()
            }}
        </Dialog>
    }
}

#[component]
fn OneRun(run: Done) -> impl IntoView {
    let trainings = Trainings::expect();
    let clock = Clock::expect();
    let at = run.at;
    let count = words::count(run.deeds.len() as u64, "training");
    let undone = run.undone;
    let deeds = run
        .deeds
        .iter()
        .map(Deed::words)
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    let undo = move || {
        trainings.shows_done.set(false);
        trainings.undo(run.clone());
    };
    view! {
        <li class="review-item stack">
            <div class="review-head">
                <strong>
                    <time title=words::compact_utc(at)>
                        {move || words::ago(at, clock.get())}
                    </time>
                    {format!(" · {count}")}
                </strong>
                // What is there now decides: asked for twice, it brings nothing back twice.
                <Button
                    size=ButtonSize::Small
                    icon=IconName::Undo
                    hint=undone.then(|| "It was asked for before: what is back already stays as it is.".to_owned())
                    on_click=move |_| undo()
                >
                    {if undone { "Undo again…" } else { "Undo…" }}
                </Button>
            </div>
            <ul class="deeds" role="list">{deeds}</ul>
        </li>
    }
}

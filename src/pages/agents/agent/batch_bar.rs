//! How many changes wait, and what becomes of them.

use domain::talkover::batch::Next;
use leptos::prelude::*;

use crate::{
    state::device::NotKept,
    ui::{Banner, Button, ButtonSize, ButtonVariant, Tone},
};

use super::listing::Trainings;

/// Says that changes wait, that they are being made, or how that ended.
#[component]
pub fn BatchBar() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let batch = Memo::new(move |_| desk.batch());
    let run = Memo::new(move |_| desk.run());
    let offline = Memo::new(move |_| {
        desk.agent().with(|agent| {
            let agent = agent.as_ref();
            agent.is_some_and(|agent| batch.with(|batch| batch.takes_offline(agent)))
        })
    });
    let show_run = move || {
        view! {
            <Button size=ButtonSize::Small on_click=move |_| trainings.shows_run.set(true)>
                "Show"
            </Button>
        }
    };
    view! {
        {move || desk.not_kept().map(|why| {
            let advice = match &why {
                NotKept::Storage(error) => error.advice(),
                NotKept::Unreadable => {
                    "They are left as they are. What you write now lasts as long as this tab."
                }
            };
            view! { <Banner tone=Tone::Red title=why.to_string()>{advice}</Banner> }
        })}
        {move || run.get().map(|run| {
            let (tone, title) = match run.next() {
                Next::Finished => (Tone::Green, "The changes are made."),
                Next::Decide => (Tone::Amber, "A change needs your decision."),
                Next::Stopped => (Tone::Amber, "Making the changes was stopped."),
                Next::Rest => (
                    Tone::Amber,
                    "Making the changes waits for the service, and goes on by itself.",
                ),
                Next::List | Next::Look | Next::Send | Next::Await => {
                    (Tone::Blue, "The changes are being made.")
                }
            };
            view! {
                <Banner tone=tone title=title actions=ViewFn::from(show_run)>
                    {run.summary().sentences().join(" ")}
                </Banner>
            }
        })}
        {move || batch.with(|batch| !batch.is_empty()).then(|| {
            let words = batch.with(domain::talkover::Batch::words);
            let note = if offline.get() {
                "Applying takes the agent offline for new calls until it is published again."
            } else {
                "Nothing is sent before you apply them."
            };
            view! {
                <Banner
                    tone=Tone::Amber
                    title=words
                    actions=ViewFn::from(move || view! {
                        <Button
                            size=ButtonSize::Small
                            variant=ButtonVariant::Primary
                            keys="Ctrl+S"
                            on_click=move |_| trainings.review(None)
                        >
                            "Review and apply…"
                        </Button>
                    })
                >
                    {note}
                </Banner>
            }
        })}
    }
}

//! What the form says of edits that were not sent.

use domain::{Draft, Moment};
use leptos::prelude::*;

use crate::{
    pages::device::{Drawer, ScenarioDifference},
    state::device::Holder,
    ui::{Banner, Button, ButtonSize, Tone},
    web::clock,
};

use super::form::Form;

/// That the form goes on with unsent edits, and that there are others.
#[component]
pub fn UnsentEdits(form: Form) -> impl IntoView {
    let shows = RwSignal::new(false);
    let recovered = Memo::new(move |_| form.recovered.get().filter(|_| form.is_dirty()));
    view! {
        {move || recovered.get().map(|recovered| {
            let is_new = form.edited.with_untracked(Draft::is_new);
            let meaning = if recovered.after_end {
                "The tab was closed, reloaded or ended before the service had them. This device has kept them."
            } else {
                "You left them before the service had them. This device has kept them."
            };
            view! {
                <Banner
                    title=format!("These are your unsent edits of {}", when(recovered.at))
                    actions=ViewFn::from(move || view! {
                        {(!is_new).then(|| view! {
                            <Button
                                size=ButtonSize::Small
                                on_click=move |_| shows.update(|shows| *shows = !*shows)
                            >
                                "Compare with the service"
                            </Button>
                        })}
                        <Button size=ButtonSize::Small on_click=move |_| form.discard_recovered()>
                            "Discard them"
                        </Button>
                    })
                    on_dismiss=move |()| form.recovered.set(None)
                >
                    {meaning}
                </Banner>
                <Show when=move || shows.get()>
                    {move || {
                        let edited = form.draft.get();
                        let now = match (form.theirs.get(), edited.base.as_deref()) {
                            (Some(theirs), _) => Draft::of(&theirs.training),
                            (None, Some(base)) => Draft::of(base),
                            (None, None) => Draft::new(None),
                        };
                        view! { <ScenarioDifference now=now edited=edited /> }
                    }}
                </Show>
            }
        })}
        <OtherEdits form=form />
    }
}

/// Edits of the same scenario that stand somewhere else.
#[component]
fn OtherEdits(form: Form) -> impl IntoView {
    let drawer = Drawer::expect();
    let others = Memo::new(move |_| {
        let others = form.other_edits();
        let elsewhere = others.iter().any(|edit| edit.holder == Holder::OtherTab);
        (!others.is_empty()).then_some(elsewhere)
    });
    move || {
        others.get().map(|elsewhere| {
            let title = if elsewhere {
                "Another tab of this browser has unsent edits of this scenario"
            } else {
                "There are other unsent edits of this scenario on this device"
            };
            view! {
                <Banner
                    tone=Tone::Amber
                    title=title
                    actions=ViewFn::from(move || view! {
                        <Button size=ButtonSize::Small on_click=move |_| drawer.show_edits()>
                            "Show them"
                        </Button>
                    })
                >
                    "Nothing is mixed or overwritten: whoever saves second puts both together."
                </Banner>
            }
        })
    }
}

/// The device's wall time, with the day where it is another one.
fn when(at: Moment) -> String {
    clock::wall_time_of(at)
}

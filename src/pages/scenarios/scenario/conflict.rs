//! Somebody else wrote while this form was open: nothing is overwritten, on either side.

use leptos::prelude::*;

use domain::{Moment, words};

use crate::{
    ui::{Banner, Button, ButtonSize, Tone},
    web::clock::Clock,
};

use super::{difference::Difference, form::Form};

/// What the service has now, and what to do about it.
#[component]
pub fn Conflict(form: Form) -> impl IntoView {
    let clock = Clock::expect();
    let shows = RwSignal::new(false);
    let when = move || {
        let theirs = form.theirs.get()?;
        let at = Moment::read(&theirs.training.updated_at)?;
        Some(words::relative(at, clock.get()))
    };
    view! {
        <Show when=move || form.theirs.with(Option::is_some)>
            <Banner
                tone=Tone::Amber
                title="Somebody changed this scenario since you opened it"
                actions=ViewFn::from(move || view! {
                    <Button size=ButtonSize::Small on_click=move |_| shows.update(|shows| *shows = !*shows)>
                        "Show the difference"
                    </Button>
                    <Button size=ButtonSize::Small on_click=move |_| form.keep_mine()>
                        "Put my edits on top"
                    </Button>
                    <Button size=ButtonSize::Small on_click=move |_| form.take_theirs()>
                        "Take the newer text"
                    </Button>
                })
            >
                "The service has a version from " {when} ". Your edits were not sent, and nothing was overwritten."
            </Banner>
            <Show when=move || shows.get()>
                {move || form.theirs.get().map(|theirs| {
                    let mine = form.draft.with(|draft| draft.content.clone());
                    view! {
                        <Difference
                            old=theirs.training.working_content().to_owned()
                            new=mine
                            old_name="The service, now"
                            new_name="Your edits"
                        />
                    }
                })}
            </Show>
        </Show>
    }
}

//! Somebody else wrote while a form was open: nothing is overwritten, on either side.

use leptos::prelude::*;

use domain::{Moment, words};

use super::difference::Difference;
use crate::{
    ui::{Banner, Button, ButtonSize, Tone},
    web::{clock::Clock, focus},
};

const BANNER_ID: &str = "conflict";

/// What the service has now, where it is not what the form began with.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// When it was written, in ISO 8601, where the service says it.
    pub updated_at: Option<String>,
    /// It, to be compared.
    pub text: String,
}

/// What the service has now, and what to do about it.
#[component]
pub fn Conflict(
    /// What it is about: "scenario".
    what: &'static str,
    /// What the service has now; `None` where nobody else wrote.
    #[prop(into)]
    theirs: Signal<Option<Theirs>>,
    /// What is in the form, to be compared.
    #[prop(into)]
    mine: Signal<String>,
    /// The id of the heading, which takes the focus when the buttons are gone.
    heading: &'static str,
    /// Puts the edits and somebody else's together, where that can be done.
    #[prop(optional)]
    on_merge: Option<Callback<()>>,
    /// Puts the edits on what the service has now.
    #[prop(into)]
    on_keep: Callback<()>,
    /// Gives the edits up for it.
    #[prop(into)]
    on_take: Callback<()>,
) -> impl IntoView {
    let clock = Clock::expect();
    let shows = RwSignal::new(false);
    let is_there = Memo::new(move |_| theirs.with(Option::is_some));
    // It stands above the fields, and the command may have come from below them.
    Effect::new(move || {
        if is_there.get() {
            request_animation_frame(|| focus::scroll_into_view(BANNER_ID));
        }
    });
    let when = move || {
        let at = theirs.with(|theirs| Moment::read(theirs.as_ref()?.updated_at.as_deref()?))?;
        Some(format!(", {}", words::ago(at, clock.get())))
    };
    let answer = move |answer: Callback<()>| {
        answer.run(());
        focus::rescue(heading);
    };
    view! {
        <Show when=move || is_there.get()>
            <div id=BANNER_ID>
            <Banner
                tone=Tone::Amber
                title=format!("Somebody changed this {what} since you opened it")
                actions=ViewFn::from(move || view! {
                    {on_merge.map(|on_merge| view! {
                        <Button size=ButtonSize::Small on_click=move |_| answer(on_merge)>
                            "Put the edits together"
                        </Button>
                    })}
                    <Button size=ButtonSize::Small on_click=move |_| shows.update(|shows| *shows = !*shows)>
                        "Show the difference"
                    </Button>
                    <Button size=ButtonSize::Small on_click=move |_| answer(on_keep)>
                        "Put my edits on top"
                    </Button>
                    <Button size=ButtonSize::Small on_click=move |_| answer(on_take)>
                        "Take the newer text"
                    </Button>
                })
            >
                "The service has a newer version" {when} ". Your edits were not sent, and nothing was overwritten."
            </Banner>
            </div>
            <Show when=move || shows.get()>
                {move || theirs.get().map(|theirs| view! {
                    <Difference
                        old=theirs.text
                        new=mine.get()
                        old_name="The service, now"
                        new_name="Your edits"
                    />
                })}
            </Show>
        </Show>
    }
}

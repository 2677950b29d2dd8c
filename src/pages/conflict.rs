//! Somebody else wrote while a form was open: nothing is overwritten, on either side.

use leptos::prelude::*;

use domain::{Moment, words};

use super::difference::Difference;
use crate::{
    ui::{Banner, Button, ButtonSize, Tone, dom_id},
    web::{clock::Clock, focus},
};

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
    let when = move || {
        let at = theirs.with(|theirs| Moment::read(theirs.as_ref()?.updated_at.as_deref()?))?;
        Some(format!(", {}", words::ago(at, clock.get())))
    };
    let difference = ViewFn::from(move || {
        move || {
            theirs.get().map(|theirs| {
                view! {
                    <Difference
                        old=theirs.text
                        new=mine.get()
                        old_name="The service, now"
                        new_name="Your edits"
                    />
                }
            })
        }
    });
    view! {
        <SomebodyElse
            title=format!("Somebody changed this {what} since you opened it")
            is_there=Memo::new(move |_| theirs.with(Option::is_some))
            heading=heading
            on_merge=on_merge
            difference=difference
            on_keep=Some(on_keep)
            on_take=Some(("Take the newer text", on_take))
        >
            "The service has a newer version" {when} ". Your edits were not sent, and nothing was overwritten."
        </SomebodyElse>
    }
}

/// That somebody else wrote, and the ways out, where it is to be decided here.
#[component]
pub fn SomebodyElse(
    /// What happened.
    #[prop(into)]
    title: String,
    /// Whether somebody did. With each word of it, the question comes into view.
    #[prop(into)]
    is_there: Signal<bool>,
    /// The id of the heading, which takes the focus when the buttons are gone.
    #[prop(into)]
    heading: String,
    /// Puts the edits and somebody else's together.
    #[prop(optional_no_strip)]
    on_merge: Option<Callback<()>>,
    /// The difference between the two, which a button shows and hides.
    #[prop(optional, into)]
    difference: Option<ViewFn>,
    /// Puts the edits on what the service has now.
    #[prop(optional_no_strip)]
    on_keep: Option<Callback<()>>,
    /// Gives the edits up for it, and the words of that.
    #[prop(optional_no_strip)]
    on_take: Option<(&'static str, Callback<()>)>,
    /// What it means for what is typed.
    children: ChildrenFn,
) -> impl IntoView {
    let id = StoredValue::new(dom_id("conflict"));
    let (title, heading) = (StoredValue::new(title), StoredValue::new(heading));
    let shows = RwSignal::new(false);
    // It stands above the fields, and the command may have come from below them.
    Effect::new(move || {
        if is_there.get() && on_keep.is_some() {
            let id = id.get_value();
            request_animation_frame(move || focus::scroll_into_view(&id));
        }
    });
    let way = move |(words, way): (&'static str, Callback<()>)| {
        let go = move |_| {
            way.run(());
            heading.with_value(|heading| focus::rescue(heading.as_str()));
        };
        view! { <Button size=ButtonSize::Small on_click=go>{words}</Button> }
    };
    let is_compared = difference.is_some();
    let ways = ViewFn::from(move || {
        view! {
            {on_merge.map(|merge| way(("Put the edits together", merge)))}
            {is_compared.then(|| view! {
                <Button size=ButtonSize::Small on_click=move |_| shows.update(|shows| *shows = !*shows)>
                    "Show the difference"
                </Button>
            })}
            {on_keep.map(|keep| way(("Put my edits on top", keep)))}
            {on_take.map(way)}
        }
    });
    let difference = StoredValue::new(difference.unwrap_or_default());
    let children = StoredValue::new(children);
    view! {
        <Show when=move || is_there.get()>
            <div id=id.get_value()>
                <Banner tone=Tone::Amber title=title.get_value() actions=ways.clone()>
                    {children.with_value(|children| children())}
                </Banner>
            </div>
            <Show when=move || shows.get()>{difference.with_value(ViewFn::run)}</Show>
        </Show>
    }
}

//! What stands under the text: the instant in UTC, in words, and what the clocks do to it.

use domain::{Moment, words, zone};
use leptos::prelude::*;

use super::{Bound, reading::Reading, wall};
use crate::ui::{Button, ButtonSize, Icon, IconName, dom_id};

#[component]
pub(super) fn Notes(
    bound: Bound,
    id: String,
    none: StoredValue<String>,
    to_words: Callback<i64, String>,
) -> impl IntoView {
    let instant = move || {
        let reading = bound.reading.get();
        if reading == Reading::Empty {
            return view! { <span class="instant-none">{none.get_value()}</span> }.into_any();
        }
        let Some(at) = reading.moment() else {
            return ().into_any();
        };
        view! {
            <span class="instant-utc">{written(at)}</span>
            <span class="instant-words">{to_words.run(at.0)}</span>
        }
        .into_any()
    };
    let choice = move || match bound.reading.get() {
        Reading::Twice { first, second, .. } => Some(twice(bound, first, second)),
        Reading::Never { later, earlier, .. } => Some(never(bound, later, earlier)),
        _ => None,
    };
    view! {
        <div class="instant-notes" id=id aria-live="polite">{instant}</div>
        {choice}
    }
}

/// `2026-03-29 01:30Z`, with seconds where there are any.
fn written(at: Moment) -> String {
    if at.utc().second == 0 {
        return words::compact_utc(at);
    }
    format!("{}Z", zone::format(at.utc()))
}

/// The clocks show the time twice: which one is meant?
fn twice(bound: Bound, first: Moment, second: Moment) -> AnyView {
    let name = dom_id("twice");
    let option = |words: &'static str, at: Moment, takes_second: bool| {
        let offset = bound
            .offset_at(at.0)
            .map(zone::offset_label)
            .unwrap_or_default();
        view! {
            <label class="instant-option">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || bound.takes_second.get() == takes_second
                    on:change=move |_| bound.choose_second(takes_second)
                />
                {words} " (" {offset} ")"
            </label>
        }
    };
    view! {
        <div class="instant-change" role="radiogroup" aria-label="Which of the two times">
            <span class="instant-why">
                <Icon name=IconName::Info />
                "The clocks are set back: this time comes twice."
            </span>
            {option("The first", first, false)}
            {option("The second", second, true)}
        </div>
    }
    .into_any()
}

/// The clocks never show the time: two others are near.
fn never(bound: Bound, later: Moment, earlier: Moment) -> AnyView {
    let option = move |at: Moment| {
        let shown = zone::wall(at, |millis| bound.offset_at(millis));
        let label = shown.map(wall::time_of_day).unwrap_or_default();
        view! {
            <Button size=ButtonSize::Small on_click=move |_| bound.put(at)>
                {format!("Use {label}")}
            </Button>
        }
    };
    view! {
        <div class="instant-change" role="group" aria-label="Times that exist">
            {option(later)}
            {option(earlier)}
        </div>
    }
    .into_any()
}

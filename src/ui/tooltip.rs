//! A word that appears beside a button under the pointer or with focus.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;
use web_sys::HtmlElement;

use super::place::{Align, place};

/// The box of a tooltip. It lives inside its button, so that the pointer may rest on it, and is
/// hidden from the button's accessible name; the button refers to it as its description.
#[component]
pub fn Tooltip(
    /// Its id, for `aria-describedby`.
    id: String,
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
    /// A shortcut, shown as keys.
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// Its element.
    node_ref: NodeRef<html::Span>,
) -> impl IntoView {
    view! {
        <span
            node_ref=node_ref
            id=id
            class="tooltip"
            role="tooltip"
            popover="manual"
            aria-hidden="true"
            on:click=|event| event.stop_propagation()
        >
            <span class="tooltip-box">
                {move || text.get()}
                {move || keys.get().map(|keys| view! { <super::Kbd keys=keys /> })}
            </span>
        </span>
    }
}

/// Shows `tip` beside `anchor`.
pub fn show_tip(anchor: &HtmlElement, tip: &HtmlElement) {
    // It refuses when it is shown already, and then it stands where it should.
    if tip.show_popover().is_ok() {
        place(anchor, tip, Align::Center);
    }
}

/// Hides `tip`.
pub fn hide_tip(tip: &HtmlElement) {
    let _ = tip.hide_popover();
}

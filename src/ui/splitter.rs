//! The line between two panes, which can be moved.

use leptos::prelude::*;
use leptos::{ev, html};

/// How far an arrow key moves the line, in CSS pixels; with Shift four times as far.
const STEP: f64 = 16.0;

/// A movable line beside a pane. It is a focusable separator whose value is the pane's width.
#[component]
pub fn Splitter(
    /// What it does: "Width of the directory tree".
    #[prop(into)]
    label: Signal<String>,
    /// The `data-name` that the layout knows it by.
    name: &'static str,
    /// The id of the pane whose width it is.
    #[prop(into)]
    controls: String,
    /// The width now, in CSS pixels.
    #[prop(into)]
    value: Signal<f64>,
    /// The least width.
    min: f64,
    /// The greatest width.
    #[prop(into)]
    max: Signal<f64>,
    /// Whether the pane is after the line, so that moving to the left widens it.
    #[prop(optional)]
    pane_after: bool,
    /// Called with the new width while it is moved.
    #[prop(into)]
    on_change: Callback<f64>,
    /// Called on a double click or Enter: back to the usual width.
    #[prop(optional, into)]
    on_reset: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    // Where the pointer went down, and the width then.
    let grabbed = RwSignal::new(None::<(f64, f64)>);
    let sign = if pane_after { -1.0 } else { 1.0 };
    let set = move |width: f64| {
        let width = width.min(max.get_untracked()).max(min).round();
        if (width - value.get_untracked()).abs() >= 1.0 {
            on_change.run(width);
        }
    };
    let reset = move || {
        if let Some(on_reset) = on_reset {
            on_reset.run(());
        }
    };
    let by_key = move |event: ev::KeyboardEvent| {
        let step = if event.shift_key() { STEP * 4.0 } else { STEP };
        let now = value.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" => set(now - sign * step),
            "ArrowRight" => set(now + sign * step),
            "Home" => set(min),
            "End" => set(max.get_untracked()),
            "Enter" => reset(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let grab = move |event: ev::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        if let Some(line) = node.get_untracked() {
            let _ = line.set_pointer_capture(event.pointer_id());
            let _ = line.focus();
        }
        grabbed.set(Some((f64::from(event.client_x()), value.get_untracked())));
    };
    let drag = move |event: ev::PointerEvent| {
        if let Some((from, width)) = grabbed.get_untracked() {
            set(width + sign * (f64::from(event.client_x()) - from));
        }
    };
    view! {
        <div
            node_ref=node
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=move || label.get()
            aria-controls=controls
            aria-valuenow=move || pixels(value.get())
            aria-valuemin=pixels(min)
            aria-valuemax=move || pixels(max.get())
            data-name=name
            data-state=move || grabbed.get().map(|_| "moving")
            on:keydown=by_key
            on:pointerdown=grab
            on:pointermove=drag
            on:pointerup=move |_| grabbed.set(None)
            on:pointercancel=move |_| grabbed.set(None)
            on:dblclick=move |_| reset()
        ></div>
    }
}

/// In whole numbers, see [`super::px`].
fn pixels(width: f64) -> String {
    (width.round() as i64).to_string()
}

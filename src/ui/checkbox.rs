//! Checkboxes: the plain one, the switch, and the chip.

use leptos::html;
use leptos::prelude::*;

use super::dom_id::dom_id;
use super::icon::{Icon, IconName};

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what it becomes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Some, but not all, of what it stands for.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// A line under the label.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The label.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = node.get() {
            input.set_indeterminate(mixed.get());
        }
    });
    view! {
        <label class="check">
            <input
                node_ref=node
                class="check-input"
                type="checkbox"
                prop:checked=move || checked.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span class="check-label">
                {children()}
                {move || hint.get().map(|hint| view! { <span class="check-hint">{hint}</span> })}
            </span>
        </label>
    }
}

/// A switch: it acts at once.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with what it becomes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The label.
    children: Children,
) -> impl IntoView {
    let error_id = dom_id("switch");
    let described_by = {
        let error_id = error_id.clone();
        move || error.get().map(|_| error_id.clone())
    };
    view! {
        <label class="check">
            <input
                class="switch-input"
                type="checkbox"
                role="switch"
                prop:checked=move || on.get()
                on:change:target=move |event| on_change.run(event.target().checked())
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described_by
            />
            <span class="check-label">{children()}</span>
        </label>
        {move || error.get().map(|error| view! {
            <p class="field-error" id=error_id.clone()><Icon name=IconName::Error />{error}</p>
        })}
    }
}

/// A checkbox that looks like a chip, for a handful of choices side by side.
#[component]
pub fn ChipCheckbox(
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what it becomes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// A drawing before the label while it is not checked.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// The label.
    children: Children,
) -> impl IntoView {
    let shown = move || {
        if checked.get() {
            Some(IconName::Check)
        } else {
            icon.get()
        }
    };
    view! {
        <label class="chip" data-check="">
            <input
                class="chip-input"
                type="checkbox"
                prop:checked=move || checked.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            {move || shown().map(|icon| view! { <Icon name=icon /> })}
            <span class="chip-label">{children()}</span>
        </label>
    }
}

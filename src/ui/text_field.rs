//! One line of text.

use leptos::html;
use leptos::prelude::*;

use super::button::ButtonSize;
use super::field::FieldControl;
use super::icon::{Icon, IconName};
use super::icon_button::IconButton;

/// A text input. Inside a `Field` it is labelled and described by it; elsewhere give a `label`.
#[component]
pub fn TextField(
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// `text`, `password`, `url`, `search` …
    #[prop(default = "text")]
    kind: &'static str,
    /// Its accessible name outside a `Field`.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// An example of what to type.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it can be read but not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Letters of equal width, for ids, dates and JSON.
    #[prop(optional)]
    mono: bool,
    /// Its element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let field = use_context::<FieldControl>();
    let described = field.as_ref().map(|field| field.described_by);
    let invalid = field.as_ref().map(|field| field.invalid);
    let required = field.as_ref().is_some_and(|field| field.required);
    view! {
        <input
            node_ref=node_ref
            class="input"
            id=field.map(|field| field.id)
            type=kind
            autocomplete=autocomplete
            autocapitalize="off"
            spellcheck=if kind == "text" && !mono { "true" } else { "false" }
            placeholder=move || placeholder.get()
            data-mono=mono.then_some("")
            readonly=move || readonly.get()
            aria-label=move || label.get()
            aria-required=required.then_some("true")
            aria-describedby=move || described.and_then(|described| described.get())
            aria-invalid=move || invalid.is_some_and(|invalid| invalid.get()).then_some("true")
            prop:value=move || value.get()
            on:input:target=move |event| on_input.run(event.target().value())
        />
    }
}

/// A search box: a lens, the text, and a button that empties it.
#[component]
pub fn SearchField(
    /// Its accessible name, also shown while it is empty.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The shortcut that focuses it, shown while it is empty.
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// Its element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let filled = Memo::new(move |_| value.with(|value| !value.is_empty()));
    let clear = move || {
        on_input.run(String::new());
        if let Some(input) = node_ref.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <div class="search" role="search">
            <Icon name=IconName::Search />
            <input
                node_ref=node_ref
                class="search-input"
                type="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=move || label.get()
                placeholder=move || label.get()
                prop:value=move || value.get()
                on:input:target=move |event| on_input.run(event.target().value())
                on:keydown=move |event| {
                    if event.key() == "Escape" && filled.get_untracked() {
                        event.prevent_default();
                        event.stop_propagation();
                        clear();
                    }
                }
            />
            <Show
                when=move || filled.get()
                fallback=move || keys.get().map(|keys| view! { <super::Kbd keys=keys attr:aria-hidden="true" /> })
            >
                <IconButton
                    label="Clear the search"
                    icon=IconName::Close
                    size=ButtonSize::Small
                    on_click=move |_| clear()
                />
            </Show>
        </div>
    }
}

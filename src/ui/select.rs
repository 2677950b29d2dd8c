//! A native select.

use leptos::prelude::*;

use super::field::FieldControl;
use super::icon::{Icon, IconName};

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What `on_change` is called with.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl SelectOption {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// One of few choices. Inside a `Field` it is labelled and described by it.
#[component]
pub fn Select(
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The value of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of the choice.
    #[prop(into)]
    on_change: Callback<String>,
    /// Its accessible name outside a `Field`.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// No outline until it is used, for toolbars.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let field = use_context::<FieldControl>();
    let described = field.as_ref().map(|field| field.described_by);
    let invalid = field.as_ref().map(|field| field.invalid);
    view! {
        <span class="select" data-quiet=quiet.then_some("")>
            <select
                class="select-control"
                id=field.map(|field| field.id)
                aria-label=move || label.get()
                aria-describedby=move || described.and_then(|described| described.get())
                aria-invalid=move || invalid.is_some_and(|invalid| invalid.get()).then_some("true")
                on:change:target=move |event| on_change.run(event.target().value())
            >
                <For
                    each=move || options.get()
                    key=|option| (option.value.clone(), option.label.clone())
                    children=move |SelectOption { value: own, label }| {
                        let chosen = {
                            let own = own.clone();
                            move || value.with(|value| *value == own)
                        };
                        view! {
                            <option value=own prop:selected=chosen>
                                {label}
                            </option>
                        }
                    }
                />
            </select>
            <Icon name=IconName::ChevronsUpDown />
        </span>
    }
}

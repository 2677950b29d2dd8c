//! A few choices side by side, one of them chosen: a radio group.

use leptos::prelude::*;

use super::dom_id::dom_id;
use super::field::FieldControl;
use super::icon::{Icon, IconName};

/// One choice of a [`Segmented`] control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentedOption {
    /// What `on_change` is called with.
    pub value: String,
    /// What is shown, or said where only the icon is shown.
    pub label: String,
    /// A drawing.
    pub icon: Option<IconName>,
    /// A number after the label.
    pub count: Option<usize>,
    /// Show the icon alone.
    pub icon_only: bool,
}

impl SegmentedOption {
    /// A choice with words alone.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            icon: None,
            count: None,
            icon_only: false,
        }
    }

    /// With a drawing.
    #[must_use]
    pub fn icon(self, icon: IconName) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// With a number.
    #[must_use]
    pub fn count(self, count: usize) -> Self {
        Self {
            count: Some(count),
            ..self
        }
    }

    /// The drawing alone; the label is still said.
    #[must_use]
    pub fn icon_only(self) -> Self {
        Self {
            icon_only: true,
            ..self
        }
    }
}

/// A radio group that looks like joined buttons. The browser moves the choice by arrow keys.
#[component]
pub fn Segmented(
    /// The name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SegmentedOption>>,
    /// The value of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of the choice.
    #[prop(into)]
    on_change: Callback<String>,
    /// Whether it is the control of the `Field` around it, which then names and describes it.
    #[prop(optional)]
    of_field: bool,
) -> impl IntoView {
    let group = dom_id("choice");
    let field = of_field.then(use_context::<FieldControl>).flatten();
    let described = field.as_ref().map(|field| field.described_by);
    let invalid = field.as_ref().map(|field| field.invalid);
    let required = field.as_ref().is_some_and(|field| field.required);
    let (id, labelled_by) = field.map(|field| (field.id, field.label_id)).unzip();
    let is_labelled = labelled_by.is_some();
    view! {
        <div
            class="segmented"
            role="radiogroup"
            id=id
            aria-label=move || (!is_labelled).then(|| label.get())
            aria-labelledby=labelled_by
            aria-required=required.then_some("true")
            aria-describedby=move || described.and_then(|described| described.get())
            aria-invalid=move || invalid.is_some_and(|invalid| invalid.get()).then_some("true")
        >
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|option| view! { <Choice option=option group=group.clone() value=value on_change=on_change /> })
                    .collect_view()
            }}
        </div>
    }
}

#[component]
fn Choice(
    option: SegmentedOption,
    group: String,
    value: Signal<String>,
    on_change: Callback<String>,
) -> impl IntoView {
    let SegmentedOption {
        value: own,
        label,
        icon,
        count,
        icon_only,
    } = option;
    let chosen = {
        let own = own.clone();
        move || value.with(|value| *value == own)
    };
    let title = icon_only.then(|| label.clone());
    view! {
        <label class="segmented-option" title=title>
            <input
                class="segmented-input"
                type="radio"
                name=group
                value=own.clone()
                prop:checked=chosen
                on:change=move |_| on_change.run(own.clone())
            />
            {icon.map(|icon| view! { <Icon name=icon /> })}
            <span class:visually-hidden=icon_only>{label}</span>
            {count.map(|count| view! { <span class="count">{count}</span> })}
        </label>
    }
}

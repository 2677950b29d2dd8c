//! A field: the label, hint, error and counter around one control, tied to it.

use leptos::prelude::*;

use super::dom_id::dom_id;
use super::icon::{Icon, IconName};

/// What a control inside a [`Field`] takes from it: `use_context::<FieldControl>()`.
#[derive(Clone, Debug)]
pub struct FieldControl {
    /// The id that the label points to.
    pub id: String,
    /// The id of the label, for controls that are not labelable elements.
    pub label_id: String,
    /// The ids for `aria-describedby`.
    pub described_by: Signal<Option<String>>,
    /// Whether there is an error.
    pub invalid: Signal<bool>,
    /// Whether it must be filled.
    pub required: bool,
}

/// How many characters are used, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Characters now.
    pub used: usize,
    /// Characters at most.
    pub limit: usize,
}

/// A label above, a control, and below it the hint or the error, and the counter.
#[component]
pub fn Field(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// The control's id; without one a fresh one is made.
    #[prop(optional, into)]
    id: Option<String>,
    /// What helps before an error is made.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and what would be right.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The counter.
    #[prop(optional, into)]
    count: MaybeProp<Count>,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
    /// Hide the label from sight, where the place says it already.
    #[prop(optional)]
    label_hidden: bool,
    /// Something at the end of the label's line, such as a switch between text and preview.
    #[prop(optional, into)]
    aside: ViewFn,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| dom_id("field"));
    let (label_id, hint_id) = (format!("{id}-label"), format!("{id}-hint"));
    let (error_id, count_id) = (format!("{id}-error"), format!("{id}-count"));
    let invalid = Memo::new(move |_| error.get().is_some());
    let described_by = {
        let (hint_id, error_id, count_id) = (hint_id.clone(), error_id.clone(), count_id.clone());
        Signal::derive(move || {
            let ids: Vec<&str> = [
                invalid.get().then_some(error_id.as_str()),
                hint.get().map(|_| hint_id.as_str()),
                count.get().map(|_| count_id.as_str()),
            ]
            .into_iter()
            .flatten()
            .collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let control = FieldControl {
        id: id.clone(),
        label_id: label_id.clone(),
        described_by,
        invalid: invalid.into(),
        required,
    };

    view! {
        <div class="field" data-invalid=move || invalid.get().then_some("")>
            <div class="field-head">
                <label
                    class="field-label"
                    class:visually-hidden=label_hidden
                    id=label_id
                    for=id
                >
                    {move || label.get()}
                    {required
                        .then(|| view! { <span class="field-required" aria-hidden="true">"*"</span> })}
                </label>
                {aside.run()}
            </div>
            {provide_field(control, children)}
            <div class="field-foot">
                <div class="field-notes">
                    // Always in the page, so that a new error is read out.
                    <div class="field-error" id=error_id aria-live="polite">
                        {move || {
                            error
                                .get()
                                .map(|error| {
                                    view! {
                                        <Icon name=IconName::Error />
                                        <span>{error}</span>
                                    }
                                })
                        }}
                    </div>
                    {move || {
                        let hint_id = hint_id.clone();
                        hint.get()
                            .map(|hint| view! { <div class="field-hint" id=hint_id>{hint}</div> })
                    }}
                </div>
                {move || {
                    let count_id = count_id.clone();
                    count
                        .get()
                        .map(|Count { used, limit }| {
                            view! {
                                <div
                                    class="field-count"
                                    id=count_id
                                    data-over=(used > limit).then_some("")
                                >
                                    {grouped(used)}
                                    " / "
                                    {grouped(limit)}
                                    <span class="visually-hidden">" characters"</span>
                                </div>
                            }
                        })
                }}
            </div>
        </div>
    }
}

/// Runs the children under an owner of their own, so that the context reaches only them.
fn provide_field(control: FieldControl, children: Children) -> impl IntoView {
    view! { <leptos::context::Provider value=control>{children()}</leptos::context::Provider> }
}

/// `50000` as `50,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

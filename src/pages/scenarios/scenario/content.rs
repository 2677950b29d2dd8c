//! Title and content: what a version holds.

use domain::{ChangedField, counters::Counter};
use leptos::prelude::*;

use crate::ui::{Count, Field, MarkdownView, Segmented, SegmentedOption, TextArea, TextField};

use super::form::{Form, field_id};

const WRITE: &str = "write";
const PREVIEW: &str = "preview";

/// The title, or the trigger of a scenario that is found by meaning.
#[component]
pub fn TitleField(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.title.clone());
    let is_behavioral =
        form.part(|draft| draft.r#type == contract::opencx::TrainingType::Behavioral);
    let label = Signal::derive(move || {
        if is_behavioral.get() {
            "Title".to_owned()
        } else {
            "Title or trigger".to_owned()
        }
    });
    let hint = MaybeProp::derive(move || {
        (!is_behavioral.get()).then(|| {
            "As a customer would ask it: the AI finds the scenario by its meaning.".to_owned()
        })
    });
    view! {
        <div on:focusout=move |_| touch(form, ChangedField::Title, value)>
            <Field
                label=label
                id=field_id("title").unwrap_or_default()
                required=true
                hint=hint
                error=form.error(ChangedField::Title)
                count=MaybeProp::derive(move || value.with(|text| shown(Counter::title(text), 0.8)))
            >
                <TextField
                    value=value
                    on_input=move |text| form.edit(ChangedField::Title, |draft| draft.title = text)
                />
            </Field>
        </div>
    }
}

/// The instruction, as Markdown, with a preview.
#[component]
pub fn ContentField(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.content.clone());
    let mode = RwSignal::new(WRITE.to_owned());
    let counter = Memo::new(move |_| value.with(|text| Counter::content(text)));
    view! {
        <div on:focusout=move |_| touch(form, ChangedField::Content, value)>
            <Field
                label="Content"
                id=field_id("content").unwrap_or_default()
                required=true
                hint=MaybeProp::derive(move || Some(counter.get().label()))
                error=form.error(ChangedField::Content)
                count=MaybeProp::derive(move || shown(counter.get(), 0.8))
                aside=ViewFn::from(move || view! {
                    <Segmented
                        label="Write or preview"
                        options=vec![
                            SegmentedOption::new(WRITE, "Write"),
                            SegmentedOption::new(PREVIEW, "Preview"),
                        ]
                        value=mode
                        on_change=move |chosen| mode.set(chosen)
                    />
                })
            >
                <Show
                    when=move || mode.with(|mode| mode == WRITE)
                    fallback=move || view! {
                        <div class="content-preview" role="region" aria-label="Preview" tabindex="0">
                            <MarkdownView text=value />
                        </div>
                    }
                >
                    <TextArea
                        value=value
                        rows=12
                        placeholder="How the AI should respond. Markdown works."
                        on_input=move |text| form.edit(ChangedField::Content, |draft| draft.content = text)
                    />
                </Show>
            </Field>
        </div>
    }
}

/// The counter is shown when the limit comes near: before, it would only be noise.
fn shown(counter: Counter, from: f64) -> Option<Count> {
    let near = counter.characters as f64 >= counter.limit as f64 * from;
    near.then_some(Count {
        used: counter.characters,
        limit: counter.limit,
    })
}

/// A field that was left empty from the start is not scolded before it was ever filled.
fn touch(form: Form, field: ChangedField, value: Signal<String>) {
    // Taking a focused field away is a way of leaving it, when the form is gone already.
    let is_filled = value.try_with_untracked(|text| !text.is_empty());
    let was_edited = form
        .changes
        .try_with_untracked(|changes| changes.contains(&field));
    if is_filled == Some(true) || was_edited == Some(true) {
        form.touch(field);
    }
}

//! Metadata: a key and a JSON value a row.

use domain::{ChangedField, MetadataRow};
use leptos::prelude::*;

use crate::ui::{Button, ButtonSize, ButtonVariant, IconButton, IconName, TextField};

use super::form::{Form, field_id};

/// The rows, folded away while there are none.
#[component]
pub fn MetadataField(form: Form) -> impl IntoView {
    let number = Memo::new(move |_| form.edited.with(|draft| draft.metadata.len()));
    let is_open = number.get_untracked() > 0;
    let add = move |_| {
        form.edit(ChangedField::Metadata, |draft| {
            draft.metadata.push(MetadataRow::default());
        });
    };
    let summary_error = form.error(ChangedField::Metadata);
    view! {
        <Show when=move || form.offers(ChangedField::Metadata)>
            <details class="metadata" id=field_id("metadata") open=is_open>
                <summary>
                    "Metadata" <span class="count">{move || number.get()}</span>
                </summary>
                <p class="field-hint">
                    "For other systems: a key, and any JSON as its value. The AI does not see it."
                </p>
                <div class="metadata-rows" role="group" aria-label="Metadata">
                    <For each=move || 0..number.get() key=|at| *at let:at>
                        <Row form=form at=at />
                    </For>
                </div>
                {move || {
                    (number.get() == 0)
                        .then(|| summary_error.get().map(|error| view! { <p class="field-error">{error}</p> }))
                }}
                <Button size=ButtonSize::Small variant=ButtonVariant::Quiet icon=IconName::Plus on_click=add>
                    "Add a row"
                </Button>
            </details>
        </Show>
    }
}

#[component]
fn Row(form: Form, at: usize) -> impl IntoView {
    let cell = move |pick: fn(&MetadataRow) -> &String| {
        Signal::derive(move || {
            form.edited
                .with(|draft| draft.metadata.get(at).map(|row| pick(row).clone()))
                .unwrap_or_default()
        })
    };
    let write = move |change: &dyn Fn(&mut MetadataRow)| {
        form.edit(ChangedField::Metadata, |draft| {
            if let Some(row) = draft.metadata.get_mut(at) {
                change(row);
            }
        });
    };
    let error = move || {
        form.problems.with(|errors| {
            errors
                .of(&format!("metadata[{at}]"))
                .map(|error| error.message.clone())
        })
    };
    let is_blank = move || {
        form.edited
            .with(|draft| draft.metadata.get(at).is_none_or(MetadataRow::is_blank))
    };
    view! {
        <div class="metadata-row" data-invalid=move || error().is_some().then_some("")>
            <TextField
                label=format!("Key {}", at + 1)
                placeholder="key"
                mono=true
                value=cell(|row| &row.key)
                on_input=move |text: String| write(&|row| row.key.clone_from(&text))
            />
            <TextField
                label=format!("JSON value {}", at + 1)
                placeholder="\"text\", 12, true, {…}"
                mono=true
                value=cell(|row| &row.json)
                on_input=move |text: String| write(&|row| row.json.clone_from(&text))
            />
            <IconButton
                label=format!("Remove row {}", at + 1)
                icon=IconName::Close
                size=ButtonSize::Small
                on_click=move |_| {
                    form.edit(ChangedField::Metadata, |draft| {
                        if at < draft.metadata.len() {
                            draft.metadata.remove(at);
                        }
                    });
                }
            />
            <div class="field-error" aria-live="polite">
                {move || if is_blank() { None } else { error() }}
            </div>
        </div>
    }
}

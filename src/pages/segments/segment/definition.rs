//! Who belongs to the segment: any of the alternatives, each all of its conditions; or the JSON.

use std::collections::BTreeSet;

use domain::{Alternative, Condition, DefinitionForm, DefinitionRows, MetadataRow, SegmentField};
use leptos::{either::Either, prelude::*};

use crate::{
    ui::{
        Banner, Button, ButtonSize, ButtonVariant, Field, Icon, IconButton, IconName, TextArea,
        Tone,
    },
    web::focus,
};

use super::{
    condition::ConditionRow,
    form::{Form, field_id},
};

const LABEL_ID: &str = "segment-definition-label";
const HINT_ID: &str = "segment-definition-hint";
/// Suggestions for types.
pub const TYPES_ID: &str = "segment-types";
/// Suggestions for keys.
pub const KEYS_ID: &str = "segment-keys";
const ADD_ID: &str = "segment-add-alternative";

/// The button that adds a condition to an alternative.
#[must_use]
pub fn add_condition_id(alternative: usize) -> String {
    format!("segment-add-condition-{alternative}")
}

/// The editor in its two ways.
#[component]
pub fn DefinitionEditor(form: Form) -> impl IntoView {
    let is_json = form.part(|draft| draft.definition.json().is_some());
    view! {
        <div
            class="definition"
            role="group"
            id=field_id("definition")
            aria-labelledby=LABEL_ID
            aria-describedby=HINT_ID
        >
            <div class="field-head">
                <span class="field-label" id=LABEL_ID>"Definition"</span>
                <OtherWay form=form />
            </div>
            <p class="field-hint definition-hint" id=HINT_ID>
                "A contact belongs to the segment when all conditions of any one alternative hold. The service decides what a type means."
            </p>
            {move || if is_json.get() {
                Either::Left(view! { <Json form=form /> })
            } else {
                Either::Right(view! { <Rows form=form /> })
            }}
        </div>
    }
}

/// Goes to JSON and back. Where something would be lost on the way, it says what.
#[component]
fn OtherWay(form: Form) -> impl IntoView {
    let other = form.part(|draft| match &draft.definition {
        rows @ DefinitionForm::Rows(_) => rows.to_json().map_err(|errors| {
            let first = errors.0.first().map(|error| error.message.clone());
            format!(
                "Correct the conditions first. {}",
                first.unwrap_or_default()
            )
        }),
        json @ DefinitionForm::Json(_) => json.to_rows().map_err(|error| error.to_string()),
    });
    let is_json = form.part(|draft| draft.definition.json().is_some());
    view! {
        <Button
            size=ButtonSize::Small
            variant=ButtonVariant::Quiet
            icon=MaybeProp::derive(move || Some(if is_json.get() { IconName::Layers } else { IconName::Code }))
            disabled_reason=MaybeProp::derive(move || other.with(|other| other.clone().err()))
            on_click=move |_| {
                let words = if is_json.get_untracked() {
                    "The definition is shown as conditions."
                } else {
                    "The definition is shown as JSON."
                };
                if let Ok(other) = other.get_untracked() {
                    form.show_definition(other, words);
                }
            }
        >
            {move || if is_json.get() { "Edit as conditions" } else { "Edit as JSON" }}
        </Button>
    }
}

#[component]
fn Json(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.definition.json().unwrap_or_default().to_owned());
    let exact = form.error("definition");
    // What is wrong deeper inside has no field of its own here.
    let inside = Memo::new(move |_| {
        let all = form
            .problems
            .get()
            .0
            .into_iter()
            .chain(form.refused.get().0);
        let lines: Vec<String> = all
            .filter(|error| error.field.starts_with("definition."))
            .map(|error| format!("{} {}", error.field, error.message))
            .collect();
        (!lines.is_empty()).then(|| lines.join("; "))
    });
    view! {
        <div on:focusout=move |_| form.touch("definition")>
            <Field
                label="Definition as JSON"
                label_hidden=true
                id=field_id("definition.json")
                hint="{\"or\":[{\"and\":[{\"type\":…}]}]}: any of the alternatives, all of their conditions."
                error=MaybeProp::derive(move || exact.get().or_else(|| inside.get()))
            >
                <TextArea
                    value=value
                    rows=10
                    mono=true
                    on_input=move |text| {
                        form.edit(SegmentField::Definition, |draft| {
                            draft.definition = DefinitionForm::Json(text);
                        });
                    }
                />
            </Field>
        </div>
    }
}

#[component]
fn Rows(form: Form) -> impl IntoView {
    let number = form.part(|draft| {
        draft
            .definition
            .rows()
            .map_or(0, |rows| rows.alternatives.len())
    });
    let others = form.part(|draft| {
        let rows = draft.definition.rows()?;
        let keys: Vec<String> = rows.other_keys().into_iter().map(str::to_owned).collect();
        (!keys.is_empty()).then(|| keys.join(", "))
    });
    let error = form.error("definition");
    let add = move |_| {
        let at = number.get_untracked();
        form.edit_rows(|rows| rows.alternatives.push(Alternative::new(vec![blank()])));
        focus::focus_id(field_id(&format!("definition.or[{at}].and[0].type")));
    };
    view! {
        {move || error.get().map(|error| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Error />{error}</p>
        })}
        {move || others.get().map(|keys| view! {
            <Banner tone=Tone::Blue silent=true>
                "The definition also holds " <code>{keys}</code>
                ". It is kept as it is; edit as JSON to see it."
            </Banner>
        })}
        <Suggestions form=form />
        <div class="definition-alternatives">
            <For each=move || 0..number.get() key=|at| *at let:at>
                <AlternativeBox form=form at=at />
            </For>
        </div>
        <Show when=move || number.get() == 0>
            <p class="definition-empty">"No alternatives yet: nobody belongs to this segment."</p>
        </Show>
        <Button size=ButtonSize::Small icon=IconName::Plus on_click=add attr:id=ADD_ID>
            {move || if number.get() == 0 { "Add a condition" } else { "Or: add an alternative" }}
        </Button>
    }
}

/// The types and keys that the workspace's segments use already: the service documents none.
#[component]
fn Suggestions(form: Form) -> impl IntoView {
    let words = Memo::new(move |_| {
        let (mut types, mut keys) = (BTreeSet::new(), BTreeSet::new());
        form.segments.workspace.segments().with(|known| {
            let definitions = known.ready().into_iter().flatten();
            for rows in definitions.filter_map(|one| DefinitionRows::read(&one.definition).ok()) {
                let conditions = rows.alternatives.into_iter().flat_map(|one| one.conditions);
                for condition in conditions {
                    keys.extend(condition.rows.into_iter().map(|row| row.key));
                    types.insert(condition.r#type);
                }
            }
        });
        (types, keys)
    });
    let options = |words: &BTreeSet<String>| {
        words
            .iter()
            .map(|word| view! { <option value=word.clone()></option> })
            .collect_view()
    };
    view! {
        <datalist id=TYPES_ID>{move || words.with(|(types, _)| options(types))}</datalist>
        <datalist id=KEYS_ID>{move || words.with(|(_, keys)| options(keys))}</datalist>
    }
}

/// A condition that waits to be filled.
fn blank() -> Condition {
    Condition::new("", vec![MetadataRow::default()])
}

#[component]
fn AlternativeBox(form: Form, at: usize) -> impl IntoView {
    let path = format!("definition.or[{at}]");
    let number = form.part(move |draft| {
        draft
            .definition
            .rows()
            .and_then(|rows| rows.alternatives.get(at))
            .map_or(0, |alternative| alternative.conditions.len())
    });
    let error = form.error(path.clone());
    let add = move |_| {
        let inner = number.get_untracked();
        form.edit_rows(|rows| {
            if let Some(alternative) = rows.alternatives.get_mut(at) {
                alternative.conditions.push(blank());
            }
        });
        focus::focus_id(field_id(&format!("definition.or[{at}].and[{inner}].type")));
    };
    let remove = move |_| {
        form.remove_rows("Alternative", |rows| {
            if at < rows.alternatives.len() {
                rows.alternatives.remove(at);
            }
        });
        focus::focus_id(ADD_ID);
    };
    view! {
        {(at > 0).then(|| view! { <p class="definition-or"><span>"or"</span></p> })}
        <div
            class="definition-alternative"
            role="group"
            id=field_id(&path)
            aria-label=format!("Alternative {}", at + 1)
        >
            <div class="definition-head">
                <span class="definition-title">{format!("Alternative {}", at + 1)}</span>
                " "
                <span class="definition-note">
                    {move || match number.get() {
                        0 => "no conditions",
                        1 => "1 condition",
                        _ => "all of these",
                    }}
                </span>
                <IconButton
                    label=format!("Remove alternative {}", at + 1)
                    icon=IconName::Trash
                    size=ButtonSize::Small
                    on_click=remove
                />
            </div>
            {move || error.get().map(|error| view! {
                <p class="field-error" role="alert"><Icon name=IconName::Error />{error}</p>
            })}
            <Show when=move || number.get() == 0>
                <p class="definition-empty">
                    "Add a condition, or remove the alternative: a service may take an empty one to hold for everybody."
                </p>
            </Show>
            <For each=move || 0..number.get() key=|inner| *inner let:inner>
                <ConditionRow form=form alternative=at at=inner />
            </For>
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Quiet
                icon=IconName::Plus
                on_click=add
                attr:id=add_condition_id(at)
            >
                {move || if number.get() == 0 { "Add a condition" } else { "And: add a condition" }}
            </Button>
        </div>
    }
}

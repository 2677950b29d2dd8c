//! One condition: its type, and whatever else the service keeps in it, a key and a JSON value a row.

use domain::{Condition, MetadataRow};
use leptos::prelude::*;

use crate::{
    ui::{Button, ButtonSize, ButtonVariant, Field, Icon, IconButton, IconName, TextField},
    web::focus,
};

use super::{
    definition::{KEYS_ID, TYPES_ID, add_condition_id},
    form::{Form, field_id},
};

/// Where a condition stands.
#[derive(Clone, Copy)]
struct Place {
    form: Form,
    alternative: usize,
    at: usize,
}

impl Place {
    fn path(self) -> String {
        format!("definition.or[{}].and[{}]", self.alternative, self.at)
    }

    fn part<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        part: impl Fn(&Condition) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        self.form.part(move |draft| {
            draft
                .definition
                .rows()
                .and_then(|rows| rows.alternatives.get(self.alternative))
                .and_then(|alternative| alternative.conditions.get(self.at))
                .map(&part)
                .unwrap_or_default()
        })
    }

    fn edit(self, change: impl FnOnce(&mut Condition)) {
        self.form.edit_rows(|rows| {
            if let Some(condition) = rows
                .alternatives
                .get_mut(self.alternative)
                .and_then(|alternative| alternative.conditions.get_mut(self.at))
            {
                change(condition);
            }
        });
    }

    fn remove(self) {
        self.form.remove_rows("Condition", |rows| {
            if let Some(alternative) = rows.alternatives.get_mut(self.alternative)
                && self.at < alternative.conditions.len()
            {
                alternative.conditions.remove(self.at);
            }
        });
        focus::focus_id(add_condition_id(self.alternative));
    }

    fn remove_row(self, row: usize) {
        self.form.remove_rows("Row", |rows| {
            if let Some(condition) = rows
                .alternatives
                .get_mut(self.alternative)
                .and_then(|alternative| alternative.conditions.get_mut(self.at))
                && row < condition.rows.len()
            {
                condition.rows.remove(row);
            }
        });
        focus::focus_id(self.add_id());
    }

    fn add_id(self) -> String {
        format!("segment-add-row-{}-{}", self.alternative, self.at)
    }
}

/// A condition of an alternative.
#[component]
pub fn ConditionRow(
    /// The form.
    form: Form,
    /// The alternative's number, from 0.
    alternative: usize,
    /// The condition's number in it, from 0.
    at: usize,
) -> impl IntoView {
    let place = Place {
        form,
        alternative,
        at,
    };
    let path = place.path();
    let type_path = format!("{path}.type");
    let number = place.part(|condition| condition.rows.len());
    let error = form.error(path.clone());
    let touched = type_path.clone();
    let kind = place.part(|condition| condition.r#type.clone());
    let add = move |_| {
        let row = number.get_untracked();
        place.edit(|condition| condition.rows.push(MetadataRow::default()));
        focus::focus_id(field_id(&format!("{}.rows[{row}].key", place.path())));
    };
    view! {
        {(at > 0).then(|| view! { <p class="definition-and">"and"</p> })}
        <div
            class="condition"
            role="group"
            id=field_id(&path)
            aria-label=format!("Condition {} of alternative {}", at + 1, alternative + 1)
        >
            <div class="condition-row" on:focusout=move |_| {
                // A field that was never filled is not scolded for being empty.
                if kind.try_with_untracked(|kind| !kind.is_empty()) == Some(true) {
                    form.touch(&touched);
                }
            }>
                <span class="condition-key" aria-hidden="true">"type"</span>
                <Field
                    label="Type"
                    label_hidden=true
                    required=true
                    id=field_id(&type_path)
                    error=form.error(type_path.clone())
                >
                    <TextField
                        mono=true
                        placeholder="custom_data"
                        value=kind
                        on_input=move |text| place.edit(|condition| condition.r#type = text)
                        attr:list=TYPES_ID
                    />
                </Field>
                <IconButton
                    label=format!("Remove condition {} of alternative {}", at + 1, alternative + 1)
                    icon=IconName::Trash
                    size=ButtonSize::Small
                    on_click=move |_| place.remove()
                />
            </div>
            {move || error.get().map(|error| view! {
                <p class="field-error" role="alert"><Icon name=IconName::Error />{error}</p>
            })}
            <For each=move || 0..number.get() key=|row| *row let:row>
                <KeyRow place=place row=row />
            </For>
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Quiet
                icon=IconName::Plus
                on_click=add
                attr:id=place.add_id()
            >
                "Add a key"
            </Button>
        </div>
    }
}

#[component]
fn KeyRow(place: Place, row: usize) -> impl IntoView {
    let path = format!("{}.rows[{row}]", place.path());
    let (key, value) = (format!("{path}.key"), format!("{path}.value"));
    let cell = move |pick: fn(&MetadataRow) -> &String| {
        place.part(move |condition| {
            condition
                .rows
                .get(row)
                .map(|row| pick(row).clone())
                .unwrap_or_default()
        })
    };
    let write = move |change: &dyn Fn(&mut MetadataRow)| {
        place.edit(|condition| {
            if let Some(row) = condition.rows.get_mut(row) {
                change(row);
            }
        });
    };
    let (touch_key, touch_value) = (key.clone(), value.clone());
    view! {
        <div class="condition-row">
            <div on:focusout=move |_| place.form.touch(&touch_key)>
                <Field
                    label=format!("Key {}", row + 1)
                    label_hidden=true
                    id=field_id(&key)
                    error=place.form.error(key.clone())
                >
                    <TextField
                        mono=true
                        placeholder="key"
                        value=cell(|row| &row.key)
                        attr:list=KEYS_ID
                        on_input=move |text: String| write(&|row| row.key.clone_from(&text))
                    />
                </Field>
            </div>
            <div on:focusout=move |_| place.form.touch(&touch_value)>
                <Field
                    label=format!("JSON value {}", row + 1)
                    label_hidden=true
                    id=field_id(&value)
                    error=place.form.error(value.clone())
                >
                    <TextField
                        mono=true
                        placeholder="\"text\", 12, true, {…}"
                        value=cell(|row| &row.json)
                        on_input=move |text: String| write(&|row| row.json.clone_from(&text))
                    />
                </Field>
            </div>
            <IconButton
                label=format!("Remove key {}", row + 1)
                icon=IconName::Close
                size=ButtonSize::Small
                on_click=move |_| place.remove_row(row)
            />
        </div>
    }
}

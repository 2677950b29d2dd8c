//! The fields of a form of settings, drawn from its table.

use contract::FieldError;
use domain::talkover::settings::{Control, Section, Setting};
use leptos::prelude::*;

use super::form::Form;
use crate::{
    pages::problems::near,
    ui::{
        Field, FieldProblem, Segmented, SegmentedOption, Select, SelectOption, TextArea, TextField,
    },
};

/// A problem of a form of settings. The service's own words have the field's name in them.
pub fn problem(form: Form, error: FieldError) -> FieldProblem {
    match form.kind().setting(&error.field) {
        Some(setting) => FieldProblem {
            message: setting.words(&error),
            field_id: Some(form.field_id(setting)),
        },
        None => FieldProblem {
            message: error.message,
            field_id: None,
        },
    }
}

/// All fields, under their headings.
#[component]
pub fn Fields(form: Form) -> impl IntoView {
    form.kind()
        .sections()
        .iter()
        .map(|section| view! { <FieldsOf form=form section=section /> })
        .collect_view()
}

#[component]
fn FieldsOf(form: Form, section: &'static Section) -> impl IntoView {
    let fields = section
        .settings
        .iter()
        .map(|setting| view! { <SettingField form=form setting=setting /> })
        .collect_view();
    if section.title.is_empty() {
        return view! { <div class="settings-fields">{fields}</div> }.into_any();
    }
    view! {
        <fieldset class="settings-group">
            <legend class="settings-legend">{section.title}</legend>
            <div class="settings-fields">{fields}</div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn SettingField(form: Form, setting: &'static Setting) -> impl IntoView {
    let value = form.part(|draft| draft.text(setting.name).to_owned());
    let hidden = form.part(|draft| draft.words_of_hidden(setting));
    let hint = MaybeProp::derive(move || {
        let words = [setting.hint(), hidden.get().unwrap_or_default().to_owned()];
        let words = words.join(" ").trim().to_owned();
        (!words.is_empty()).then_some(words)
    });
    let most = match setting.control {
        Control::Line(most) | Control::Text(Some(most)) => Some(most),
        _ => None,
    };
    let count =
        MaybeProp::derive(move || most.and_then(|most| value.with(|text| near(text, most))));
    let is_wide = matches!(setting.control, Control::Text(_) | Control::Ids);
    view! {
        <div
            class="settings-field"
            data-wide=is_wide.then_some("")
            on:focusout=move |_| form.touch(setting)
        >
            <Field
                label=setting.label
                id=form.field_id(setting)
                required=setting.is_required
                hint=hint
                error=form.error(setting)
                count=count
            >
                {control(form, setting, value)}
            </Field>
        </div>
    }
}

fn control(form: Form, setting: &'static Setting, value: Memo<String>) -> AnyView {
    let edit = move |text: String| form.edit(setting, text);
    match setting.control {
        Control::Text(_) => view! { <TextArea value=value rows=2 on_input=edit /> }.into_any(),
        Control::Ids => {
            view! { <TextArea value=value rows=2 mono=true on_input=edit /> }.into_any()
        }
        Control::Word(_) | Control::YesNo => {
            // Made once: drawn anew, the choice would lose the focus with each press of an arrow.
            let options = value.with_untracked(|value| choices(setting, value));
            view! {
                <Segmented
                    label=setting.label
                    of_field=true
                    options=options
                    value=value
                    on_change=edit
                />
            }
            .into_any()
        }
        Control::Language => {
            let options = Memo::new(move |_| value.with(|value| languages(setting, value)));
            view! { <Select options=options value=value on_change=edit /> }.into_any()
        }
        Control::Line(_) | Control::Whole(..) | Control::Number(_) | Control::Between(..) => {
            view! { <TextField value=value on_input=edit /> }.into_any()
        }
    }
}

/// The words of a field. One that the service shows and nobody knows is one of them, and so is
/// none where none is asked for.
fn choices(setting: &'static Setting, value: &str) -> Vec<SegmentedOption> {
    let known = setting.control.choices();
    let is_unknown = !value.is_empty() && known.iter().all(|(word, _)| *word != value);
    let none = (!setting.is_required).then(|| SegmentedOption::new("", "Not said"));
    let unknown = is_unknown.then(|| SegmentedOption::new(value, value));
    let known = known.into_iter();
    let known = known.map(|(word, label)| SegmentedOption::new(word, label));
    known.chain(unknown).chain(none).collect()
}

fn languages(setting: &'static Setting, value: &str) -> Vec<SelectOption> {
    let known = setting.control.choices();
    let is_unknown = !value.is_empty() && known.iter().all(|(code, _)| *code != value);
    let unknown = is_unknown.then(|| SelectOption::new(value, value));
    // A required one is empty only until it is chosen.
    let none = (value.is_empty() || !setting.is_required).then(|| {
        let words = if setting.is_required {
            "Choose…"
        } else {
            "Not said"
        };
        SelectOption::new("", words)
    });
    let known = known.into_iter();
    let known = known.map(|(code, label)| SelectOption::new(code, label));
    none.into_iter().chain(known).chain(unknown).collect()
}

//! To whom and where the scenario applies: type, channels, segments, directory.

use contract::opencx::{Channel, TrainingType};
use domain::{ChangedField, Warning, audience};
use leptos::prelude::*;

use crate::{
    state::workspace::Known,
    ui::{ComboOption, Combobox, Field, Segmented, SegmentedOption},
};

use super::form::{Form, field_id};

/// Always active, or found by meaning.
#[component]
pub fn TypeField(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.r#type.as_str().to_owned());
    let explained = move || match form.edited.with(|draft| draft.r#type) {
        TrainingType::Behavioral => "Part of every conversation: tone, guardrails, escalation.",
        TrainingType::ScenarioSpecific => {
            "Used when a customer's question is close in meaning to the title."
        }
    };
    view! {
        <Show when=move || form.offers(ChangedField::Type)>
            <div class="field" id=field_id("type")>
                <div class="field-head"><span class="field-label">"Type"</span></div>
                <Segmented
                    label="Type"
                    options=TrainingType::ALL
                        .map(|kind| SegmentedOption::new(kind.as_str(), kind.label()))
                        .to_vec()
                    value=value
                    on_change=move |name: String| {
                        if let Some(kind) = TrainingType::known(&name) {
                            form.edit(ChangedField::Type, |draft| draft.r#type = kind);
                        }
                    }
                />
                <p class="field-hint">{explained}</p>
                <Warnings form=form field=ChangedField::Type />
            </div>
        </Show>
    }
}

/// The ten channels, and the explicit "All channels".
#[component]
pub fn ChannelField(form: Form) -> impl IntoView {
    let value = form.part(|draft| {
        draft
            .channels
            .iter()
            .map(|channel| channel.as_str().to_owned())
            .collect::<Vec<_>>()
    });
    // A channel that this build does not know stays on offer, or it could not be kept.
    let options = Signal::derive(move || {
        let foreign = value.with(|names| {
            names
                .iter()
                .filter(|name| Channel::known(name).is_none())
                .map(|name| ComboOption::new(name, name).described("Unknown to this console"))
                .collect::<Vec<_>>()
        });
        Channel::ALL
            .iter()
            .map(|channel| ComboOption::new(channel.as_str(), channel.label()))
            .chain(foreign)
            .collect::<Vec<_>>()
    });
    let change = move |names: Vec<String>| {
        form.edit(ChangedField::Channels, |draft| {
            draft.channels = names.iter().map(|name| Channel::read(name)).collect();
        });
    };
    view! {
        <Show when=move || form.offers(ChangedField::Channels)>
            <div>
                <Field
                    label="Channels"
                    id=field_id("restricted_to_channels").unwrap_or_default()
                    error=form.error(ChangedField::Channels)
                >
                    <Combobox
                        options=options
                        value=value
                        multiple=true
                        empty_label=audience::ALL_CHANNELS
                        on_change=change
                    />
                </Field>
                <Warnings form=form field=ChangedField::Channels />
            </div>
        </Show>
    }
}

/// The segments by name, and the explicit "Everyone".
#[component]
pub fn SegmentField(form: Form) -> impl IntoView {
    let options = Signal::derive(move || match form.segments() {
        Known::Ready(segments) => segments
            .into_iter()
            .map(|segment| {
                let option = ComboOption::new(segment.id, segment.name);
                match segment.description {
                    Some(description) => option.described(description),
                    None => option,
                }
            })
            .collect(),
        Known::Loading | Known::Failed(_) => Vec::new(),
    });
    let failed = MaybeProp::derive(move || match form.segments() {
        Known::Failed(error) => Some(format!("The segments cannot be shown. {error}")),
        Known::Loading | Known::Ready(_) => None,
    });
    let change = move |ids: Vec<String>| {
        form.edit(ChangedField::Segments, |draft| draft.segments = ids);
    };
    view! {
        <Show when=move || form.offers(ChangedField::Segments)>
            <div>
                <Field
                    label="Segments"
                    id=field_id("restricted_to_segments").unwrap_or_default()
                    error=form.error(ChangedField::Segments)
                >
                    <Combobox
                        options=options
                        value=form.part(|draft| draft.segments.clone())
                        multiple=true
                        empty_label=audience::EVERYONE
                        loading=Signal::derive(move || form.segments() == Known::Loading)
                        failed=failed
                        on_change=change
                    />
                </Field>
                <Warnings form=form field=ChangedField::Segments />
            </div>
        </Show>
    }
}

/// The directory, by its path.
#[component]
pub fn DirectoryField(form: Form) -> impl IntoView {
    let tree = form.workspace.tree();
    let options = Signal::derive(move || {
        tree.with(|tree| {
            tree.nodes()
                .iter()
                .map(|node| ComboOption::new(node.id.clone(), tree.path(&node.id)))
                .collect::<Vec<_>>()
        })
    });
    let change = move |ids: Vec<String>| {
        form.edit(ChangedField::Directory, |draft| {
            draft.directory_id = ids.into_iter().next();
        });
    };
    view! {
        <Show when=move || form.offers(ChangedField::Directory)>
            <Field
                label="Directory"
                id=field_id("directory_id").unwrap_or_default()
                error=form.error(ChangedField::Directory)
            >
                <Combobox
                    options=options
                    value=form.part(|draft| draft.directory_id.iter().cloned().collect::<Vec<_>>())
                    empty_label="No directory"
                    on_change=change
                />
            </Field>
        </Show>
    }
}

/// What a save would do to this field's audience, before it happens.
#[component]
pub fn Warnings(form: Form, field: ChangedField) -> impl IntoView {
    let found = Memo::new(move |_| {
        form.warnings
            .get()
            .into_iter()
            .filter(|warning| warning.field() == field)
            .collect::<Vec<Warning>>()
    });
    move || {
        found.with(|found| {
            found
                .iter()
                .map(|warning| {
                    view! {
                        <p class="field-warning" data-asks=warning.asks().then_some("")>
                            {warning.sentence()}
                        </p>
                    }
                })
                .collect_view()
        })
    }
}

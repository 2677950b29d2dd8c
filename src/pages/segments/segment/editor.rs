//! The form of a segment: name, description, definition, and what is asked before it is lost.

use contract::{FieldError, opencx::limits};
use domain::{SegmentDraft, SegmentField};
use leptos::prelude::*;

use crate::{
    api::ApiError,
    pages::{
        conflict::{Conflict, Theirs},
        device::WaitingBanner,
        difference::Difference,
        problems::{Failed, Problems, near, problem},
        unsent::UnsentEdits,
        workspace::{Command, on_command},
    },
    ui::{Button, ButtonLink, ButtonSize, ConfirmDialog, Field, TextArea, TextField},
    web::focus,
};

use super::{
    definition::DefinitionEditor,
    details::Facts,
    form::{Asked, Doing, Form, HEADING_ID, field_id},
    head::{Delete, Foot, Head, Use},
};

/// The form and its companions.
#[component]
pub fn Editor(form: Form) -> impl IntoView {
    on_command(move |command| {
        let ours = command == Command::Save;
        if ours {
            form.save();
        }
        ours
    });
    let title = form.part(|draft| match draft.name.trim() {
        "" if draft.is_new() => "New segment".to_owned(),
        "" => "Without a name".to_owned(),
        name => name.to_owned(),
    });
    Effect::new(move || focus::set_title(&title.get()));
    let base = form.part(|draft| draft.base.clone());
    let theirs = Signal::derive(move || {
        form.theirs.get().map(|theirs| Theirs {
            text: SegmentDraft::of(&theirs).to_text(),
            updated_at: theirs.updated_at,
        })
    });
    view! {
        <Head title=title actions=ViewFn::from(move || view! { <Delete form=form /> }) />
        <div class="pane-body" data-pad="">
            <form
                class="segment-form stack"
                novalidate
                aria-label="Segment"
                on:submit=move |event| {
                    event.prevent_default();
                    form.save();
                }
            >
                <Problems
                    problems=form.problems
                    refused=form.refused
                    attempt=form.attempt
                    words=|error: FieldError| {
                        problem(&label_of(&error.field), Some(field_id(&error.field)), &error)
                    }
                />
                <Conflict
                    what="segment"
                    theirs=theirs
                    mine=form.part(SegmentDraft::to_text)
                    heading=HEADING_ID
                    on_keep=move |()| form.keep_mine()
                    on_take=move |()| form.take_theirs()
                />
                <UnsentEdits
                    what="segment"
                    recovered=form.recovered
                    is_dirty=Signal::derive(move || form.is_dirty())
                    difference=move || move || difference(form)
                    is_new=form.part(SegmentDraft::is_new)
                    others=Signal::derive(move || form.other_edits())
                    on_discard=move |()| form.give_up("Discarded the unsent edits.")
                />
                <WaitingBanner write=Memo::new(move |_| form.on_its_way_now()) />
                <Failure form=form />
                <NameField form=form />
                <DescriptionField form=form />
                <DefinitionEditor form=form />
            </form>
            {move || base.get().map(|base| view! {
                <Use id=base.id.clone() />
                <Facts segment=*base />
            })}
        </div>
        <Foot form=form />
        <AskDelete form=form />
    }
}

/// What is typed, beside what the service has.
fn difference(form: Form) -> impl IntoView {
    let edited = form.draft.get();
    let now = edited
        .base
        .as_deref()
        .map(|base| SegmentDraft::of(base).to_text());
    view! {
        <Difference
            old=now.unwrap_or_default()
            new=edited.to_text()
            old_name="The service, now"
            new_name="Your edits"
        />
    }
}

/// A path of the body, in the words of the screen: `definition.or[0].and[1]` is
/// `Definition, alternative 1, condition 2`.
fn label_of(path: &str) -> String {
    let name = path.split(['[', '.']).next().unwrap_or(path);
    let Some(field) = SegmentField::ALL
        .into_iter()
        .find(|field| field.name() == name)
    else {
        return path.to_owned();
    };
    let mut label = field.label().to_owned();
    for part in path.split('.').skip(1) {
        let (word, number) = part
            .trim_end_matches(']')
            .split_once('[')
            .map_or((part, None), |(word, at)| (word, at.parse::<usize>().ok()));
        let word = match word {
            "or" => "alternative",
            "and" => "condition",
            "rows" => "row",
            other => other,
        };
        label.push_str(", ");
        label.push_str(word);
        if let Some(at) = number {
            label.push_str(&format!(" {}", at + 1));
        }
    }
    label
}

#[component]
fn NameField(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.name.clone());
    view! {
        <div on:focusout=move |_| {
            // A field that was never filled is not scolded for being empty.
            let edited = |all: &Vec<_>| all.contains(&SegmentField::Name);
            if form.changes.try_with_untracked(edited) == Some(true) {
                form.touch("name");
            }
        }>
            <Field
                label="Name"
                id=field_id("name")
                required=true
                error=form.error("name")
                count=MaybeProp::derive(move || value.with(|text| near(text, limits::NAME_CHARS)))
            >
                <TextField
                    value=value
                    on_input=move |text| form.edit(SegmentField::Name, |draft| draft.name = text)
                />
            </Field>
        </div>
    }
}

#[component]
fn DescriptionField(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.description.clone());
    view! {
        <div on:focusout=move |_| form.touch("description")>
            <Field
                label="Description"
                id=field_id("description")
                hint="Who is meant, for the people who pick segments."
                error=form.error("description")
                count=MaybeProp::derive(move || value.with(|text| near(text, limits::TITLE_CHARS)))
            >
                <TextArea
                    value=value
                    rows=2
                    on_input=move |text| {
                        form.edit(SegmentField::Description, |draft| draft.description = text);
                    }
                />
            </Field>
        </div>
    }
}

/// Why the last command did not work.
#[component]
fn Failure(form: Form) -> impl IntoView {
    let is_in_use = |doing: Doing, error: &ApiError| {
        doing == Doing::Delete && matches!(error, ApiError::Conflict { .. })
    };
    let failure = Signal::derive(move || {
        let (doing, error) = form.failure.get()?;
        if is_in_use(doing, &error) {
            return Some((
                "The segment is in use, and was not deleted".to_owned(),
                format!("{error} The list also shows the scenarios for everyone."),
            ));
        }
        let title = match &error {
            ApiError::Invalid(_) => "The service refuses what was sent".to_owned(),
            error => error.to_string(),
        };
        Some((title, error.advice().to_owned()))
    });
    let actions = move || {
        let (doing, error) = form.failure.get_untracked()?;
        let id = form.base_untracked().map(|base| base.id);
        let action = match (doing, id) {
            (Doing::Delete, Some(id)) if is_in_use(doing, &error) => {
                let href = form.segments.path_of_scenarios(&id);
                view! {
                    <ButtonLink href=href size=ButtonSize::Small>"Show these scenarios"</ButtonLink>
                }
                .into_any()
            }
            (Doing::Delete, _) => view! {
                <Button size=ButtonSize::Small on_click=move |_| form.delete()>"Delete again"</Button>
            }
            .into_any(),
            (Doing::Save, _) => view! {
                <Button size=ButtonSize::Small on_click=move |_| form.save()>"Save again"</Button>
            }
            .into_any(),
        };
        Some(action)
    };
    view! {
        <Failed failure=failure actions=actions on_dismiss=move |()| form.failure.set(None) />
    }
}

/// A signal that is open while this is asked.
fn opened(form: Form, what: Asked) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(form.asked.get() == Some(what)));
    open
}

#[component]
fn AskDelete(form: Form) -> impl IntoView {
    let segments = form.segments;
    let id = form.part(|draft| draft.base.as_deref().map(|base| base.id.clone()));
    let count = Memo::new(move |_| id.get().map_or(0, |id| segments.count(&id)));
    view! {
        <ConfirmDialog
            open=opened(form, Asked::Delete)
            title="Delete this segment?"
            confirm="Delete the segment"
            danger=true
            on_confirm=move |()| {
                form.asked.set(None);
                form.delete();
            }
            on_cancel=move |()| form.asked.set(None)
        >
            <p>"Nobody can restrict a scenario to it any more. This cannot be undone."</p>
            <Show when=move || { count.get() > 0 }>
                <p>
                    {move || domain::words::count(u64::from(count.get()), "scenario")}
                    {move || if count.get() == 1 { " is" } else { " are" }}
                    " restricted to it: the service refuses the deletion until the segment is taken off them. "
                    <a href=move || id.get().map(|id| segments.path_of_scenarios(&id))>
                        "Show these scenarios"
                    </a>
                </p>
            </Show>
        </ConfirmDialog>
    }
}

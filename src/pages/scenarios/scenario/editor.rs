//! The open scenario: head, tabs, what the tab shows, and the actions under it.

use contract::FieldError;
use domain::{ChangedField, Draft, Publication};
use leptos::prelude::*;

use crate::{
    pages::{
        conflict::{Conflict, Theirs},
        device::{ScenarioDifference, WaitingBanner},
        problems::{Failed, Problems, problem},
        unsent::UnsentEdits,
        workspace::{Command, on_command},
    },
    ui::{Button, ButtonSize, Tab as TabItem, Tabs},
    web::focus,
};

use super::{
    super::Tab,
    compare::Compare,
    content::{ContentField, TitleField},
    dialogs::Dialogs,
    form::{Form, field_id},
    head::{Foot, Head},
    history::History,
    metadata::MetadataField,
    schedule::ScheduleFields,
    scope::{ChannelField, DirectoryField, SegmentField, TypeField},
};

/// The form and its companions.
#[component]
pub fn Editor(form: Form) -> impl IntoView {
    on_command(move |command| match command {
        Command::Save => {
            form.save();
            true
        }
        Command::Edit => {
            form.listing.show_tab(Tab::Edit);
            focus::focus_id("field-title");
            true
        }
        Command::Publish => {
            form.review();
            true
        }
        _ => false,
    });
    focus::rescue("scenario-heading");
    let title = form.part(|draft| draft.title.trim().to_owned());
    Effect::new(move || {
        let title = title.get();
        focus::set_title(if title.is_empty() {
            "New scenario"
        } else {
            &title
        });
    });
    let tabs = Signal::derive(move || tabs(form));
    let selected = Signal::derive(move || form.listing.tab.get().name().to_owned());
    view! {
        <Head form=form />
        <Tabs
            label="Views of the scenario"
            tabs=tabs
            selected=selected
            on_select=move |name: String| form.listing.show_tab(Tab::read(&name))
        >
            <div class="pane-body" data-pad="">
                {move || match form.listing.tab.get() {
                    Tab::Edit => view! { <Fields form=form /> }.into_any(),
                    Tab::Compare => view! { <Compare form=form /> }.into_any(),
                    Tab::History => view! { <History form=form /> }.into_any(),
                }}
            </div>
        </Tabs>
        <Foot form=form />
        <Dialogs form=form />
    }
}

fn tabs(form: Form) -> Vec<TabItem> {
    let is_live = form.status().publication != Publication::Draft;
    Tab::ALL
        .into_iter()
        .filter(|tab| match tab {
            Tab::Edit => true,
            Tab::Compare => is_live || form.listing.tab.get() == Tab::Compare,
            Tab::History => form.has_history(),
        })
        .map(|tab| TabItem {
            id: tab.name().to_owned(),
            label: tab.label().to_owned(),
            count: None,
        })
        .collect()
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let theirs = Signal::derive(move || {
        form.theirs.get().map(|theirs| Theirs {
            updated_at: Some(theirs.training.updated_at.clone()),
            text: theirs.training.working_content().to_owned(),
        })
    });
    view! {
        <form
            class="scenario-form stack"
            novalidate
            aria-label="Scenario"
            on:submit=move |event| {
                event.prevent_default();
                form.save();
            }
        >
            <Problems
                problems=form.problems
                refused=form.refused
                attempt=form.attempt
                words=|error: FieldError| problem(&label_of(&error.field), field_id(&error.field), &error)
            />
            <Conflict
                what="scenario"
                theirs=theirs
                mine=form.part(|draft| draft.content.clone())
                heading="scenario-heading"
                on_merge=Callback::new(move |()| form.begin_merge())
                on_keep=move |()| form.keep_mine()
                on_take=move |()| form.take_theirs()
            />
            <WaitingBanner write=Memo::new(move |_| form.on_its_way_now()) />
            <UnsentEdits
                what="scenario"
                recovered=form.recovered
                is_dirty=Signal::derive(move || form.is_dirty())
                difference=move || move || difference(form)
                is_new=form.part(Draft::is_new)
                others=Signal::derive(move || form.other_edits())
                on_discard=move |()| form.give_up("Discarded the unsent edits.")
            />
            // A reading behind the form may fail while somebody types.
            <Failed
                failure=Signal::derive(move || {
                    form.failure.get().map(|error| (error.to_string(), error.advice().to_owned()))
                })
                scrolls=false
                on_dismiss=move |()| form.failure.set(None)
                actions=move || view! {
                    <Button size=ButtonSize::Small on_click=move |_| form.save()>"Save again"</Button>
                }
            />
            <TitleField form=form />
            <TypeField form=form />
            <ContentField form=form />
            <div class="columns">
                <ChannelField form=form />
                <SegmentField form=form />
            </div>
            <ScheduleFields form=form />
            <DirectoryField form=form />
            <MetadataField form=form />
        </form>
    }
}

/// What is typed, beside what the service has.
fn difference(form: Form) -> impl IntoView {
    let edited = form.draft.get();
    let now = match (form.theirs.get(), edited.base.as_deref()) {
        (Some(theirs), _) => Draft::of(&theirs.training),
        (None, Some(base)) => Draft::of(base),
        (None, None) => Draft::new(None),
    };
    view! { <ScenarioDifference now=now edited=edited /> }
}

/// A field of a request, in the words of the screen.
fn label_of(field: &str) -> String {
    let name = field.split(['[', '.']).next().unwrap_or(field);
    ChangedField::ALL
        .into_iter()
        .find(|known| known.name() == name)
        .map_or_else(|| field.to_owned(), |known| known.label().to_owned())
}

//! The open scenario: read, compare, edit, publish.

use leptos::{either::Either, prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use crate::{
    api::{ApiError, Reading},
    ui::{Button, EmptyState, ErrorView, IconName, Later, Skeleton, SkeletonKind},
    web::ids,
};

use super::Listing;

mod compare;
mod content;
mod dialogs;
mod editor;
mod form;
mod head;
mod history;
mod merge;
mod metadata;
mod schedule;
mod scope;
mod seen;
mod unsent;
mod waiting;

use editor::Editor;
use form::Form;

/// No scenario is open: on a wide screen the list has the room to itself.
#[component]
pub fn NoScenarioPane() -> impl IntoView {}

/// The form of a new scenario.
#[component]
pub fn NewScenarioPane() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Waiting /> }>
            <NewScenario />
        </Later>
    }
}

/// A scenario that exists.
#[component]
pub fn ScenarioPane() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Waiting /> }>
            <AnyScenario />
        </Later>
    }
}

#[component]
fn NewScenario() -> impl IntoView {
    let listing = Listing::expect();
    // Its name on this device is in the address, so that a reload goes on with it. The address of
    // a form that is still empty has none yet.
    let named =
        Memo::new(
            move |before: Option<&(String, bool)>| match (listing.new_edit(), before) {
                (Some(name), _) => (name, true),
                (None, Some((name, false))) => (name.clone(), false),
                (None, _) => (ids::random(), false),
            },
        );
    let name = Memo::new(move |_| named.with(|(name, _)| name.clone()));
    move || {
        let name = name.get();
        view! {
            <ScenarioFrame>
                <NamedScenario name=name />
            </ScenarioFrame>
        }
    }
}

#[component]
fn NamedScenario(name: String) -> impl IntoView {
    let listing = Listing::expect();
    let prefill = listing.prefill.try_update_value(Option::take).flatten();
    let form = Form::new(listing, prefill, name.clone());
    form.look_for_unsent();
    Effect::new(move || {
        if form.is_dirty() && untrack(|| listing.new_edit()).is_none() {
            listing.name_new(&name);
        }
    });
    view! { <Editor form=form /> }
}

#[component]
fn AnyScenario() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("scenario").unwrap_or_default()));
    move || {
        let id = id.get();
        view! {
            <ScenarioFrame>
                <OpenScenario id=id />
            </ScenarioFrame>
        }
    }
}

/// The pane's place, until the form is there.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <ScenarioFrame>
            <div class="pane-body" data-pad="">
                <Skeleton kind=SkeletonKind::Form label="Opening the scenario" />
            </div>
        </ScenarioFrame>
    }
}

#[component]
fn ScenarioFrame(children: Children) -> impl IntoView {
    view! {
        <section class="pane" data-name="scenario" id="pane-scenario" aria-label="Scenario">
            {children()}
        </section>
    }
}

/// Shows what the index has at once, and reads the scenario again behind it.
#[component]
fn OpenScenario(id: String) -> impl IntoView {
    let listing = Listing::expect();
    let workspace = listing.workspace;
    let failure = RwSignal::new(None::<ApiError>);
    let form = RwSignal::new(match listing.left.try_update_value(Option::take) {
        Some(Some(left)) => Some(Form::left(listing, left)),
        _ => workspace
            .training(&id)
            .map(|training| Form::of(listing, training)),
    });
    if let Some(form) = form.get_untracked() {
        form.look_for_unsent();
    }
    // The form outlives the closure that shows it, so it is made under this owner.
    let owner = Owner::current();
    let watched = id.clone();
    let read = Callback::new(move |()| {
        let id = id.clone();
        let owner = owner.clone();
        let reading = Reading::here();
        failure.set(None);
        spawn_local(async move {
            match workspace.read(&id, reading.as_ref()).await {
                Ok(fresh) => match form.try_get_untracked().flatten() {
                    Some(known) => known.arrived(fresh),
                    None => {
                        let make = || {
                            let form = Form::of_tagged(listing, fresh);
                            form.look_for_unsent();
                            form
                        };
                        let made = match &owner {
                            Some(owner) => owner.with(make),
                            None => make(),
                        };
                        form.try_set(Some(made));
                    }
                },
                Err(ApiError::Aborted) => {}
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    });
    // A read ends with its owner, and "Try again" goes with the error: it only asks.
    let again = RwSignal::new(0_u32);
    Effect::new(move || {
        again.track();
        untrack(|| read.run(()));
    });
    // The row may change behind the form: a move from the list, another page of the reading.
    let row = Memo::new(move |_| {
        workspace.index().with(|index| {
            index
                .get(&watched)
                .map(|training| training.updated_at.clone())
        })
    });
    Effect::new(move || {
        let row = row.get();
        let shown = form.get_untracked().and_then(|form| form.updated_at());
        if row.is_some() && shown.is_some() && row != shown {
            read.run(());
        }
    });
    view! {
        {move || match form.get() {
            Some(form) => {
                Either::Left(view! {
                    <Editor form=form />
                    <Stale form=form failure=failure />
                })
            }
            None => {
                Either::Right(move || match failure.get() {
                    Some(error) => view! { <Unreadable error=error again=again /> }.into_any(),
                    None => {
                        view! {
                            <div class="pane-body" data-pad="">
                                <Skeleton kind=SkeletonKind::Form label="Reading the scenario" />
                            </div>
                        }
                        .into_any()
                    }
                })
            }
        }}
    }
}

/// The scenario is shown from the list, and could not be read again.
#[component]
fn Stale(form: Form, failure: RwSignal<Option<ApiError>>) -> impl IntoView {
    Effect::new(move || {
        if let Some(error) = failure.get() {
            form.failed_to_read(&error);
        }
    });
}

#[component]
fn Unreadable(error: ApiError, again: RwSignal<u32>) -> impl IntoView {
    let listing = Listing::expect();
    if let ApiError::NotFound { .. } = error {
        return view! {
            <div class="pane-body" data-pad="">
                <EmptyState
                    icon=IconName::Search
                    title="There is no such scenario"
                    actions=ViewFn::from(move || view! {
                        <Button on_click=move |_| listing.close()>"Back to the list"</Button>
                    })
                >
                    <p>"It may have been deleted, or the link is wrong."</p>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="pane-body" data-pad="">
            <ErrorView
                title="The scenario cannot be shown"
                meaning=error.to_string()
                advice=error.advice()
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| again.update(|times| *times += 1)>"Try again"</Button>
                    <Button on_click=move |_| listing.close()>"Back to the list"</Button>
                })
            />
        </div>
    }
    .into_any()
}

//! The open scenario: read, compare, edit, publish.

use leptos::{either::Either, prelude::*, task::spawn_local};

use crate::{
    api::{ApiError, Reading},
    ui::{Button, EmptyState, ErrorView, IconName, Later, Skeleton, SkeletonKind},
    web::ids,
};

use super::{Listing, listing::NEW};

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

use editor::Editor;
use form::Form;

/// No scenario is open: on a wide screen the list has the room to itself.
#[component]
pub fn NoScenarioPane() -> impl IntoView {}

/// A scenario that exists, or a new one.
#[component]
pub fn ScenarioPane() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Waiting /> }>
            <AnyScenario />
        </Later>
    }
}

/// Whose form the pane shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// That of a new scenario, by its name on this device; also when it has become one that exists,
    /// so that nobody is taken out of it while typing.
    New(String),
    /// That of a scenario, by its id.
    Known(String),
}

#[component]
fn AnyScenario() -> impl IntoView {
    let listing = Listing::expect();
    // The address of a new form has a name as soon as something is typed: a reload goes on with it.
    // Path and query are of one address: the route's parameters come a moment after the query, and
    // in between a scenario that has just been created would look like another new one.
    let named = Memo::new(move |before: Option<&(Shown, bool)>| {
        let (open, in_address) = (listing.open_id(), listing.new_edit().get());
        let id = match (open, before) {
            (Some(id), _) => id,
            // It is being left.
            (None, Some(before)) => return before.clone(),
            (None, None) => String::new(),
        };
        if id != NEW {
            let shown = match before {
                Some((Shown::New(name), _)) if listing.has_become(name, &id) => {
                    Shown::New(name.clone())
                }
                _ => Shown::Known(id),
            };
            return (shown, true);
        }
        match (in_address, before) {
            (Some(name), _) => (Shown::New(name), true),
            (None, Some((Shown::New(name), false))) => (Shown::New(name.clone()), false),
            (None, _) => (Shown::New(ids::random()), false),
        }
    });
    let shown = Memo::new(move |_| named.with(|(shown, _)| shown.clone()));
    move || {
        let shown = shown.get();
        view! {
            <ScenarioFrame>
                {match shown {
                    Shown::New(name) => view! { <NewScenario name=name /> }.into_any(),
                    Shown::Known(id) => view! { <OpenScenario id=id /> }.into_any(),
                }}
            </ScenarioFrame>
        }
    }
}

/// The form of a new scenario, also after that exists.
#[component]
fn NewScenario(name: String) -> impl IntoView {
    let listing = Listing::expect();
    let prefill = listing.prefill.try_update_value(Option::take).flatten();
    let form = Form::new(listing, prefill, name.clone());
    form.look_for_unsent();
    form.follow_row();
    Effect::new(move || {
        let is_new = form.edited.with(domain::Draft::is_new);
        if is_new && form.is_dirty() && listing.new_edit().with_untracked(Option::is_none) {
            listing.name_new(&name);
        }
    });
    view! { <Editor form=form /> }
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
    let form = RwSignal::new(
        workspace
            .training(&id)
            .map(|training| Form::of(listing, training)),
    );
    if let Some(form) = form.get_untracked() {
        form.look_for_unsent();
        form.follow_row();
    }
    // The form outlives the closure that shows it, so it is made under this owner.
    let owner = Owner::current();
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
                            form.follow_row();
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

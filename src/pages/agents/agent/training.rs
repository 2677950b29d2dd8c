//! The form of a training. What is typed is a change that waits.

use contract::talkover::Training;
use domain::outbox::Target;
use leptos::prelude::*;

use crate::{
    state::workspace::Known,
    ui::{Button, EmptyState, IconName, Skeleton, SkeletonKind},
};

use super::listing::Trainings;

mod form;
mod frame;
mod open;

use form::Form;

/// The pane's heading.
pub const HEADING_ID: &str = "training-heading";
/// The field of the subject.
pub const SUBJECT_ID: &str = "field-subject";

/// The control of a field, by the field's name in a body.
#[must_use]
pub fn field_id(name: &str) -> String {
    format!("field-{name}")
}

/// The training in the address.
#[component]
pub fn OpenTraining() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    // Which training the address means: one of the service, a new one that waits, or a new form.
    let meant = Memo::new(move |before: Option<&Meant>| {
        let id = match trainings.open_id() {
            Some(id) => id,
            // It is being left.
            None => return before.cloned().unwrap_or(Meant::Loading),
        };
        let row = desk.rows().with(|known| match known {
            Known::Loading => None,
            Known::Failed(error) => Some(Meant::Failed(error.to_string())),
            Known::Ready(rows) => {
                let is_it = |row: &&Training| row.id == id || row.node_id.as_deref() == Some(&id);
                let row = rows.iter().find(is_it);
                row.map(|row| Meant::Known(row.id.clone()))
            }
        });
        let is_loading = desk.rows().with(|known| matches!(known, Known::Loading));
        match row {
            Some(meant) => meant,
            None if is_loading || !desk.is_known() => Meant::Loading,
            None if trainings.is_fresh(&id)
                || desk.change_of(&Target::New(id.clone())).is_some() =>
            {
                Meant::New(id)
            }
            // A form stays open whose training goes away under it: what was typed waits.
            None if desk.change_of(&Target::Known(id.clone())).is_some() => Meant::Known(id),
            None => Meant::Missing,
        }
    });
    // A form stays when the service makes what it is about: nothing that is typed meanwhile, and no
    // focus, is lost.
    let place = Memo::new(move |before: Option<&Place>| match meant.get() {
        Meant::Loading => Place::Loading,
        Meant::Failed(why) => Place::Failed(why),
        Meant::Missing => Place::Missing,
        Meant::Known(_) | Meant::New(_) => match (trainings.open_id(), before) {
            (Some(id), _) => Place::Form(id),
            (None, before) => before.cloned().unwrap_or(Place::Loading),
        },
    });
    let target = Signal::derive(move || match meant.get() {
        Meant::Known(id) => Target::Known(id),
        Meant::New(node_id) => Target::New(node_id),
        Meant::Loading | Meant::Failed(_) | Meant::Missing => Target::New(String::new()),
    });
    view! {
        <section class="pane" data-name="scenario" id="pane-training" aria-label="Training">
            {move || match place.get() {
                Place::Loading => view! {
                    <div class="pane-body" data-pad="">
                        <Skeleton kind=SkeletonKind::Form label="Reading the training" />
                    </div>
                }
                .into_any(),
                Place::Form(_) => view! { <Form target=target /> }.into_any(),
                Place::Missing => view! { <Missing /> }.into_any(),
                Place::Failed(why) => view! {
                    <div class="pane-body" data-pad=""><p class="muted">{why}</p></div>
                }
                .into_any(),
            }}
        </section>
    }
}

#[derive(Clone, PartialEq)]
enum Meant {
    Loading,
    Failed(String),
    Known(String),
    New(String),
    Missing,
}

/// What stands in the pane: the form, by what the address says.
#[derive(Clone, PartialEq)]
enum Place {
    Loading,
    Failed(String),
    Form(String),
    Missing,
}

#[component]
fn Missing() -> impl IntoView {
    let trainings = Trainings::expect();
    view! {
        <div class="pane-body" data-pad="">
            <EmptyState
                icon=IconName::Search
                title="There is no such training"
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| trainings.close()>"Back to the list"</Button>
                    <Button icon=IconName::Plus on_click=move |_| trainings.open_new()>
                        "Write a new one"
                    </Button>
                })
            >
                <p>"It may have been deleted, it may belong to another agent, or the link is wrong."</p>
            </EmptyState>
        </div>
    }
}

/// A training as one text, to be compared.
#[must_use]
pub fn text_of(training: &Training) -> String {
    let Training {
        subject,
        instructions,
        current_status,
        ..
    } = training;
    format!("{subject}\n{}\n\n{instructions}", current_status.label())
}

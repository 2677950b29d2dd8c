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
    view! {
        <section class="pane" data-name="scenario" id="pane-training" aria-label="Training">
            {move || match meant.get() {
                Meant::Loading => view! {
                    <div class="pane-body" data-pad="">
                        <Skeleton kind=SkeletonKind::Form label="Reading the training" />
                    </div>
                }
                .into_any(),
                Meant::Known(id) => view! { <Form target=Target::Known(id) /> }.into_any(),
                Meant::New(node_id) => view! { <Form target=Target::New(node_id) /> }.into_any(),
                Meant::Missing => view! { <Missing /> }.into_any(),
                Meant::Failed(why) => view! {
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

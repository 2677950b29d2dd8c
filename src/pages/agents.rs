//! Voice agents and their trainings.

use leptos::prelude::*;

use crate::ui::{Later, Progress};

mod agent;
mod list;
mod rows;
pub mod settings;
mod state_badge;
mod waiting;

pub use waiting::AgentsOnThisDevice;

/// The agents of the workspace.
#[component]
pub fn AgentsPage() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Progress label="Opening the agents…" /> }>
            <list::AgentList />
        </Later>
    }
}

/// An agent with its trainings, and the form of the open one beside them.
#[component]
pub fn AgentPage() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Progress label="Opening the agent…" /> }>
            <agent::AgentView />
        </Later>
    }
}

/// No training is open: the list has the room to itself.
#[component]
pub fn NoTrainingPane() -> impl IntoView {}

/// The open training.
#[component]
pub fn TrainingPane() -> impl IntoView {
    view! { <agent::OpenTraining /> }
}

//! The settings of voice agents: the form of a new one, and knowledge, voice and calling of one
//! that exists.

use leptos::prelude::*;

use crate::ui::{Later, Progress};

mod creating;
mod fields;
mod form;
mod head;
mod keeping;
mod new_page;
mod page;
mod said;
mod sending;

/// The settings of the agent in the address.
#[component]
pub fn AgentSettingsPage() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Progress label="Opening the settings…" /> }>
            <page::Page />
        </Later>
    }
}

/// The form of a new agent.
#[component]
pub fn NewAgentPage() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Progress label="Opening the form…" /> }>
            <new_page::NewPage />
        </Later>
    }
}

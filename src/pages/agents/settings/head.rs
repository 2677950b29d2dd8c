//! What is over a page of settings: the way to it, and what the agent is now.

use contract::talkover::Agent;
use domain::talkover::Readiness;
use leptos::prelude::*;

use crate::{
    pages::agents::state_badge::AgentBadge,
    ui::{Breadcrumb, Crumb, IconName, StatusBadge, Tone},
};

/// The way, the title, and how the agent stands.
#[component]
pub fn Head(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The steps of the way: name, and where it leads.
    crumbs: Vec<(String, Option<String>)>,
    /// The agent, once there is one.
    #[prop(optional, into)]
    agent: Option<Signal<Agent>>,
) -> impl IntoView {
    let crumbs: Vec<Crumb> = crumbs
        .into_iter()
        .map(|(label, href)| Crumb { label, href })
        .collect();
    view! {
        <header class="settings-head">
            <Breadcrumb label="The way here" crumbs=Signal::stored(crumbs) />
            <div class="page-head">
                <h1 id="agent-heading" tabindex="-1">{title}</h1>
                {agent.map(|agent| view! { <Standing agent=agent /> })}
            </div>
        </header>
    }
}

/// Whether the agent takes calls, and whether it could.
#[component]
fn Standing(agent: Signal<Agent>) -> impl IntoView {
    let published = Memo::new(move |_| agent.with(Agent::is_published));
    let readiness = Memo::new(move |_| agent.with(Readiness::of));
    let status = Signal::derive(move || agent.with(|agent| agent.current_status.clone()));
    view! {
        <div class="settings-standing" role="status">
            <AgentBadge status=status />
            {move || beside(&readiness.get(), published.get()).map(|(label, icon, tone)| view! {
                <StatusBadge label=label icon=icon tone=tone />
            })}
        </div>
    }
}

/// What there is to say of its readiness beside its status.
fn beside(readiness: &Readiness, is_published: bool) -> Option<(String, IconName, Tone)> {
    match readiness {
        Readiness::Ready if is_published => None,
        Readiness::Ready => Some((
            "Ready to publish".to_owned(),
            IconName::Success,
            Tone::Green,
        )),
        other => Some((other.label(), IconName::Warning, Tone::Amber)),
    }
}

//! The state of an agent: an icon, a word and a colour.

use contract::talkover::{AgentStatus, TrainingStatus};
use domain::talkover::Readiness;
use leptos::prelude::*;

use crate::ui::{IconName, StatusBadge, Tone};

/// Whether an agent takes calls. A status that this version does not know is shown as it is.
#[component]
pub fn AgentBadge(
    /// The service's word.
    #[prop(into)]
    status: Signal<AgentStatus>,
) -> impl IntoView {
    let icon = move || match status.get() {
        AgentStatus::Published => IconName::Published,
        AgentStatus::Draft => IconName::Draft,
        AgentStatus::Other(_) => IconName::Info,
    };
    let tone = move || match status.get() {
        AgentStatus::Published => Tone::Green,
        AgentStatus::Draft => Tone::Grey,
        AgentStatus::Other(_) => Tone::Amber,
    };
    view! {
        <StatusBadge
            label=Signal::derive(move || status.with(|status| status.label().to_owned()))
            icon=Signal::derive(icon)
            tone=Signal::derive(tone)
        />
    }
}

/// Whether a training is used. A status that this version does not know is shown as it is.
#[component]
pub fn TrainingBadge(
    /// The service's word.
    #[prop(into)]
    status: Signal<TrainingStatus>,
) -> impl IntoView {
    let icon = move || match status.get() {
        TrainingStatus::Active => IconName::Check,
        TrainingStatus::Inactive => IconName::Minus,
        TrainingStatus::Other(_) => IconName::Info,
    };
    let tone = move || match status.get() {
        TrainingStatus::Active => Tone::Green,
        TrainingStatus::Inactive => Tone::Grey,
        TrainingStatus::Other(_) => Tone::Amber,
    };
    view! {
        <StatusBadge
            label=Signal::derive(move || status.with(|status| status.label().to_owned()))
            icon=Signal::derive(icon)
            tone=Signal::derive(tone)
            plain=true
        />
    }
}

/// What keeps a draft from being published.
#[component]
pub fn ReadinessNote(readiness: Readiness) -> impl IntoView {
    view! {
        <span class="row-about" data-ready=(readiness == Readiness::Ready).then_some("") title=readiness.words()>
            {readiness.label()}
        </span>
    }
}

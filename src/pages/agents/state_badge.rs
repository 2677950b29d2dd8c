//! The state of an agent: an icon, a word and a colour.

use domain::talkover::Readiness;
use leptos::prelude::*;

use crate::ui::{IconName, StatusBadge, Tone};

/// Whether an agent takes calls.
#[component]
pub fn AgentBadge(is_published: bool) -> impl IntoView {
    let (label, icon, tone) = if is_published {
        ("Published", IconName::Published, Tone::Green)
    } else {
        ("Draft", IconName::Draft, Tone::Grey)
    };
    view! { <StatusBadge label=label icon=icon tone=tone /> }
}

/// Whether a training is used.
#[component]
pub fn TrainingBadge(is_active: bool) -> impl IntoView {
    let (label, icon, tone) = if is_active {
        ("Active", IconName::Check, Tone::Green)
    } else {
        ("Inactive", IconName::Minus, Tone::Grey)
    };
    view! { <StatusBadge label=label icon=icon tone=tone plain=true /> }
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

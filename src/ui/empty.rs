//! Nothing here yet, and what to do next.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// An empty place: what would be here, and the next step.
#[component]
pub fn EmptyState(
    /// What is not here.
    #[prop(into)]
    title: Signal<String>,
    /// The drawing.
    #[prop(into)]
    icon: Signal<IconName>,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What to do next.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">
                <Icon name=icon />
            </span>
            <h2 class="empty-title">{move || title.get()}</h2>
            {children.map(|children| view! { <div class="empty-text">{children()}</div> })}
            {actions.map(|actions| view! { <div class="row">{actions.run()}</div> })}
        </div>
    }
}

//! A path that leads nowhere.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    ui::{EmptyState, IconName},
    web::focus,
};

/// Says so, and where to go on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    focus::set_title("Not found");
    view! {
        <main class="page" data-center="" id="main">
            <EmptyState icon=IconName::Search title="There is no such page">
                <p>"The link may be old, or a letter is missing."</p>
                <p><A href="/">"Go to your workspaces"</A></p>
            </EmptyState>
        </main>
    }
}

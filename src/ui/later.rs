//! What is in the second file of the app.

use leptos::prelude::*;

use crate::web::rest::{self, Rest};

use super::{Button, ErrorView};

/// Shows its children once the second file of the app is there, which it asks for.
#[component]
pub fn Later(
    /// What stands there until then.
    #[prop(optional, into)]
    waiting: ViewFn,
    /// Whether the person is waiting for it; otherwise it comes behind the first rows.
    #[prop(optional)]
    now: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let state = rest::state();
    if now {
        rest::fetch();
    }
    move || {
        match state.get() {
        Rest::Here => children(),
        Rest::Failed if now => view! {
            <ErrorView
                title="This part of Cuebook could not be fetched"
                meaning="The connection was lost, or the site was renewed since you opened it. Nothing was changed."
                advice="Try again. If that does not help, reload the page."
                actions=ViewFn::from(|| view! {
                    <Button on_click=|_| rest::fetch()>"Try again"</Button>
                })
            />
        }
        .into_any(),
        Rest::Away | Rest::Coming | Rest::Failed => waiting.run(),
    }
    }
}

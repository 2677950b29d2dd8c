//! A whole pane or page that could not be shown.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What happened, what it means for the person's work, what to do, and the technical detail.
#[component]
pub fn ErrorView(
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// What it means for the person's work.
    #[prop(into)]
    meaning: Signal<String>,
    /// What to do.
    #[prop(optional, into)]
    advice: MaybeProp<String>,
    /// The drawing.
    #[prop(default = IconName::Error.into(), into)]
    icon: Signal<IconName>,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What an engineer wants to know: the request, the status, the path of the field.
    #[prop(optional, into)]
    detail: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <div class="error-view" role="alert">
            <span class="error-view-icon">
                <Icon name=icon />
            </span>
            <h2 class="error-view-title">{move || title.get()}</h2>
            <p>{move || meaning.get()}</p>
            {move || advice.get().map(|advice| view! { <p class="muted">{advice}</p> })}
            {actions.map(|actions| view! { <div class="row error-view-actions">{actions.run()}</div> })}
            {move || {
                detail
                    .get()
                    .map(|detail| {
                        view! {
                            <details class="error-view-detail">
                                <summary>"Technical detail"</summary>
                                <pre>{detail}</pre>
                            </details>
                        }
                    })
            }}
        </div>
    }
}

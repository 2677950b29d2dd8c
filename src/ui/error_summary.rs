//! All that is wrong with a form, in one place that takes the focus.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;

use super::icon::{Icon, IconName};
use super::popover::focus;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id of the control, or of what holds it; `None` where no field is to blame.
    pub field_id: Option<String>,
    /// What is wrong, with the field's name in it.
    pub message: String,
}

/// A list of what is wrong, with links to the fields. Shown while there is something to list.
#[component]
pub fn ErrorSummary(
    /// What stands above the list.
    #[prop(default = "This cannot be saved yet".into(), into)]
    title: Signal<String>,
    /// What is wrong.
    #[prop(into)]
    problems: Signal<Vec<FieldProblem>>,
    /// Counts the attempts to send: each new one with problems moves the focus here.
    #[prop(into)]
    attempt: Signal<u32>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<u32>| {
        let now = attempt.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(move || {
                if let Some(summary) = node.try_get_untracked().flatten() {
                    let _ = summary.focus();
                }
            });
        }
        now
    });
    let some = Memo::new(move |_| problems.with(|problems| !problems.is_empty()));
    view! {
        <Show when=move || some.get()>
            <div node_ref=node class="error-summary" role="group" tabindex="-1" aria-label=move || title.get()>
                <Icon name=IconName::Error />
                <div>
                    <strong>{move || title.get()}</strong>
                    <ul class="error-summary-list">
                        {move || {
                            problems.get().into_iter().map(problem).collect_view()
                        }}
                    </ul>
                </div>
            </div>
        </Show>
    }
}

fn problem(FieldProblem { field_id, message }: FieldProblem) -> impl IntoView {
    let text = match field_id {
        Some(id) => view! {
            <a
                href=format!("#{id}")
                on:click=move |event| {
                    // Focus, not navigation: the address is the state of the page.
                    event.prevent_default();
                    focus_field(&id);
                }
            >
                {message}
            </a>
        }
        .into_any(),
        None => view! { <span>{message}</span> }.into_any(),
    };
    view! { <li>{text}</li> }
}

/// Focuses the control with this id, or the first control in it.
pub fn focus_field(id: &str) {
    const CONTROLS: &str = "input, textarea, select, button, [tabindex]";
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    let own = element.matches(CONTROLS).unwrap_or(false);
    let inner = if own {
        None
    } else {
        element.query_selector(CONTROLS).ok().flatten()
    };
    let target: web_sys::Element = inner.unwrap_or(element);
    target.scroll_into_view_with_bool(false);
    focus(&target);
}

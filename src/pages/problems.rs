//! What keeps a form from being sent, and why sending it did not work.

use contract::{FieldError, FieldErrors};
use leptos::prelude::*;

use crate::{
    ui::{Banner, Count, ErrorSummary, FieldProblem, Tone, dom_id},
    web::focus,
};

/// All that is wrong with a form, with links to the fields, once it was tried to be sent.
#[component]
pub fn Problems(
    /// What the form finds.
    problems: Memo<FieldErrors>,
    /// What the service has refused.
    refused: RwSignal<FieldErrors>,
    /// Counts the attempts to send.
    attempt: RwSignal<u32>,
    /// One of them, in the words of the screen.
    #[prop(into)]
    words: Callback<FieldError, FieldProblem>,
) -> impl IntoView {
    let all = Signal::derive(move || {
        if attempt.get() == 0 {
            return Vec::new();
        }
        let all = problems.get().0.into_iter().chain(refused.get().0);
        all.map(|error| words.run(error)).collect()
    });
    view! { <ErrorSummary problems=all attempt=attempt /> }
}

/// A problem of the field with this label.
#[must_use]
pub fn problem(label: &str, field_id: Option<String>, error: &FieldError) -> FieldProblem {
    FieldProblem {
        message: format!("{label}: {}", error.message),
        field_id,
    }
}

/// Why the last command did not work, over the fields.
#[component]
pub fn Failed(
    /// What happened, and what it means.
    #[prop(into)]
    failure: Signal<Option<(String, String)>>,
    /// Whether it is brought into view: the command may have come from below the fields.
    #[prop(default = true)]
    scrolls: bool,
    /// Buttons.
    #[prop(into)]
    actions: ViewFn,
    /// Takes it away.
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let id = StoredValue::new(dom_id("failure"));
    Effect::new(move || {
        if failure.with(Option::is_some) && scrolls {
            let id = id.get_value();
            request_animation_frame(move || focus::scroll_into_view(&id));
        }
    });
    move || {
        failure.get().map(|(title, meaning)| {
            view! {
                <div id=id.get_value()>
                    <Banner tone=Tone::Red title=title on_dismiss=on_dismiss actions=actions.clone()>
                        {meaning}
                    </Banner>
                </div>
            }
        })
    }
}

/// The counter of a field, once the limit comes near: before, it would only be noise.
#[must_use]
pub fn near(text: &str, limit: usize) -> Option<Count> {
    let used = text.trim().chars().count();
    (used * 5 >= limit * 4).then_some(Count { used, limit })
}

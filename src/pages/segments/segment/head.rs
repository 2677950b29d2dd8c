//! What the segment is called, the scenarios for it, and the buttons.

use leptos::prelude::*;

use crate::{
    pages::unsent::words_of_edits,
    ui::{Button, ButtonLink, ButtonSize, ButtonVariant, Icon, IconButton, IconName},
};

use super::{
    super::Segments,
    form::{Asked, Doing, Form, HEADING_ID},
};

/// A way back, the name, and what the caller adds.
#[component]
pub fn Head(
    /// What stands there.
    #[prop(into)]
    title: Signal<String>,
    /// Buttons.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    let segments = Segments::expect();
    view! {
        <header class="pane-head segment-head">
            <span class="only-narrow">
                <IconButton
                    label="Back to the list"
                    icon=IconName::ArrowLeft
                    on_click=move |_| segments.close()
                />
            </span>
            <h2 class="pane-title" id=HEADING_ID tabindex="-1">
                {move || title.get()}
            </h2>
            <div class="pane-actions">
                {actions.run()}
                <span class="not-narrow">
                    <IconButton
                        label="Close the segment"
                        icon=IconName::Close
                        keys="Escape"
                        on_click=move |_| segments.close()
                    />
                </span>
            </div>
        </header>
    }
}

/// How many scenarios are restricted to the segment, and the way to those that apply to it.
#[component]
pub fn Use(id: String) -> impl IntoView {
    let segments = Segments::expect();
    let href = segments.path_of_scenarios(&id);
    let words = Memo::new(move |_| {
        let is_final = segments.is_counted();
        match (segments.count(&id), is_final) {
            (0, true) => "No scenario is restricted to it.".to_owned(),
            (0, false) => "The scenarios are not all read yet.".to_owned(),
            (1, true) => "1 scenario is restricted to it.".to_owned(),
            (count, true) => format!(
                "{} scenarios are restricted to it.",
                domain::words::grouped(u64::from(count))
            ),
            (count, false) => format!(
                "At least {} restricted to it; not all are read.",
                domain::words::count(u64::from(count), "scenario")
            ),
        }
    });
    view! {
        <div class="segment-use">
            <Icon name=IconName::Document />
            <span>{move || words.get()}</span>
            <ButtonLink href=href size=ButtonSize::Small variant=ButtonVariant::Quiet>
                "Scenarios for this segment"
            </ButtonLink>
        </div>
    }
}

/// Deletes, once the segment exists.
#[component]
pub fn Delete(form: Form) -> impl IntoView {
    let is_new = form.part(domain::SegmentDraft::is_new);
    view! {
        <Show when=move || !is_new.get()>
            <Button
                variant=ButtonVariant::Quiet
                icon=IconName::Trash
                loading=Signal::derive(move || form.busy.get() == Some(Doing::Delete))
                on_click=move |_| form.asked.set(Some(Asked::Delete))
            >
                "Delete…"
            </Button>
        </Show>
    }
}

/// Save, and what was saved when.
#[component]
pub fn Foot(form: Form) -> impl IntoView {
    let note = move || match (form.changes.with(Vec::len), form.sent.get()) {
        (0, Some(at)) => format!("Sent {at}"),
        (0, None) => "No edits".to_owned(),
        (changes, _) => words_of_edits(changes, &form.journal.kept()),
    };
    let is_new = form.part(domain::SegmentDraft::is_new);
    let reason = MaybeProp::derive(move || {
        let nothing = !form.is_dirty() && !is_new.get();
        nothing.then(|| "There is nothing to save: the service has this segment.".to_owned())
    });
    view! {
        <footer class="pane-foot">
            <span class="pane-foot-note" role="status">{note}</span>
            <Show when=move || form.is_dirty()>
                <Button
                    variant=ButtonVariant::Quiet
                    icon=IconName::Undo
                    on_click=move |_| form.give_up("The edits were given up.")
                >
                    "Give up edits"
                </Button>
            </Show>
            <Button
                variant=ButtonVariant::Primary
                icon=IconName::Save
                keys="Ctrl+S"
                disabled_reason=reason
                loading=Signal::derive(move || form.busy.get() == Some(Doing::Save))
                on_click=move |_| form.save()
            >
                {move || if is_new.get() { "Create segment" } else { "Save" }}
            </Button>
        </footer>
    }
}

//! What stands over and under the form: its name with the commands, and what becomes of the edits.

use domain::talkover::{Change, TrainingField};
use leptos::prelude::*;

use crate::{
    pages::{
        agents::state_badge::TrainingBadge,
        copying::{self, Copied},
    },
    ui::{Align, Button, ButtonVariant, IconButton, IconName, Menu, MenuEntry, MenuItem},
};

use super::{HEADING_ID, open::Open};

/// The name, the state and the commands.
#[component]
pub fn Head(open: Open, title: Memo<String>) -> impl IntoView {
    let trainings = open.trainings;
    let status = open.part(|draft| draft.status.clone());
    let entries = Signal::derive(move || {
        let row = open.draft.with(|draft| draft.base.clone());
        let mut entries: Vec<MenuEntry> = Vec::new();
        if open.change.with(Option::is_some) {
            entries.push(
                MenuItem::new("Give up the edits", move || {
                    open.withdraw();
                })
                .icon(IconName::Undo)
                .into(),
            );
        }
        if let Some(row) = row {
            if copying::is_possible() {
                let copied = row.as_ref().clone();
                entries.push(
                    MenuItem::new("Copy to another workspace…", move || {
                        let rows = vec![copied.clone()];
                        trainings.copying.set(Some(Copied::Trainings(rows)));
                    })
                    .icon(IconName::Copy)
                    .disabled_because(open.change.with(Option::is_some).then(|| {
                        "Apply or give up the change first: what the service has is copied."
                            .to_owned()
                    }))
                    .into(),
                );
            }
            entries.push(
                MenuItem::new("Delete", move || {
                    trainings.desk.put(Change::delete(&row));
                })
                .icon(IconName::Trash)
                .danger()
                .disabled_because(
                    open.change
                        .with(Option::is_some)
                        .then(|| "An edit of it waits: apply it, or give it up first.".to_owned()),
                )
                .into(),
            );
        }
        entries
    });
    view! {
        <header class="pane-head">
            <span class="only-narrow">
                <IconButton
                    label="Back to the list"
                    icon=IconName::ArrowLeft
                    on_click=move |_| trainings.close()
                />
            </span>
            <h2 class="pane-title" id=HEADING_ID tabindex="-1">{title}</h2>
            <TrainingBadge status=status />
            <div class="pane-actions">
                <Show when=move || entries.with(|entries| !entries.is_empty())>
                    <Menu label="More actions" icon=IconName::More icon_only=true entries=entries align=Align::End />
                </Show>
                <span class="not-narrow">
                    <IconButton
                        label="Close the training"
                        icon=IconName::Close
                        keys="Escape"
                        on_click=move |_| trainings.close()
                    />
                </span>
            </div>
        </header>
    }
}

/// What waits, and the way to send it.
#[component]
pub fn Foot(open: Open) -> impl IntoView {
    let trainings = open.trainings;
    let desk = trainings.desk;
    let batch = Memo::new(move |_| desk.batch());
    let note = move || {
        let Some(change) = open.change.get() else {
            return match open.is_going.get() {
                true => "The change that you applied is being made.".to_owned(),
                false => "No edits".to_owned(),
            };
        };
        let what = match &change {
            Change::Delete(_) => "Deletion pending".to_owned(),
            Change::Put(draft) if draft.is_new() => "New, pending".to_owned(),
            Change::Put(draft) => {
                let labels: Vec<&str> = draft
                    .changes()
                    .into_iter()
                    .map(TrainingField::label)
                    .collect();
                format!("{} edited, pending", domain::words::list(&labels))
            }
        };
        let kept = match (desk.not_kept().is_some(), desk.is_kept()) {
            (true, _) => " · not saved on this device",
            (false, true) => " · saved on this device",
            (false, false) => "",
        };
        format!("{what}{kept}")
    };
    let reason = MaybeProp::derive(move || {
        batch
            .with(domain::talkover::Batch::is_empty)
            .then(|| "No changes are pending: the service has these texts.".to_owned())
    });
    let words = move || match batch.with(|batch| batch.changes().len()) {
        0 | 1 => "Review and apply…".to_owned(),
        some => format!("Review and apply {some} changes…"),
    };
    view! {
        <footer class="pane-foot">
            <span class="pane-foot-note" role="status">{note}</span>
            <Button
                variant=ButtonVariant::Primary
                icon=IconName::Save
                keys="Ctrl+S"
                hint="Shows first what will change"
                disabled_reason=reason
                on_click=move |_| trainings.review(None)
            >
                {words}
            </Button>
        </footer>
    }
}

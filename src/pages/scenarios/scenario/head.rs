//! What the scenario is, and what can be done with it.

use domain::{Action, Publication};
use leptos::prelude::*;

use crate::{
    pages::{copying, unsent::words_of_edits},
    ui::{Align, Button, ButtonVariant, IconButton, IconName, Menu, MenuEntry, MenuItem},
};

use super::{
    super::row::status_badges,
    form::{Busy, Form},
};

/// Title, status, where it lies, and a way back.
#[component]
pub fn Head(form: Form) -> impl IntoView {
    let title = form.part(|draft| draft.title.trim().to_owned());
    let is_new = form.part(domain::Draft::is_new);
    let version = form.part(|draft| draft.base.as_deref().and_then(|base| base.current_version));
    view! {
        <header class="pane-head scenario-head">
            <span class="only-narrow">
                <IconButton
                    label="Back to the list"
                    icon=IconName::ArrowLeft
                    on_click=move |_| form.listing.close()
                />
            </span>
            <h2 class="pane-title" id="scenario-heading" tabindex="-1">
                {move || match title.get() {
                    title if title.is_empty() && is_new.get() => "New scenario".to_owned(),
                    title if title.is_empty() => "Without a title".to_owned(),
                    title => title,
                }}
            </h2>
            <div class="scenario-badges">
                {move || status_badges(form.status())}
                {move || version.get().map(|version| view! {
                    <span class="scenario-version" title=format!("Version {version} is live")>
                        {format!("v{version}")}
                    </span>
                })}
            </div>
            <div class="pane-actions">
                <More form=form />
                <span class="not-narrow">
                    <IconButton
                        label="Close the scenario"
                        icon=IconName::Close
                        keys="Escape"
                        on_click=move |_| form.listing.close()
                    />
                </span>
            </div>
        </header>
    }
}

/// What is done less often.
#[component]
fn More(form: Form) -> impl IntoView {
    let item = move |words: &str, action, icon, run: Callback<()>| {
        MenuItem::new(words, run)
            .icon(icon)
            .disabled_because(form.why_not(action))
    };
    let entries = Signal::derive(move || {
        let is_new = form.edited.with(domain::Draft::is_new);
        let mut entries: Vec<MenuEntry> = vec![
            MenuItem::new("Duplicate", move || form.duplicate())
                .icon(IconName::Copy)
                .into(),
        ];
        if form.is_dirty() {
            entries.push(
                MenuItem::new("Give up unsaved edits", move || {
                    form.give_up("The edits were given up.");
                })
                .icon(IconName::Undo)
                .into(),
            );
        }
        if is_new {
            return entries;
        }
        entries.push(
            MenuItem::new("Move to…", move || form.move_here())
                .icon(IconName::Move)
                .keys("m")
                .into(),
        );
        if copying::is_possible() {
            entries.push(
                MenuItem::new("Copy to another workspace…", move || form.begin_copy())
                    .icon(IconName::Copy)
                    .disabled_because(form.is_dirty().then(|| {
                        "Save your edits first: what the service has is copied.".to_owned()
                    }))
                    .into(),
            );
        }
        entries.push(MenuEntry::Separator);
        entries.push(
            item(
                "Unpublish",
                Action::Unpublish,
                IconName::Unpublish,
                Callback::new(move |()| form.unpublish()),
            )
            .into(),
        );
        entries.push(
            item(
                "Discard the draft",
                Action::Discard,
                IconName::Undo,
                Callback::new(move |()| form.discard()),
            )
            .into(),
        );
        entries.push(MenuEntry::Separator);
        entries.push(
            item(
                if form.why_not(Action::Create).is_some() {
                    "Delete…"
                } else {
                    "Delete"
                },
                Action::Delete,
                IconName::Trash,
                Callback::new(move |()| form.begin_delete()),
            )
            .danger()
            .into(),
        );
        entries
    });
    view! {
        <Menu label="More actions" icon=IconName::More icon_only=true entries=entries align=Align::End />
    }
}

/// Save and publish, and what was saved when.
#[component]
pub fn Foot(form: Form) -> impl IntoView {
    let note = move || {
        let changes = form.changes.with(Vec::len);
        let live = form.status().publication;
        let sent = form.sent.get();
        if changes == 0 {
            return match (sent, live) {
                (Some(at), _) => format!("Sent {at}"),
                (None, Publication::Changed) => "The draft waits to be published".to_owned(),
                (None, _) => "No edits".to_owned(),
            };
        }
        words_of_edits(changes, &form.journal.kept())
    };
    let save_reason = MaybeProp::derive(move || {
        let nothing = !form.is_dirty() && !form.edited.with(domain::Draft::is_new);
        nothing.then(|| "There is nothing to save: the service has this text.".to_owned())
    });
    let publish_reason = MaybeProp::derive(move || {
        if form.is_dirty() {
            None
        } else {
            form.why_not(Action::Publish)
        }
    });
    view! {
        <footer class="pane-foot">
            <span class="pane-foot-note" role="status">{note}</span>
            <Button
                icon=IconName::Save
                keys="Ctrl+S"
                disabled_reason=save_reason
                loading=Signal::derive(move || form.busy.get() == Some(Busy::Saving))
                on_click=move |_| form.save()
            >
                "Save draft"
            </Button>
            <Button
                variant=ButtonVariant::Primary
                icon=IconName::Publish
                keys="Ctrl+Enter"
                hint="Shows first what will change"
                disabled_reason=publish_reason
                loading=Signal::derive(move || form.busy.get() == Some(Busy::Publishing))
                on_click=move |_| form.review()
            >
                "Publish…"
            </Button>
        </footer>
    }
}

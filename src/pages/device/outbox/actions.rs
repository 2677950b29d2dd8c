//! What can be done about a write that waits.

use domain::{
    journal::EditKey,
    outbox::{About, DirectoryWrite, Entry, State, Target, Write},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::device::{Drawer, Naming},
    paths,
    state::{Device, Messages, Workspace},
    ui::{Button, ButtonSize, ButtonVariant},
};

use super::said_of;

/// Try now, edit, take back.
#[component]
pub(super) fn Actions(entry: Entry) -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let messages = Messages::expect();
    let drawer = Drawer::expect();
    let id = StoredValue::new(entry.id.clone());
    let is_sending = matches!(entry.state, State::Sending);
    let can_edit = entry.write.has_text() || naming_of(&entry).is_some();
    let unsure = entry.unsure;
    let retry = move |_| {
        let id = id.get_value();
        spawn_local(async move { device.retry(&id).await });
    };
    let has_text = entry.write.has_text();
    // What may be at the service already is not taken back to be edited, or it could be made twice:
    // it stays in the queue until that is known, and what is saved meanwhile goes behind it.
    let edit_behind = move || {
        let entry = device
            .queue()
            .with_untracked(|queue| queue.get(&id.get_value()).cloned());
        let Some(entry) = entry else {
            return;
        };
        spawn_local(async move {
            match device.keep_typed(&entry).await {
                Ok(Some(key)) => {
                    let path = path_of(workspace, &entry, &key);
                    device.want(key);
                    drawer.leave_for(&path);
                }
                Ok(None) => {}
                Err(error) => messages.failed(format!("{error} {}", error.advice())),
            }
        });
    };
    let take_back = move |then_edit: bool| {
        if then_edit && unsure && has_text {
            edit_behind();
            return;
        }
        let id = id.get_value();
        let was_sent = if unsure {
            "is not sent again. It may have reached the service before: look there."
        } else {
            "was not sent."
        };
        spawn_local(async move {
            match device.take_back(&id).await {
                Ok(Some(entry)) => {
                    if let Some(naming) = naming_of(&entry).filter(|_| then_edit) {
                        drawer.name_again(naming, paths::scenarios(&workspace.id(), ""));
                        return;
                    }
                    let title = said_of(&entry);
                    let key = device.keep_typed(&entry).await;
                    match key {
                        Ok(Some(key)) if then_edit => {
                            let path = path_of(workspace, &entry, &key);
                            device.want(key);
                            drawer.leave_for(&path);
                        }
                        Ok(Some(_)) => messages.done(format!(
                            "{title} {was_sent} Its text is among the unsent edits."
                        )),
                        Ok(None) => messages.done(format!("{title} {was_sent}")),
                        Err(error) => messages.failed(format!("{error} {}", error.advice())),
                    }
                }
                Ok(None) => messages.failed(
                    "It is being sent at this moment, or it is done. Look again in a moment.",
                ),
                Err(error) => messages.failed(format!("{error} {}", error.advice())),
            }
        });
    };
    let reason = MaybeProp::derive(move || {
        is_sending.then(|| "It is being sent at this moment.".to_owned())
    });
    view! {
        {unsure.then(|| view! {
            <p class="field-hint">
                "An answer was lost: the service may have it already. Trying again does no harm."
            </p>
        })}
        <div class="row">
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Primary
                disabled_reason=reason
                on_click=retry
            >
                "Try now"
            </Button>
            {can_edit.then(|| view! {
                <Button
                    size=ButtonSize::Small
                    disabled_reason=reason
                    on_click=move |_| take_back(true)
                >
                    "Edit"
                </Button>
            })}
            <Button
                size=ButtonSize::Small
                disabled_reason=reason
                on_click=move |_| take_back(false)
            >
                "Take back"
            </Button>
        </div>
    }
}

fn path_of(workspace: Workspace, entry: &Entry, key: &EditKey) -> String {
    let workspace = workspace.id();
    let edit = paths::query([("edit", key.item.as_str())]);
    match (entry.about(), &entry.target) {
        (About::Segment, Target::Known(id)) => paths::segment(&workspace, id),
        (About::Segment, Target::New(_)) => {
            paths::with_query(paths::new_segment(&workspace), &edit)
        }
        (_, Target::Known(id)) => paths::scenario(&workspace, id, ""),
        (_, Target::New(_)) => paths::new_scenario(&workspace, &edit),
    }
}

/// The name that somebody typed for a directory.
fn naming_of(entry: &Entry) -> Option<Naming> {
    let error = match &entry.state {
        State::Failed(failure) => Some(failure.message.clone()),
        _ => None,
    };
    match &entry.write {
        Write::Directory(DirectoryWrite::Create {
            name, parent_id, ..
        }) => Some(Naming {
            id: None,
            parent: parent_id.clone(),
            name: name.clone(),
            error,
        }),
        Write::Directory(DirectoryWrite::Rename { base, name }) => Some(Naming {
            id: Some(base.id.clone()),
            parent: None,
            name: name.clone(),
            error,
        }),
        _ => None,
    }
}

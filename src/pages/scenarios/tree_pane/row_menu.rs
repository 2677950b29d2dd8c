//! The menu of a directory's row.

use leptos::prelude::*;

use crate::{
    ui::{Anchor, IconName, Menu, MenuEntry, MenuItem, px},
    web::focus,
};

use super::{actions::DirectoryActions, directory_of};

/// A menu where the row asked for it. Its button has no size: it only says where.
#[component]
pub fn RowMenu(
    /// The row and where its menu belongs.
    request: RwSignal<Option<(String, Anchor)>>,
    /// What it offers.
    actions: DirectoryActions,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if request.with(Option::is_some) {
            // The button must be in its place before the menu opens beside it.
            request_animation_frame(move || open.set(true));
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            let row = request.try_update(Option::take).flatten();
            if let Some((_, anchor)) = row {
                focus::focus_id(anchor.element);
            }
        }
        is_open
    });
    let directory =
        move || request.with(|request| request.as_ref().and_then(|(row, _)| directory_of(row)));
    let entries = Signal::derive(move || entries(actions, directory()));
    let place = move |side: fn(&Anchor) -> f64| {
        request.with(|request| request.as_ref().map(|(_, anchor)| px(side(anchor))))
    };
    view! {
        <div
            class="menu-at"
            style:left=move || place(|anchor| anchor.x)
            style:top=move || place(|anchor| anchor.y)
            style:height=move || place(|anchor| anchor.height)
        >
            <Menu label="Directory" icon=IconName::More icon_only=true entries=entries open=open />
        </div>
    }
}

fn entries(actions: DirectoryActions, directory: Option<String>) -> Vec<MenuEntry> {
    let new = MenuItem::new("New directory", {
        let directory = directory.clone();
        move || actions.begin_new_in(directory.as_deref())
    })
    .icon(IconName::FolderPlus);
    let Some(id) = directory else {
        return if actions.has_directories() {
            vec![new.into()]
        } else {
            Vec::new()
        };
    };
    let rename = {
        let id = id.clone();
        MenuItem::new("Rename", move || actions.begin_rename(&id))
            .icon(IconName::Pencil)
            .keys("F2")
    };
    if !actions.has_directories() {
        return vec![rename.into()];
    }
    let move_to = {
        let id = id.clone();
        MenuItem::new("Move to…", move || actions.begin_move(&id)).icon(IconName::Move)
    };
    let delete = MenuItem::new("Delete…", move || {
        actions.ask_delete(&format!("{}{id}", super::DIRECTORY));
    })
    .icon(IconName::Trash)
    .keys("Delete")
    .danger();
    vec![
        new.into(),
        rename.into(),
        move_to.into(),
        MenuEntry::Separator,
        delete.into(),
    ]
}

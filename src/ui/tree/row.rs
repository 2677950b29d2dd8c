//! One row of a tree, placed in its canvas.

use std::collections::HashMap;

use leptos::{prelude::*, tachys::html::attribute::custom::custom_attribute};

use super::{EditTarget, TreeEdit, TreeRow, TreeRowKind, drop::Drops, edit::NameInput};
use crate::ui::{Icon, IconName, px, virtual_list::viewport::Viewport};

/// The DOM id of a row.
pub(super) fn dom_id(tree: &str, id: &str) -> String {
    format!("{tree}-row-{id}")
}

/// Where rows stand.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub places: Memo<HashMap<String, usize>>,
    pub new_line: Memo<Option<(usize, usize)>>,
    pub viewport: Viewport,
}

/// What rows know of themselves.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub tree: StoredValue<String>,
    pub rows: Signal<Vec<TreeRow>>,
    pub selected: Signal<Option<String>>,
    pub stop: Memo<Option<String>>,
    pub cut: Signal<Vec<String>>,
    pub renamed: Memo<Option<String>>,
    pub edit: RwSignal<Option<TreeEdit>>,
    pub on_edit: Option<Callback<(EditTarget, String)>>,
    pub drops: Drops,
    pub has_menu: bool,
    pub count_words: Option<Callback<u64, String>>,
    pub draggable: Signal<bool>,
}

#[component]
pub(super) fn Row(id: String, place: Place, state: State) -> impl IntoView {
    let element = state.tree.with_value(|tree| dom_id(tree, &id));
    let name = StoredValue::new(id.clone());
    let is = move |other: &Option<String>| name.with_value(|id| other.as_ref() == Some(id));

    let at = Memo::new(move |last: Option<&usize>| {
        let at = place
            .places
            .with(|places| name.with_value(|id| places.get(id).copied()));
        // Only between the row's leaving and its removal.
        at.or(last.copied()).unwrap_or_default()
    });
    let row = Memo::new(move |last: Option<&Option<TreeRow>>| {
        let found = state.rows.with(|rows| {
            rows.get(at.get())
                .filter(|row| is(&Some(row.id.clone())))
                .cloned()
        });
        found.or_else(|| last.cloned().flatten())
    });
    let top = Memo::new(move |_| {
        let new_above = place
            .new_line
            .get()
            .is_some_and(|(line, _)| line <= at.get());
        (at.get() + usize::from(new_above)) as f64 * place.viewport.row_height()
    });
    let selected = Memo::new(move |_| state.selected.with(is));
    let stop = Memo::new(move |_| state.stop.with(is));
    let editing = Memo::new(move |_| state.renamed.with(is));
    let cut = Memo::new(move |_| state.cut.with(|ids| name.with_value(|id| ids.contains(id))));
    let drop = Memo::new(move |_| {
        state.drops.over.with(|over| {
            over.as_ref()
                .filter(|over| is(&Some(over.row.clone())))
                .map(|over| over.answer.clone())
        })
    });
    let read = move |part: fn(&TreeRow) -> usize| row.with(|row| row.as_ref().map_or(0, part));
    let has_children =
        Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.has_children)));
    let expanded = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.expanded)));
    let label = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.label.clone()))
            .unwrap_or_default()
    });
    let icon =
        Memo::new(move |_| row.with(|row| row.as_ref().map_or(IconName::Folder, |row| row.icon)));
    let count = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.count)));
    let item = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref()
                .is_some_and(|row| row.kind == TreeRowKind::Item)
        })
    });

    let (label_id, count_id, input_id) = (
        format!("{element}-label"),
        format!("{element}-count"),
        format!("{element}-name"),
    );
    let labelled_by = format!("{label_id} {count_id}");
    let more = state.has_menu.then(|| {
        view! {
            <button
                type="button"
                class="tree-more"
                tabindex="-1"
                aria-haspopup="menu"
                aria-label=move || format!("Actions for {}", label.get())
            >
                <Icon name=IconName::More />
            </button>
        }
    });
    let body = {
        let count_words = state.count_words;
        move || {
            if editing.get() {
                return view! {
                    <NameInput edit=state.edit on_edit=state.on_edit id=input_id.clone() label="New name" />
                }
                .into_any();
            }
            let words = move || {
                count.get().map(|count| match count_words {
                    Some(words) => words.run(count),
                    None => count.to_string(),
                })
            };
            view! {
                <span class="tree-label" id=label_id.clone()>{move || label.get()}</span>
                <span class="tree-count" aria-hidden="true">{move || count.get()}</span>
                <span class="visually-hidden" id=count_id.clone()>{words}</span>
            }
            .into_any()
        }
    };

    view! {
        <div
            role="treeitem"
            {..custom_attribute("aria-level", move || read(|row| row.depth + 1))}
            id=element
            class="tree-row"
            data-id=id
            tabindex=move || if stop.get() { "0" } else { "-1" }
            aria-labelledby=labelled_by
            aria-setsize=move || read(|row| row.size)
            aria-posinset=move || read(|row| row.pos)
            aria-expanded=move || has_children.get().then(|| expanded.get().to_string())
            aria-selected=move || selected.get().to_string()
            aria-current=move || selected.get().then_some("true")
            data-cut=move || cut.get().then_some("")
            data-drop=move || drop.get().map(|drop| if drop.is_ok() { "takes" } else { "refuses" })
            draggable=move || (item.get() && state.draggable.get() && !editing.get()).then_some("true")
            style=("--depth", move || read(|row| row.depth).to_string())
            style:top=move || px(top.get())
        >
            <span
                class="tree-twisty"
                aria-hidden="true"
                data-toggles=move || has_children.get().then_some("")
            >
                {move || has_children.get().then(|| view! { <Icon name=IconName::ChevronRight /> })}
            </span>
            <Icon name=icon />
            {body}
            {more}
            {move || {
                drop.get().and_then(Result::err).map(|why| view! {
                    <span class="tree-refusal" role="status">{why}</span>
                })
            }}
        </div>
    }
}

/// The row that is being made.
#[component]
pub(super) fn NewRow(place: Place, state: State) -> impl IntoView {
    let id = state.tree.with_value(|tree| format!("{tree}-new-name"));
    let line = Memo::new(move |last: Option<&(usize, usize)>| {
        place.new_line.get().or(last.copied()).unwrap_or_default()
    });
    view! {
        <div
            class="tree-row"
            role="none"
            data-new=""
            style=("--depth", move || line.get().1.to_string())
            style:top=move || px(line.get().0 as f64 * place.viewport.row_height())
        >
            <span class="tree-twisty" aria-hidden="true"></span>
            <Icon name=IconName::FolderPlus />
            <NameInput edit=state.edit on_edit=state.on_edit id=id label="Name of the new directory" />
        </div>
    }
}

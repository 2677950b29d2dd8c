//! Where the focus goes: to the row that keys lead to, and on when its row has gone.

use leptos::{prelude::*, task, web_sys::HtmlElement};
use wasm_bindgen::JsCast;

use super::{EditTarget, act::Acts, keys, row};

/// Follows the rows: what stood on a row that has gone goes on beside it.
pub(super) fn follow(acts: Acts, asked: Option<RwSignal<Option<String>>>) {
    let places = acts.places;
    Effect::new(move |before: Option<Vec<(String, usize)>>| {
        let lost = acts
            .active
            .get_untracked()
            .filter(|id| places.with(|it| !it.contains_key(id)));
        acts.rows.with(|rows| {
            if let (Some(lost), Some(before)) = (lost, before) {
                let next = keys::successor(&before, rows, &lost);
                acts.active.set(next.clone());
                if let Some(next) = next.filter(|_| acts.focused.get_value()) {
                    to_row(acts, next);
                }
            }
            rows.iter().map(|row| (row.id.clone(), row.depth)).collect()
        })
    });

    // The input of an ended edit takes the focus with it; its row gets it back.
    Effect::new(move |before: Option<Option<EditTarget>>| {
        let now = acts
            .edit
            .with(|edit| edit.as_ref().map(|edit| edit.target.clone()));
        if let (Some(ended), None) = (before.flatten(), &now)
            && acts.focused.get_value()
            && !stands_on_a_row()
            && let Some(row) = ended.row().or_else(|| acts.stop.get_untracked())
        {
            to_row(acts, row);
        }
        now
    });

    if let Some(asked) = asked {
        Effect::new(move |_| {
            let Some(id) = asked.get() else { return };
            // A request for a row that is not there yet waits for it.
            if places.with(|places| places.contains_key(&id)) {
                asked.set(None);
                to_row(acts, id);
            }
        });
    }
}

/// Whether the focus has gone on to a row by itself.
fn stands_on_a_row() -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.matches("[role=treeitem]").unwrap_or(false))
}

/// Brings a row into sight and gives it the focus.
pub(super) fn to_row(acts: Acts, id: String) {
    let at = acts
        .rows
        .with_untracked(|rows| rows.iter().position(|row| row.id == id));
    if let Some(at) = at {
        acts.viewport.reveal(at, acts.rows.with_untracked(Vec::len));
    }
    let element = acts.tree.with_value(|tree| row::dom_id(tree, &id));
    acts.active.set(Some(id));
    task::spawn_local(async move {
        // The row is drawn at the end of this turn.
        task::tick().await;
        let row = document().get_element_by_id(&element);
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            let _ = row.focus();
        }
    });
}

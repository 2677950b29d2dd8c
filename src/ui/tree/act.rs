//! What keys and the pointer do to a tree.

use std::collections::HashMap;

use leptos::{
    ev,
    prelude::*,
    web_sys::{Element, Node},
};
use wasm_bindgen::JsCast;

use super::{TreeEdit, TreeRow, TreeRowKind, focus, keys, keys::Step, row, typed::Typed};
use crate::ui::{anchor::Anchor, virtual_list::viewport::Viewport};

/// Everything that acts on a tree. Copied into its event handlers.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// The DOM id of the tree.
    pub tree: StoredValue<String>,
    pub rows: Signal<Vec<TreeRow>>,
    pub viewport: Viewport,
    /// The row in the tab order.
    pub stop: Memo<Option<String>>,
    pub places: Memo<HashMap<String, usize>>,
    /// The row that had the focus last.
    pub active: RwSignal<Option<String>>,
    pub edit: RwSignal<Option<TreeEdit>>,
    pub typed: StoredValue<Typed>,
    /// Whether the focus is in the tree, or was until its element went away.
    pub focused: StoredValue<bool>,
    pub on_select: Callback<String>,
    pub on_toggle: Callback<(Vec<String>, bool)>,
    pub on_delete: Option<Callback<String>>,
    pub cut: Signal<Vec<String>>,
    pub on_cut: Option<Callback<Option<String>>>,
    pub on_paste: Option<Callback<String>>,
    pub on_menu: Option<Callback<(String, Anchor)>>,
    pub renames: bool,
    pub editable: Signal<bool>,
    pub movable: Signal<bool>,
}

impl Acts {
    pub fn key(self, event: &ev::KeyboardEvent) {
        let Some((at, row)) = self.current() else {
            return;
        };
        if event.alt_key() || event.is_composing() {
            return;
        }
        let now = event.time_stamp();
        let command = event.ctrl_key() || event.meta_key();
        let typing = self.typed.with_value(|typed| typed.goes_on(now));
        let changeable = row.kind == TreeRowKind::Item;
        let done = match event.key().as_str() {
            "x" | "X" if command => {
                changeable && self.movable.get_untracked() && self.cut_row(&row.id)
            }
            "v" | "V" if command => run(self.on_paste, row.id),
            _ if command => false,
            " " if typing => self.type_ahead(at, " ", now),
            "Enter" | " " => {
                self.on_select.run(row.id);
                true
            }
            "F2" => changeable && self.rename(&row),
            "Delete" => changeable && self.editable.get_untracked() && run(self.on_delete, row.id),
            "Escape" if !self.cut.with_untracked(Vec::is_empty) => run(self.on_cut, None),
            "ContextMenu" => self.menu(&row.id),
            "F10" if event.shift_key() => self.menu(&row.id),
            key => self.step(at, key) || self.type_ahead(at, key, now),
        };
        if done {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// The row that keys are about.
    fn current(self) -> Option<(usize, TreeRow)> {
        let id = self.stop.get_untracked()?;
        let at = self
            .places
            .with_untracked(|places| places.get(&id).copied())?;
        self.rows
            .with_untracked(|rows| Some((at, rows.get(at)?.clone())))
    }

    fn id_at(self, at: usize) -> Option<String> {
        self.rows
            .with_untracked(|rows| rows.get(at).map(|row| row.id.clone()))
    }

    fn step(self, at: usize, key: &str) -> bool {
        let step = self.rows.with_untracked(|rows| {
            keys::step(rows, at, key, self.viewport.window_now(rows.len()).page())
        });
        match step {
            Some(Step::Focus(to)) => {
                if let Some(id) = self.id_at(to) {
                    focus::to_row(self, id);
                }
            }
            Some(Step::Open(which)) => {
                let ids: Vec<String> = which.into_iter().filter_map(|at| self.id_at(at)).collect();
                if !ids.is_empty() {
                    self.on_toggle.run((ids, true));
                }
            }
            Some(Step::Close(at)) => {
                if let Some(id) = self.id_at(at) {
                    self.on_toggle.run((vec![id], false));
                }
            }
            // The tree's own keys never reach the page, also where they lead nowhere.
            None => return matches!(key, "ArrowLeft" | "ArrowRight"),
        }
        true
    }

    fn type_ahead(self, at: usize, key: &str, now_ms: f64) -> bool {
        let mut letters = key.chars();
        let Some(first) = letters.next().filter(|letter| !letter.is_control()) else {
            return false;
        };
        if letters.next().is_some() {
            return false;
        }
        // No name begins with a sign such as `?`: the page may have a use for it.
        if !first.is_alphanumeric() && !self.typed.with_value(|typed| typed.goes_on(now_ms)) {
            return false;
        }
        let found = self.rows.with_untracked(|rows| {
            self.typed.try_update_value(|typed| {
                typed.push(key, now_ms);
                typed.find(rows.iter().map(|row| row.label.as_str()), at)
            })
        });
        if let Some(id) = found.flatten().and_then(|at| self.id_at(at)) {
            focus::to_row(self, id);
        }
        true
    }

    fn rename(self, row: &TreeRow) -> bool {
        let can = self.renames && self.editable.get_untracked();
        if can {
            self.edit.set(Some(TreeEdit::rename(&row.id, &row.label)));
        }
        can
    }

    fn cut_row(self, id: &str) -> bool {
        run(self.on_cut, Some(id.to_owned()))
    }

    /// Asks for the menu of a row, at its button where there is one.
    fn menu(self, id: &str) -> bool {
        let element = self.tree.with_value(|tree| row::dom_id(tree, id));
        let anchor = document().get_element_by_id(&element).map(|row| {
            let button = row.query_selector(".tree-more").ok().flatten();
            Anchor::of(&button.unwrap_or(row), &element)
        });
        run(self.on_menu, (id.to_owned(), anchor.unwrap_or_default()))
    }

    pub fn click(self, event: &ev::MouseEvent) {
        let Some(id) = row_of(event) else { return };
        if closest(event, ".tree-edit").is_some() {
            return;
        }
        self.active.set(Some(id.clone()));
        if closest(event, ".tree-more").is_some() {
            self.menu(&id);
        } else if closest(event, ".tree-twisty[data-toggles]").is_some() {
            self.toggle(id);
        } else {
            self.on_select.run(id);
        }
    }

    pub fn double_click(self, event: &ev::MouseEvent) {
        let Some(id) = row_of(event) else { return };
        if closest(event, ".tree-edit, .tree-more, .tree-twisty").is_none() {
            self.toggle(id);
        }
    }

    fn toggle(self, id: String) {
        let row = self
            .rows
            .with_untracked(|rows| rows.iter().find(|row| row.id == id).cloned());
        if let Some(row) = row.filter(|row| row.has_children) {
            self.on_toggle.run((vec![id], !row.expanded));
        }
    }

    pub fn context_menu(self, event: &ev::MouseEvent) {
        let (Some(id), Some(on_menu)) = (row_of(event), self.on_menu) else {
            return;
        };
        if closest(event, ".tree-edit").is_some() {
            return;
        }
        event.prevent_default();
        let element = self.tree.with_value(|tree| row::dom_id(tree, &id));
        focus::to_row(self, id.clone());
        on_menu.run((id, Anchor::at_pointer(event, &element)));
    }

    pub fn focus_in(self, event: &ev::FocusEvent) {
        self.focused.set_value(true);
        if let Some(id) = row_of(event) {
            self.active.set(Some(id));
        }
    }

    /// The focus that goes because its row was taken away is still the tree's to place.
    pub fn focus_out(self, event: &ev::FocusEvent) {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Node>().ok());
        let inside = closest(event, "[role=tree]").is_some_and(|tree| tree.contains(to.as_ref()));
        let row_gone = row_of(event).is_some_and(|id| {
            self.places
                .try_with_untracked(|places| !places.contains_key(&id))
                .unwrap_or(true)
        });
        let edit_gone = closest(event, ".tree-edit").is_some()
            && self.edit.try_with_untracked(Option::is_none) != Some(false);
        let stays = if to.is_some() {
            inside
        } else {
            row_gone || edit_gone
        };
        self.focused.set_value(stays);
    }
}

fn run<T: 'static>(callback: Option<Callback<T>>, value: T) -> bool {
    if let Some(callback) = callback {
        callback.run(value);
    }
    callback.is_some()
}

/// The element of an event, or the nearest around it, that matches.
pub(super) fn closest(event: &ev::Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// The id of the row that an event is about.
pub(super) fn row_of(event: &ev::Event) -> Option<String> {
    closest(event, "[role=treeitem]")?.get_attribute("data-id")
}

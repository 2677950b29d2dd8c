//! What keys and the pointer do to a list.

use std::collections::HashSet;

use leptos::{ev, html, prelude::*, web_sys::Element};
use wasm_bindgen::JsCast;

use super::{RowKey, row, selection, viewport::Viewport};
use crate::ui::{
    anchor::Anchor,
    drag::DragPayload,
    icon::{Icon, IconName},
};

/// Everything that acts on a list. Copied into its event handlers.
pub(super) struct Acts<K: RowKey> {
    pub id: StoredValue<String>,
    pub scroller: NodeRef<html::Div>,
    pub rows: Signal<Vec<K>>,
    pub viewport: Viewport,
    pub selection: Option<RwSignal<HashSet<K>>>,
    pub active: RwSignal<Option<K>>,
    pub active_index: Memo<Option<usize>>,
    /// Where the active row stood last; keys go on from there when a filter hides it.
    pub last_index: StoredValue<usize>,
    /// The fixed end of a range.
    pub anchor: StoredValue<Option<K>>,
    pub on_open: Option<Callback<K>>,
    pub on_menu: Option<Callback<(Vec<K>, Anchor)>>,
    pub on_cut: Option<Callback<Vec<K>>>,
    pub on_delete: Option<Callback<Vec<K>>>,
    pub dragging: Option<RwSignal<Option<DragPayload>>>,
    pub drag_payload: Option<Callback<Vec<K>, DragPayload>>,
}

// A derive would ask for keys that are `Copy`; these are handles to signals.
impl<K: RowKey> Clone for Acts<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: RowKey> Copy for Acts<K> {}

impl<K: RowKey> Acts<K> {
    pub fn key(self, event: &ev::KeyboardEvent) {
        // A control inside a row or a heading keeps its keys.
        if closest(event, "button, a, input, select, textarea").is_some() || event.alt_key() {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let done = match event.key().as_str() {
            "a" | "A" if command => self.choose_every(),
            "x" | "X" if command => self.hand(self.on_cut),
            "Delete" if !command => self.hand(self.on_delete),
            "Enter" if !command => self.open_active(),
            " " => self.toggle_active(event.shift_key()),
            "Escape" => self.choose_none(),
            "ContextMenu" => self.menu_of_active(),
            "F10" if event.shift_key() => self.menu_of_active(),
            key => self.go(key, event.shift_key()),
        };
        if done {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn total(self) -> usize {
        self.rows.with_untracked(Vec::len)
    }

    fn at(self, index: usize) -> Option<K> {
        self.rows.with_untracked(|rows| rows.get(index).cloned())
    }

    fn index_of(self, key: &K) -> Option<usize> {
        self.rows
            .with_untracked(|rows| rows.iter().position(|row| row == key))
    }

    fn go(self, key: &str, extend: bool) -> bool {
        let total = self.total();
        let from = self.active_index.get_untracked();
        // A row that is hidden leaves its place to its neighbour.
        let hidden = from.is_none() && self.active.with_untracked(Option::is_some) && total > 0;
        let place = self.last_index.get_value().min(total.saturating_sub(1));
        let page = self.viewport.window_now(total).page();
        let Some(mut to) = selection::target(key, from.or(hidden.then_some(place)), total, page)
        else {
            return false;
        };
        if hidden && key == "ArrowDown" {
            to = place;
        }
        if extend {
            self.extend_to(to);
        }
        self.activate(to);
        true
    }

    fn activate(self, index: usize) {
        self.last_index.set_value(index);
        self.active.set(self.at(index));
    }

    /// Chooses from the range's fixed end to `to`.
    fn extend_to(self, to: usize) {
        let Some(chosen) = self.selection else { return };
        let from = self.active_index.get_untracked().unwrap_or(to);
        let anchor = self.anchor.get_value().and_then(|key| self.index_of(&key));
        let anchor = anchor.unwrap_or(from);
        self.anchor.set_value(self.at(anchor));
        self.rows.with_untracked(|rows| {
            chosen.update(|chosen| selection::extend(chosen, rows, anchor, from, to));
        });
    }

    fn toggle_at(self, index: usize) {
        let (Some(chosen), Some(key)) = (self.selection, self.at(index)) else {
            return;
        };
        chosen.update(|chosen| selection::toggle(chosen, &key));
        self.anchor.set_value(Some(key));
    }

    fn toggle_active(self, extend: bool) -> bool {
        let index = self.active_index.get_untracked();
        match index {
            Some(index) if extend => self.extend_to(index),
            Some(index) => self.toggle_at(index),
            None => {}
        }
        true
    }

    fn choose_every(self) -> bool {
        let Some(chosen) = self.selection else {
            return false;
        };
        self.rows
            .with_untracked(|rows| chosen.update(|chosen| chosen.extend(rows.iter().cloned())));
        true
    }

    fn choose_none(self) -> bool {
        let Some(chosen) = self
            .selection
            .filter(|it| !it.with_untracked(HashSet::is_empty))
        else {
            return false;
        };
        self.anchor.set_value(None);
        chosen.update(HashSet::clear);
        true
    }

    fn open_active(self) -> bool {
        let index = self.active_index.get_untracked();
        let (Some(key), Some(open)) = (index.and_then(|at| self.at(at)), self.on_open) else {
            return false;
        };
        open.run(key);
        true
    }

    /// The chosen rows in the order of the list if `key` is one of them, otherwise `key` alone.
    fn together_with(self, key: &K) -> Vec<K> {
        let chosen = self
            .selection
            .map(|chosen| chosen.get_untracked())
            .unwrap_or_default();
        if !chosen.contains(key) {
            return vec![key.clone()];
        }
        let mut keys: Vec<K> = self.rows.with_untracked(|rows| {
            rows.iter()
                .filter(|row| chosen.contains(row))
                .cloned()
                .collect()
        });
        let shown: HashSet<K> = keys.iter().cloned().collect();
        keys.extend(chosen.into_iter().filter(|key| !shown.contains(key)));
        keys
    }

    fn hand(self, to: Option<Callback<Vec<K>>>) -> bool {
        let Some(to) = to else { return false };
        let any = self
            .selection
            .and_then(|it| it.with_untracked(|it| it.iter().next().cloned()));
        let index = self.active_index.get_untracked();
        let Some(key) = any.or_else(|| self.at(index?)) else {
            return false;
        };
        to.run(self.together_with(&key));
        true
    }

    fn menu_of_active(self) -> bool {
        let index = self.active_index.get_untracked();
        let (Some(menu), Some(key)) = (self.on_menu, index.and_then(|at| self.at(at))) else {
            return false;
        };
        let id = self.id.with_value(|id| row::dom_id(id, &key));
        let anchor = document()
            .get_element_by_id(&id)
            .map(|element| Anchor::of(&element, &id));
        menu.run((self.together_with(&key), anchor.unwrap_or_default()));
        true
    }

    /// The index of the row that an event is about.
    fn hit(self, event: &ev::Event) -> Option<usize> {
        let row = closest(event, ".list-row")?;
        row.get_attribute("aria-rowindex")?
            .parse::<usize>()
            .ok()?
            .checked_sub(2)
    }

    fn focus(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            // An element without focus loses nothing but the keyboard's place.
            let _ = scroller.focus();
        }
    }

    pub fn click(self, event: &ev::MouseEvent) {
        if closest(event, ".list-head .list-check").is_some() {
            let _ = self.choose_none() || self.choose_every();
            return self.focus();
        }
        let Some(index) = self.hit(event) else { return };
        if closest(event, ".list-choose").is_some() {
            self.focus();
            if event.shift_key() {
                self.extend_to(index);
            } else {
                self.toggle_at(index);
            }
            return self.activate(index);
        }
        if closest(event, "button, a, input, select, textarea").is_some() {
            return self.activate(index);
        }
        self.focus();
        if event.shift_key() && self.selection.is_some() {
            self.extend_to(index);
            return self.activate(index);
        }
        self.activate(index);
        if (event.ctrl_key() || event.meta_key()) && self.selection.is_some() {
            return self.toggle_at(index);
        }
        self.anchor.set_value(self.at(index));
        self.open_active();
    }

    pub fn context_menu(self, event: &ev::MouseEvent) {
        let (Some(menu), Some(index)) = (self.on_menu, self.hit(event)) else {
            return;
        };
        let Some(key) = self.at(index) else { return };
        event.prevent_default();
        self.focus();
        self.activate(index);
        let id = self.id.with_value(|id| row::dom_id(id, &key));
        menu.run((self.together_with(&key), Anchor::at_pointer(event, &id)));
    }

    pub fn drag_start(self, event: &ev::DragEvent) {
        let (Some(dragging), Some(describe)) = (self.dragging, self.drag_payload) else {
            return;
        };
        let Some(key) = self.hit(event).and_then(|index| self.at(index)) else {
            return;
        };
        let payload = describe.run(self.together_with(&key));
        payload.attach(event);
        dragging.set(Some(payload));
    }

    /// The box in the header that chooses every row, or none.
    pub fn choose_all(self, chosen: RwSignal<HashSet<K>>) -> impl IntoView + use<K> {
        let state = Memo::new(move |_| {
            chosen.with(|chosen| {
                self.rows.with(|rows| {
                    if chosen.is_empty() {
                        "false"
                    } else if rows.len() <= chosen.len()
                        && rows.iter().all(|row| chosen.contains(row))
                    {
                        "true"
                    } else {
                        "mixed"
                    }
                })
            })
        });
        view! {
            <div role="columnheader" class="list-choose">
                <span
                    role="checkbox"
                    class="list-check"
                    tabindex="-1"
                    aria-label="Select all rows"
                    aria-checked=move || state.get()
                >
                    <Icon name=Signal::derive(move || match state.get() {
                        "mixed" => IconName::Minus,
                        _ => IconName::Check,
                    }) />
                </span>
            </div>
        }
    }
}

/// The element of an event, or the nearest around it, that matches.
fn closest(event: &ev::Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

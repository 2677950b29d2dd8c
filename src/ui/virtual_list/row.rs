//! One row, placed in the canvas.

use std::collections::HashSet;

use leptos::prelude::*;

use super::{RowKey, viewport::Viewport};
use crate::ui::{
    icon::{Icon, IconName},
    px,
};

/// The DOM id of a row.
pub(super) fn dom_id<K: RowKey>(list: &str, key: &K) -> String {
    format!("{list}-row-{key}")
}

/// Where rows stand.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub viewport: Viewport,
    pub shift: Memo<f64>,
}

/// What rows know of themselves.
pub(super) struct State<K: RowKey> {
    pub drawn: Memo<Vec<(usize, K)>>,
    pub active: RwSignal<Option<K>>,
    pub current: Signal<Option<K>>,
    pub selection: Option<RwSignal<HashSet<K>>>,
    pub cut: Signal<HashSet<K>>,
}

// A derive would ask for keys that are `Copy`; these are handles to signals.
impl<K: RowKey> Clone for State<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: RowKey> Copy for State<K> {}

#[component]
pub(super) fn Row<K: RowKey>(
    id: String,
    key: K,
    place: Place,
    state: State<K>,
    draggable: bool,
    cells: AnyView,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let is = move |other: &Option<K>| key.with_value(|key| other.as_ref() == Some(key));
    let index = Memo::new(move |last: Option<&usize>| {
        state
            .drawn
            .with(|drawn| {
                let found = drawn
                    .iter()
                    .find(|(_, row)| key.with_value(|key| key == row));
                found.map(|(index, _)| *index)
            })
            // Only between the row's leaving and its removal.
            .or(last.copied())
            .unwrap_or_default()
    });
    let top =
        Memo::new(move |_| index.get() as f64 * place.viewport.row_height() + place.shift.get());
    let chosen = state.selection.map(|selection| {
        Memo::new(move |_| selection.with(|set| key.with_value(|key| set.contains(key))))
    });
    let cut = Memo::new(move |_| {
        state
            .cut
            .with(|set| key.with_value(|key| set.contains(key)))
    });
    let active = Memo::new(move |_| state.active.with(is));
    let current = Memo::new(move |_| state.current.with(is));

    view! {
        <div
            role="row"
            id=id
            class="list-row"
            aria-rowindex=move || index.get() + 2
            aria-selected=move || chosen.map(|chosen| chosen.get().to_string())
            aria-current=move || current.get().then_some("true")
            data-active=move || active.get().then_some("")
            data-cut=move || cut.get().then_some("")
            draggable=draggable.then_some("true")
            style:top=move || px(top.get())
        >
            {chosen.map(|chosen| view! {
                <div role="gridcell" class="list-choose">
                    <span
                        role="checkbox"
                        class="list-check"
                        tabindex="-1"
                        aria-label="Select row"
                        aria-checked=move || chosen.get().to_string()
                    >
                        <Icon name=IconName::Check />
                    </span>
                </div>
            })}
            {cells}
        </div>
    }
}

//! What stays where it is while rows come and go.

use leptos::{prelude::*, task};

use super::{RowKey, viewport::Viewport};

/// Keeps the first row in sight where it stands when rows are put in before it or change their
/// height; goes back to the top with a new `view_key`; begins at the position of `scroll`.
pub(super) fn position<K: RowKey>(
    viewport: Viewport,
    rows: Signal<Vec<K>>,
    view_key: Signal<String>,
    scroll: Option<RwSignal<f64>>,
) {
    // The first row in sight, and how much of it is cut off, as a part of its height.
    let first = StoredValue::new(None::<(K, f64)>);
    let restore = StoredValue::new(scroll.map(|it| it.get_untracked()).filter(|top| *top > 0.0));
    let remember = move || {
        let total = rows.with_untracked(Vec::len);
        let window = viewport.window_now(total);
        let key = rows.with_untracked(|rows| rows.get(window.first()).cloned());
        first.set_value(
            key.filter(|_| window.row > 0.0)
                .map(|key| (key, window.offset() / window.row - window.first() as f64)),
        );
    };

    Effect::new(move |_| {
        if viewport.scroll_top.get() > 0.0 {
            remember();
        } else {
            // At its very top the list shows what is new.
            first.set_value(None);
        }
    });

    Effect::new(move |shown: Option<String>| {
        let view = view_key.get();
        let total = rows.with(Vec::len);
        viewport.track_height();
        let window = viewport.window_now(total);
        let same = shown.as_ref().is_none_or(|shown| *shown == view);
        let to = if !same {
            restore.set_value(None);
            first.set_value(None);
            Some(0.0)
        } else if let Some(top) = restore.get_value() {
            let enough = window.row > 0.0 && window.canvas() - window.viewport >= top;
            if enough {
                restore.set_value(None);
            }
            enough.then_some(top)
        } else {
            first.get_value().and_then(|(key, cut)| {
                let at = rows.with_untracked(|rows| rows.iter().position(|row| *row == key))?;
                let top = window.scroll_for((at as f64 + cut) * window.row);
                ((top - window.scroll_top).abs() >= 1.0).then_some(top)
            })
        };
        // The canvas gets its new height first; both come before the next frame is painted.
        task::spawn_local(async move {
            task::tick().await;
            match to {
                Some(to) => viewport.scroll_to(to),
                None => viewport.scrolled(),
            }
            if viewport
                .scroll_top
                .try_get_untracked()
                .is_some_and(|top| top > 0.0)
            {
                remember();
            }
        });
        view
    });
}

/// Scrolls to the active row when it changes, also when its row arrives later than its key.
pub(super) fn active_in_sight<K: RowKey>(
    viewport: Viewport,
    total: Memo<usize>,
    active: RwSignal<Option<K>>,
    active_index: Memo<Option<usize>>,
) {
    Effect::new(move |seen: Option<Option<K>>| {
        let key = active.get();
        viewport.track_height();
        let Some(index) = active_index.get().filter(|_| viewport.is_measured()) else {
            return if key.is_none() { None } else { seen.flatten() };
        };
        if seen.flatten() != key {
            task::spawn_local(async move {
                task::tick().await;
                viewport.reveal(index, total.try_get_untracked().unwrap_or_default());
            });
        }
        key
    });
}

//! Drags over a tree: which row takes them, and why another does not.

use std::collections::HashMap;

use leptos::{ev, html, prelude::*};

use super::{TreeRow, TreeRowKind, act::row_of, hover, hover::Hover};
use crate::ui::drag::{DragPayload, DragSource};

type CanDrop = Callback<(DragPayload, String), Result<(), String>>;

/// The row under a drag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Over {
    pub row: String,
    /// Whether it takes what is dragged, and why not.
    pub answer: Result<(), String>,
}

/// Everything that drags do to a tree. Copied into its event handlers.
#[derive(Clone, Copy)]
pub(super) struct Drops {
    scroller: NodeRef<html::Div>,
    rows: Signal<Vec<TreeRow>>,
    places: Memo<HashMap<String, usize>>,
    dragging: Option<RwSignal<Option<DragPayload>>>,
    can_drop: Option<CanDrop>,
    on_drop: Option<Callback<(DragPayload, String)>>,
    on_toggle: Callback<(Vec<String>, bool)>,
    /// The row under the drag.
    pub over: RwSignal<Option<Over>>,
    hover: StoredValue<Hover>,
}

impl Drops {
    pub fn new(
        scroller: NodeRef<html::Div>,
        rows: Signal<Vec<TreeRow>>,
        places: Memo<HashMap<String, usize>>,
        dragging: Option<RwSignal<Option<DragPayload>>>,
        can_drop: Option<CanDrop>,
        on_drop: Option<Callback<(DragPayload, String)>>,
        on_toggle: Callback<(Vec<String>, bool)>,
    ) -> Self {
        Self {
            scroller,
            rows,
            places,
            dragging,
            can_drop,
            on_drop,
            on_toggle,
            over: RwSignal::new(None),
            hover: StoredValue::default(),
        }
    }

    fn row(self, id: &str) -> Option<TreeRow> {
        let at = self
            .places
            .with_untracked(|places| places.get(id).copied())?;
        self.rows.with_untracked(|rows| rows.get(at).cloned())
    }

    fn payload(self) -> Option<DragPayload> {
        self.dragging?.get_untracked()
    }

    pub fn start(self, event: &ev::DragEvent, movable: bool) {
        let row = row_of(event).and_then(|id| self.row(&id));
        let row = row.filter(|row| movable && row.kind == TreeRowKind::Item);
        let (Some(dragging), Some(row)) = (self.dragging, row) else {
            return event.prevent_default();
        };
        let payload = DragPayload {
            source: DragSource::Tree,
            ids: vec![row.id],
            text: row.label,
        };
        payload.attach(event);
        dragging.set(Some(payload));
    }

    pub fn over(self, event: &ev::DragEvent) {
        let Some(payload) = self.payload() else {
            return;
        };
        self.scroll(event);
        let Some(row) = row_of(event).and_then(|id| self.row(&id)) else {
            return self.over.set(None);
        };
        let rested = self
            .hover
            .try_update_value(|hover| hover.over(&row.id, event.time_stamp()))
            .unwrap_or_default();
        if rested && row.has_children && !row.expanded {
            self.on_toggle.run((vec![row.id.clone()], true));
        }
        // Asked once for each row that the drag comes over, not at each of its many events.
        let known = self.over.with_untracked(|over| {
            over.as_ref()
                .filter(|over| over.row == row.id)
                .map(|over| over.answer.clone())
        });
        let answer = known.unwrap_or_else(|| {
            let answer = self.answer(payload, &row.id);
            self.over.set(Some(Over {
                row: row.id,
                answer: answer.clone(),
            }));
            answer
        });
        if answer.is_ok() {
            event.prevent_default();
        }
        if let Some(transfer) = event.data_transfer() {
            transfer.set_drop_effect(if answer.is_ok() { "move" } else { "none" });
        }
    }

    fn answer(self, payload: DragPayload, row: &str) -> Result<(), String> {
        match (self.on_drop, self.can_drop) {
            (None, _) => Err("Nothing can be moved here.".to_owned()),
            (Some(_), None) => Ok(()),
            (Some(_), Some(can_drop)) => can_drop.run((payload, row.to_owned())),
        }
    }

    fn scroll(self, event: &ev::DragEvent) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let rect = scroller.get_bounding_client_rect();
            let by = hover::edge_scroll(f64::from(event.client_y()), rect.top(), rect.bottom());
            if by != 0.0 {
                scroller.set_scroll_top(scroller.scroll_top() + by.round() as i32);
            }
        }
    }

    /// Leaving a row for one of its own parts, or for the next row, is not leaving the tree.
    pub fn leave(self, event: &ev::DragEvent) {
        let rect = self
            .scroller
            .get_untracked()
            .map(|it| it.get_bounding_client_rect());
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let inside = rect.is_some_and(|rect| {
            x > rect.left() && x < rect.right() && y > rect.top() && y < rect.bottom()
        });
        if !inside {
            self.over.set(None);
            self.hover.set_value(Hover::default());
        }
    }

    pub fn take(self, event: &ev::DragEvent) {
        let (Some(payload), Some(id)) = (self.payload(), row_of(event)) else {
            return;
        };
        event.prevent_default();
        let answer = self.answer(payload.clone(), &id);
        self.end();
        if let (Ok(()), Some(on_drop)) = (answer, self.on_drop) {
            on_drop.run((payload, id));
        }
    }

    pub fn end(self) {
        self.over.set(None);
        self.hover.set_value(Hover::default());
        if let Some(dragging) = self.dragging {
            dragging.set(None);
        }
    }
}

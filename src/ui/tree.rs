//! A tree view after the ARIA Authoring Practices: a flat list of the rows in sight, one of which
//! is in the tab order. The page holds the rows; keys, pointer and drags come out as callbacks.

use std::collections::HashMap;

use leptos::{html, prelude::*};

use crate::ui::{
    IconName, anchor::Anchor, drag::DragPayload, px, virtual_list::viewport::Viewport,
};

mod act;
mod drop;
pub mod edit;
mod focus;
pub mod hover;
pub mod keys;
mod row;
pub mod typed;

pub use edit::{EditTarget, TreeEdit};

use act::Acts;
use drop::Drops;
use row::{NewRow, Row};

/// From this number of rows on, only those in sight exist.
const ALL_DRAWN: usize = 200;
const OVERSCAN: usize = 10;

/// A row that is visible: every row above it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// Names the row for as long as it exists.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Levels above it; 0 at the top.
    pub depth: usize,
    /// Whether there are rows under it.
    pub has_children: bool,
    /// Whether they are visible.
    pub expanded: bool,
    /// Its place among its siblings, from 1.
    pub pos: usize,
    /// Number of its siblings, itself among them.
    pub size: usize,
    /// Stands at the trailing edge.
    pub count: Option<u64>,
    /// Stands before the label.
    pub icon: IconName,
    /// What can be done to it.
    pub kind: TreeRowKind,
}

/// What can be done to a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TreeRowKind {
    /// It can be renamed, moved and deleted.
    #[default]
    Item,
    /// It always stays as it is ("All", "No directory"). It may still take what is dropped.
    Fixed,
}

/// What is drawn: rows, and the one that is being made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Line {
    Row(String),
    New,
}

/// A tree.
#[component]
pub fn Tree(
    /// DOM id of the tree; ids of rows begin with it.
    #[prop(into)]
    id: String,
    /// What the tree holds, for those who hear it.
    #[prop(into)]
    label: Signal<String>,
    /// The visible rows from top to bottom.
    #[prop(into)]
    rows: Signal<Vec<TreeRow>>,
    /// The row that is chosen.
    #[prop(into)]
    selected: Signal<Option<String>>,
    /// Enter, Space or a click.
    #[prop(into)]
    on_select: Callback<String>,
    /// Rows to open (`true`) or to close.
    #[prop(into)]
    on_toggle: Callback<(Vec<String>, bool)>,
    /// The name being edited. F2 begins it here, a button of the page may as well.
    #[prop(optional)]
    edit: Option<RwSignal<Option<TreeEdit>>>,
    /// A name was confirmed. The page ends the edit, or sets its error.
    #[prop(optional, into)]
    on_edit: Option<Callback<(EditTarget, String)>>,
    /// Delete was pressed.
    #[prop(optional, into)]
    on_delete: Option<Callback<String>>,
    /// Rows that were cut and wait to be pasted.
    #[prop(optional, into)]
    cut: Signal<Vec<String>>,
    /// A row was cut (Ctrl/Cmd+X), or nothing is any more (Escape).
    #[prop(optional, into)]
    on_cut: Option<Callback<Option<String>>>,
    /// Ctrl/Cmd+V on a row.
    #[prop(optional, into)]
    on_paste: Option<Callback<String>>,
    /// A row's menu was asked for.
    #[prop(optional, into)]
    on_menu: Option<Callback<(String, Anchor)>>,
    /// What is being dragged, here or from a list beside. With `on_drop` rows take drops.
    #[prop(optional)]
    dragging: Option<RwSignal<Option<DragPayload>>>,
    /// Whether a row takes what is dragged, and why not.
    #[prop(optional, into)]
    can_drop: Option<Callback<(DragPayload, String), Result<(), String>>>,
    /// Something was dropped on a row.
    #[prop(optional, into)]
    on_drop: Option<Callback<(DragPayload, String)>>,
    /// The page asks for the focus on a row; the tree takes the request away.
    #[prop(optional)]
    focus: Option<RwSignal<Option<String>>>,
    /// A count in words, like "12 scenarios".
    #[prop(optional, into)]
    count_words: Option<Callback<u64, String>>,
    /// Whether rows can be renamed and deleted.
    #[prop(into, default = Signal::stored(true))]
    editable: Signal<bool>,
    /// Whether rows can be dragged and cut.
    #[prop(into, default = Signal::stored(true))]
    movable: Signal<bool>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let ruler = NodeRef::<html::Div>::new();
    let viewport = Viewport::new(scroller, ruler, NodeRef::new());
    let edit = edit.unwrap_or_else(|| RwSignal::new(None));
    let active = RwSignal::new(None::<String>);

    let places = Memo::new(move |_| {
        rows.with(|rows| {
            let places = rows
                .iter()
                .enumerate()
                .map(|(at, row)| (row.id.clone(), at));
            places.collect::<HashMap<_, _>>()
        })
    });
    let stop = Memo::new(move |_| {
        let there = |id: &String| places.with(|places| places.contains_key(id));
        let first = || rows.with(|rows| rows.first().map(|row| row.id.clone()));
        active
            .get()
            .filter(there)
            .or_else(|| selected.get().filter(there))
            .or_else(first)
    });
    // The line of the row that is being made, and its depth.
    let new_line = Memo::new(move |_| {
        let target = edit.with(|edit| edit.as_ref().map(|edit| edit.target.clone()))?;
        let EditTarget::New { parent } = target else {
            return None;
        };
        rows.with(|rows| Some(new_line(rows, parent.as_deref())))
    });
    let renamed = Memo::new(move |_| {
        edit.with(|edit| match edit.as_ref().map(|edit| &edit.target) {
            Some(EditTarget::Rename(id)) => Some(id.clone()),
            _ => None,
        })
    });
    let total =
        Memo::new(move |_| rows.with(Vec::len) + usize::from(new_line.with(Option::is_some)));
    let range = Memo::new(move |_| {
        let total = total.get();
        if total <= ALL_DRAWN {
            0..total
        } else {
            viewport.window(total).rows(OVERSCAN)
        }
    });
    let drawn = Memo::new(move |_| {
        let (range, new) = (range.get(), new_line.get().map(|(line, _)| line));
        rows.with(|rows| {
            let line = |at: usize| match new {
                Some(new) if new == at => Some(Line::New),
                new => {
                    let row = rows.get(at - usize::from(new.is_some_and(|new| new < at)))?;
                    Some(Line::Row(row.id.clone()))
                }
            };
            let mut lines: Vec<Line> = range.clone().filter_map(line).collect();
            // What has the focus, or gets it with Tab, exists even out of sight.
            let held = [stop.get(), renamed.get()]
                .into_iter()
                .flatten()
                .map(Line::Row);
            for held in held.chain(new.map(|_| Line::New)) {
                if !lines.contains(&held) {
                    lines.push(held);
                }
            }
            lines
        })
    });
    let canvas = Memo::new(move |_| viewport.window(total.get()).canvas());

    let place = row::Place {
        places,
        new_line,
        viewport,
    };
    let drops = Drops::new(
        scroller, rows, places, dragging, can_drop, on_drop, on_toggle,
    );
    let acts = Acts {
        tree: StoredValue::new(id.clone()),
        rows,
        viewport,
        stop,
        places,
        active,
        edit,
        typed: StoredValue::default(),
        focused: StoredValue::new(false),
        on_select,
        on_toggle,
        on_delete,
        cut,
        on_cut,
        on_paste,
        on_menu,
        renames: on_edit.is_some(),
        editable,
        movable,
    };
    focus::follow(acts, focus);

    let state = row::State {
        tree: acts.tree,
        rows,
        selected,
        stop,
        cut,
        renamed,
        edit,
        on_edit,
        drops,
        has_menu: on_menu.is_some(),
        count_words,
        draggable: Signal::derive(move || movable.get() && dragging.is_some()),
    };

    view! {
        <div
            node_ref=scroller
            id=id
            class="tree"
            role="tree"
            aria-label=move || label.get()
            on:scroll=move |_| viewport.scrolled()
            on:keydown=move |event| acts.key(&event)
            on:click=move |event| acts.click(&event)
            on:dblclick=move |event| acts.double_click(&event)
            on:contextmenu=move |event| acts.context_menu(&event)
            on:focusin=move |event| acts.focus_in(&event)
            on:focusout=move |event| acts.focus_out(&event)
            on:dragstart=move |event| drops.start(&event, movable.get_untracked())
            on:dragover=move |event| drops.over(&event)
            on:dragleave=move |event| drops.leave(&event)
            on:drop=move |event| drops.take(&event)
            on:dragend=move |_| drops.end()
        >
            <div class="tree-ruler" aria-hidden="true" node_ref=ruler></div>
            <div
                class="tree-canvas"
                role="none"
                style:height=move || px(canvas.get())
            >
                <For
                    each=move || drawn.get()
                    key=Clone::clone
                    children=move |line| match line {
                        Line::Row(id) => view! { <Row id=id place=place state=state /> }.into_any(),
                        Line::New => view! { <NewRow place=place state=state /> }.into_any(),
                    }
                />
            </div>
        </div>
    }
}

/// The line on which a new row stands, and its depth: the first under its parent, or the first
/// at the top that is not fixed.
fn new_line(rows: &[TreeRow], parent: Option<&str>) -> (usize, usize) {
    let under = parent.and_then(|id| rows.iter().position(|row| row.id == id));
    if let Some(at) = under {
        let depth = rows.get(at).map_or(0, |row| row.depth);
        return (at + 1, depth + 1);
    }
    let first = rows
        .iter()
        .position(|row| row.depth == 0 && row.kind == TreeRowKind::Item);
    (first.unwrap_or(rows.len()), 0)
}

#[cfg(test)]
pub(crate) mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Rows from a drawing: `-` closed, `+` open, `.` without children, two spaces a level.
    pub fn rows(drawing: &str) -> Vec<TreeRow> {
        let lines: Vec<&str> = drawing
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let indent = |line: &str| line.len() - line.trim_start().len();
        let base = lines.iter().map(|line| indent(line)).min().unwrap_or(0);
        lines
            .into_iter()
            .map(|line| {
                let (mark, label) = line.trim().split_once(' ').expect("a mark and a label");
                TreeRow {
                    id: label.to_owned(),
                    label: label.to_owned(),
                    depth: (indent(line) - base) / 2,
                    has_children: mark != ".",
                    expanded: mark == "+",
                    pos: 1,
                    size: 1,
                    count: None,
                    icon: IconName::Folder,
                    kind: if label == "All" {
                        TreeRowKind::Fixed
                    } else {
                        TreeRowKind::Item
                    },
                }
            })
            .collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_new_row_stands_first_under_its_parent() {
        let rows = rows(". All\n+ Billing\n  . Refunds\n- Shipping");
        assert_eq!(new_line(&rows, Some("Billing")), (2, 1));
        assert_eq!(new_line(&rows, Some("Refunds")), (3, 2));
        assert_eq!(new_line(&rows, None), (1, 0));
        assert_eq!(new_line(&rows[..1], None), (1, 0));
    }
}

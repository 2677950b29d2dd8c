//! A list of any length: a grid of rows of one height, of which only those in sight exist.
//!
//! The grid itself has the focus and names its active row (`aria-activedescendant`), so that
//! nothing is lost when a row scrolls away. Rows, choice and active row go by key.

use std::{collections::HashSet, fmt::Display, hash::Hash};

use leptos::{html, prelude::*};

use crate::ui::{anchor::Anchor, drag::DragPayload, px};

mod act;
mod columns;
mod keep;
mod row;
pub mod selection;
pub(crate) mod viewport;
pub mod window;

pub use columns::{Column, Direction, Sort};

use act::Acts;
use columns::Header;
use row::Row;
use viewport::Viewport;

/// Rows drawn beyond the viewport on either side.
const OVERSCAN: usize = 8;

/// What names a row, for as long as the row exists.
pub trait RowKey: Clone + Eq + Hash + Display + Send + Sync + 'static {}

impl<T: Clone + Eq + Hash + Display + Send + Sync + 'static> RowKey for T {}

/// A grid of rows that may be 100,000.
///
/// The look is the page's: `class` may set the custom properties `--list-columns` (grid tracks)
/// and `--list-row` (height of a row), also in a container query.
#[component]
pub fn VirtualList<K, R, V>(
    /// DOM id of the grid; ids of rows begin with it.
    #[prop(into)]
    id: String,
    /// What the list holds, for those who hear it.
    #[prop(into)]
    label: Signal<String>,
    /// Keys of the rows, in order.
    #[prop(into)]
    rows: Signal<Vec<K>>,
    /// Draws a row: elements with `role="gridcell"`, one for each column.
    row: R,
    /// Headings; without any there is no header.
    #[prop(optional, into)]
    columns: Signal<Vec<Column>>,
    /// The column by which `rows` are sorted.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// A heading was pressed. The page sorts.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// The chosen rows; without it nothing can be chosen.
    #[prop(optional)]
    selection: Option<RwSignal<HashSet<K>>>,
    /// The row that the keyboard stands on.
    #[prop(optional)]
    active: Option<RwSignal<Option<K>>>,
    /// The row that is open beside the list.
    #[prop(optional, into)]
    current: Signal<Option<K>>,
    /// Enter or a click on a row.
    #[prop(optional, into)]
    on_open: Option<Callback<K>>,
    /// The context-menu key, Shift+F10 or the secondary button: the chosen rows if the row is
    /// one of them, otherwise this row alone.
    #[prop(optional, into)]
    on_menu: Option<Callback<(Vec<K>, Anchor)>>,
    /// Ctrl/Cmd+X on the chosen rows, or on the active one if none is chosen.
    #[prop(optional, into)]
    on_cut: Option<Callback<Vec<K>>>,
    /// Delete on the chosen rows, or on the active one if none is chosen.
    #[prop(optional, into)]
    on_delete: Option<Callback<Vec<K>>>,
    /// Rows that were cut and wait to be pasted.
    #[prop(optional, into)]
    cut: Signal<HashSet<K>>,
    /// What is being dragged. With `drag_payload` it makes rows draggable.
    #[prop(optional)]
    dragging: Option<RwSignal<Option<DragPayload>>>,
    /// Describes the rows whose drag begins.
    #[prop(optional, into)]
    drag_payload: Option<Callback<Vec<K>, DragPayload>>,
    /// The list goes back to its top when this changes: the page's filter and sort.
    #[prop(optional, into)]
    view_key: Signal<String>,
    /// Position in CSS pixels: where to begin, as soon as there are rows enough, and where the
    /// list is now.
    #[prop(optional)]
    scroll: Option<RwSignal<f64>>,
    /// Whether more rows are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Stands in place of rows when there are none.
    #[prop(optional, into)]
    empty: ViewFn,
    /// A class of the page's, for its columns.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView
where
    K: RowKey,
    R: Fn(K) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let scroller = NodeRef::<html::Div>::new();
    let ruler = NodeRef::<html::Div>::new();
    let header = NodeRef::<html::Div>::new();
    let viewport = Viewport::new(scroller, ruler, header);
    let active = active.unwrap_or_else(|| RwSignal::new(None));

    let total = Memo::new(move |_| rows.with(Vec::len));
    let active_index = Memo::new(move |_| {
        let key = active.get()?;
        rows.with(|rows| rows.iter().position(|row| *row == key))
    });
    let range = Memo::new(move |_| viewport.window(total.get()).rows(OVERSCAN));
    let drawn = Memo::new(move |_| {
        let (range, active) = (range.get(), active_index.get());
        rows.with(|rows| {
            let mut drawn: Vec<(usize, K)> = Vec::with_capacity(range.len() + 1);
            drawn.extend(
                range
                    .clone()
                    .filter_map(|at| Some((at, rows.get(at)?.clone()))),
            );
            // The active row exists even out of sight, because the grid names it.
            if let Some(at) = active.filter(|at| !range.contains(at))
                && let Some(key) = rows.get(at)
            {
                let place = if at < range.start { 0 } else { drawn.len() };
                drawn.insert(place, (at, key.clone()));
            }
            drawn
        })
    });
    let shift = Memo::new(move |_| viewport.window(total.get()).shift());
    let canvas = Memo::new(move |_| viewport.window(total.get()).canvas());

    keep::position(viewport, rows, view_key, scroll);
    keep::active_in_sight(viewport, total, active, active_index);

    let acts = Acts {
        id: StoredValue::new(id.clone()),
        scroller,
        rows,
        viewport,
        selection,
        active,
        active_index,
        last_index: StoredValue::new(0),
        anchor: StoredValue::new(None),
        on_open,
        on_menu,
        on_cut,
        on_delete,
        dragging,
        drag_payload,
    };
    let draggable = dragging.is_some() && drag_payload.is_some();
    let has_header = Memo::new(move |_| columns.with(|columns| !columns.is_empty()));
    let lead = move || selection.map(|selection| acts.choose_all(selection));
    let place = row::Place { viewport, shift };
    let state = row::State {
        drawn,
        active,
        current,
        selection,
        cut,
    };
    let row_prefix = StoredValue::new(id.clone());

    view! {
        <div
            node_ref=scroller
            id=id
            class=format!("list {class}")
            role="grid"
            tabindex="0"
            aria-label=move || label.get()
            aria-rowcount=move || total.get() + usize::from(has_header.get())
            aria-multiselectable=selection.is_some().then_some("true")
            aria-busy=move || busy.get().to_string()
            aria-activedescendant=move || {
                active_index
                    .get()
                    .and_then(|_| active.get())
                    .map(|key| row_prefix.with_value(|id| row::dom_id(id, &key)))
            }
            data-selectable=selection.is_some().then_some("")
            on:scroll=move |_| {
                viewport.scrolled();
                if let Some(scroll) = scroll {
                    scroll.set(viewport.scroll_top.get_untracked());
                }
            }
            on:keydown=move |event| acts.key(&event)
            on:click=move |event| acts.click(&event)
            on:contextmenu=move |event| acts.context_menu(&event)
            on:dragstart=move |event| acts.drag_start(&event)
            on:dragend=move |_| {
                if let Some(dragging) = dragging {
                    dragging.set(None);
                }
            }
        >
            <div class="list-ruler" aria-hidden="true" node_ref=ruler></div>
            {move || {
                has_header.get().then(|| view! {
                    <Header
                        element=header
                        columns=columns
                        sort=sort
                        on_sort=on_sort
                        lead=lead().map(IntoAny::into_any)
                    />
                })
            }}
            <div
                role="rowgroup"
                class="list-canvas"
                style:height=move || px(canvas.get())
            >
                <For
                    each=move || drawn.get()
                    key=|(_, key)| key.clone()
                    children=move |(_, key)| {
                        let cells = row(key.clone()).into_any();
                        let id = row_prefix.with_value(|id| row::dom_id(id, &key));
                        view! {
                            <Row
                                id=id
                                key=key
                                place=place
                                state=state
                                draggable=draggable
                                cells=cells
                            />
                        }
                    }
                />
            </div>
            {move || {
                (total.get() == 0 && !busy.get())
                    .then(|| view! { <div class="list-empty">{empty.run()}</div> })
            }}
        </div>
    }
}

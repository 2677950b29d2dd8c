//! The header of a list: names of columns, and buttons that sort.

use leptos::{html, prelude::*};

use crate::ui::icon::{Icon, IconName};

/// A column. Its width is a track of the CSS property `--list-columns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Names the column in a [`Sort`].
    pub id: &'static str,
    /// Its heading.
    pub label: String,
    /// Whether its heading sorts, and which way the first press does.
    pub sort: Option<Direction>,
    /// Whether it holds numbers or times that stand at the trailing edge.
    pub align_end: bool,
}

/// The way of a sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, first in the alphabet, oldest first.
    Ascending,
    /// Largest, last in the alphabet, newest first.
    Descending,
}

impl Direction {
    /// The opposite.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// The column by which rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The [`Column::id`].
    pub column: &'static str,
    /// Which way.
    pub direction: Direction,
}

impl Sort {
    /// The sort that a press on a column's heading asks for.
    fn pressed(now: Option<Self>, column: &'static str, first: Direction) -> Self {
        let direction = match now {
            Some(now) if now.column == column => now.direction.reversed(),
            _ => first,
        };
        Self { column, direction }
    }
}

/// The row of headings; `lead` stands before them, over the boxes that choose rows.
#[component]
pub(super) fn Header(
    element: NodeRef<html::Div>,
    columns: Signal<Vec<Column>>,
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<Sort>>,
    lead: Option<AnyView>,
) -> impl IntoView {
    let cells = move || {
        columns
            .get()
            .into_iter()
            .map(|column| {
                let id = column.id;
                let state = Memo::new(move |_| {
                    sort.get()
                        .filter(|sort| sort.column == id)
                        .map(|sort| sort.direction)
                });
                let aria = move || {
                    state.get().map(|direction| match direction {
                        Direction::Ascending => "ascending",
                        Direction::Descending => "descending",
                    })
                };
                let label = column.label;
                let heading = match (column.sort, on_sort) {
                    (Some(first), Some(on_sort)) => view! {
                        <button
                            type="button"
                            class="list-sort"
                            on:click=move |_| {
                                on_sort.run(Sort::pressed(sort.get_untracked(), id, first));
                            }
                        >
                            <span class="truncate">{label}</span>
                            {move || {
                                state.get().map(|direction| {
                                    let name = match direction {
                                        Direction::Ascending => IconName::ArrowUp,
                                        Direction::Descending => IconName::ArrowDown,
                                    };
                                    view! { <Icon name=name /> }
                                })
                            }}
                        </button>
                    }
                    .into_any(),
                    _ => view! { <span class="truncate">{label}</span> }.into_any(),
                };
                view! {
                    <div
                        role="columnheader"
                        class="list-heading"
                        data-column=id
                        data-align=column.align_end.then_some("end")
                        aria-sort=aria
                    >
                        {heading}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <div role="rowgroup" class="list-head" node_ref=element>
            <div role="row" class="list-headings" aria-rowindex="1">
                {lead}
                {cells}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_second_press_turns_the_sort_round() {
        let first = Sort::pressed(None, "title", Direction::Ascending);
        assert_eq!(first.direction, Direction::Ascending);
        let second = Sort::pressed(Some(first), "title", Direction::Ascending);
        assert_eq!(second.direction, Direction::Descending);
        let other = Sort::pressed(Some(second), "updated", Direction::Descending);
        assert_eq!(
            (other.column, other.direction),
            ("updated", Direction::Descending)
        );
    }
}

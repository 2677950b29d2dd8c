//! What the tables of agents and of trainings have in common.

use domain::talkover::{Order, OrderBy};
use leptos::prelude::*;

use crate::{
    pages::query::Query,
    ui::{Icon, IconName},
};

/// The header of a column by which the list can be ordered.
#[component]
pub fn SortHeader(
    by: OrderBy,
    words: &'static str,
    order: Memo<Order>,
    query: Query,
    #[prop(optional)] part: &'static str,
) -> impl IntoView {
    let mark = move || {
        let order = order.get();
        (order.by == by).then(|| {
            let icon = if order.descending {
                IconName::ArrowDown
            } else {
                IconName::ArrowUp
            };
            view! { <Icon name=icon /> }
        })
    };
    view! {
        <th scope="col" data-part=part aria-sort=move || order.get().aria(by)>
            <button
                class="sort-button"
                type="button"
                on:click=move |_| query.put(&["sort"], order.get_untracked().pressed(by).to_pairs())
            >
                {words}
                {mark}
            </button>
        </th>
    }
}

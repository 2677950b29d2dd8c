//! The rows: name, what it is, how many scenarios are restricted to it, and when it changed.

use contract::opencx::Segment;
use domain::{Moment, words};
use leptos::prelude::*;

use crate::{ui::walk, web::clock::Clock};

use super::{super::Segments, LIST_ID};

/// The link of a segment's row.
#[must_use]
pub fn row_id(id: &str) -> String {
    format!("segment-row-{id}")
}

/// The table.
#[component]
pub fn Rows() -> impl IntoView {
    let segments = Segments::expect();
    view! {
        <table class="row-table" id=LIST_ID tabindex="-1" aria-label="Segments" on:keydown=|event| walk(&event, LIST_ID)>
            <thead>
                <tr>
                    <th scope="col">"Segment"</th>
                    <th scope="col" data-number="" title="Scenarios that are restricted to it">
                        "Scenarios"
                    </th>
                    <th scope="col" data-part="updated">"Updated"</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || segments.rows.get()
                    key=|segment| {
                        (
                            segment.id.clone(),
                            segment.name.clone(),
                            segment.description.clone(),
                            segment.updated_at.clone(),
                        )
                    }
                    children=move |segment| view! { <Row segment=segment /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(segment: Segment) -> impl IntoView {
    let segments = Segments::expect();
    let Segment {
        id,
        name,
        description,
        updated_at,
        ..
    } = segment;
    let clock = Clock::expect();
    let at = updated_at.as_deref().and_then(Moment::read);
    let href = {
        let id = id.clone();
        move || segments.path_of(&id)
    };
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| segments.open_id().as_deref() == Some(&id))
    };
    let row = row_id(&id);
    let count = Memo::new(move |_| count_words(segments.count(&id), segments.is_counted()));
    view! {
        <tr data-current=move || is_open.get().then_some("")>
            <th scope="row">
                <a
                    class="row-link"
                    id=row
                    href=href
                    aria-current=move || is_open.get().then_some("true")
                >
                    {name}
                </a>
                {description.filter(|text| !text.trim().is_empty()).map(|text| view! {
                    <span class="row-about">{text}</span>
                })}
            </th>
            <td data-number="" title=move || count.with(|(_, title)| *title)>
                {move || count.with(|(words, _)| words.clone())}
            </td>
            <td data-part="updated">
                {at.map(|at| view! {
                    <time datetime=updated_at title=words::compact_utc(at)>
                        {move || words::ago(at, clock.get())}
                    </time>
                })}
            </td>
        </tr>
    }
}

/// A number that is not final says so.
fn count_words(count: u32, is_final: bool) -> (String, &'static str) {
    match (count, is_final) {
        (count, true) => (words::grouped(u64::from(count)), "Restricted to it"),
        (0, false) => ("…".to_owned(), "Not all scenarios are read yet"),
        (count, false) => (
            format!("{}+", words::grouped(u64::from(count))),
            "At least so many: not all scenarios are read",
        ),
    }
}

//! Moving by keys through the rows of a table that are links.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// Arrows, Home and End move between the rows, beside Tab.
pub fn walk(event: &web_sys::KeyboardEvent, list: &str) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let focused = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let (Some(focused), Some(table)) = (focused, document().get_element_by_id(list)) else {
        return;
    };
    let row = focused.closest("tbody tr").ok().flatten();
    let edge = |selector| table.query_selector(selector).ok().flatten();
    let next = match (event.key().as_str(), row) {
        ("ArrowDown", Some(row)) => row.next_element_sibling(),
        ("ArrowUp", Some(row)) => row.previous_element_sibling(),
        ("Home", _) | ("ArrowDown", None) => edge("tbody tr:first-child"),
        ("End", _) => edge("tbody tr:last-child"),
        _ => return,
    };
    event.prevent_default();
    if let Some(row) = next {
        go_to(&row);
    }
}

/// Goes to the last row that is drawn.
pub(super) fn go_to_last(list: &str) {
    let table = document().get_element_by_id(list);
    let last = table.and_then(|table| table.query_selector("tbody tr:last-child").ok().flatten());
    if let Some(row) = last {
        go_to(&row);
    }
}

/// Whether the row with the focus has fewer than `ahead` rows of the list below it.
pub(super) fn is_near_the_last(list: &str, ahead: usize) -> bool {
    let focused = document().active_element();
    let row = focused.and_then(|focused| focused.closest("tbody tr").ok().flatten());
    let Some(row) = row.filter(|row| row.closest(&format!("#{list}")).ok().flatten().is_some())
    else {
        return false;
    };
    let below = std::iter::successors(Some(row), web_sys::Element::next_element_sibling);
    below.take(ahead + 1).count() <= ahead
}

fn go_to(row: &web_sys::Element) {
    let link = row.query_selector("a").ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A link that is on the screen takes the focus.
        let _ = link.focus();
    }
}

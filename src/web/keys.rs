//! Keyboard shortcuts of the whole page.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// A key press that a page may claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The key, in lower case where it is a letter.
    pub key: String,
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// Whether the focus is where letters are typed.
    pub typing: bool,
    /// Whether the focus is in a text that has an undo of its own, or in a choice.
    pub in_text: bool,
}

/// Calls `handle` for every key press until the caller is gone; `true` claims the press.
pub fn on_press(handle: impl Fn(&Press) -> bool + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        // A widget that has used the key says so by preventing the default.
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let press = Press {
            key: event.key().to_lowercase(),
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
            typing: is_typing(&event),
            in_text: is_in_text(&event),
        };
        if handle(&press) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Single letters never fire where text is typed.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element
            .dyn_ref::<web_sys::HtmlElement>()
            .is_some_and(web_sys::HtmlElement::is_content_editable)
        || element
            .closest("[role=menu], [role=listbox]")
            .ok()
            .flatten()
            .is_some()
}

/// Inputs without a text: undoing there means the page.
const WITHOUT_TEXT: &[&str] = &[
    "button", "checkbox", "color", "file", "radio", "range", "reset", "submit",
];

fn is_in_text(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    match element.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(input) => !WITHOUT_TEXT.contains(&input.type_().as_str()),
        None => {
            matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
                || element.is_content_editable()
        }
    }
}

/// Whether something lies over the page that has keys of its own: page shortcuts rest meanwhile.
/// Escape closes a popover only after its key press was heard here.
#[must_use]
pub fn something_is_open() -> bool {
    document()
        .query_selector("dialog[open], [popover]:popover-open:not([role=tooltip])")
        .ok()
        .flatten()
        .is_some()
}

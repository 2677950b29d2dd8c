//! Moving the keyboard's focus, and the document's title.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Focuses the element with this id after the next frame, when it has been drawn.
pub fn focus_id(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        if let Some(element) = document()
            .get_element_by_id(&id)
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            // Focusing an element that was just removed is not worth an error.
            let _ = element.focus();
            // A tree takes no focus itself, but the one of its rows that Tab would stop at.
            if document().active_element().as_ref() != Some(element.as_ref())
                && let Ok(Some(stop)) = element.query_selector("[tabindex='0']")
                && let Some(stop) = stop.dyn_ref::<web_sys::HtmlElement>()
            {
                let _ = stop.focus();
            }
        }
    });
}

/// Focuses the element with this id where nothing has the focus: what had it is gone or hidden.
pub fn rescue(id: &'static str) {
    request_animation_frame(move || {
        let is_lost = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY");
        if is_lost {
            focus_id(id);
        }
    });
}

/// Names the page in the tab and for screen readers.
pub fn set_title(title: &str) {
    document().set_title(&format!("{title} · Cuebook"));
}

/// Scrolls as little as is needed to see the element with this id.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

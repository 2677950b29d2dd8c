//! Moving the keyboard's focus, and the document's title.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Focuses the element with this id after the next frame, when it has been drawn.
pub fn focus_id(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || focus_now(&id));
}

/// Goes from a field in the pane with this id to the pane's heading; whether there was one.
pub fn leave_field(pane: &str, heading: &str) -> bool {
    let is_inside = document()
        .active_element()
        .and_then(|field| field.closest(&format!("#{pane}")).ok().flatten())
        .is_some();
    if is_inside {
        focus_now(heading);
    }
    is_inside
}

/// Focuses the element with this id where nothing has the focus: what had it is gone or hidden.
pub fn rescue(id: impl Into<String>) {
    let id = id.into();
    // Looked at and done in one frame: in the next one the person may be somewhere else.
    request_animation_frame(move || {
        if is_lost() {
            focus_now(&id);
        }
    });
}

fn is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

fn focus_now(id: &str) {
    if let Some(element) = document()
        .get_element_by_id(id)
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
}

/// Where somebody writes in a form that is about to be drawn anew.
#[derive(Clone, Debug)]
pub struct Place {
    id: String,
    /// Start and end, in UTF-16 units, where it is a text field.
    selection: Option<(u32, u32)>,
    /// Pixels, of the field and of the pane around it.
    scrolled: (i32, i32),
}

impl Place {
    /// The field that has the focus; `None` where nothing with an id has it.
    #[must_use]
    pub fn here() -> Option<Self> {
        let field = document().active_element()?;
        let (start, end) = {
            let text = as_text(&field);
            (text.selection_start(), text.selection_end())
        };
        let selection = start.ok().flatten().zip(end.ok().flatten());
        let id = Some(field.id()).filter(|id| !id.is_empty())?;
        let scrolled = (field.scroll_top(), pane_of(&field)?.scroll_top());
        Some(Self {
            id,
            selection,
            scrolled,
        })
    }

    /// Goes back there after the next frame, when the form has been drawn, unless the person has
    /// gone somewhere else.
    pub fn go_back(self) {
        request_animation_frame(move || {
            let field = document().get_element_by_id(&self.id);
            let Some(field) = field.filter(|_| is_lost()) else {
                return;
            };
            let text = as_text(&field);
            // Neither can fail for a field of the same kind.
            let _ = text.focus();
            if let Some((start, end)) = self.selection {
                let _ = text.set_selection_range(start, end);
            }
            field.set_scroll_top(self.scrolled.0);
            if let Some(pane) = pane_of(&field) {
                pane.set_scroll_top(self.scrolled.1);
            }
        });
    }
}

/// Text areas have the same methods; where an element has none, the selection is `undefined`.
fn as_text(element: &web_sys::Element) -> &web_sys::HtmlInputElement {
    element.unchecked_ref()
}

fn pane_of(field: &web_sys::Element) -> Option<web_sys::Element> {
    field.closest(".pane-body").ok().flatten()
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

/// Whether the focus is in the element with this id.
#[must_use]
pub fn is_in(id: &str) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest(&format!("#{id}")).ok().flatten().is_some())
}

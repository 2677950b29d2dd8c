//! More hands for the stage: the first match, texts as they are read, keys with modifiers.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::stage::{Stage, press_on};
pub use crate::stage::{mount as show, settle as settled, wait as pause};

/// Finding and using what is on the stage.
pub trait Hands {
    /// The first element that matches; there must be one.
    fn find(&self, selector: &str) -> HtmlElement;
    /// Whether something matches.
    fn has(&self, selector: &str) -> bool;
    /// The texts of all elements that match, without the space around them.
    fn said(&self, selector: &str) -> Vec<String>;
    /// Clicks the first element that matches.
    async fn tap(&self, selector: &str);
    /// Types a whole text into the first control that matches.
    async fn write(&self, selector: &str, text: &str);
}

impl Hands for Stage {
    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector).into_iter().next();
        found.unwrap_or_else(|| panic!("nothing matches {selector}"))
    }

    fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    fn said(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(text).collect()
    }

    async fn tap(&self, selector: &str) {
        self.click(&self.find(selector)).await;
    }

    async fn write(&self, selector: &str, text: &str) {
        self.fill(&self.find(selector), text).await;
    }
}

/// Presses a key on an element, with Shift as in `Shift+ArrowLeft`. Answers whether the widget
/// took it.
pub async fn press(on: &HtmlElement, key: &str) -> bool {
    let (shift, key) = match key.strip_prefix("Shift+") {
        Some(key) => (true, key),
        None => (false, key),
    };
    let taken = press_on(on, key, |init| init.set_shift_key(shift));
    settled().await;
    taken
}

/// The element with the focus.
pub fn focused() -> HtmlElement {
    crate::stage::focused().unchecked_into()
}

/// Whether this element has the focus.
pub fn has_focus(element: &HtmlElement) -> bool {
    document().active_element().as_ref() == Some(AsRef::<Element>::as_ref(element))
}

/// The text of an element, without the space around it.
pub fn text(element: &HtmlElement) -> String {
    element.text_content().unwrap_or_default().trim().to_owned()
}

/// The texts that an attribute such as `aria-describedby` refers to.
pub fn referred(element: &HtmlElement, attribute: &str) -> Vec<String> {
    element
        .get_attribute(attribute)
        .unwrap_or_default()
        .split_whitespace()
        .map(|id| text(&document().get_element_by_id(id).unwrap().unchecked_into()))
        .collect()
}

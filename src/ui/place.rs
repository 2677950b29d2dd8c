//! Where a floating box stands: beside its anchor, and always inside the window.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement};

use super::px::px;

/// Which edge of the anchor the floating box keeps to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// The leading edges meet.
    #[default]
    Start,
    /// The trailing edges meet.
    End,
    /// The middles meet.
    Center,
}

/// Distance from the anchor and from the edges of the window, in CSS pixels.
const GAP: f64 = 4.0;
const MARGIN: f64 = 8.0;

/// Puts `floating` (shown, `position: fixed`) below `anchor`, or above where there is more room.
/// Its height is limited to the room there is; it scrolls inside.
pub fn place(anchor: &Element, floating: &HtmlElement, align: Align) {
    let Some(root) = document().document_element() else {
        return;
    };
    let (width, height) = (
        f64::from(root.client_width()),
        f64::from(root.client_height()),
    );
    let anchor = anchor.get_bounding_client_rect();
    let style = web_sys::HtmlElement::style(floating);
    let set = |name: &str, value: String| {
        // A refused property leaves the box where the browser puts it.
        let _ = style.set_property(name, &value);
    };
    set("max-height", "none".to_owned());
    set("min-width", px(anchor.width().min(width - 2.0 * MARGIN)));
    let (own_width, own_height) = (
        f64::from(floating.offset_width()),
        f64::from(floating.offset_height()),
    );

    let below = height - anchor.bottom() - GAP - MARGIN;
    let above = anchor.top() - GAP - MARGIN;
    let room = if own_height <= below || below >= above {
        set("top", px(anchor.bottom() + GAP));
        below
    } else {
        set(
            "top",
            px((anchor.top() - GAP - own_height.min(above)).max(MARGIN)),
        );
        above
    };
    set("max-height", px(room.max(96.0)));

    let left = match align {
        Align::Start => anchor.left(),
        Align::End => anchor.right() - own_width,
        Align::Center => anchor.left() + (anchor.width() - own_width) / 2.0,
    };
    set("left", px(left.min(width - own_width - MARGIN).max(MARGIN)));
}

type Listener = Closure<dyn FnMut(web_sys::Event)>;

/// Calls `moved` whenever something scrolls or the window changes its size, until the owner of
/// the calling component is cleaned up. Scrolling inside a box does not bubble, hence the capture.
pub fn on_anchor_moved(moved: impl Fn() + 'static) {
    struct Registered(Listener);
    impl Drop for Registered {
        fn drop(&mut self) {
            let call = self.0.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback_and_bool("scroll", call, true);
            let _ = window().remove_event_listener_with_callback_and_bool("resize", call, true);
        }
    }
    let listener = Listener::new(move |_| moved());
    let call = listener.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback_and_bool("scroll", call, true);
    let _ = window().add_event_listener_with_callback_and_bool("resize", call, true);
    let held = StoredValue::new_local(Rc::new(RefCell::new(Some(Registered(listener)))));
    on_cleanup(move || {
        if let Some(held) = held.try_get_value() {
            held.borrow_mut().take();
        }
    });
}

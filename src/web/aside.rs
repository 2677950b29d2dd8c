//! Pages that the browser puts aside when they are left, to show them again at "Back".
//!
//! Such a page sleeps with everything it holds: locks, and transactions that are half done. The page
//! that is in use would wait for them, and take what the other was sending for looked after. So a
//! page that is left is over: it lets go, the next one wakes the browser to the fact, and where it
//! is shown again, it begins anew. What was typed in it comes out of the journal.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

/// Calls back when the page is left, for as long as it lives.
pub fn on_left(call: impl Fn() + 'static) {
    // As long as the page.
    let _ = window_event_listener_untyped("pagehide", move |_| call());
}

/// Begins anew whenever the page was put aside and is shown again.
pub fn begin_anew_when_back() {
    let _ = window_event_listener_untyped("pageshow", |event| {
        let was_aside = event
            .dyn_ref::<PageTransitionEvent>()
            .is_some_and(PageTransitionEvent::persisted);
        if was_aside {
            // Where it is refused, the page is as the browser has kept it.
            let _ = window().location().reload();
        }
    });
}

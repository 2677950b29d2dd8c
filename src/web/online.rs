//! Whether there is a connection, and whether the page is about to go, as far as the browser knows.

use leptos::prelude::*;

/// Calls back whenever the browser says that there is a connection again, as long as the view is
/// there that asks.
pub fn on_online(call: impl Fn() + 'static) {
    let listener = window_event_listener(leptos::ev::online, move |_| call());
    on_cleanup(move || listener.remove());
}

/// Whether the browser knows a connection at this moment.
#[must_use]
pub fn is_now() -> bool {
    window().navigator().on_line()
}

/// Whether the browser knows a connection, as a signal. A service on this machine may answer
/// without one.
#[must_use]
pub fn is_online() -> Signal<bool> {
    let online = RwSignal::new(is_now());
    let on = window_event_listener(leptos::ev::online, move |_| online.set(true));
    let off = window_event_listener(leptos::ev::offline, move |_| online.set(false));
    on_cleanup(move || {
        on.remove();
        off.remove();
    });
    online.into()
}

/// Calls back when the page is hidden or left, as long as the view is there that asks: the last
/// moment at which something can still be begun.
pub fn on_page_hidden(call: impl Fn() + Clone + 'static) {
    let left = {
        let call = call.clone();
        window_event_listener_untyped("pagehide", move |_| call())
    };
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            call();
        }
    });
    on_cleanup(move || {
        left.remove();
        hidden.remove();
    });
}

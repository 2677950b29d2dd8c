//! Asking before unsaved text is left. The router has no guard of its own, so three ways out are
//! watched: links (before the router sees the click), the browser's back and forward (Navigation
//! API), and closing or reloading the tab (`beforeunload`).

use js_sys::{Function, Reflect};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// Where the person wanted to go when they were stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Away {
    /// To a path of this app, with query.
    Path(String),
    /// To an entry of the history, by its key.
    Entry(String),
}

/// Watches the ways out until the caller is gone.
///
/// `holds` says whether leaving for a path loses something, and is asked at the moment of leaving;
/// `stopped` is told where the person wanted to go.
pub fn watch(
    holds: impl Fn(&str) -> bool + Clone + 'static,
    stopped: impl Fn(Away) + Clone + 'static,
) {
    watch_unload(holds.clone());
    watch_links(holds.clone(), stopped.clone());
    watch_history(holds, stopped);
}

/// Goes where the person was stopped, once they said that they want to. Paths go by the router.
pub fn go_to_entry(key: &str) {
    if let Some(navigation) = navigation()
        && let Some(traverse) = method(&navigation, "traverseTo")
    {
        // A key that is gone makes the promise fail, and the page stays where it is.
        let _ = traverse.call1(&navigation, &key.into());
    }
}

fn watch_unload(holds: impl Fn(&str) -> bool + 'static) {
    let listener = window_event_listener(ev::beforeunload, move |event| {
        if holds("") {
            event.prevent_default();
            // Older browsers ask only where a text is given; none shows it.
            event.set_return_value("unsaved");
        }
    });
    on_cleanup(move || listener.remove());
}

fn watch_links(holds: impl Fn(&str) -> bool + 'static, stopped: impl Fn(Away) + 'static) {
    let handler = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
        if event.button() != 0
            || event.ctrl_key()
            || event.meta_key()
            || event.shift_key()
            || event.default_prevented()
        {
            return;
        }
        let Some(link) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten())
            .and_then(|element| element.dyn_into::<web_sys::HtmlAnchorElement>().ok())
        else {
            return;
        };
        let here = window().location().origin().unwrap_or_default();
        if link.origin() != here || !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        let path = format!("{}{}", link.pathname(), link.search());
        if holds(&path) {
            event.prevent_default();
            event.stop_propagation();
            stopped(Away::Path(path));
        }
    });
    listen(window().as_ref(), "click", handler, true);
}

fn watch_history(holds: impl Fn(&str) -> bool + 'static, stopped: impl Fn(Away) + 'static) {
    let Some(navigation) = navigation() else {
        return;
    };
    let handler = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let text = |value: &JsValue, name: &str| {
            Reflect::get(value, &name.into())
                .ok()
                .and_then(|value| value.as_string())
        };
        if text(&event, "navigationType").as_deref() != Some("traverse") || !event.cancelable() {
            return;
        }
        let Ok(destination) = Reflect::get(&event, &"destination".into()) else {
            return;
        };
        let path = text(&destination, "url")
            .and_then(|url| web_sys::Url::new(&url).ok())
            .map(|url| format!("{}{}", url.pathname(), url.search()))
            .unwrap_or_default();
        if holds(&path) {
            event.prevent_default();
            if let Some(key) = text(&destination, "key") {
                stopped(Away::Entry(key));
            }
        }
    });
    if let Some(target) = navigation.dyn_ref::<web_sys::EventTarget>() {
        listen(target, "navigate", handler, false);
    }
}

fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &web_sys::EventTarget,
    name: &'static str,
    handler: Closure<dyn Fn(E)>,
    capture: bool,
) {
    let function: Function = handler.as_ref().unchecked_ref::<Function>().clone();
    // Adding a listener to a live target cannot fail.
    let _ = target.add_event_listener_with_callback_and_bool(name, &function, capture);
    let kept = StoredValue::new_local((target.clone(), handler));
    on_cleanup(move || {
        kept.try_with_value(|(target, handler)| {
            let _ = target.remove_event_listener_with_callback_and_bool(
                name,
                handler.as_ref().unchecked_ref(),
                capture,
            );
        });
    });
}

fn navigation() -> Option<JsValue> {
    // `web-sys` has the Navigation API only behind its unstable flag.
    Reflect::get(&js_sys::global(), &"navigation".into())
        .ok()
        .filter(|value| value.is_object())
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

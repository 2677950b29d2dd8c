//! The sign-in link's fragment: `#key=…`, which no server ever sees.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

/// What a sign-in link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The key.
    pub key: String,
    /// Another service's base URL; this server where it is absent.
    pub base: Option<String>,
}

/// Takes the key out of the address bar and out of the history entry, before anything else runs.
#[must_use]
pub fn take_sign_in() -> Option<SignIn> {
    let location = window().location();
    let hash = location.hash().ok()?;
    let pairs = web_sys::UrlSearchParams::new_with_str(hash.strip_prefix('#')?).ok()?;
    let key = pairs.get("key").filter(|key| !key.is_empty())?;
    let path = location.pathname().ok()?;
    let search = location.search().ok()?;
    if let Ok(history) = window().history() {
        // Replacing the entry cannot fail for a URL of this origin.
        let _ =
            history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{search}")));
    }
    Some(SignIn {
        key,
        base: pairs.get("base").filter(|base| !base.is_empty()),
    })
}

/// Calls `handle` for each sign-in link that is opened in this tab while the app runs, until the
/// caller is gone. Only the fragment changes then, and nothing is loaded anew.
///
/// Call it before the router is made: the first listener takes the key away, and none sees it.
pub fn on_sign_in(handle: impl Fn(SignIn) + Clone + 'static) {
    let take = move || {
        if let Some(link) = take_sign_in() {
            handle(link);
        }
    };
    let also = take.clone();
    // The router listens to the first; a browser need not send it for a fragment.
    let first = window_event_listener(ev::popstate, move |_| take());
    let second = window_event_listener(ev::hashchange, move |_| also());
    on_cleanup(move || {
        first.remove();
        second.remove();
    });
}

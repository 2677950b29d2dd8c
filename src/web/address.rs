//! What the browser's address bar shows.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Sees to it that the address bar shows `path`, which is where the app has gone. The router writes
/// it there before; only after Back and Forward it takes some addresses for the one that is shown
/// already, and leaves them out.
pub fn show(path: impl Fn() -> Option<String> + 'static) {
    // The router writes when its views are made.
    set_timeout(
        move || {
            let Some(path) = path().filter(|path| shown().as_ref() != Some(path)) else {
                return;
            };
            if let Ok(history) = window().history() {
                // A URL of this origin cannot be refused.
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&path));
            }
        },
        Duration::ZERO,
    );
}

fn shown() -> Option<String> {
    let location = window().location();
    Some(location.pathname().ok()? + &location.search().ok()?)
}

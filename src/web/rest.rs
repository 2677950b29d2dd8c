//! The second file of the app, with all that the first screen does not run. `src/rest.js` does
//! the linking; `cargo xtask split` makes the two files out of one.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = cuebookRest)]
    fn begin(exports: &JsValue) -> bool;

    #[wasm_bindgen(js_namespace = cuebookRest, js_name = fetch, catch)]
    async fn fetch_and_link() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = cuebookRest)]
    fn now();
}

/// Where the second file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// Linked, or there is only one file.
    #[default]
    Here,
    /// Not asked for yet.
    Away,
    /// On its way.
    Coming,
    /// It could not be fetched.
    Failed,
}

thread_local! {
    static REST: ArcRwSignal<Rest> = ArcRwSignal::new(Rest::Here);
}

/// Where the second file is, as a signal.
#[must_use]
pub fn state() -> ArcRwSignal<Rest> {
    REST.with(Clone::clone)
}

/// Lets the second file find the first. To be called before anything else.
pub fn prepare() {
    if begin(&wasm_bindgen::exports()) {
        state().set(Rest::Away);
    }
}

/// Fetches the second file, unless that was done or is being done.
pub fn fetch() {
    let rest = state();
    if !matches!(rest.get_untracked(), Rest::Away | Rest::Failed) {
        return;
    }
    rest.set(Rest::Coming);
    spawn_local(async move {
        rest.set(match fetch_and_link().await {
            Ok(_) => Rest::Here,
            Err(_) => Rest::Failed,
        });
    });
}

/// Called by the first file in place of a function that is in the second and not there yet:
/// returns when it is. Where it cannot be fetched, JavaScript says so and ends the call: whatever
/// would say it here may be in the second file itself.
#[wasm_bindgen(js_name = loadRestNow)]
pub fn load_rest_now() {
    now();
}

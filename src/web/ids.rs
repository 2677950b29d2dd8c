//! Random names.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;

/// A name that nobody else has: a UUID from the browser, or, on pages without a secure context,
/// 128 bits of `Math.random`, which is enough to tell two requests of one person apart.
#[must_use]
pub fn random() -> String {
    uuid().unwrap_or_else(|| {
        let part = || format!("{:013x}", (js_sys::Math::random() * 2_f64.powi(52)) as u64);
        format!("{}{}{}", part(), part(), part())
    })
}

/// A number from 0 to below 1, to spread repeated attempts.
#[must_use]
pub fn chance() -> f64 {
    js_sys::Math::random()
}

fn uuid() -> Option<String> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let function: Function = Reflect::get(&crypto, &"randomUUID".into())
        .ok()?
        .dyn_into()
        .ok()?;
    function.call0(&crypto).ok()?.as_string()
}

//! Whether an element is in sight.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Watches an element for as long as it is kept.
pub struct Watching {
    observer: IntersectionObserver,
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

impl Watching {
    /// Calls `come` whenever the element comes into sight, at once where it is there. `None` where
    /// the browser cannot tell.
    #[must_use]
    pub fn begin(element: &Element, mut come: impl FnMut() + 'static) -> Option<Self> {
        let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let is_in_sight = entries.iter().any(|entry| {
                let entry = entry.dyn_into::<IntersectionObserverEntry>();
                entry.is_ok_and(|entry| entry.is_intersecting())
            });
            if is_in_sight {
                come();
            }
        });
        let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _seen: seen,
        })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

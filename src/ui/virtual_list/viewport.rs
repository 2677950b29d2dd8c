//! What the browser says about a scroller, as signals.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};

use super::window::Window;

/// The measures of a scroller; they change with its size, its rows' height and its position.
#[derive(Clone, Copy)]
pub(crate) struct Viewport {
    scroller: NodeRef<html::Div>,
    ruler: NodeRef<html::Div>,
    header: NodeRef<html::Div>,
    /// The scroller's `scrollTop`.
    pub scroll_top: RwSignal<f64>,
    height: RwSignal<f64>,
    row: RwSignal<f64>,
}

impl Viewport {
    /// Measures `scroller`, and `ruler`, an empty element as tall as a row. What `header` covers
    /// of the scroller does not count.
    pub fn new(
        scroller: NodeRef<html::Div>,
        ruler: NodeRef<html::Div>,
        header: NodeRef<html::Div>,
    ) -> Self {
        let viewport = Self {
            scroller,
            ruler,
            header,
            scroll_top: RwSignal::new(0.0),
            height: RwSignal::new(0.0),
            row: RwSignal::new(0.0),
        };
        let watching = StoredValue::new_local(None::<Watching>);
        Effect::new(move |_| {
            let (Some(scroller), Some(ruler)) = (scroller.get(), ruler.get()) else {
                return;
            };
            viewport.measure();
            let changed = Closure::<dyn FnMut()>::new(move || viewport.measure());
            let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref())
            else {
                return;
            };
            observer.observe(&scroller);
            observer.observe(&ruler);
            if let Some(header) = header.get() {
                observer.observe(&header);
            }
            watching.set_value(Some(Watching {
                observer,
                _changed: changed,
            }));
        });
        viewport
    }

    /// Asks the browser for the measures. It also tells each change by itself, but only after the
    /// layout in which it comes; what has just been shown asks at once.
    pub fn measure(&self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else {
            return;
        };
        let height = |element: NodeRef<html::Div>| {
            let element = element.try_get_untracked().flatten();
            element.map_or(0.0, |it| it.get_bounding_client_rect().height())
        };
        let seen = f64::from(scroller.client_height()) - height(self.header);
        set_if_changed(self.height, seen.max(0.0));
        set_if_changed(self.row, height(self.ruler));
    }

    /// The window over `total` rows; tracks.
    pub fn window(&self, total: usize) -> Window {
        Window {
            scroll_top: self.scroll_top.get(),
            viewport: self.height.get(),
            row: self.row.get(),
            total,
        }
    }

    /// The window over `total` rows, with the position that the scroller has at this moment.
    pub fn window_now(&self, total: usize) -> Window {
        let scroller = self.scroller.try_get_untracked().flatten();
        Window {
            scroll_top: scroller.map_or(0.0, |it| f64::from(it.scroll_top())),
            viewport: self.height.try_get_untracked().unwrap_or_default(),
            row: self.row.try_get_untracked().unwrap_or_default(),
            total,
        }
    }

    /// Makes the caller depend on the height of the viewport and of a row.
    pub fn track_height(&self) {
        self.height.track();
        self.row.track();
    }

    /// Height of a row; tracks.
    pub fn row_height(&self) -> f64 {
        self.row.get()
    }

    /// Whether the browser has said how tall rows are.
    pub fn is_measured(&self) -> bool {
        self.row.get_untracked() > 0.0
    }

    /// To call at every `scroll` event. The browser sends at most one for a frame.
    pub fn scrolled(&self) {
        if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
            set_if_changed(self.scroll_top, f64::from(scroller.scroll_top()));
        }
    }

    /// Scrolls, and lets the rows follow before the next frame is painted.
    pub fn scroll_to(&self, top: f64) {
        if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
            scroller.set_scroll_top(top.round() as i32);
            self.scrolled();
        }
    }

    /// Brings a row into the viewport.
    pub fn reveal(&self, index: usize, total: usize) {
        if let Some(top) = self.window_now(total).reveal(index) {
            self.scroll_to(top);
        }
    }
}

fn set_if_changed(signal: RwSignal<f64>, value: f64) {
    if signal.try_get_untracked().is_some_and(|now| now != value) {
        signal.set(value);
    }
}

/// Ends with the view that it watches.
struct Watching {
    observer: web_sys::ResizeObserver,
    /// The observer calls it as long as it observes.
    _changed: Closure<dyn FnMut()>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

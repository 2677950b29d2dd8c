//! Where a menu that a row asked for belongs.

/// A box in the window, in CSS pixels. A pointer's place has no width and no height.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Anchor {
    /// Distance from the left edge of the window.
    pub x: f64,
    /// Distance from the top edge of the window.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The DOM id of the row, to which focus returns.
    pub element: String,
}

impl Anchor {
    /// The box of an element inside the row `row`.
    pub(crate) fn of(element: &leptos::web_sys::Element, row: &str) -> Self {
        let rect = element.get_bounding_client_rect();
        Self {
            x: rect.left(),
            y: rect.top(),
            width: rect.width(),
            height: rect.height(),
            element: row.to_owned(),
        }
    }

    /// The place of the pointer over the row `row`.
    pub(crate) fn at_pointer(event: &leptos::ev::MouseEvent, row: &str) -> Self {
        Self {
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
            width: 0.0,
            height: 0.0,
            element: row.to_owned(),
        }
    }
}

//! What a drag does while it hovers: it scrolls near an edge and opens what it rests on.

/// A row that a drag rests on for this many milliseconds opens.
const OPEN_AFTER_MS: f64 = 600.0;
/// The strip along an edge in which the tree scrolls, in CSS pixels.
const EDGE: f64 = 36.0;
/// The fastest scroll, in CSS pixels for each event; browsers send 3 to 20 in a second.
const FASTEST: f64 = 18.0;

/// The row that a drag rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hover {
    row: Option<String>,
    since_ms: f64,
    opened: bool,
}

impl Hover {
    /// Takes the row that the drag is over; true once, when it has rested there long enough.
    pub fn over(&mut self, row: &str, now_ms: f64) -> bool {
        if self.row.as_deref() != Some(row) {
            *self = Self {
                row: Some(row.to_owned()),
                since_ms: now_ms,
                opened: false,
            };
            return false;
        }
        let open = !self.opened && now_ms - self.since_ms >= OPEN_AFTER_MS;
        self.opened |= open;
        open
    }
}

/// How far to scroll for a pointer at `y` over a scroller from `top` to `bottom`; up is negative.
#[must_use]
pub fn edge_scroll(y: f64, top: f64, bottom: f64) -> f64 {
    let edge = EDGE.min((bottom - top) / 3.0);
    let pull = if y < top + edge {
        (y - (top + edge)) / edge
    } else if y > bottom - edge {
        (y - (bottom - edge)) / edge
    } else {
        0.0
    };
    pull.clamp(-1.0, 1.0) * FASTEST
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn opens_once_after_a_rest() {
        let mut hover = Hover::default();
        assert!(!hover.over("a", 0.0));
        assert!(!hover.over("a", 599.0));
        assert!(hover.over("a", 600.0));
        assert!(!hover.over("a", 1_300.0));
        assert!(!hover.over("b", 1_400.0));
        assert!(!hover.over("a", 1_500.0));
        assert!(hover.over("a", 2_100.0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn scrolls_near_the_edges_only() {
        assert_eq!(edge_scroll(150.0, 0.0, 300.0), 0.0);
        assert_eq!(edge_scroll(0.0, 0.0, 300.0), -18.0);
        assert_eq!(edge_scroll(18.0, 0.0, 300.0), -9.0);
        assert_eq!(edge_scroll(300.0, 0.0, 300.0), 18.0);
        assert_eq!(edge_scroll(-50.0, 0.0, 300.0), -18.0);
    }
}

//! Which rows stand in the viewport, and where. All lengths are CSS pixels.

use std::ops::Range;

/// The tallest element that every browser lays out exactly; Firefox stops first, near 17.9 million.
/// A longer list is scaled: the scrollbar covers it whole, and a pixel of it stands for several.
pub const MAX_CANVAS: f64 = 15_000_000.0;

/// What the browser says about a list that scrolls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The scroller's `scrollTop`.
    pub scroll_top: f64,
    /// Height in which rows are seen, without a sticky header.
    pub viewport: f64,
    /// Height of one row.
    pub row: f64,
    /// Number of rows.
    pub total: usize,
}

impl Window {
    /// Height that all rows need.
    fn full(&self) -> f64 {
        self.total as f64 * self.row
    }

    /// Height of the element that holds the rows.
    #[must_use]
    pub fn canvas(&self) -> f64 {
        self.full().min(MAX_CANVAS)
    }

    /// Rows' pixels for one pixel of the scrollbar; 1 unless the list is scaled.
    fn scale(&self) -> f64 {
        let room = self.canvas() - self.viewport;
        if self.full() <= MAX_CANVAS || room <= 0.0 {
            1.0
        } else {
            (self.full() - self.viewport) / room
        }
    }

    /// Distance from the top of the first row to the top of the viewport.
    #[must_use]
    pub fn offset(&self) -> f64 {
        self.scroll_top.max(0.0) * self.scale()
    }

    /// The `scrollTop` at which the viewport begins `offset` below the top of the first row.
    #[must_use]
    pub fn scroll_for(&self, offset: f64) -> f64 {
        let last = (self.full() - self.viewport).max(0.0);
        offset.clamp(0.0, last) / self.scale()
    }

    /// The rows to draw, with `overscan` more on both sides.
    #[must_use]
    pub fn rows(&self, overscan: usize) -> Range<usize> {
        if self.total == 0 || self.row <= 0.0 {
            return 0..0;
        }
        let first = self.first().saturating_sub(overscan);
        let end = ((self.offset() + self.viewport) / self.row).ceil() as usize;
        let end = (end + overscan).min(self.total);
        first.min(end)..end
    }

    /// The first row of which something is seen.
    #[must_use]
    pub fn first(&self) -> usize {
        if self.row <= 0.0 {
            return 0;
        }
        ((self.offset() / self.row).floor() as usize).min(self.total.saturating_sub(1))
    }

    /// What moves rows inside a scaled canvas; 0 in any other.
    #[must_use]
    pub fn shift(&self) -> f64 {
        if self.scale() > 1.0 {
            self.scroll_top.max(0.0) - self.offset()
        } else {
            0.0
        }
    }

    /// The `top` of a row inside the canvas.
    #[cfg(test)]
    fn top(&self, index: usize) -> f64 {
        index as f64 * self.row + self.shift()
    }

    /// Where to scroll so that a row is seen whole; `None` when it is already.
    #[must_use]
    pub fn reveal(&self, index: usize) -> Option<f64> {
        let top = index as f64 * self.row;
        let offset = self.offset();
        if top < offset {
            Some(self.scroll_for(top))
        } else if top + self.row > offset + self.viewport {
            Some(self.scroll_for(top + self.row - self.viewport))
        } else {
            None
        }
    }

    /// Whole rows that fit in the viewport, at least one.
    #[must_use]
    pub fn page(&self) -> usize {
        if self.row <= 0.0 {
            return 1;
        }
        ((self.viewport / self.row).floor() as usize).max(1)
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn window(total: usize, scroll_top: f64) -> Window {
        Window {
            scroll_top,
            viewport: 300.0,
            row: 30.0,
            total,
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn draws_the_viewport_and_the_overscan() {
        assert_eq!(window(100, 0.0).rows(2), 0..12);
        assert_eq!(window(100, 45.0).rows(2), 0..14);
        assert_eq!(window(100, 600.0).rows(2), 18..32);
        assert_eq!(window(100, 2_700.0).rows(2), 88..100);
        assert_eq!(window(3, 0.0).rows(5), 0..3);
        assert_eq!(window(0, 0.0).rows(5), 0..0);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_scroll_beyond_the_end_draws_the_last_rows() {
        assert_eq!(window(3, 90_000.0).rows(1), 1..3);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn reveals_by_the_nearest_edge() {
        let at = window(100, 600.0);
        assert_eq!(at.reveal(20), None);
        assert_eq!(at.reveal(29), None);
        assert_eq!(at.reveal(19), Some(570.0));
        assert_eq!(at.reveal(30), Some(630.0));
        assert_eq!(at.reveal(99), Some(2_700.0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_scaled_list_reaches_both_ends() {
        let total = 5_000_000;
        let start = window(total, 0.0);
        assert_eq!(start.canvas(), MAX_CANVAS);
        assert_eq!(start.rows(0), 0..10);
        let end = window(total, MAX_CANVAS - 300.0);
        assert_eq!(end.rows(0), total - 10..total);
        assert_eq!(end.top(total - 1).round(), MAX_CANVAS - 30.0);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_scaled_list_reveals_any_row() {
        for index in [0, 1, 4_999, 2_500_000, 4_999_999] {
            let mut at = window(5_000_000, 1_000_000.0);
            at.scroll_top = at.reveal(index).expect("it was out of sight");
            assert!(at.rows(1).contains(&index), "{index}");
            let top = at.top(index) - at.scroll_top;
            assert!((-0.5..=270.5).contains(&top), "{index} stands at {top}");
        }
    }
}

//! Ids that tie a label, a hint or a panel to its control.

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of this page has: `prefix` and a running number.
#[must_use]
pub fn dom_id(prefix: &str) -> String {
    let number = NEXT.with(|next| {
        let number = next.get();
        next.set(number.wrapping_add(1));
        number
    });
    format!("{prefix}-{number}")
}

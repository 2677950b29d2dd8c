//! What only a real browser can tell. One module per subject.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

mod button;
mod combobox;
mod date_time;
mod fields;
mod instant;
mod messages;
mod overlays;
mod page;
mod panes;
mod settings;
mod stage;
mod texts;
mod tree;
mod unread;
mod virtual_list;

//! The app has a bug and stopped: say so, instead of a page that no longer answers.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// Shows a panic to the person and writes it to the console.
pub fn watch() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        show();
    }));
}

/// Plain DOM calls: whatever draws the app may be what broke.
fn show() {
    let document = document();
    let (Some(body), Ok(notice)) = (document.body(), document.create_element("div")) else {
        return;
    };
    if document.get_element_by_id("crashed").is_some() {
        return;
    }
    notice.set_id("crashed");
    notice.set_class_name("crashed");
    // Nothing is left to tell the person about a failure to tell them.
    let _ = notice.set_attribute("role", "alert");
    notice.set_text_content(Some(
        "Cuebook has met an error of its own and stopped. What was sent is safe. Copy any text that you still need from this page, then reload it.",
    ));
    let _ = body.append_child(notice.unchecked_ref());
}

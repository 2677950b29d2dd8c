//! Keys, as they are printed on a keyboard.

use leptos::prelude::*;

/// A shortcut: keys joined by `+` are pressed together, those after a space one after the other.
#[component]
pub fn Kbd(
    /// For example `Ctrl+S` or `g l`.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    let strokes = keys
        .split_whitespace()
        .map(|stroke| {
            let caps: Vec<_> = match stroke {
                "+" => vec!["+".to_owned()],
                stroke => stroke.split('+').map(str::to_owned).collect(),
            };
            caps.into_iter()
                .map(|cap| view! { <kbd class="key">{printed(cap)}</kbd> })
                .collect_view()
        })
        .collect_view();
    view! { <span class="keys">{strokes}</span> }
}

/// What is printed on the key that the browser calls so.
fn printed(key: String) -> String {
    let sign = match key.as_str() {
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "Escape" => "Esc",
        _ => return key,
    };
    sign.to_owned()
}

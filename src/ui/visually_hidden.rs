//! Words for those who listen.

use leptos::prelude::*;

/// Text that is read aloud and takes no room.
#[component]
pub fn VisuallyHidden(
    /// The text.
    children: Children,
) -> impl IntoView {
    view! { <span class="visually-hidden">{children()}</span> }
}

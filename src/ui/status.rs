//! The state of a scenario: an icon, a word and a colour.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use super::tone::Tone;

/// A status. The caller knows what the words mean; the badge shows them.
#[component]
pub fn StatusBadge(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// The drawing.
    #[prop(into)]
    icon: Signal<IconName>,
    /// The colour.
    #[prop(into)]
    tone: Signal<Tone>,
    /// Without a background, for rows of a list.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    view! {
        <span
            class="status"
            data-tone=move || tone.get().as_str()
            data-plain=plain.then_some("")
        >
            <Icon name=icon />
            {move || label.get()}
        </span>
    }
}

//! Chips: a short word in an outline, which may be removed.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use super::tone::Tone;

/// A chip. With `on_remove` it has a button that takes it away.
#[component]
pub fn Chip(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// What its colour means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// A drawing before the word.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// Called when it is taken away.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <span class="chip" data-tone=move || tone.get().as_str()>
            {move || icon.get().map(|icon| view! { <Icon name=icon /> })}
            <span class="chip-label">{move || label.get()}</span>
            {on_remove
                .map(|on_remove| {
                    view! {
                        <button
                            class="chip-remove"
                            type="button"
                            aria-label=move || format!("Remove {}", label.get())
                            on:click=move |_| on_remove.run(())
                        >
                            <Icon name=IconName::Close />
                        </button>
                    }
                })}
        </span>
    }
}

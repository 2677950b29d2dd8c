//! A message in the page: what is the matter, and what can be done.

use leptos::prelude::*;

use super::button::ButtonSize;
use super::icon::{Icon, IconName};
use super::icon_button::IconButton;
use super::tone::Tone;

/// A message in the page. Red ones are read out at once, others when there is a pause.
#[component]
pub fn Banner(
    /// What it means: `Blue` information, `Green` done, `Amber` warning, `Red` error.
    #[prop(default = Tone::Blue)]
    tone: Tone,
    /// What happened, in a few words.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Called when it is dismissed; without it, it stays.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    /// Whether it was there from the beginning, so that nothing is read out.
    #[prop(optional)]
    silent: bool,
    /// What it means for the person's work.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let drawing = match tone {
        Tone::Green => IconName::Success,
        Tone::Amber => IconName::Warning,
        Tone::Red => IconName::Error,
        Tone::Grey | Tone::Blue | Tone::Brown | Tone::Accent => IconName::Info,
    };
    let role = match (silent, tone) {
        (true, _) => None,
        (false, Tone::Red) => Some("alert"),
        (false, _) => Some("status"),
    };
    view! {
        <div class="banner" data-tone=tone.as_str() role=role>
            <Icon name=drawing />
            <div class="banner-text">
                {move || title.get().map(|title| view! { <strong class="banner-title">{title}</strong> })}
                {children.map(|children| view! { <div>{children()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="banner-actions">{actions.run()}</div> })}
            {on_dismiss
                .map(|on_dismiss| {
                    view! {
                        <IconButton
                            label="Dismiss"
                            icon=IconName::Close
                            size=ButtonSize::Small
                            on_click=move |_| on_dismiss.run(())
                        />
                    }
                })}
        </div>
    }
}

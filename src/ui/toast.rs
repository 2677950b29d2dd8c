//! Toasts: short news that leaves by itself, often with an Undo.

use std::time::Duration;

use leptos::prelude::*;

use super::button::{Button, ButtonSize, ButtonVariant};
use super::icon::{Icon, IconName};
use super::icon_button::IconButton;
use super::tone::Tone;

/// The button of a toast, such as "Undo".
#[derive(Clone)]
pub struct ToastAction {
    /// Its words.
    pub label: String,
    /// What it does; the toast leaves then.
    pub run: Callback<()>,
}

/// One piece of news.
#[derive(Clone)]
pub struct Toast {
    /// Its own number, for as long as the page lives.
    pub id: u64,
    /// What happened.
    pub text: String,
    /// What the colour and the drawing mean.
    pub tone: Tone,
    /// Its button.
    pub action: Option<ToastAction>,
    /// How long it stays; `None` until it is dismissed.
    pub lasts: Option<Duration>,
}

/// The place of the toasts. They are read out as they come. While the pointer or the focus is in
/// it, none leaves: the style pauses the animation whose end dismisses a toast.
#[component]
pub fn ToastRegion(
    /// The toasts, oldest first.
    #[prop(into)]
    toasts: Signal<Vec<Toast>>,
    /// Called with the number of a toast that leaves.
    #[prop(into)]
    on_dismiss: Callback<u64>,
) -> impl IntoView {
    view! {
        <section class="toasts" aria-label="Notifications">
            <ol class="toast-list" role="list" aria-live="polite" aria-relevant="additions">
                <For
                    each=move || toasts.get()
                    key=|toast| toast.id
                    children=move |toast| view! { <ToastView toast=toast on_dismiss=on_dismiss /> }
                />
            </ol>
        </section>
    }
}

#[component]
fn ToastView(toast: Toast, on_dismiss: Callback<u64>) -> impl IntoView {
    let Toast {
        id,
        text,
        tone,
        action,
        lasts,
    } = toast;
    let drawing = match tone {
        Tone::Green => IconName::Success,
        Tone::Amber => IconName::Warning,
        Tone::Red => IconName::Error,
        Tone::Grey | Tone::Blue | Tone::Brown | Tone::Accent => IconName::Info,
    };
    view! {
        <li
            class="toast"
            data-tone=tone.as_str()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    on_dismiss.run(id);
                }
            }
        >
            <Icon name=drawing />
            <span class="toast-text">{text}</span>
            {action
                .map(|ToastAction { label, run }| {
                    view! {
                        <Button
                            variant=ButtonVariant::Quiet
                            size=ButtonSize::Small
                            on_click=move |_| {
                                run.run(());
                                on_dismiss.run(id);
                            }
                        >
                            {label}
                        </Button>
                    }
                })}
            <IconButton
                label="Dismiss"
                icon=IconName::Close
                size=ButtonSize::Small
                on_click=move |_| on_dismiss.run(id)
            />
            {lasts
                .map(|lasts| {
                    view! {
                        <span
                            class="toast-life"
                            aria-hidden="true"
                            style:animation-duration=format!("{}ms", lasts.as_millis())
                            on:animationend=move |_| on_dismiss.run(id)
                        ></span>
                    }
                })}
        </li>
    }
}

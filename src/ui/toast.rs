//! Toasts: short news that leaves by itself, often with an Undo.

use std::time::Duration;

use leptos::{html, prelude::*};

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

/// Where the toasts stand. Beside a modal dialog nothing can be pressed or is read out, so they
/// come along into it.
#[derive(Clone, Copy)]
pub struct ToastPlace(NodeRef<html::Section>);

impl ToastPlace {
    /// Makes it known to the toasts and to all dialogs.
    pub fn provide() {
        provide_context(Self(NodeRef::new()));
    }

    /// Goes into the last modal dialog, or back to the page where none is open.
    pub(super) fn follow(self) {
        let Some(region) = self.0.try_get_untracked().flatten() else {
            return;
        };
        let dialogs = document().query_selector_all("dialog:modal").ok();
        let last = dialogs.and_then(|all| all.item(all.length().checked_sub(1)?));
        let to = last.or_else(|| document().body().map(Into::into));
        if let Some(to) = to.filter(|to| region.parent_node().as_ref() != Some(to)) {
            // Both are in the page.
            let _ = to.append_child(&region);
        }
    }
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
    let ToastPlace(region) = use_context().unwrap_or(ToastPlace(NodeRef::new()));
    view! {
        <section class="toasts" node_ref=region aria-label="Notifications">
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

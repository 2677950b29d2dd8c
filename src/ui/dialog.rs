//! Dialogs: the browser's own `<dialog>`, which holds the focus and gives it back.

use leptos::prelude::*;
use leptos::{ev, html, web_sys};
use wasm_bindgen::JsCast;

use super::button::{Button, ButtonVariant};
use super::dom_id::dom_id;
use super::icon::IconName;
use super::icon_button::IconButton;
use super::popover::focus;
use super::toast::ToastPlace;

/// How wide a dialog may become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A form.
    #[default]
    Medium,
    /// Texts side by side.
    Large,
    /// As high as the window, at its end: what one looks up beside one's work.
    Side,
}

impl DialogSize {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Side => "side",
        }
    }
}

/// A modal dialog. Its content exists only while it is open. On opening, the focus goes to the
/// element marked `autofocus`, else to the first control of the body, else to the last button's
/// neighbour that comes first in the footer: put the least destructive button there.
#[component]
pub fn Dialog(
    /// Whether it is open; closing it sets `false`.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// How wide it may become.
    #[prop(optional)]
    size: DialogSize,
    /// `alertdialog` where it interrupts with a question.
    #[prop(default = "dialog")]
    role: &'static str,
    /// Whether a click beside it closes it: only where nothing typed can be lost.
    #[prop(optional)]
    light_dismiss: bool,
    /// Called after it was closed, whichever way.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The buttons.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = dom_id("dialog");
    let labelled_by = title_id.clone();
    let toasts = use_context::<ToastPlace>();
    let bring_toasts = move || {
        if let Some(toasts) = toasts {
            toasts.follow();
        }
    };
    // A dialog may go with its page while it is open.
    on_cleanup(move || request_animation_frame(bring_toasts));
    Effect::new(move || {
        let (wanted, Some(dialog)) = (open.get(), node.get()) else {
            return;
        };
        if wanted && !dialog.open() {
            let _ = dialog.show_modal();
            bring_toasts();
            // The content is rendered by an effect of its own.
            request_animation_frame(move || {
                if let Some(dialog) = node.try_get_untracked().flatten() {
                    focus_first(&dialog);
                }
            });
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let closed = move |event: ev::Event| {
        // `close` of a dialog inside does not bubble, `toggle` and `cancel` of others may.
        if event.target() == event.current_target() {
            bring_toasts();
            open.set(false);
            if let Some(on_close) = on_close {
                on_close.run(());
            }
        }
    };
    view! {
        <dialog
            node_ref=node
            class="dialog"
            role=role
            data-size=size.as_str()
            aria-labelledby=labelled_by
            on:close=closed
            on:click=move |event| {
                if light_dismiss && event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <div class="dialog-box">
                    <header class="dialog-head">
                        <h2 class="dialog-title" id=title_id.clone()>
                            {move || title.get()}
                        </h2>
                        <IconButton
                            label="Close"
                            icon=IconName::Close
                            on_click=move |_| open.set(false)
                        />
                    </header>
                    <div class="dialog-body">{children()}</div>
                    {footer
                        .clone()
                        .map(|footer| view! { <footer class="dialog-foot">{footer.run()}</footer> })}
                </div>
            </Show>
        </dialog>
    }
}

/// Where the focus goes when a dialog opens.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    // Somebody may have been quicker.
    let chosen = dialog.query_selector(":is(.dialog-body, .dialog-foot) :focus");
    if chosen.is_ok_and(|chosen| chosen.is_some()) {
        return;
    }
    const CONTROLS: &str = "input:not([type=hidden]), textarea, select, [tabindex='0']";
    let scopes = [
        "[autofocus]".to_owned(),
        format!(".dialog-body :is({CONTROLS})"),
        ".dialog-foot button".to_owned(),
        ".dialog-body :is(button, a[href])".to_owned(),
    ];
    let first = scopes
        .iter()
        .find_map(|scope| dialog.query_selector(scope).ok().flatten());
    if let Some(first) = first {
        focus(&first);
    } else {
        let _ = dialog.unchecked_ref::<web_sys::HtmlElement>().focus();
    }
}

/// A question before something that cannot be undone. The focus begins on "Cancel".
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The words on the button that goes ahead: a verb, not "OK".
    #[prop(into)]
    confirm: Signal<String>,
    /// The words on the button that does nothing.
    #[prop(default = "Cancel".into(), into)]
    cancel: Signal<String>,
    /// Whether going ahead destroys something.
    #[prop(optional)]
    danger: bool,
    /// Called when the person goes ahead; the dialog is closed before.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// Called when the person does not.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// What it means.
    children: ChildrenFn,
) -> impl IntoView {
    let confirmed = StoredValue::new(false);
    let footer = move || {
        view! {
            <Button attr:autofocus="" on_click=move |_| open.set(false)>
                {move || cancel.get()}
            </Button>
            <Button
                variant=if danger { ButtonVariant::Danger } else { ButtonVariant::Primary }
                on_click=move |_| {
                    confirmed.set_value(true);
                    open.set(false);
                }
            >
                {move || confirm.get()}
            </Button>
        }
    };
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Small
            role="alertdialog"
            on_close=move |()| {
                let confirmed_now = confirmed.get_value();
                confirmed.set_value(false);
                if confirmed_now {
                    on_confirm.run(());
                } else if let Some(on_cancel) = on_cancel {
                    on_cancel.run(());
                }
            }
            footer=footer
        >
            {children()}
        </Dialog>
    }
}

//! A box that opens beside a button. The browser's `popover` closes it: Escape, a click elsewhere,
//! another popover; and gives the focus back.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;
use web_sys::HtmlElement;

use super::button::{Button, ButtonSize, ButtonVariant};
use super::dom_id::dom_id;
use super::icon::IconName;
use super::place::{Align, on_anchor_moved, place};

/// A button and the box that it opens. The content exists only while the box is open.
#[component]
pub fn Popover(
    /// The words on the button; its accessible name where `icon_only` is set.
    #[prop(into)]
    label: Signal<String>,
    /// The name of the box; without one the label.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// The drawing on the button.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// Show the drawing alone.
    #[prop(optional)]
    icon_only: bool,
    /// How much the button stands out.
    #[prop(optional)]
    variant: ButtonVariant,
    /// The height of the button.
    #[prop(optional)]
    size: ButtonSize,
    /// Why it cannot be opened now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// Whether it is open; setting it opens and closes.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// Which edge of the button the box keeps to.
    #[prop(optional)]
    align: Align,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let id = dom_id("popover");
    let trigger = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let shown = RwSignal::new(false);
    follow(trigger, panel, (open, shown), align, |panel| {
        if let Ok(Some(first)) = panel.query_selector("[autofocus]") {
            focus(&first);
        }
    });
    view! {
        <Button
            node_ref=trigger
            variant=variant
            size=size
            icon=icon
            disabled_reason=disabled_reason
            hint=MaybeProp::derive(move || icon_only.then(|| label.get()))
            hint_is_name=true
            attr:data-square=icon_only.then_some("")
            attr:aria-label=move || icon_only.then(|| label.get())
            attr:popovertarget=id.clone()
            attr:aria-haspopup="dialog"
            attr:aria-expanded=move || open.get().to_string()
        >
            {(!icon_only).then_some(move || label.get())}
        </Button>
        <div
            node_ref=panel
            class="popover"
            id=id
            popover="auto"
            role="dialog"
            aria-label=move || title.get().unwrap_or_else(|| label.get())
            on:toggle=move |_| sync(panel, open, shown)
        >
            <Show when=move || shown.get()>{children()}</Show>
        </div>
    }
}

/// Whether a popover is shown.
fn is_shown(panel: &HtmlElement) -> bool {
    panel.matches(":popover-open").unwrap_or(false)
}

/// Copies what the browser did to the signals: what is wanted, and what is in the page.
pub(super) fn sync(panel: NodeRef<html::Div>, open: RwSignal<bool>, shown: RwSignal<bool>) {
    if let Some(panel) = panel.get_untracked() {
        let is_shown = is_shown(&panel);
        for signal in [open, shown] {
            if signal.get_untracked() != is_shown {
                signal.set(is_shown);
            }
        }
    }
}

/// Focuses an element, if it can take focus.
pub(super) fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Opens and closes the box as wanted, keeps it beside its button, and calls `opened` once its
/// content is in the page. The content stays until the browser has closed the box, because the
/// browser gives the focus back only from inside it.
pub(super) fn follow(
    trigger: NodeRef<html::Button>,
    panel: NodeRef<html::Div>,
    (open, shown): (RwSignal<bool>, RwSignal<bool>),
    align: Align,
    opened: impl Fn(&HtmlElement) + Copy + 'static,
) {
    Effect::new(move || {
        let (wanted, Some(panel)) = (open.get(), panel.get()) else {
            return;
        };
        if wanted && !is_shown(&panel) {
            // By way of the button, so that the browser knows whose box it is.
            if let Some(trigger) = trigger.get_untracked() {
                trigger.click();
            }
        } else if !wanted && is_shown(&panel) {
            let _ = panel.hide_popover();
        }
    });
    let settle = move || {
        let (Some(Some(trigger)), Some(Some(panel))) =
            (trigger.try_get_untracked(), panel.try_get_untracked())
        else {
            return None;
        };
        is_shown(&panel).then(|| {
            place(&trigger, &panel, align);
            let _ = panel.set_attribute("data-placed", "");
            panel
        })
    };
    Effect::new(move || {
        if shown.get() {
            // The content is rendered by an effect of its own; its size is known a frame later.
            request_animation_frame(move || {
                if let Some(panel) = settle() {
                    opened(&panel);
                }
            });
        } else if let Some(panel) = panel.get_untracked() {
            let _ = panel.remove_attribute("data-placed");
        }
    });
    on_anchor_moved(move || {
        if shown.try_get_untracked() == Some(true) {
            settle();
        }
    });
}

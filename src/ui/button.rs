//! Buttons. One that cannot be used now stays reachable and says why.

use leptos::prelude::*;
use leptos::{ev, html, web_sys};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::dom_id::dom_id;
use super::icon::{Icon, IconName};
use super::tooltip::{Tooltip, hide_tip, show_tip};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// An outline.
    #[default]
    Standard,
    /// The one thing to do next.
    Primary,
    /// No outline, for toolbars.
    Quiet,
    /// Destroys something.
    Danger,
}

impl ButtonVariant {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Primary => "primary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// The height of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// For rows and toolbars.
    Small,
    /// For forms.
    #[default]
    Medium,
}

impl ButtonSize {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
        }
    }
}

/// A button. Attributes given as `attr:name` land on the `<button>`.
#[component]
pub fn Button(
    /// How much it stands out.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Its height.
    #[prop(optional)]
    size: ButtonSize,
    /// A drawing before the words.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// `true` while the work that it started goes on; a click does nothing then.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Why it cannot be used now. It then keeps its place in the tab order and says this.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// A hint under the pointer, where there is no reason to show.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Whether the hint only repeats the accessible name; it is then shown but not read.
    #[prop(optional)]
    hint_is_name: bool,
    /// The shortcut that does the same, shown in the hint ("Ctrl+S").
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// `button` or `submit`.
    #[prop(default = "button")]
    kind: &'static str,
    /// Called with each click that counts.
    #[prop(optional, into)]
    on_click: Option<Callback<ev::MouseEvent>>,
    /// Its element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let tip_id = dom_id("tip");
    let tip = NodeRef::<html::Span>::new();
    let disabled = Memo::new(move |_| disabled_reason.get().is_some());
    let tip_text = Signal::derive(move || disabled_reason.get().or_else(|| hint.get()));
    let has_tip = Memo::new(move |_| tip_text.with(Option::is_some));

    // `try`: a button that leaves the page with the focus on it loses the focus when its signals
    // are gone already.
    let show = move |target: Option<web_sys::EventTarget>| {
        let anchor = target.and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let (Some(true), Some(anchor), Some(Some(tip))) =
            (has_tip.try_get_untracked(), anchor, tip.try_get_untracked())
        {
            show_tip(&anchor, &tip);
        }
    };
    let hide = move || {
        if let Some(Some(tip)) = tip.try_get_untracked() {
            hide_tip(&tip);
        }
    };
    let click = move |event: ev::MouseEvent| {
        if disabled.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            show(event.current_target());
        } else if loading.get_untracked() {
            event.prevent_default();
        } else {
            hide();
            if let Some(on_click) = on_click {
                on_click.run(event);
            }
        }
    };

    let described_by = {
        let tip_id = tip_id.clone();
        move || {
            let said = disabled.get() || (has_tip.get() && !hint_is_name);
            said.then(|| tip_id.clone())
        }
    };

    view! {
        <button
            node_ref=node_ref
            class="button"
            type=kind
            data-variant=variant.as_str()
            data-size=size.as_str()
            aria-disabled=move || disabled.get().then_some("true")
            aria-busy=move || loading.get().then_some("true")
            aria-describedby=described_by
            on:click=click
            on:pointerenter=move |event| {
                if event.pointer_type() == "mouse" {
                    show(event.current_target());
                }
            }
            on:pointerleave=move |_| hide()
            on:focus=move |event| {
                let target = event.current_target();
                let by_keyboard = target
                    .as_ref()
                    .and_then(|target| target.dyn_ref::<HtmlElement>())
                    .is_some_and(|target| target.matches(":focus-visible").unwrap_or(false));
                if by_keyboard {
                    show(target);
                }
            }
            on:blur=move |_| hide()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    hide();
                }
            }
        >
            {move || {
                if loading.get() {
                    Some(view! { <span class="spinner" aria-hidden="true"></span> }.into_any())
                } else {
                    icon.get().map(|icon| view! { <Icon name=icon /> }.into_any())
                }
            }}
            {children.map(|children| view! { <span class="button-label">{children()}</span> })}
            <Show when=move || has_tip.get()>
                <Tooltip
                    id=tip_id.clone()
                    text=Signal::derive(move || tip_text.get().unwrap_or_default())
                    keys=keys
                    node_ref=tip
                />
            </Show>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it goes.
    #[prop(into)]
    href: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Its height.
    #[prop(optional)]
    size: ButtonSize,
    /// A drawing before the words.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="button"
            href=move || href.get()
            data-variant=variant.as_str()
            data-size=size.as_str()
        >
            {move || icon.get().map(|icon| view! { <Icon name=icon /> })}
            <span class="button-label">{children()}</span>
        </a>
    }
}

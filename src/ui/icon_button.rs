//! A button that shows an icon alone, and says its label to everyone else.

use leptos::prelude::*;
use leptos::{ev, html};

use super::button::{Button, ButtonSize, ButtonVariant};
use super::icon::IconName;

/// A square button with an icon; the label is its accessible name and its hint.
#[component]
pub fn IconButton(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// The drawing.
    #[prop(into)]
    icon: Signal<IconName>,
    /// How much it stands out.
    #[prop(default = ButtonVariant::Quiet)]
    variant: ButtonVariant,
    /// Its height.
    #[prop(optional)]
    size: ButtonSize,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// The shortcut that does the same.
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// `true` or `false` where it is a toggle.
    #[prop(optional, into)]
    pressed: MaybeProp<bool>,
    /// `true` while the work that it started goes on.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Called with each click that counts.
    #[prop(optional, into)]
    on_click: Option<Callback<ev::MouseEvent>>,
    /// Its element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    view! {
        <Button
            variant=variant
            size=size
            icon=MaybeProp::derive(move || Some(icon.get()))
            loading=loading
            disabled_reason=disabled_reason
            hint=MaybeProp::derive(move || Some(label.get()))
            hint_is_name=true
            keys=keys
            on_click=Callback::new(move |event| {
                if let Some(on_click) = on_click {
                    on_click.run(event);
                }
            })
            node_ref=node_ref
            attr:data-square=""
            attr:aria-label=move || label.get()
            attr:aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
        />
    }
}

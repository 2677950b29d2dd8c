//! A menu button: a button that opens a list of things to do.

mod item;
mod keys;

use leptos::prelude::*;
use leptos::{ev, html, web_sys};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use self::item::{MenuEntry, MenuItem};
use self::keys::{TypeAhead, items, moved};
use super::button::{Button, ButtonSize, ButtonVariant};
use super::dom_id::dom_id;
use super::icon::{Icon, IconName};
use super::place::Align;
use super::popover::{follow, sync};

/// A menu button. Arrow keys open it and move in it, letters jump, Escape closes it.
#[component]
pub fn Menu(
    /// The words on the button; its accessible name where `icon_only` is set.
    #[prop(into)]
    label: Signal<String>,
    /// What it offers.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
    /// The drawing on the button.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// Show the drawing alone.
    #[prop(optional)]
    icon_only: bool,
    /// How much the button stands out.
    #[prop(default = ButtonVariant::Quiet)]
    variant: ButtonVariant,
    /// The height of the button.
    #[prop(optional)]
    size: ButtonSize,
    /// Whether it is open; setting it opens and closes.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// Which edge of the button the list keeps to.
    #[prop(optional)]
    align: Align,
) -> impl IntoView {
    let id = dom_id("menu");
    let trigger = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let from_end = StoredValue::new(false);
    let shown = RwSignal::new(false);
    follow(trigger, panel, (open, shown), align, move |panel| {
        let items = items(panel);
        let first = if from_end.get_value() {
            items.last()
        } else {
            items.first()
        };
        from_end.set_value(false);
        if let Some(first) = first {
            let _ = first.focus();
        }
    });
    let open_by_key = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
            event.prevent_default();
            from_end.set_value(event.key() == "ArrowUp");
            open.set(true);
        }
    };
    let close = move || {
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
    };
    let typed = StoredValue::new(TypeAhead::default());
    let move_by_key = move |event: ev::KeyboardEvent| {
        let Some(panel) = panel.get_untracked() else {
            return;
        };
        let key = event.key();
        if key == "Tab" {
            // The focus is back on the button, and goes on from there.
            let _ = panel.hide_popover();
            return;
        }
        let items = items(&panel);
        let current = focused(&items);
        let to = moved(&key, current.unwrap_or(0), items.len()).or_else(|| {
            let letter = key.chars().count() == 1 && key != " ";
            if !letter || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return None;
            }
            let labels: Vec<String> = items
                .iter()
                .map(|item| item.dataset().get("label").unwrap_or_default())
                .collect();
            let at = event.time_stamp();
            typed.try_update_value(|typed| typed.go(&key, at, &labels, current.unwrap_or(0)))?
        });
        if let Some(item) = to.and_then(|to| items.get(to)) {
            event.prevent_default();
            let _ = item.focus();
        }
        // Keys that mean something here mean nothing to the page behind.
        event.stop_propagation();
    };

    view! {
        <Button
            node_ref=trigger
            variant=variant
            size=size
            icon=icon
            hint=MaybeProp::derive(move || icon_only.then(|| label.get()))
            hint_is_name=true
            attr:data-square=icon_only.then_some("")
            attr:aria-label=move || icon_only.then(|| label.get())
            attr:popovertarget=id.clone()
            attr:aria-haspopup="menu"
            attr:aria-expanded=move || open.get().to_string()
            on:keydown=open_by_key
        >
            {(!icon_only).then_some(move || label.get())}
        </Button>
        <div
            node_ref=panel
            class="menu"
            id=id
            popover="auto"
            role="menu"
            aria-label=move || label.get()
            on:toggle=move |_| sync(panel, open, shown)
            on:keydown=move_by_key
        >
            <Show when=move || shown.get()>
                {move || {
                    entries.get().into_iter().map(|entry| line(entry, close)).collect_view()
                }}
            </Show>
        </div>
    }
}

/// The index of the item that has the focus.
fn focused(items: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    items
        .iter()
        .position(|item| AsRef::<web_sys::Element>::as_ref(item) == &active)
}

fn line(entry: MenuEntry, close: impl Fn() + Copy + 'static) -> AnyView {
    let MenuEntry::Item(item) = entry else {
        return view! { <hr class="menu-line" role="separator" /> }.into_any();
    };
    let MenuItem {
        label,
        icon,
        keys,
        danger,
        checked,
        disabled_reason,
        on_select,
    } = item;
    let enabled = disabled_reason.is_none();
    let own_label = label.clone();
    let drawing = match checked {
        Some(true) => Some(IconName::Check),
        Some(false) => None,
        None => icon,
    };
    view! {
        <button
            class="menu-item"
            type="button"
            tabindex="-1"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=checked.map(|checked| checked.to_string())
            aria-disabled=(!enabled).then_some("true")
            data-danger=danger.then_some("")
            data-label=own_label
            on:click=move |_| {
                if enabled {
                    // Closed first: what is chosen may want the focus, and give it back.
                    close();
                    on_select.run(());
                }
            }
            on:pointermove=|event| {
                // The pointer may be over the drawing or the words inside.
                let item = event.current_target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
                if let Some(item) = item {
                    let _ = item.focus();
                }
            }
        >
            <span class="menu-icon">{drawing.map(|icon| view! { <Icon name=icon /> })}</span>
            <span class="menu-label">
                {label}
                {disabled_reason.map(|reason| view! { <span class="menu-reason">{reason}</span> })}
            </span>
            {keys.map(|keys| view! { <super::Kbd keys=keys attr:aria-hidden="true" /> })}
        </button>
    }
    .into_any()
}

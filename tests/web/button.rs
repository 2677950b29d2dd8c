//! Buttons.

use cuebook::ui::{Button, IconButton, IconName};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, has_focus, referred, settled, show};

#[wasm_bindgen_test]
async fn a_button_that_cannot_be_used_says_why_and_does_nothing() {
    let clicks = RwSignal::new(0);
    let reason = RwSignal::new(Some("Correct the start first.".to_owned()));
    let page = show(move || {
        view! {
            <Button disabled_reason=reason on_click=move |_| clicks.update(|n| *n += 1)>
                "Publish"
            </Button>
        }
    })
    .await;
    let button = page.find("button");

    page.tap("button").await;
    assert_eq!(clicks.get_untracked(), 0);
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    assert_eq!(
        referred(&button, "aria-describedby"),
        ["Correct the start first."]
    );
    assert!(page.find(".tooltip").matches(":popover-open").unwrap());
    button.focus().unwrap();
    assert!(has_focus(&button), "the reason can be reached by keyboard");

    reason.set(None);
    settled().await;
    page.tap("button").await;
    assert_eq!(clicks.get_untracked(), 1);
    assert!(!button.has_attribute("aria-disabled") && !button.has_attribute("aria-describedby"));
}

#[wasm_bindgen_test]
async fn a_busy_button_does_not_start_twice() {
    let clicks = RwSignal::new(0);
    let page = show(move || {
        view! {
            <Button
                loading=Signal::derive(move || clicks.get() > 0)
                on_click=move |_| clicks.update(|n| *n += 1)
            >
                "Save"
            </Button>
        }
    })
    .await;
    page.tap("button").await;
    page.tap("button").await;
    assert_eq!(clicks.get_untracked(), 1);
    assert_eq!(
        page.find("button").get_attribute("aria-busy").as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
async fn an_icon_button_has_a_name_and_a_state() {
    let pressed = RwSignal::new(Some(false));
    let page = show(move || {
        view! { <IconButton label="Preview" icon=IconName::Eye pressed=pressed /> }
    })
    .await;
    let button = page.find("button");
    assert_eq!(
        button.get_attribute("aria-label").as_deref(),
        Some("Preview")
    );
    assert_eq!(
        button.get_attribute("aria-pressed").as_deref(),
        Some("false")
    );
    assert!(
        !button.has_attribute("aria-describedby"),
        "the name is not read twice"
    );
    pressed.set(Some(true));
    settled().await;
    assert_eq!(
        button.get_attribute("aria-pressed").as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
fn every_icon_is_drawn_once() {
    let sprite = include_str!("../../public/icons.svg");
    for icon in IconName::ALL {
        let id = format!("<symbol id=\"{}\"", icon.id());
        assert_eq!(sprite.matches(&id).count(), 1, "{}", icon.id());
    }
    assert_eq!(sprite.matches("<symbol").count(), IconName::ALL.len());
}

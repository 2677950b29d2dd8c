//! Toasts, live regions, banners and summaries.

use std::time::Duration;

use cuebook::ui::{
    Banner, ErrorSummary, FieldProblem, LiveRegions, Toast, ToastAction, ToastRegion, Tone,
};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, has_focus, pause, press, settled, show};

fn toast(id: u64, lasts: Option<Duration>, action: Option<ToastAction>) -> Toast {
    Toast {
        id,
        text: format!("News {id}"),
        tone: Tone::Green,
        action,
        lasts,
    }
}

fn style() -> impl IntoView {
    view! { <style>{include_str!("../../style/later/toast.css")}</style> }
}

#[wasm_bindgen_test]
async fn a_toast_offers_undo_and_leaves() {
    let undone = RwSignal::new(0);
    let action = ToastAction {
        label: "Undo".to_owned(),
        run: Callback::from(move || undone.update(|n| *n += 1)),
    };
    let toasts = RwSignal::new(vec![toast(1, None, Some(action)), toast(2, None, None)]);
    let dismiss = move |id: u64| toasts.update(|all| all.retain(|toast| toast.id != id));
    let page = show(move || view! { <ToastRegion toasts=toasts on_dismiss=dismiss /> }).await;
    assert!(
        page.find("[aria-live=polite]")
            .contains(Some(&page.find(".toast")))
    );
    page.tap(".toast .button:not([data-square])").await;
    assert_eq!(undone.get_untracked(), 1);
    assert_eq!(page.said(".toast-text"), ["News 2"]);
    press(&page.find(".toast .button"), "Escape").await;
    assert!(!page.has(".toast"));
}

#[wasm_bindgen_test]
async fn a_toast_waits_while_it_has_the_focus() {
    let toasts = RwSignal::new(vec![toast(1, Some(Duration::from_millis(300)), None)]);
    let dismiss = move |id: u64| toasts.update(|all| all.retain(|toast| toast.id != id));
    let page = show(move || {
        view! {
            {style()}
            <ToastRegion toasts=toasts on_dismiss=dismiss />
        }
    })
    .await;
    let button = page.find(".toast .button");
    button.focus().unwrap();
    pause(600).await;
    assert!(page.has(".toast"), "it stays as long as somebody is in it");
    button.blur().unwrap();
    pause(600).await;
    assert!(!page.has(".toast"));
}

#[wasm_bindgen_test]
async fn the_same_words_are_said_again() {
    let polite = RwSignal::new("Saved".to_owned());
    let page = show(move || view! { <LiveRegions polite=polite assertive="" /> }).await;
    let region = page.find("[role=status]");
    let before = region.text_content();
    polite.set("Saved".to_owned());
    settled().await;
    assert_ne!(region.text_content(), before);
    assert_eq!(page.said("[role=status]"), ["Saved"]);
    assert_eq!(page.said("[role=alert]"), [""]);
}

#[wasm_bindgen_test]
async fn a_refused_form_puts_the_focus_on_the_list_of_what_is_wrong() {
    let attempt = RwSignal::new(0);
    let problems = RwSignal::new(Vec::new());
    let page = show(move || {
        view! {
            <ErrorSummary problems=problems attempt=attempt />
            <input id="start" />
        }
    })
    .await;
    assert!(!page.has(".error-summary"));
    problems.set(vec![
        FieldProblem {
            field_id: Some("start".to_owned()),
            message: "Starts: no hour".to_owned(),
        },
        FieldProblem {
            field_id: None,
            message: "The service refused it".to_owned(),
        },
    ]);
    settled().await;
    assert!(
        !has_focus(&page.find(".error-summary")),
        "typing is not disturbed"
    );
    attempt.set(1);
    settled().await;
    assert!(has_focus(&page.find(".error-summary")));

    let address = window().location().href().unwrap();
    page.tap(".error-summary a").await;
    assert!(has_focus(&page.find("#start")));
    assert_eq!(window().location().href().unwrap(), address);
}

#[wasm_bindgen_test]
async fn only_errors_interrupt() {
    let page = show(|| {
        view! {
            <Banner tone=Tone::Red title="Refused" />
            <Banner tone=Tone::Amber title="Live" />
            <Banner silent=true title="Known" />
        }
    })
    .await;
    let roles: Vec<_> = page
        .all(".banner")
        .iter()
        .map(|banner| banner.get_attribute("role"))
        .collect();
    assert_eq!(
        roles,
        [Some("alert".to_owned()), Some("status".to_owned()), None]
    );
}

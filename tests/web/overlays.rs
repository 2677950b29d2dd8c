//! Dialogs, menus and popovers.

use cuebook::ui::{
    ConfirmDialog, Dialog, Menu, MenuEntry, MenuItem, Popover, Shortcut, ShortcutsDialog,
};
use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, focused, has_focus, press, settled, show, text};

#[wasm_bindgen_test]
async fn a_question_begins_on_cancel_and_gives_the_focus_back() {
    let open = RwSignal::new(false);
    let said = RwSignal::new(Vec::<&str>::new());
    let page = show(move || {
        view! {
            <button id="opener" on:click=move |_| open.set(true)>
                "Delete"
            </button>
            <ConfirmDialog
                open=open
                title="Delete it?"
                confirm="Delete it"
                danger=true
                on_confirm=move || said.update(|said| said.push("yes"))
                on_cancel=move || said.update(|said| said.push("no"))
            >
                "It cannot be undone."
            </ConfirmDialog>
        }
    })
    .await;
    let opener = page.find("#opener");
    let dialog: HtmlDialogElement = page.find("dialog").unchecked_into();
    assert!(!page.has(".dialog-box"), "nothing of it exists before");

    opener.focus().unwrap();
    page.tap("#opener").await;
    assert!(dialog.open());
    assert_eq!(dialog.get_attribute("role").as_deref(), Some("alertdialog"));
    assert_eq!(text(&focused()), "Cancel");
    focused().click();
    settled().await;
    assert!(!dialog.open() && !open.get_untracked());
    assert!(has_focus(&opener));
    assert_eq!(said.get_untracked(), ["no"]);

    page.tap("#opener").await;
    page.tap(".dialog-foot .button:last-child").await;
    assert_eq!(said.get_untracked(), ["no", "yes"]);
    assert!(has_focus(&opener));

    // What Escape does: the browser closes it by itself.
    page.tap("#opener").await;
    dialog.close();
    settled().await;
    assert!(!open.get_untracked());
    assert_eq!(said.get_untracked(), ["no", "yes", "no"]);
}

#[wasm_bindgen_test]
async fn a_form_dialog_begins_in_its_first_field() {
    let open = RwSignal::new(true);
    let page = show(move || {
        view! {
            <Dialog open=open title="Rename" light_dismiss=true>
                <p>"What shall it be called?"</p>
                <input id="name" />
            </Dialog>
        }
    })
    .await;
    assert!(has_focus(&page.find("#name")));
    let dialog = page.find("dialog");
    let title = dialog.get_attribute("aria-labelledby").unwrap();
    assert_eq!(text(&page.find(&format!("#{title}"))), "Rename");
    page.tap("#name").await;
    assert!(open.get_untracked(), "a click inside keeps it open");
    dialog.click();
    settled().await;
    assert!(!open.get_untracked(), "a click beside closes it");
}

fn entries(done: RwSignal<Vec<&'static str>>) -> Vec<MenuEntry> {
    let item =
        |label: &'static str| MenuItem::new(label, move || done.update(|done| done.push(label)));
    vec![
        item("Duplicate").into(),
        item("Move to…").keys("M").into(),
        MenuEntry::Separator,
        item("Export")
            .disabled_because(Some("The key may not.".to_owned()))
            .into(),
        item("Delete").danger().into(),
    ]
}

#[wasm_bindgen_test]
async fn a_menu_is_complete_by_keyboard() {
    let done = RwSignal::new(Vec::new());
    let page = show(move || view! { <Menu label="More" entries=entries(done) /> }).await;
    let trigger = page.find(".button");
    assert_eq!(
        trigger.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    assert!(!page.has("[role=menuitem]"));

    trigger.focus().unwrap();
    press(&trigger, "ArrowDown").await;
    assert_eq!(
        trigger.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    let at = || focused().get_attribute("data-label").unwrap_or_default();
    assert_eq!(at(), "Duplicate");
    let check = async |key: &str, expected: &str| {
        press(&focused(), key).await;
        assert_eq!(at(), expected, "after {key}");
    };
    check("ArrowDown", "Move to…").await;
    check("End", "Delete").await;
    check("ArrowDown", "Duplicate").await;
    check("ArrowUp", "Delete").await;
    check("Home", "Duplicate").await;
    check("d", "Delete").await;
    check("d", "Duplicate").await;
    check("End", "Delete").await;
    check("ArrowUp", "Export").await;

    focused().click();
    settled().await;
    assert!(
        done.get_untracked().is_empty(),
        "what is disabled does nothing"
    );
    check("Home", "Duplicate").await;
    focused().click();
    settled().await;
    assert_eq!(done.get_untracked(), ["Duplicate"]);
    assert!(!page.has("[role=menuitem]"));
    assert!(has_focus(&trigger));

    press(&trigger, "ArrowUp").await;
    assert_eq!(at(), "Delete", "Arrow up opens at the end");
    press(&focused(), "Tab").await;
    assert_eq!(
        trigger.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
}

#[wasm_bindgen_test]
async fn a_popover_stays_inside_the_window() {
    let open = RwSignal::new(false);
    let page = show(move || {
        view! {
            <Popover label="Filter" open=open>
                <p style:inline-size="300px">"Content"</p>
            </Popover>
        }
    })
    .await;
    let trigger = page.find(".button");
    let (style, panel) = (trigger.style(), page.find(".popover"));
    style.set_property("position", "fixed").unwrap();
    style.set_property("right", "0").unwrap();
    style.set_property("bottom", "0").unwrap();
    assert!(!page.has("p"));

    page.tap(".button").await;
    assert!(open.get_untracked() && page.has("p"));
    assert_eq!(
        trigger.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    let (panel_box, trigger_box) = (
        panel.get_bounding_client_rect(),
        trigger.get_bounding_client_rect(),
    );
    let width = f64::from(document().document_element().unwrap().client_width());
    assert!(panel_box.right() <= width && panel_box.left() >= 0.0);
    assert!(
        panel_box.bottom() <= trigger_box.top(),
        "above, for want of room below"
    );

    open.set(false);
    settled().await;
    assert!(!panel.matches(":popover-open").unwrap() && !page.has("p"));
    page.tap(".button").await;
    page.tap(".button").await;
    assert!(!open.get_untracked(), "the button closes what it opened");
}

#[wasm_bindgen_test]
async fn shortcuts_are_grouped_in_the_order_of_the_table() {
    let shortcut = |keys: &str, description: &str, group: &str| Shortcut {
        keys: keys.to_owned(),
        description: description.to_owned(),
        group: group.to_owned(),
    };
    let table = vec![
        shortcut("Ctrl+S", "Save", "Scenario"),
        shortcut("/", "Search", "Everywhere"),
        shortcut("j / g ArrowDown", "Next", "Scenario"),
    ];
    let open = RwSignal::new(true);
    let page = show(move || view! { <ShortcutsDialog open=open shortcuts=table.clone() /> }).await;
    assert_eq!(page.said("h3"), ["Scenario", "Everywhere"]);
    assert_eq!(page.said("dt"), ["Save", "Next", "Search"]);
    assert_eq!(page.said("kbd"), ["Ctrl", "S", "j", "g", "↓", "/"]);
}

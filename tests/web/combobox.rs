//! The combobox: search, keys, chips, what no choice means, where the list stands.

use cuebook::ui::{ComboOption, Combobox};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::stage::{Stage, attr, focused, is_inside, mount, settle};

type Values = Vec<String>;

#[derive(Clone, Copy)]
struct Page {
    options: RwSignal<Vec<ComboOption>>,
    value: RwSignal<Vec<String>>,
    failed: RwSignal<Option<String>>,
    loading: RwSignal<bool>,
    retried: RwSignal<usize>,
}

fn channels() -> Vec<ComboOption> {
    vec![
        ComboOption::new("web", "Web chat").in_group("Text"),
        ComboOption::new("email", "Email")
            .in_group("Text")
            .described("Support inbox"),
        ComboOption::new("phone", "Phone").in_group("Voice"),
        ComboOption::new("fax", "Fax")
            .in_group("Voice")
            .disabled_because("Not in this plan"),
    ]
}

fn page(value: &[&str]) -> Page {
    Page {
        options: RwSignal::new(channels()),
        value: RwSignal::new(value.iter().map(|it| (*it).to_owned()).collect()),
        failed: RwSignal::default(),
        loading: RwSignal::default(),
        retried: RwSignal::default(),
    }
}

fn combobox(page: Page, multiple: bool) -> impl IntoView {
    view! {
        <div>
            <Combobox
                id="channels"
                label="Channels"
                options=page.options
                value=page.value
                on_change=move |value: Values| page.value.set(value)
                multiple=multiple
                empty_label="All channels"
                loading=page.loading
                failed=page.failed
                on_retry=move || page.retried.update(|it| *it += 1)
            />
        </div>
    }
}

async fn stage(page: Page, multiple: bool) -> Stage {
    let stage = mount(move || combobox(page, multiple)).await;
    input(&stage).focus().unwrap();
    settle().await;
    stage
}

fn input(stage: &Stage) -> HtmlElement {
    stage.one("[role=combobox]")
}

fn text(stage: &Stage) -> String {
    input(stage).unchecked_into::<HtmlInputElement>().value()
}

fn active(stage: &Stage) -> String {
    let id = attr(&input(stage), "aria-activedescendant");
    if id.is_empty() {
        return id;
    }
    let option = stage.one(&format!("[id='{id}']"));
    assert_eq!(attr(&option, "role"), "option");
    assert!(
        is_inside(&option, &stage.one("[role=listbox]")),
        "{id} is in sight"
    );
    option
        .query_selector(".combobox-label")
        .unwrap()
        .unwrap()
        .text_content()
        .unwrap()
}

fn labels(stage: &Stage) -> Vec<String> {
    stage.texts("[role=option] .combobox-label")
}

fn is_open(stage: &Stage) -> bool {
    let shown = stage
        .one(".combobox-popup")
        .matches(":popover-open")
        .unwrap();
    assert_eq!(attr(&input(stage), "aria-expanded"), shown.to_string());
    shown
}

#[wasm_bindgen_test]
async fn one_choice_by_keyboard() {
    let page = page(&[]);
    let stage = stage(page, false).await;
    assert!(!is_open(&stage), "focus alone opens nothing");
    assert_eq!(text(&stage), "All channels");
    stage.press("ArrowDown").await;
    assert!(is_open(&stage));
    assert_eq!(
        labels(&stage),
        ["All channels", "Web chat", "Email", "Phone", "Fax"]
    );
    assert_eq!(stage.texts(".combobox-heading"), ["Text", "Voice"]);
    assert_eq!(active(&stage), "All channels");
    for (key, expected) in [
        ("ArrowDown", "Web chat"),
        ("End", "Fax"),
        ("ArrowDown", "All channels"),
        ("ArrowUp", "Fax"),
        ("ArrowUp", "Phone"),
        ("Home", "All channels"),
        ("PageDown", "Fax"),
    ] {
        stage.press(key).await;
        assert_eq!(active(&stage), expected, "after {key}");
    }
    stage.press("Enter").await;
    assert_eq!(
        page.value.get_untracked(),
        Vec::<String>::new(),
        "a disabled option stays unchosen"
    );
    assert!(is_open(&stage));
    stage.press("ArrowUp").await;
    stage.press("Enter").await;
    assert_eq!(page.value.get_untracked(), ["phone"]);
    assert!(!is_open(&stage));
    assert_eq!(text(&stage), "Phone");
    assert!(
        !stage.press_with("Enter", |_| {}).await,
        "a closed list leaves Enter to the form"
    );
    stage
        .press_with("ArrowDown", |init| init.set_alt_key(true))
        .await;
    assert!(is_open(&stage));
    assert_eq!(active(&stage), "Phone");
    stage.press("Home").await;
    stage.press("Enter").await;
    assert_eq!(
        page.value.get_untracked(),
        Vec::<String>::new(),
        "All channels, chosen"
    );
}

#[wasm_bindgen_test]
async fn typing_searches_and_says_how_many() {
    let page = page(&["phone"]);
    let stage = stage(page, false).await;
    stage.fill(&input(&stage), "INB").await;
    assert_eq!(labels(&stage), ["Email"], "the description is searched");
    assert_eq!(stage.texts("mark"), ["inb"]);
    assert_eq!(stage.texts("[role=status]"), ["1 result"]);
    assert_eq!(active(&stage), "Email");
    stage.fill(&input(&stage), "zebra").await;
    assert_eq!(stage.texts("[role=status]"), ["No results"]);
    assert_eq!(stage.texts(".combobox-note"), ["Nothing matches “zebra”."]);
    stage.press("Escape").await;
    assert!(!is_open(&stage));
    assert_eq!(text(&stage), "Phone", "the choice stands again");
    assert_eq!(page.value.get_untracked(), ["phone"]);
    assert!(
        !stage.press_with("Escape", |_| {}).await,
        "now Escape is the dialog's"
    );
    stage.fill(&input(&stage), "e").await;
    stage.press("Enter").await;
    assert_eq!(page.value.get_untracked(), ["web"], "what fits first");
}

#[wasm_bindgen_test]
async fn several_choices_are_chips() {
    let page = page(&[]);
    let stage = stage(page, true).await;
    assert_eq!(stage.texts(".chip"), ["All channels"]);
    stage.fill(&input(&stage), "mail").await;
    stage.press("Enter").await;
    assert_eq!(page.value.get_untracked(), ["email"]);
    assert!(is_open(&stage), "for the next choice");
    assert_eq!(active(&stage), "Email");
    assert_eq!(text(&stage), "");
    stage.fill(&input(&stage), "pho").await;
    stage.press("Enter").await;
    assert_eq!(stage.texts(".chip"), ["Email", "Phone"]);
    let chosen = stage.all("[role=option][aria-selected=true]").len();
    assert_eq!(chosen, 2);
    assert_eq!(
        attr(&stage.one("[role=listbox]"), "aria-multiselectable"),
        "true"
    );

    stage.press("Escape").await;
    stage.press("ArrowLeft").await;
    assert_eq!(attr(&focused(), "aria-label"), "Remove Phone");
    stage.press("ArrowLeft").await;
    assert_eq!(attr(&focused(), "aria-label"), "Remove Email");
    stage.press("Delete").await;
    assert_eq!(page.value.get_untracked(), ["phone"]);
    assert_eq!(
        attr(&focused(), "aria-label"),
        "Remove Phone",
        "its neighbour has the focus"
    );
    stage.press("ArrowRight").await;
    assert_eq!(focused(), *input(&stage));
    stage.press("Backspace").await;
    assert_eq!(page.value.get_untracked(), Vec::<String>::new());
    assert_eq!(stage.texts(".chip"), ["All channels"]);
    assert!(!stage.press_with("Backspace", |_| {}).await);
}

#[wasm_bindgen_test]
async fn values_without_an_option_are_kept() {
    let page = page(&["pager", "web"]);
    let stage = stage(page, true).await;
    assert_eq!(stage.texts(".chip"), ["pager", "Web chat"]);
    assert_eq!(stage.all(".chip[data-unknown]").len(), 1);
    stage.fill(&input(&stage), "mail").await;
    stage.press("Enter").await;
    assert_eq!(page.value.get_untracked(), ["pager", "web", "email"]);
    page.options
        .update(|options| options.push(ComboOption::new("pager", "Pager")));
    settle().await;
    assert_eq!(stage.texts(".chip"), ["Pager", "Web chat", "Email"]);
}

#[wasm_bindgen_test]
async fn the_pointer_chooses_and_leaving_closes() {
    let page = page(&["web"]);
    let stage = stage(page, true).await;
    stage.click(&stage.one(".combobox-button")).await;
    assert!(is_open(&stage));
    stage.click(&stage.all("[role=option]")[3]).await;
    assert_eq!(page.value.get_untracked(), ["web", "phone"]);
    stage.click(&stage.all(".chip-remove")[0]).await;
    assert_eq!(page.value.get_untracked(), ["phone"]);
    assert_eq!(focused(), *input(&stage));
    input(&stage).blur().unwrap();
    settle().await;
    assert!(!is_open(&stage));
}

#[wasm_bindgen_test]
async fn five_thousand_options_are_a_few_elements() {
    let page = page(&["v4321"]);
    page.options.set(
        (0..5_000)
            .map(|at| ComboOption::new(format!("v{at}"), format!("Segment {at}")))
            .collect(),
    );
    let stage = stage(page, false).await;
    stage.press("ArrowDown").await;
    assert_eq!(active(&stage), "Segment 4321", "the choice is in sight");
    assert!(labels(&stage).len() < 60);
    stage.press("End").await;
    assert_eq!(active(&stage), "Segment 4999");
    assert_eq!(attr(&stage.one("[data-active]"), "aria-posinset"), "5001");
    assert_eq!(attr(&stage.one("[data-active]"), "aria-setsize"), "5001");
    stage.press("ArrowDown").await;
    assert_eq!(active(&stage), "All channels");
    stage.fill(&input(&stage), "123").await;
    assert_eq!(stage.texts("[role=status]"), ["15 results"]);
    assert_eq!(active(&stage), "Segment 123");
}

#[wasm_bindgen_test]
async fn loading_and_failure_are_said() {
    let page = page(&[]);
    page.options.set(Vec::new());
    page.loading.set(true);
    let stage = stage(page, true).await;
    stage.press("ArrowDown").await;
    assert_eq!(stage.texts(".combobox-note"), ["Loading…"]);
    page.loading.set(false);
    page.failed
        .set(Some("The segments could not be loaded.".into()));
    settle().await;
    assert_eq!(
        stage.texts(".combobox-note"),
        ["The segments could not be loaded."]
    );
    assert_eq!(labels(&stage), ["Try again"]);
    stage.press("Home").await;
    stage.press("Enter").await;
    assert_eq!(page.retried.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn the_list_stands_free_of_panes_and_dialogs() {
    let page = page(&[]);
    let stage = mount(move || {
        view! {
            <dialog>
                <div style:overflow="auto" style:height="60px" style:width="200px">
                    {combobox(page, false)}
                </div>
            </dialog>
        }
    })
    .await;
    let dialog: web_sys::HtmlDialogElement = stage.one("dialog").unchecked_into();
    dialog.show_modal().unwrap();
    input(&stage).focus().unwrap();
    stage.press("ArrowDown").await;
    let list = stage.one(".combobox-popup").get_bounding_client_rect();
    let field = stage.one(".combobox").get_bounding_client_rect();
    assert!(
        list.top() >= field.bottom() || list.bottom() <= field.top(),
        "it covers nothing"
    );
    assert!(list.height() > 60.0, "the pane does not cut it off");
    let option = stage.all("[role=option]")[1].get_bounding_client_rect();
    let (x, y) = ((option.left() + 20.0) as f32, (option.top() + 5.0) as f32);
    let hit = document()
        .element_from_point(x, y)
        .expect("something is there");
    assert!(
        hit.closest("[role=option]").unwrap().is_some(),
        "it is on top and takes the pointer"
    );
    stage.press("Escape").await;
    assert!(dialog.open(), "the list alone was closed");
}

#[wasm_bindgen_test]
async fn the_list_opens_upward_at_the_bottom() {
    let page = page(&[]);
    let stage = mount(move || {
        view! {
            <div style:position="fixed" style:bottom="4px" style:left="0" style:width="300px">
                {combobox(page, false)}
            </div>
        }
    })
    .await;
    input(&stage).focus().unwrap();
    stage.press("ArrowDown").await;
    let list = stage.one(".combobox-popup").get_bounding_client_rect();
    let field = stage.one(".combobox").get_bounding_client_rect();
    assert!(
        list.bottom() <= field.top(),
        "{} above {}",
        list.bottom(),
        field.top()
    );
    let gap = field.top() - list.bottom();
    stage.fill(&input(&stage), "phone").await;
    let list = stage.one(".combobox-popup").get_bounding_client_rect();
    assert!(
        (field.top() - list.bottom() - gap).abs() < 2.0,
        "a shorter list stays at its field"
    );
}

//! Tabs, splitter, breadcrumb, progress.

use cuebook::ui::{Breadcrumb, Crumb, Progress, Splitter, Tab, Tabs};
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, focused, has_focus, press, referred, settled, show, text};

#[wasm_bindgen_test]
async fn arrow_keys_select_tabs() {
    let selected = RwSignal::new("edit".to_owned());
    let page = show(move || {
        view! {
            <Tabs
                label="Views"
                tabs=vec![Tab::new("edit", "Edit"), Tab::new("diff", "Changes"), Tab::new("log", "History").count(3)]
                selected=selected
                on_select=move |tab| selected.set(tab)
            >
                {move || selected.get()}
            </Tabs>
        }
    })
    .await;
    let tabs = page.all("[role=tab]");
    let panel = page.find("[role=tabpanel]");
    let check = async |key: &str, expected: usize| {
        assert!(press(&focused(), key).await, "{key} is taken");
        let chosen: Vec<usize> = (0..tabs.len())
            .filter(|&at| tabs[at].get_attribute("aria-selected").as_deref() == Some("true"))
            .collect();
        assert_eq!(chosen, [expected], "after {key}");
        assert!(has_focus(&tabs[expected]));
        assert_eq!(tabs[expected].tab_index(), 0);
        assert!((0..tabs.len()).all(|at| at == expected || tabs[at].tab_index() == -1));
        assert_eq!(referred(&panel, "aria-labelledby"), [text(&tabs[expected])]);
    };
    tabs[0].focus().unwrap();
    check("ArrowRight", 1).await;
    check("End", 2).await;
    check("ArrowRight", 0).await;
    check("ArrowLeft", 2).await;
    check("Home", 0).await;
    assert!(!press(&focused(), "x").await, "other keys are left alone");
    tabs[1].click();
    settled().await;
    assert_eq!(text(&panel), "diff");
}

#[wasm_bindgen_test]
async fn a_splitter_moves_by_keyboard_and_pointer_within_its_limits() {
    let width = RwSignal::new(240.0);
    let page = show(move || {
        view! {
            <div id="tree"></div>
            <Splitter
                label="Width of the tree"
                name="tree"
                controls="tree"
                value=width
                min=180.0
                max=420.0
                on_change=move |to| width.set(to)
                on_reset=move || width.set(240.0)
            />
        }
    })
    .await;
    let line = page.find("[role=separator]");
    line.focus().unwrap();
    let check = async |key: &str, expected: f64| {
        press(&line, key).await;
        assert_eq!(width.get_untracked(), expected, "after {key}");
        assert_eq!(
            line.get_attribute("aria-valuenow"),
            Some(expected.to_string())
        );
    };
    check("ArrowRight", 256.0).await;
    check("ArrowLeft", 240.0).await;
    check("Shift+ArrowRight", 304.0).await;
    check("End", 420.0).await;
    check("ArrowRight", 420.0).await;
    check("Home", 180.0).await;
    check("ArrowLeft", 180.0).await;
    check("Enter", 240.0).await;

    let pointer = async |name: &str, x: i32| {
        let init = web_sys::PointerEventInit::new();
        init.set_client_x(x);
        init.set_bubbles(true);
        init.set_pointer_id(1);
        let event = web_sys::PointerEvent::new_with_event_init_dict(name, &init).unwrap();
        line.dispatch_event(&event).unwrap();
        settled().await;
    };
    pointer("pointermove", 700).await;
    assert_eq!(width.get_untracked(), 240.0, "nothing is held yet");
    pointer("pointerdown", 500).await;
    pointer("pointermove", 560).await;
    assert_eq!(width.get_untracked(), 300.0);
    pointer("pointermove", 5000).await;
    assert_eq!(width.get_untracked(), 420.0);
    pointer("pointerup", 5000).await;
    pointer("pointermove", 500).await;
    assert_eq!(width.get_untracked(), 420.0);
}

#[wasm_bindgen_test]
async fn a_pane_after_the_line_widens_to_the_left() {
    let width = RwSignal::new(400.0);
    let page = show(move || {
        view! {
            <Splitter
                label="Width of the scenario"
                name="scenario"
                controls="x"
                pane_after=true
                value=width
                min=300.0
                max=900.0
                on_change=move |to| width.set(to)
            />
        }
    })
    .await;
    press(&page.find("[role=separator]"), "ArrowLeft").await;
    assert_eq!(width.get_untracked(), 416.0);
}

#[wasm_bindgen_test]
async fn the_last_step_of_a_path_is_here() {
    let crumb = |label: &str, href: Option<&str>| Crumb {
        label: label.to_owned(),
        href: href.map(str::to_owned),
    };
    let crumbs = vec![crumb("Support", Some("/w/main")), crumb("Returns", None)];
    let page = show(move || view! { <Breadcrumb crumbs=crumbs.clone() /> }).await;
    assert_eq!(page.said("[aria-current=page]"), ["Returns"]);
    assert_eq!(
        page.find("a").get_attribute("href").as_deref(),
        Some("/w/main")
    );
}

#[wasm_bindgen_test]
async fn progress_says_how_far_it_is() {
    let value = RwSignal::new(None);
    let page =
        show(move || view! { <Progress label="Loading" value=value text="6 of 10" /> }).await;
    let bar = page.find("[role=progressbar]");
    assert!(!bar.has_attribute("aria-valuenow"));
    value.set(Some(0.6));
    settled().await;
    assert_eq!(bar.get_attribute("aria-valuenow").as_deref(), Some("60"));
    assert_eq!(
        bar.get_attribute("aria-valuetext").as_deref(),
        Some("6 of 10")
    );
    value.set(Some(7.0));
    settled().await;
    assert_eq!(bar.get_attribute("aria-valuenow").as_deref(), Some("100"));
}

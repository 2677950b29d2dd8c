//! Fields and their controls.

use cuebook::ui::{
    Checkbox, Chip, Count, Field, SearchField, Segmented, SegmentedOption, Select, SelectOption,
    Switch, TextArea, TextField,
};
use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, has_focus, press, referred, settled, show, text};

#[wasm_bindgen_test]
async fn a_field_ties_label_hint_error_and_counter_to_its_control() {
    let title = RwSignal::new("Refunds".to_owned());
    let error = RwSignal::new(None::<String>);
    let count = move || {
        Some(Count {
            used: title.with(String::len),
            limit: 8,
        })
    };
    let page = show(move || {
        view! {
            <Field
                label="Title"
                hint="The situation."
                error=error
                required=true
                count=MaybeProp::derive(count)
            >
                <TextField value=title on_input=move |text| title.set(text) />
            </Field>
        }
    })
    .await;
    let input = page.find("input");
    assert_eq!(
        page.find("label").get_attribute("for"),
        input.get_attribute("id")
    );
    assert_eq!(
        input.get_attribute("aria-required").as_deref(),
        Some("true")
    );
    assert_eq!(
        referred(&input, "aria-describedby"),
        ["The situation.", "7 / 8 characters"]
    );
    assert!(!input.has_attribute("aria-invalid"));

    page.write("input", "Refunds and more").await;
    assert_eq!(title.get_untracked(), "Refunds and more");
    assert!(page.find(".field-count").has_attribute("data-over"));

    error.set(Some("At most 8 characters.".to_owned()));
    settled().await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(
        referred(&input, "aria-describedby")[0],
        "At most 8 characters."
    );

    title.set("From elsewhere".to_owned());
    settled().await;
    assert_eq!(
        input.unchecked_into::<HtmlInputElement>().value(),
        "From elsewhere"
    );
}

#[wasm_bindgen_test]
async fn counters_group_their_digits() {
    let page = show(|| {
        view! {
            <Field label="Content" count=Count { used: 1234, limit: 50_000 }>
                <TextArea value="" on_input=|_| {} />
            </Field>
        }
    })
    .await;
    assert_eq!(
        text(&page.find(".field-count")),
        "1,234 / 50,000 characters"
    );
}

#[wasm_bindgen_test]
async fn escape_empties_the_search_and_keeps_the_focus() {
    let words = RwSignal::new("refund".to_owned());
    let page = show(move || {
        view! { <SearchField label="Search" value=words on_input=move |text| words.set(text) /> }
    })
    .await;
    let input = page.find("input");
    input.focus().unwrap();
    assert!(press(&input, "Escape").await);
    assert_eq!(words.get_untracked(), "");
    assert!(has_focus(&input));
    assert!(
        !press(&input, "Escape").await,
        "an empty search leaves Escape to the page"
    );

    words.set("again".to_owned());
    settled().await;
    page.tap("button").await;
    assert_eq!(words.get_untracked(), "");
    assert!(has_focus(&input));
}

#[wasm_bindgen_test]
async fn a_text_area_grows_with_its_text() {
    let content = RwSignal::new("one line".to_owned());
    let page = show(move || {
        view! {
            <div>
                <TextArea label="Content" value=content on_input=move |text| content.set(text) />
            </div>
        }
    })
    .await;
    let area: HtmlTextAreaElement = page.find("textarea").unchecked_into();
    let before = area.offset_height();
    page.write("textarea", &"line\n".repeat(9)).await;
    assert_eq!(content.with_untracked(|text| text.lines().count()), 9);
    assert!(
        area.offset_height() > before + before / 2,
        "{} then {}",
        before,
        area.offset_height()
    );
    assert!(
        area.scroll_height() <= area.client_height(),
        "nothing is hidden"
    );
}

#[wasm_bindgen_test]
async fn a_select_shows_and_tells_the_choice() {
    let sort = RwSignal::new("title".to_owned());
    let options = RwSignal::new(vec![
        SelectOption::new("updated", "Last updated"),
        SelectOption::new("title", "Title"),
    ]);
    let page = show(move || {
        view! { <Select label="Sort" options=options value=sort on_change=move |by| sort.set(by) /> }
    })
    .await;
    let select: HtmlSelectElement = page.find("select").unchecked_into();
    assert_eq!(select.value(), "title");
    sort.set("updated".to_owned());
    settled().await;
    assert_eq!(select.value(), "updated");
    select.set_value("title");
    let event = leptos::web_sys::Event::new("change").unwrap();
    select.dispatch_event(&event).unwrap();
    settled().await;
    assert_eq!(sort.get_untracked(), "title");
}

#[wasm_bindgen_test]
async fn a_segmented_control_is_one_radio_group() {
    let kind = RwSignal::new("specific".to_owned());
    let page = show(move || {
        view! {
            <Segmented
                label="Type"
                options=vec![
                    SegmentedOption::new("specific", "Scenario-specific"),
                    SegmentedOption::new("behavioral", "Behavioral"),
                ]
                value=kind
                on_change=move |value| kind.set(value)
            />
        }
    })
    .await;
    assert_eq!(
        page.find("[role=radiogroup]")
            .get_attribute("aria-label")
            .as_deref(),
        Some("Type")
    );
    let radios: Vec<HtmlInputElement> = page
        .all("input")
        .into_iter()
        .map(JsCast::unchecked_into)
        .collect();
    assert_eq!(
        radios[0].name(),
        radios[1].name(),
        "arrow keys stay inside the group"
    );
    assert!(radios[0].checked());
    radios[1].click();
    settled().await;
    assert_eq!(kind.get_untracked(), "behavioral");
    kind.set("specific".to_owned());
    settled().await;
    assert!(radios[0].checked() && !radios[1].checked());
}

#[wasm_bindgen_test]
async fn checkboxes_and_switches_follow_their_value() {
    let (on, mixed) = (RwSignal::new(false), RwSignal::new(true));
    let page = show(move || {
        view! {
            <Checkbox checked=on mixed=mixed on_change=move |now| on.set(now)>
                "Web"
            </Checkbox>
            <Switch on=on on_change=move |now| on.set(now)>
                "Live"
            </Switch>
        }
    })
    .await;
    let check: HtmlInputElement = page.find(".check-input").unchecked_into();
    let switch: HtmlInputElement = page.find("[role=switch]").unchecked_into();
    assert!(check.indeterminate());
    mixed.set(false);
    check.click();
    settled().await;
    assert!(on.get_untracked() && switch.checked() && !check.indeterminate());
    switch.click();
    settled().await;
    assert!(!on.get_untracked() && !check.checked());
}

#[wasm_bindgen_test]
async fn a_chip_says_what_its_button_removes() {
    let removed = RwSignal::new(false);
    let page =
        show(move || view! { <Chip label="WhatsApp" on_remove=move || removed.set(true) /> }).await;
    assert_eq!(
        page.find("button").get_attribute("aria-label").as_deref(),
        Some("Remove WhatsApp")
    );
    page.tap("button").await;
    assert!(removed.get_untracked());
}

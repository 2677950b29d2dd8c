//! Many lines of text, as high as they need.

use std::cell::OnceCell;

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;
use web_sys::HtmlTextAreaElement;

use super::field::FieldControl;
use super::px::px;

/// A text area that grows with its text. Inside a `Field` it is labelled and described by it.
#[component]
pub fn TextArea(
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Lines shown at least.
    #[prop(default = 4)]
    rows: u32,
    /// Its accessible name outside a `Field`.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// An example of what to write.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Whether it can be read but not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Letters of equal width.
    #[prop(optional)]
    mono: bool,
    /// Its element.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let field = use_context::<FieldControl>();
    let described = field.as_ref().map(|field| field.described_by);
    let invalid = field.as_ref().map(|field| field.invalid);
    let required = field.as_ref().is_some_and(|field| field.required);
    Effect::new(move || {
        value.track();
        if let Some(area) = node_ref.get() {
            fit(&area);
        }
    });
    view! {
        <textarea
            node_ref=node_ref
            class="textarea"
            id=field.map(|field| field.id)
            rows=rows
            spellcheck=if mono { "false" } else { "true" }
            placeholder=move || placeholder.get()
            data-mono=mono.then_some("")
            readonly=move || readonly.get()
            aria-label=move || label.get()
            aria-required=required.then_some("true")
            aria-describedby=move || described.and_then(|described| described.get())
            aria-invalid=move || invalid.is_some_and(|invalid| invalid.get()).then_some("true")
            prop:value=move || value.get()
            on:input:target=move |event| on_input.run(event.target().value())
        ></textarea>
    }
}

thread_local! {
    /// Whether the browser fits the height by itself. Asked once: a computed style makes it work
    /// through the whole page's styles, at every key.
    static IS_NATIVE: OnceCell<bool> = const { OnceCell::new() };
}

fn is_native(area: &HtmlTextAreaElement) -> bool {
    window()
        .get_computed_style(area)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("field-sizing").ok())
        .is_some_and(|value| value == "content")
}

/// Sets the height to that of the text where the browser does not do it by `field-sizing`.
fn fit(area: &HtmlTextAreaElement) {
    if IS_NATIVE.with(|known| *known.get_or_init(|| is_native(area))) {
        return;
    }
    let style = web_sys::HtmlElement::style(area);
    let _ = style.set_property("height", "auto");
    let border = area.offset_height() - area.client_height();
    let _ = style.set_property("height", &px(f64::from(area.scroll_height() + border)));
}

//! A place in the page for one widget, with the site's own styles, real events and real focus.

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, KeyboardEventInit};

const STYLES: &[&str] = &[
    include_str!("../../style/layers.css"),
    include_str!("../../style/reset.css"),
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/components/button.css"),
    include_str!("../../style/components/chip.css"),
    include_str!("../../style/components/field.css"),
    include_str!("../../style/components/icon.css"),
    include_str!("../../style/components/menu.css"),
    include_str!("../../style/later/tree.css"),
    include_str!("../../style/components/virtual-list.css"),
    include_str!("../../style/later/combobox.css"),
    include_str!("../../style/later/date-time.css"),
    include_str!("../../style/utilities.css"),
];

/// A mounted widget. It leaves the page when dropped.
pub struct Stage {
    root: HtmlElement,
    _view: Box<dyn std::any::Any>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Mounts a view in a box of 480 by 400 pixels, and waits until it stands.
pub async fn mount<F, V>(view: F) -> Stage
where
    F: FnOnce() -> V + 'static,
    V: IntoView + 'static,
{
    let document = document();
    if document.get_element_by_id("stage-style").is_none() {
        let style = document.create_element("style").unwrap();
        style.set_id("stage-style");
        style.set_text_content(Some(&STYLES.join("\n")));
        document.head().unwrap().append_child(&style).unwrap();
    }
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    for (name, value) in [("width", "480px"), ("height", "400px"), ("display", "grid")] {
        root.style().set_property(name, value).unwrap();
    }
    document.body().unwrap().prepend_with_node_1(&root).unwrap();
    let view = mount_to(root.clone(), view);
    settle().await;
    Stage {
        root,
        _view: Box::new(view),
    }
}

/// Lets effects run and two frames be painted.
pub async fn settle() {
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).unwrap();
        });
        JsFuture::from(frame).await.unwrap();
    }
    wait(0).await;
}

/// Waits, where the time that passes is the subject.
pub async fn wait(millis: i32) {
    let pause = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
            .unwrap();
    });
    JsFuture::from(pause).await.unwrap();
}

impl Stage {
    /// The only element that matches.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector} in {}", self.root.inner_html());
        all.into_iter().next().unwrap()
    }

    /// Every element that matches, in the order of the page.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.item(at).unwrap().unchecked_into())
            .collect()
    }

    /// The text of every element that matches.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector)
            .iter()
            .map(|it| it.text_content().unwrap_or_default())
            .collect()
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: &str) {
        self.press_with(key, |_| {}).await;
    }

    /// Presses a key together with others. Answers whether the widget took it.
    pub async fn press_with(&self, key: &str, with: impl FnOnce(&KeyboardEventInit)) -> bool {
        let target = document()
            .active_element()
            .expect("something has the focus");
        let taken = press_on(&target, key, with);
        settle().await;
        taken
    }

    /// Replaces the text of an input, as a person does.
    pub async fn fill(&self, input: &HtmlElement, text: &str) {
        let input: &HtmlInputElement = input.unchecked_ref();
        input.focus().unwrap();
        input.set_value(text);
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        let event = web_sys::Event::new_with_event_init_dict("input", &init).unwrap();
        input.dispatch_event(&event).unwrap();
        settle().await;
    }

    /// Clicks.
    pub async fn click(&self, element: &HtmlElement) {
        element.click();
        settle().await;
    }
}

/// Presses a key on an element, without waiting. Answers whether the widget took it.
pub fn press_on(target: &EventTarget, key: &str, with: impl FnOnce(&KeyboardEventInit)) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    with(&init);
    let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
    !target.dispatch_event(&event.unwrap()).unwrap()
}

/// The element that has the focus.
pub fn focused() -> Element {
    document()
        .active_element()
        .expect("something has the focus")
}

/// An attribute, empty where there is none.
pub fn attr(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Whether an element stands inside the box of another, to the pixel.
pub fn is_inside(inner: &Element, outer: &Element) -> bool {
    let (inner, outer) = (
        inner.get_bounding_client_rect(),
        outer.get_bounding_client_rect(),
    );
    inner.top() >= outer.top() - 1.0 && inner.bottom() <= outer.bottom() + 1.0
}

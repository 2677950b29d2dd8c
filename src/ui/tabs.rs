//! Tabs: a row of names, one panel.

use leptos::prelude::*;
use leptos::{ev, html, web_sys};
use wasm_bindgen::JsCast;

use super::dom_id::dom_id;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What `on_select` is called with.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// A number after the label.
    pub count: Option<usize>,
}

impl Tab {
    /// A tab.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            count: None,
        }
    }

    /// With a number.
    #[must_use]
    pub fn count(self, count: usize) -> Self {
        Self {
            count: Some(count),
            ..self
        }
    }
}

/// Tabs and the panel of the selected one. Arrow keys, Home and End select. With one tab alone there
/// is nothing to select: only the panel is shown, and it stays when others join.
#[component]
pub fn Tabs(
    /// The name of the row.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The id of the selected one.
    #[prop(into)]
    selected: Signal<String>,
    /// Called with the id of the tab that was chosen.
    #[prop(into)]
    on_select: Callback<String>,
    /// The panel: what the selected tab shows.
    children: Children,
) -> impl IntoView {
    let base = dom_id("tabs");
    let panel_id = format!("{base}-panel");
    let list = NodeRef::<html::Div>::new();
    let has_choice = Memo::new(move |_| tabs.with(|tabs| tabs.len() > 1));
    let by_key = move |event: ev::KeyboardEvent| {
        let ids: Vec<String> =
            tabs.with_untracked(|tabs| tabs.iter().map(|t| t.id.clone()).collect());
        let Some(last) = ids.len().checked_sub(1) else {
            return;
        };
        let current = selected
            .with_untracked(|own| ids.iter().position(|id| id == own))
            .unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (current + 1) % ids.len(),
            "ArrowLeft" => current.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some(id) = ids.get(to) {
            on_select.run(id.clone());
        }
        let tab = list
            .get_untracked()
            .and_then(|list| list.children().item(u32::try_from(to).ok()?))
            .and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(tab) = tab {
            let _ = tab.focus();
        }
    };
    let tab_id = {
        let base = base.clone();
        move |id: &str| format!("{base}-{id}")
    };
    let labelled_by = {
        let tab_id = tab_id.clone();
        move || selected.with(|selected| tab_id(selected))
    };
    view! {
        <div class="tabs">
            <div
                node_ref=list
                class="tab-list"
                role="tablist"
                hidden=move || !has_choice.get()
                aria-label=move || label.get()
                on:keydown=by_key
            >
                <For
                    each=move || tabs.get()
                    // A number that changes must not take the focus with it.
                    key=|tab| tab.id.clone()
                    children={
                        let panel_id = panel_id.clone();
                        move |Tab { id, .. }| {
                            let now = {
                                let id = id.clone();
                                Memo::new(move |_| {
                                    tabs.with(|tabs| tabs.iter().find(|tab| tab.id == id).cloned())
                                })
                            };
                            let is_selected = {
                                let id = id.clone();
                                Memo::new(move |_| selected.with(|selected| *selected == id))
                            };
                            view! {
                                <button
                                    class="tab"
                                    type="button"
                                    role="tab"
                                    id=tab_id(&id)
                                    aria-selected=move || is_selected.get().to_string()
                                    aria-controls=panel_id.clone()
                                    tabindex=move || if is_selected.get() { "0" } else { "-1" }
                                    on:click=move |_| on_select.run(id.clone())
                                >
                                    {move || now.with(|tab| tab.as_ref().map(|tab| tab.label.clone()))}
                                    {move || now
                                        .with(|tab| tab.as_ref()?.count)
                                        .map(|count| view! { <span class="count">{count}</span> })}
                                </button>
                            }
                        }
                    }
                />
            </div>
            <div
                class="tab-panel"
                id=panel_id
                role=move || has_choice.get().then_some("tabpanel")
                aria-labelledby=move || has_choice.get().then(&labelled_by)
            >
                {children()}
            </div>
        </div>
    }
}

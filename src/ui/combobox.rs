//! A field that offers options while one types: one choice, or several as chips.
//!
//! The focus stays in the input, which names the active option. The list stands in the top layer,
//! so neither a scrolling pane nor a dialog cuts it off.

use leptos::web_sys::{HtmlElement, Node};
use leptos::{ev, html, prelude::*, task};
use wasm_bindgen::JsCast;

use crate::ui::{
    Align, FieldControl, Icon, IconName, dom_id, on_anchor_moved, place,
    virtual_list::viewport::Viewport,
};

mod act;
mod chips;
mod list;
pub mod matching;

use act::Acts;
use chips::Chips;
use list::List;
use matching::Line;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ComboOption {
    /// What the value holds.
    pub value: String,
    /// Its name.
    pub label: String,
    /// More about it; searched as well.
    pub description: Option<String>,
    /// The group under whose name it stands. Options of one group follow one another.
    pub group: Option<String>,
    /// Why it cannot be chosen.
    pub disabled: Option<String>,
}

impl ComboOption {
    /// An option with a name alone.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            description: None,
            group: None,
            disabled: None,
        }
    }

    /// With more about it.
    #[must_use]
    pub fn described(self, description: impl Into<String>) -> Self {
        Self {
            description: Some(description.into()),
            ..self
        }
    }

    /// In a group.
    #[must_use]
    pub fn in_group(self, group: impl Into<String>) -> Self {
        Self {
            group: Some(group.into()),
            ..self
        }
    }

    /// Not to be chosen, and why.
    #[must_use]
    pub fn disabled_because(self, reason: impl Into<String>) -> Self {
        Self {
            disabled: Some(reason.into()),
            ..self
        }
    }
}

/// A combobox. Inside a `Field` it is labelled and described by it; elsewhere give a `label`.
#[component]
pub fn Combobox(
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// The chosen values; at most one unless `multiple`. A value without an option is shown as it is.
    #[prop(into)]
    value: Signal<Vec<String>>,
    /// Called with the new choice. The page decides, and `value` follows.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
    /// Whether several can be chosen.
    #[prop(optional)]
    multiple: bool,
    /// What no choice means ("All channels"); it can be chosen like an option.
    #[prop(optional, into)]
    empty_label: Option<String>,
    /// Its accessible name outside a `Field`.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The id of the input; a `Field` has its own.
    #[prop(optional, into)]
    id: Option<String>,
    /// Stands in the input while it is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Whether options are on their way.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Why there are no options.
    #[prop(optional, into)]
    failed: MaybeProp<String>,
    /// Asks for the options again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Why nothing can be chosen now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
) -> impl IntoView {
    let field = use_context::<FieldControl>();
    let id = id
        .or_else(|| field.as_ref().map(|field| field.id.clone()))
        .unwrap_or_else(|| dom_id("combobox"));
    let list_id = format!("{id}-list");
    let reason_id = format!("{id}-reason");
    let described = field.as_ref().map(|field| field.described_by);
    let invalid = field.as_ref().map(|field| field.invalid);
    let required = field.as_ref().is_some_and(|field| field.required);
    let label_id = field.map(|field| field.label_id);

    let wrapper = NodeRef::<html::Div>::new();
    let input = NodeRef::<html::Input>::new();
    let popup = NodeRef::<html::Div>::new();
    let scroller = NodeRef::<html::Div>::new();
    let ruler = NodeRef::<html::Div>::new();
    let viewport = Viewport::new(scroller, ruler, NodeRef::new());

    let open = RwSignal::new(false);
    let typed = RwSignal::new(None::<String>);
    let active = RwSignal::new(None::<usize>);
    let disabled = Memo::new(move |_| disabled_reason.get().is_some());

    let searched = Memo::new(move |_| {
        options.with(|options| options.iter().map(matching::searched).collect::<Vec<_>>())
    });
    let has_empty = empty_label.is_some();
    let lines = Memo::new(move |_| {
        if failed.get().is_some() {
            return on_retry.map(|_| Line::Retry).into_iter().collect();
        }
        let typed = typed.get().unwrap_or_default();
        options.with(|options| {
            searched.with(|searched| matching::lines(options, searched, &typed, has_empty))
        })
    });
    let results = Memo::new(move |_| {
        lines.with(|lines| {
            lines
                .iter()
                .filter(|line| matches!(line, Line::Option(_)))
                .count()
        })
    });
    let single_label = Memo::new(move |_| {
        value.with(|value| {
            let value = value.first()?;
            let label = options.with(|options| {
                options
                    .iter()
                    .find(|it| it.value == *value)
                    .map(|it| it.label.clone())
            });
            Some(label.unwrap_or_else(|| value.clone()))
        })
    });
    let empty = StoredValue::new(empty_label.clone());
    let shown = move || match typed.get() {
        Some(typed) => typed,
        None if multiple => String::new(),
        None => single_label
            .get()
            .or_else(|| empty.get_value())
            .unwrap_or_default(),
    };
    let said = move || match (open.get(), typed.get()) {
        (true, Some(_)) if loading.get() => "Loading".to_owned(),
        (true, Some(_)) => match results.get() {
            0 => "No results".to_owned(),
            1 => "1 result".to_owned(),
            many => format!("{many} results"),
        },
        _ => String::new(),
    };

    let acts = Acts {
        wrapper,
        input,
        viewport,
        options,
        value,
        on_change,
        on_retry,
        multiple,
        open,
        typed,
        active,
        lines,
        disabled,
    };

    let settle = move || {
        if let (Some(wrapper), Some(popup)) = (
            wrapper.try_get_untracked().flatten(),
            popup.try_get_untracked().flatten(),
        ) && open.try_get_untracked() == Some(true)
        {
            place(&wrapper, &popup, Align::Start);
        }
    };
    Effect::new(move || {
        let (wanted, Some(popup)) = (open.get(), popup.get()) else {
            return;
        };
        let is_shown = popup.matches(":popover-open").unwrap_or(false);
        if wanted && !is_shown {
            let _ = popup.show_popover();
        } else if !wanted && is_shown {
            let _ = popup.hide_popover();
        }
    });
    // Its height follows the lines and the chips, so its place does as well.
    Effect::new(move || {
        lines.track();
        loading.track();
        value.track();
        if open.get() {
            task::spawn_local(async move {
                task::tick().await;
                viewport.measure();
                // The lines get their height before the list gets its place.
                task::tick().await;
                settle();
                viewport.measure();
                acts.reveal_active();
            });
        }
    });
    on_anchor_moved(settle);

    let left = move |event: ev::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Node>().ok());
        let inside = wrapper
            .try_get_untracked()
            .flatten()
            .is_some_and(|wrapper| to.is_some() && wrapper.contains(to.as_ref()));
        if !inside {
            acts.close();
        }
    };
    let chips = multiple.then(|| view! { <Chips acts=acts empty_label=empty_label.clone() /> });
    let option_prefix = list_id.clone();
    let list_label = label_id.clone();

    view! {
        <div
            node_ref=wrapper
            class="combobox"
            data-invalid=move || invalid.is_some_and(|it| it.get()).then_some("")
            data-disabled=move || disabled.get().then_some("")
            on:focusout=left
            on:pointerdown=move |event| acts.press(&event)
        >
            {chips}
            <input
                node_ref=input
                id=id
                class="combobox-input"
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=move || {
                    active
                        .get()
                        .filter(|_| open.get())
                        .map(|at| format!("{option_prefix}-{at}"))
                }
                aria-label=move || label.get()
                aria-describedby={
                    let reason_id = reason_id.clone();
                    move || {
                        let field = described.and_then(|it| it.get());
                        let reason = disabled.get().then(|| reason_id.clone());
                        let ids: Vec<String> = field.into_iter().chain(reason).collect();
                        (!ids.is_empty()).then(|| ids.join(" "))
                    }
                }
                aria-invalid=move || invalid.is_some_and(|it| it.get()).then_some("true")
                aria-required=required.then_some("true")
                aria-disabled=move || disabled.get().then_some("true")
                readonly=move || disabled.get()
                placeholder=move || {
                    value.with(Vec::is_empty).then(|| placeholder.get()).flatten()
                }
                prop:value=shown
                on:input=move |event| acts.type_text(event_target_value(&event))
                on:keydown=move |event| acts.key(&event)
                on:click=move |_| acts.clicked_input()
                on:focus=move |_| {
                    if !multiple && let Some(input) = input.get_untracked() {
                        input.select();
                    }
                }
            />
            <button
                type="button"
                class="combobox-button"
                tabindex="-1"
                aria-label="Show options"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| acts.clicked_button()
            >
                <Icon name=IconName::ChevronsUpDown />
            </button>
            <div
                node_ref=popup
                class="combobox-popup"
                popover="manual"
                // The focus stays in the input, and with it the keyboard of a phone.
                on:pointerdown=|event| event.prevent_default()
                on:mousedown=|event| event.prevent_default()
            >
                <List
                    acts=acts
                    id=list_id
                    label=label
                    label_id=list_label
                    scroller=scroller
                    ruler=ruler
                    empty_label=empty_label
                    loading=loading
                    failed=failed
                />
            </div>
            <div class="visually-hidden" role="status">{said}</div>
            {move || {
                let reason_id = reason_id.clone();
                disabled_reason.get().map(|reason| view! {
                    <span class="visually-hidden" id=reason_id>{reason}</span>
                })
            }}
        </div>
    }
}

/// Focuses the input.
fn focus(input: NodeRef<html::Input>) {
    if let Some(input) = input.get_untracked() {
        let input: &HtmlElement = &input;
        let _ = input.focus();
    }
}

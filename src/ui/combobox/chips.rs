//! The choice of a combobox for several, each with a button that takes it away.

use leptos::prelude::*;

use super::act::Acts;
use crate::ui::{Icon, IconName};

#[component]
pub(super) fn Chips(acts: Acts, empty_label: Option<String>) -> impl IntoView {
    let none = Memo::new(move |_| acts.value.with(Vec::is_empty));
    view! {
        <span class="combobox-chips">
            {move || {
                let label = empty_label.clone().filter(|_| none.get() && acts.typed.with(Option::is_none));
                label.map(|label| view! {
                    <span class="chip" data-empty="">
                        <span class="chip-label">{label}</span>
                    </span>
                })
            }}
            <For
                each=move || acts.value.get()
                key=Clone::clone
                children=move |value| {
                    let option = Memo::new({
                        let value = value.clone();
                        move |_| acts.options.with(|options| {
                            options.iter().find(|it| it.value == value).cloned()
                        })
                    });
                    let label = {
                        let value = value.clone();
                        Memo::new(move |_| {
                            option.with(|it| it.as_ref().map(|it| it.label.clone()))
                                .unwrap_or_else(|| value.clone())
                        })
                    };
                    let (by_key, by_click) = (value.clone(), value);
                    view! {
                        <span
                            class="chip"
                            // What no option stands for is kept and shown, never dropped.
                            data-unknown=move || option.with(Option::is_none).then_some("")
                        >
                            <span class="chip-label">{move || label.get()}</span>
                            <button
                                type="button"
                                class="chip-remove"
                                tabindex="-1"
                                aria-label=move || format!("Remove {}", label.get())
                                aria-disabled=move || acts.disabled.get().then_some("true")
                                on:keydown=move |event| acts.chip_key(&event, &by_key)
                                on:click=move |_| {
                                    acts.remove(&by_click);
                                    super::focus(acts.input);
                                }
                            >
                                <Icon name=IconName::Close />
                            </button>
                        </span>
                    }
                }
            />
        </span>
    }
}

//! The list of a combobox. Of a long one only the lines in sight exist.

use leptos::{html, prelude::*};

use super::{
    ComboOption,
    act::Acts,
    matching::{self, Line},
};
use crate::ui::{Icon, IconName, px};

/// From this number of lines on, only those in sight exist.
const ALL_DRAWN: usize = 60;
const OVERSCAN: usize = 6;

/// A line and what it shows. It keeps its element as long as this stays the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Drawn {
    Heading(String),
    Empty,
    Option(ComboOption),
    Retry,
}

#[component]
pub(super) fn List(
    acts: Acts,
    id: String,
    label: MaybeProp<String>,
    label_id: Option<String>,
    scroller: NodeRef<html::Div>,
    ruler: NodeRef<html::Div>,
    empty_label: Option<String>,
    loading: Signal<bool>,
    failed: MaybeProp<String>,
) -> impl IntoView {
    let total = Memo::new(move |_| acts.lines.with(Vec::len));
    let options_total = Memo::new(move |_| {
        acts.lines
            .with(|lines| lines.iter().filter(|line| line.can_be_active()).count())
    });
    let range = Memo::new(move |_| {
        let total = total.get();
        if total <= ALL_DRAWN {
            0..total
        } else {
            acts.viewport.window(total).rows(OVERSCAN)
        }
    });
    let drawn = Memo::new(move |_| {
        let (range, active) = (range.get(), acts.active.get());
        if !acts.open.get() {
            return Vec::new();
        }
        let draw = |at: usize| {
            let line = acts.lines.with(|lines| lines.get(at).copied())?;
            let drawn = acts.options.with(|options| match line {
                Line::Heading(first) => options.get(first)?.group.clone().map(Drawn::Heading),
                Line::Empty => Some(Drawn::Empty),
                Line::Option(index) => options.get(index).cloned().map(Drawn::Option),
                Line::Retry => Some(Drawn::Retry),
            })?;
            Some((at, drawn))
        };
        let far = active.filter(|at| !range.contains(at));
        range.chain(far).filter_map(draw).collect::<Vec<_>>()
    });
    let canvas = Memo::new(move |_| acts.viewport.window(total.get()).canvas());
    let empty = StoredValue::new(empty_label.unwrap_or_default());
    let prefix = StoredValue::new(id.clone());
    let note = move || {
        if let Some(failed) = failed.get() {
            return Some(
                view! {
                    <div class="combobox-note" data-tone="red" role="alert">{failed}</div>
                }
                .into_any(),
            );
        }
        if loading.get() {
            return Some(view! { <div class="combobox-note">"Loading…"</div> }.into_any());
        }
        (total.get() == 0 && acts.open.get()).then(|| {
            let typed = acts.typed.get().unwrap_or_default();
            let words = if typed.trim().is_empty() {
                "Nothing to choose from.".to_owned()
            } else {
                format!("Nothing matches “{}”.", typed.trim())
            };
            view! { <div class="combobox-note">{words}</div> }.into_any()
        })
    };

    view! {
        {note}
        <div
            node_ref=scroller
            id=id
            class="combobox-list"
            role="listbox"
            tabindex="-1"
            aria-label=move || label.get()
            aria-labelledby=label_id
            aria-multiselectable=acts.multiple.then_some("true")
            aria-busy=move || loading.get().then_some("true")
            data-empty=move || (total.get() == 0).then_some("")
            on:scroll=move |_| acts.viewport.scrolled()
        >
            <div class="combobox-ruler" aria-hidden="true" node_ref=ruler></div>
            <div
                class="combobox-canvas"
                role="none"
                style:height=move || px(canvas.get())
            >
                <For
                    each=move || drawn.get()
                    key=|(_, line)| line.clone()
                    children=move |(_, line)| {
                        view! { <ListLine acts=acts line=line drawn=drawn total=options_total empty=empty prefix=prefix /> }
                    }
                />
            </div>
        </div>
    }
}

#[component]
fn ListLine(
    acts: Acts,
    line: Drawn,
    drawn: Memo<Vec<(usize, Drawn)>>,
    total: Memo<usize>,
    empty: StoredValue<String>,
    prefix: StoredValue<String>,
) -> impl IntoView {
    let at = {
        let line = line.clone();
        Memo::new(move |last: Option<&usize>| {
            let at =
                drawn.with(|drawn| drawn.iter().find(|(_, it)| *it == line).map(|(at, _)| *at));
            at.or(last.copied()).unwrap_or_default()
        })
    };
    let top = move || px(at.get() as f64 * acts.viewport.row_height());
    let option = match line {
        Drawn::Heading(name) => {
            return view! {
                <div class="combobox-heading" role="presentation" style:top=top>{name}</div>
            }
            .into_any();
        }
        Drawn::Empty => ComboOption::new("", empty.get_value()),
        Drawn::Retry => ComboOption::new("", "Try again"),
        Drawn::Option(option) => option,
    };
    let ComboOption {
        value: _,
        label,
        description,
        group,
        disabled,
    } = option;
    let active = Memo::new(move |_| acts.active.get() == Some(at.get()));
    let chosen = Memo::new(move |_| {
        let line = acts.lines.with(|lines| lines.get(at.get()).copied());
        line.is_some_and(|line| acts.is_chosen(line))
    });
    let place = Memo::new(move |_| {
        acts.lines.with(|lines| {
            lines
                .iter()
                .take(at.get() + 1)
                .filter(|line| line.can_be_active())
                .count()
        })
    });
    let reason = disabled.clone();
    view! {
        <div
            role="option"
            id=move || prefix.with_value(|prefix| format!("{prefix}-{}", at.get()))
            class="combobox-option"
            aria-selected=move || chosen.get().to_string()
            aria-disabled=disabled.is_some().then_some("true")
            aria-setsize=move || total.get()
            aria-posinset=move || place.get()
            data-active=move || active.get().then_some("")
            style:top=top
            on:click=move |_| {
                acts.active.set(Some(at.get_untracked()));
                acts.choose(at.get_untracked());
            }
        >
            <span class="combobox-mark" aria-hidden="true">
                {move || chosen.get().then(|| view! { <Icon name=IconName::Check /> })}
            </span>
            <span class="combobox-label">{move || marked(&label, acts)}</span>
            {group.map(|group| view! { <span class="visually-hidden">", " {group}</span> })}
            {match reason {
                Some(reason) => Some(view! { <span class="combobox-more">{reason}</span> }.into_any()),
                None => description.map(|text| view! {
                    <span class="combobox-more">{move || marked(&text, acts)}</span>
                }.into_any()),
            }}
        </div>
    }
    .into_any()
}

/// A text in which the typed letters stand out.
fn marked(text: &str, acts: Acts) -> impl IntoView + use<> {
    let typed = acts.typed.get().unwrap_or_default();
    let range = matching::found(text, &typed).unwrap_or(0..0);
    let part = |range| {
        text.get::<std::ops::Range<usize>>(range)
            .unwrap_or_default()
            .to_owned()
    };
    let (before, hit, after) = (
        part(0..range.start),
        part(range.clone()),
        part(range.end..text.len()),
    );
    let hit = (!hit.is_empty()).then(|| view! { <mark>{hit}</mark> });
    view! { {before} {hit} {after} }
}

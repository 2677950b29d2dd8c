//! A segment to read, where the service does not take segments from here.

use contract::opencx::Segment;
use domain::{Alternative, Condition, DefinitionForm, DefinitionRows, Moment, words};
use leptos::{either::Either, prelude::*};

use crate::web::{clock::Clock, focus};

use super::{
    super::Segments,
    head::{Head, Use},
};

/// The details of a segment.
#[component]
pub fn Details(segment: Segment) -> impl IntoView {
    let why = Segments::expect().why_not_edit();
    focus::set_title(&segment.name);
    let description = segment
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    view! {
        <Head title=segment.name.clone() />
        <div class="pane-body" data-pad="">
            <div class="stack">
                {match description {
                    Some(text) => view! { <p class="segment-description">{text}</p> }.into_any(),
                    None => view! { <p class="muted">"No description."</p> }.into_any(),
                }}
                <section class="definition" aria-labelledby="segment-definition-label">
                    <h3 class="field-label" id="segment-definition-label">"Definition"</h3>
                    {match DefinitionForm::of(&segment.definition) {
                        DefinitionForm::Rows(rows) => Either::Left(read_rows(rows)),
                        DefinitionForm::Json(text) => Either::Right(view! {
                            <pre class="definition-json" tabindex="0">{text}</pre>
                        }),
                    }}
                </section>
            </div>
            <Use id=segment.id.clone() />
            <Facts segment=segment />
            // On a wide screen the list beside it says so.
            {why.map(|why| view! { <p class="field-hint only-narrow">{why.to_string()}</p> })}
        </div>
    }
}

fn read_rows(rows: DefinitionRows) -> impl IntoView {
    if rows.alternatives.is_empty() {
        return view! { <p class="definition-empty">"It names no conditions."</p> }.into_any();
    }
    let others = rows.other_keys().join(", ");
    let alternatives = rows
        .alternatives
        .into_iter()
        .enumerate()
        .map(|(at, alternative)| read_alternative(at, alternative))
        .collect_view();
    view! {
        <div class="definition-alternatives">{alternatives}</div>
        {(!others.is_empty()).then(|| view! {
            <p class="field-hint">"The definition also holds " <code>{others}</code> "."</p>
        })}
    }
    .into_any()
}

fn read_alternative(at: usize, alternative: Alternative) -> impl IntoView {
    let conditions = alternative
        .conditions
        .into_iter()
        .enumerate()
        .map(|(at, condition)| {
            view! {
                {(at > 0).then(|| view! { <p class="definition-and">"and"</p> })}
                {read_condition(condition)}
            }
        })
        .collect_view();
    view! {
        {(at > 0).then(|| view! { <p class="definition-or"><span>"or"</span></p> })}
        <div class="definition-alternative" role="group" aria-label=format!("Alternative {}", at + 1)>
            {conditions}
        </div>
    }
}

fn read_condition(condition: Condition) -> impl IntoView {
    let rows = condition
        .rows
        .into_iter()
        .map(|row| view! { <dt>{row.key}</dt><dd><code>{row.json}</code></dd> })
        .collect_view();
    view! {
        <dl class="condition facts">
            <dt>"type"</dt>
            <dd><code>{condition.r#type}</code></dd>
            {rows}
        </dl>
    }
}

/// When it was made and changed, and the id that other systems call it by.
#[component]
pub fn Facts(segment: Segment) -> impl IntoView {
    let clock = Clock::expect();
    let time = move |label: &'static str, text: Option<String>| {
        let at = text.as_deref().and_then(Moment::read)?;
        Some(view! {
            <dt>{label}</dt>
            <dd>
                <time datetime=text title=words::compact_utc(at)>
                    {move || words::ago(at, clock.get())}
                </time>
            </dd>
        })
    };
    view! {
        <dl class="facts segment-facts">
            {time("Updated", segment.updated_at)}
            {time("Created", segment.created_at)}
            <dt>"Id"</dt>
            <dd><code>{segment.id}</code></dd>
        </dl>
    }
}

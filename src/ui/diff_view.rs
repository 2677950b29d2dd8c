//! What differs between two texts. What came and went is underlined or struck out, coloured, and
//! said in words.

use domain::diff::{Kind, Line, Row, Span, rows, summary};
use leptos::prelude::*;

use super::visually_hidden::VisuallyHidden;

/// How two texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiffMode {
    /// One text with what went and what came.
    #[default]
    Inline,
    /// The old text on the left, the new one on the right.
    SideBySide,
}

/// The difference of two texts, from `domain::diff::words`.
#[component]
pub fn DiffView(
    /// The pieces.
    #[prop(into)]
    spans: Signal<Vec<Span>>,
    /// How they are shown.
    #[prop(optional, into)]
    mode: Signal<DiffMode>,
    /// The name of the old text: "Published, version 3".
    #[prop(into)]
    old_name: Signal<String>,
    /// The name of the new text: "Draft".
    #[prop(into)]
    new_name: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="diff">
            <p class="diff-summary">{move || spans.with(|spans| summary(spans))}</p>
            {move || match mode.get() {
                DiffMode::Inline => {
                    spans
                        .with(|spans| {
                            view! { <div class="diff-text">{pieces(spans)}</div> }
                        })
                        .into_any()
                }
                DiffMode::SideBySide => {
                    let lines = spans
                        .with(|spans| rows(spans))
                        .into_iter()
                        .map(side_by_side)
                        .collect_view();
                    view! {
                        <table class="diff-table">
                            <thead>
                                <tr>
                                    <th scope="col">{move || old_name.get()}</th>
                                    <th scope="col">{move || new_name.get()}</th>
                                </tr>
                            </thead>
                            <tbody>{lines}</tbody>
                        </table>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn side_by_side(row: Row) -> impl IntoView {
    let same = row.is_same().then_some("");
    let Row { left, right } = row;
    view! { <tr data-same=same>{cell(left, Kind::Removed)} {cell(right, Kind::Added)}</tr> }
}

/// One line of one text; `change` is what happened to it where it is not in both.
fn cell(line: Option<Line>, change: Kind) -> AnyView {
    let Some(Line {
        number,
        spans,
        has_changed_end,
    }) = line
    else {
        return view! { <td class="diff-cell" data-state="absent"></td> }.into_any();
    };
    let changed = has_changed_end || spans.iter().any(|span| span.kind != Kind::Same);
    let state = match (changed, change) {
        (false, _) => None,
        (true, Kind::Removed) => Some("removed"),
        (true, _) => Some("added"),
    };
    // An empty line that came or went has nothing to mark.
    let empty = (spans.is_empty() && has_changed_end).then(|| {
        let words = if change == Kind::Removed {
            "empty line removed"
        } else {
            "empty line added"
        };
        view! { <VisuallyHidden>{words}</VisuallyHidden> }
    });
    view! {
        <td class="diff-cell" data-state=state data-line=number.to_string()>
            {pieces(&spans)}
            {empty}
        </td>
    }
    .into_any()
}

fn pieces(spans: &[Span]) -> Vec<AnyView> {
    spans
        .iter()
        .map(|Span { kind, text }| match kind {
            Kind::Same => text.clone().into_any(),
            Kind::Removed => view! {
                <del>
                    <VisuallyHidden>"removed: "</VisuallyHidden>
                    {text.clone()}
                </del>
            }
            .into_any(),
            Kind::Added => view! {
                <ins>
                    <VisuallyHidden>"added: "</VisuallyHidden>
                    {text.clone()}
                </ins>
            }
            .into_any(),
        })
        .collect()
}

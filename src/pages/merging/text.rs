//! A text that two people have changed: what merged by itself, and the conflicts.

use domain::merge::{From, Hunk, Outcome, Piece, Taken, TextMerge};
use leptos::prelude::*;

use super::{Decided, MergedPart, TwoValues, at, side_of, two_sides, value_of};
use crate::ui::{Segmented, SegmentedOption, TextArea};

const BOTH: &str = "both";
const WRITTEN: &str = "written";

/// A text, piece by piece, with its conflicts.
#[component]
pub fn Text(
    /// Its name on the screen.
    label: &'static str,
    /// The pieces.
    text: TextMerge,
    /// Its place among the fields.
    n: usize,
    /// The fields.
    parts: Memo<Vec<MergedPart>>,
    /// Called with each decision.
    on_decide: Callback<Decided>,
) -> impl IntoView {
    let mut hunks = 0..;
    let piece = |piece| match piece {
        Piece::Merged { from, text, .. } => view! { <Settled from=from text=text /> }.into_any(),
        Piece::Hunk(hunk) => {
            let number = hunks.next().unwrap_or_default();
            let taken = Memo::new(move |_| {
                at(parts, n, |outcome| match outcome {
                    Outcome::Text(text) => text.hunks().nth(number)?.taken.clone(),
                    _ => None,
                })
            });
            let take = move |taken| on_decide.run(Decided::Hunk(number, taken));
            view! { <OneHunk n=number hunk=hunk taken=taken on_take=take /> }.into_any()
        }
    };
    let pieces = text.pieces.into_iter().map(piece).collect_view();
    view! {
        <section class="merge-part">
            <h3 class="section-title">{label}</h3>
            {pieces}
        </section>
    }
}

/// A piece that needs no decision, and whose it is.
#[component]
fn Settled(from: From, text: String) -> impl IntoView {
    let whose = match from {
        From::Base => None,
        From::Mine => Some("Mine"),
        From::Theirs => Some("Theirs"),
        From::Both => Some("Both, alike"),
    };
    let text = text.trim_matches('\n');
    let words = match (whose, text.is_empty()) {
        (None, true) => return ().into_any(),
        (Some(_), true) => "Lines were removed.".to_owned(),
        (_, false) => text.to_owned(),
    };
    view! {
        <div class="merge-settled" data-changed=whose.map(|_| "")>
            {whose.map(|whose| view! { <span class="merge-whose">{whose}</span> })}
            <p class="merge-text">{words}</p>
        </div>
    }
    .into_any()
}

/// A place that both changed: mine, theirs, both, or written by hand.
#[component]
fn OneHunk(
    /// Its number, from 0.
    n: usize,
    /// What stands against what.
    hunk: Hunk,
    /// What was decided.
    taken: Memo<Option<Taken>>,
    /// Called with the decision.
    #[prop(into)]
    on_take: Callback<Taken>,
) -> impl IntoView {
    let chosen = Signal::derive(move || match taken.get() {
        Some(Taken::Both) => BOTH.to_owned(),
        Some(Taken::Written(_)) => WRITTEN.to_owned(),
        Some(Taken::One(side)) => value_of(Some(side)),
        None => String::new(),
    });
    let is_written = Memo::new(move |_| matches!(taken.get(), Some(Taken::Written(_))));
    let before = untrack(|| match taken.get() {
        Some(Taken::Written(text)) => Some(text),
        _ => None,
    });
    let by_hand = RwSignal::new(before.unwrap_or_else(|| {
        let both = Hunk {
            taken: Some(Taken::Both),
            ..hunk.clone()
        };
        both.text().unwrap_or_default()
    }));
    let write = move || {
        let text = by_hand.get_untracked();
        on_take.run(Taken::Written(text));
    };
    let choose = move |value: String| match value.as_str() {
        WRITTEN => write(),
        BOTH => on_take.run(Taken::Both),
        side => on_take.run(Taken::One(side_of(side))),
    };
    let mut options = two_sides();
    options.push(SegmentedOption::new(BOTH, "Both"));
    options.push(SegmentedOption::new(WRITTEN, "By hand"));
    let shown = |text: String| {
        if text.is_empty() {
            "Nothing: these lines were removed.".to_owned()
        } else {
            text.trim_matches('\n').to_owned()
        }
    };
    view! {
        <div class="merge-hunk">
            <TwoValues
                label=format!("Conflict {}", n + 1)
                values=[hunk.mine, hunk.theirs].map(shown)
            />
            <Segmented label=format!("Conflict {}: what stands here", n + 1) options=options value=chosen on_change=choose />
            <Show when=move || is_written.get()>
                <TextArea
                    value=by_hand
                    label=format!("Conflict {}, by hand", n + 1)
                    on_input=move |text| {
                        by_hand.set(text);
                        write();
                    }
                />
            </Show>
        </div>
    }
}

//! Pieces of a merge that a person decides about, whatever is merged.

use domain::merge::{From, Hunk, Side, Taken};
use leptos::prelude::*;

use crate::ui::{Segmented, SegmentedOption, TextArea};

const MINE: &str = "mine";
const THEIRS: &str = "theirs";
const BOTH: &str = "both";
const WRITTEN: &str = "written";

/// The choices between two.
#[must_use]
pub fn two_sides() -> Vec<SegmentedOption> {
    vec![
        SegmentedOption::new(MINE, "Mine"),
        SegmentedOption::new(THEIRS, "Theirs"),
    ]
}

/// The side that a choice is.
#[must_use]
pub fn side_of(value: &str) -> Side {
    if value == MINE {
        Side::Mine
    } else {
        Side::Theirs
    }
}

/// The choice that is taken; empty where none is.
#[must_use]
pub fn value_of(side: Option<Side>) -> String {
    match side {
        None => "",
        Some(Side::Mine) => MINE,
        Some(Side::Theirs) => THEIRS,
    }
    .to_owned()
}

/// Two values, of which one can be taken.
#[component]
pub fn TwoValues(label: String, mine: String, theirs: String) -> impl IntoView {
    view! {
        <h3 class="section-title">{label}</h3>
        <dl class="merge-sides">
            <div>
                <dt>"Mine"</dt>
                <dd class="merge-text">{mine}</dd>
            </div>
            <div>
                <dt>"Theirs"</dt>
                <dd class="merge-text">{theirs}</dd>
            </div>
        </dl>
    }
}

/// A piece that needs no decision, and whose it is.
#[component]
pub fn Settled(from: From, text: String) -> impl IntoView {
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
pub fn OneHunk(
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
                mine=shown(hunk.mine)
                theirs=shown(hunk.theirs)
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

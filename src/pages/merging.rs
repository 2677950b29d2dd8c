//! A merge that a person decides about, whatever is merged.

use domain::merge::{KeyConflict, Outcome, Side, Taken};
use leptos::prelude::*;

use crate::ui::{Segmented, SegmentedOption};

mod text;

use text::Text;

const MINE: &str = "mine";
const THEIRS: &str = "theirs";

/// A field that somebody changed: its name on the screen, and what became of it.
pub type MergedPart = (&'static str, Outcome);

/// What a person has decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    /// Whose a field is, by its place among the fields.
    Field(usize, Side),
    /// Whose a key of the metadata is.
    Key(String, Side),
    /// What stands at a conflict of the text, from 0.
    Hunk(usize, Taken),
}

/// What merged by itself, and what has to be decided, field by field.
#[component]
pub fn MergeParts(
    /// The fields, in the form's order.
    parts: Memo<Vec<MergedPart>>,
    /// Mine and theirs, of the field at this place, in words.
    #[prop(into)]
    words: Callback<usize, [String; 2]>,
    /// Called with each decision.
    #[prop(into)]
    on_decide: Callback<Decided>,
) -> impl IntoView {
    // Drawn anew only when other fields are asked about, so that a choice keeps its focus.
    let asked = Memo::new(move |_| {
        let undecided = |(label, outcome): &MergedPart| (*label, undecided(outcome.clone()));
        parts.with(|parts| parts.iter().map(undecided).collect::<Vec<_>>())
    });
    let part = move |(n, (label, outcome)): (usize, MergedPart)| match outcome {
        Outcome::Either(_) => {
            let values = words.run(n);
            let taken = Signal::derive(move || {
                at(parts, n, |outcome| match outcome {
                    Outcome::Either(side) => *side,
                    _ => None,
                })
            });
            let take = move |side| on_decide.run(Decided::Field(n, side));
            view! { <Whose label=label.to_owned() values=values taken=taken on_take=take /> }
                .into_any()
        }
        Outcome::Keys(keys) => keys
            .conflicts
            .into_iter()
            .map(|conflict| {
                view! { <Key label=label conflict=conflict n=n parts=parts on_decide=on_decide /> }
            })
            .collect_view()
            .into_any(),
        Outcome::Text(text) => {
            view! { <Text label=label text=text n=n parts=parts on_decide=on_decide /> }.into_any()
        }
        done => {
            let words = match done {
                Outcome::Mine => "Only you changed it: yours.",
                Outcome::Theirs => "Only somebody else changed it: theirs.",
                Outcome::Same => "You both made the same change.",
                _ => "Both changes are in it.",
            };
            view! { <p class="merge-done"><strong>{label}</strong> " " {words}</p> }.into_any()
        }
    };
    move || asked.get().into_iter().enumerate().map(part).collect_view()
}

/// How much is left to decide, in a sentence; `None` where nothing is.
#[must_use]
pub fn left_words(left: usize) -> Option<String> {
    match left {
        0 => None,
        1 => Some("1 decision is left.".to_owned()),
        left => Some(format!("{left} decisions are left.")),
    }
}

/// What is asked, whatever was decided.
fn undecided(mut outcome: Outcome) -> Outcome {
    match &mut outcome {
        Outcome::Either(side) => *side = None,
        Outcome::Text(text) => (0..text.hunks().count()).for_each(|n| text.take(n, None)),
        Outcome::Keys(keys) => keys.conflicts.iter_mut().for_each(|key| key.taken = None),
        Outcome::Mine | Outcome::Theirs | Outcome::Same | Outcome::Together => {}
    }
    outcome
}

/// What was decided about a field, by its place.
fn at<T>(
    parts: Memo<Vec<MergedPart>>,
    n: usize,
    decided: impl FnOnce(&Outcome) -> Option<T>,
) -> Option<T> {
    parts.with(|parts| decided(&parts.get(n)?.1))
}

/// A key of the metadata that both changed.
#[component]
fn Key(
    label: &'static str,
    conflict: KeyConflict,
    n: usize,
    parts: Memo<Vec<MergedPart>>,
    on_decide: Callback<Decided>,
) -> impl IntoView {
    let words =
        |value: Option<serde_json::Value>| value.map_or("Removed".to_owned(), |it| it.to_string());
    let values = [conflict.mine, conflict.theirs].map(words);
    let label = format!("{label}, {}", conflict.key);
    let name = StoredValue::new(conflict.key);
    let taken = Signal::derive(move || {
        at(parts, n, |outcome| match outcome {
            Outcome::Keys(keys) => {
                let mut conflicts = keys.conflicts.iter();
                name.with_value(|name| conflicts.find(|it| it.key == *name)?.taken)
            }
            _ => None,
        })
    });
    let take = move |side| on_decide.run(Decided::Key(name.get_value(), side));
    view! { <Whose label=label values=values taken=taken on_take=take /> }
}

/// Two values, of which one can be taken.
#[component]
fn Whose(
    label: String,
    values: [String; 2],
    #[prop(into)] taken: Signal<Option<Side>>,
    #[prop(into)] on_take: Callback<Side>,
) -> impl IntoView {
    view! {
        <section class="merge-part">
            <TwoValues label=label.clone() values=values />
            <Segmented
                label=format!("{label}: whose")
                options=two_sides()
                value=Signal::derive(move || value_of(taken.get()))
                on_change=move |value: String| on_take.run(side_of(&value))
            />
        </section>
    }
}

fn two_sides() -> Vec<SegmentedOption> {
    vec![
        SegmentedOption::new(MINE, "Mine"),
        SegmentedOption::new(THEIRS, "Theirs"),
    ]
}

fn side_of(value: &str) -> Side {
    if value == MINE {
        Side::Mine
    } else {
        Side::Theirs
    }
}

fn value_of(side: Option<Side>) -> String {
    match side {
        None => "",
        Some(Side::Mine) => MINE,
        Some(Side::Theirs) => THEIRS,
    }
    .to_owned()
}

#[component]
fn TwoValues(label: String, values: [String; 2]) -> impl IntoView {
    let [mine, theirs] = values;
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

//! Two people's edits, put together: what merged by itself, and what has to be decided.

use domain::{
    ChangedField, Draft,
    merge::{From, Hunk, MergedField, Outcome, Piece, Side, Taken, TextMerge},
};
use leptos::prelude::*;

use crate::{
    pages::field_words::field_words,
    ui::{Button, ButtonVariant, Dialog, DialogSize, Segmented, SegmentedOption, TextArea},
    web::focus,
};

use super::form::Form;

const MINE: &str = "mine";
const THEIRS: &str = "theirs";
const BOTH: &str = "both";
const WRITTEN: &str = "written";

/// Asks what both changed. Nothing is sent by it: the form takes the result, to be looked at.
#[component]
pub fn MergeDialog(form: Form) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(form.merging.with(Option::is_some)));
    let left = Memo::new(move |_| {
        form.merging
            .with(|merging| merging.as_ref().map_or(0, |merging| merging.merge.open()))
    });
    let fields = Memo::new(move |_| {
        form.merging
            .with(|merging| merging.as_ref().map(|merging| merging.merge.fields.clone()))
            .unwrap_or_default()
    });
    let shape =
        Memo::new(move |_| fields.with(|fields| fields.iter().map(shape_of).collect::<Vec<_>>()));
    view! {
        <Dialog
            open=open
            title="Put the edits together"
            size=DialogSize::Large
            on_close=move |()| form.merging.set(None)
            footer=ViewFn::from(move || view! {
                <Button on_click=move |_| form.merging.set(None)>"Not now"</Button>
                <Button
                    variant=ButtonVariant::Primary
                    disabled_reason=MaybeProp::derive(move || {
                        Some(left.get()).filter(|left| *left > 0).map(left_words)
                    })
                    on_click=move |_| {
                        form.end_merge();
                        focus::rescue("scenario-heading");
                    }
                >
                    "Use this"
                </Button>
            })
        >
            <p class="field-hint" role="status">
                {move || match left.get() {
                    0 => "Everything is decided. The form takes it over; nothing is sent before you save.".to_owned(),
                    left => left_words(left),
                }}
            </p>
            // Drawn anew only when other fields are asked about, so that a choice keeps its focus.
            {move || {
                shape
                    .get()
                    .into_iter()
                    .map(|shape| view! { <Part form=form fields=fields shape=shape /> })
                    .collect_view()
            }}
        </Dialog>
    }
}

fn left_words(left: usize) -> String {
    match left {
        1 => "1 decision is left.".to_owned(),
        left => format!("{left} decisions are left."),
    }
}

/// What a field's part of the dialog looks like, whatever was decided.
#[derive(Clone, PartialEq)]
enum Shape {
    Done(ChangedField, &'static str),
    Either(ChangedField),
    Text(TextMerge),
    Keys(Vec<String>),
}

fn shape_of(merged: &MergedField) -> Shape {
    match &merged.outcome {
        Outcome::Mine => Shape::Done(merged.field, "Only you changed it: yours."),
        Outcome::Theirs => Shape::Done(merged.field, "Only somebody else changed it: theirs."),
        Outcome::Same => Shape::Done(merged.field, "You both made the same change."),
        Outcome::Together => Shape::Done(merged.field, "Both changes are in it."),
        Outcome::Either(_) => Shape::Either(merged.field),
        Outcome::Text(text) => {
            let mut open = text.clone();
            for n in 0..open.hunks().count() {
                open.take(n, None);
            }
            Shape::Text(open)
        }
        Outcome::Keys(keys) => Shape::Keys(
            keys.conflicts
                .iter()
                .map(|conflict| conflict.key.clone())
                .collect(),
        ),
    }
}

#[component]
fn Part(form: Form, fields: Memo<Vec<MergedField>>, shape: Shape) -> impl IntoView {
    match shape {
        Shape::Done(field, words) => view! {
            <p class="merge-done">
                <strong>{field.label()}</strong>
                " "
                {words}
            </p>
        }
        .into_any(),
        Shape::Either(field) => view! { <Either form=form fields=fields field=field /> }.into_any(),
        Shape::Text(text) => view! { <Content form=form fields=fields text=text /> }.into_any(),
        Shape::Keys(keys) => keys
            .into_iter()
            .map(|key| view! { <Key form=form fields=fields name=key /> })
            .collect_view()
            .into_any(),
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

/// Two values, of which one can be taken.
#[component]
fn TwoValues(label: String, mine: String, theirs: String) -> impl IntoView {
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

#[component]
fn Either(form: Form, fields: Memo<Vec<MergedField>>, field: ChangedField) -> impl IntoView {
    let mine = form
        .draft
        .with_untracked(|draft| field_words(form.workspace, field, draft));
    let theirs = form.theirs.with_untracked(|theirs| {
        theirs
            .as_ref()
            .map(|theirs| field_words(form.workspace, field, &Draft::of(&theirs.training)))
    });
    let taken = Signal::derive(move || {
        fields.with(|fields| {
            let merged = fields.iter().find(|merged| merged.field == field);
            match merged.map(|merged| &merged.outcome) {
                Some(Outcome::Either(side)) => value_of(*side),
                _ => String::new(),
            }
        })
    });
    view! {
        <section class="merge-part">
            <TwoValues label=field.label().to_owned() mine=mine theirs=theirs.unwrap_or_default() />
            <Segmented
                label=format!("{}: whose", field.label())
                options=two_sides()
                value=taken
                on_change=move |value: String| form.decide(|merge| merge.take(field, side_of(&value)))
            />
        </section>
    }
}

#[component]
fn Key(form: Form, fields: Memo<Vec<MergedField>>, name: String) -> impl IntoView {
    let conflict = {
        let name = name.clone();
        Memo::new(move |_| {
            fields.with(|fields| {
                fields.iter().find_map(|merged| match &merged.outcome {
                    Outcome::Keys(keys) => keys.conflicts.iter().find(|it| it.key == name).cloned(),
                    _ => None,
                })
            })
        })
    };
    let words =
        |value: Option<serde_json::Value>| value.map_or("Removed".to_owned(), |it| it.to_string());
    let (mine, theirs) = conflict
        .get_untracked()
        .map(|conflict| (words(conflict.mine), words(conflict.theirs)))
        .unwrap_or_default();
    let taken =
        Signal::derive(move || value_of(conflict.get().and_then(|conflict| conflict.taken)));
    let label = format!("Metadata, {name}");
    view! {
        <section class="merge-part">
            <TwoValues label=label.clone() mine=mine theirs=theirs />
            <Segmented
                label=format!("{label}: whose")
                options=two_sides()
                value=taken
                on_change=move |value: String| {
                    form.decide(|merge| merge.take_key(&name, side_of(&value)));
                }
            />
        </section>
    }
}

/// The content, piece by piece, with its conflicts.
#[component]
fn Content(form: Form, fields: Memo<Vec<MergedField>>, text: TextMerge) -> impl IntoView {
    let mut at = 0;
    let pieces = text
        .pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Merged { from, text, .. } => {
                view! { <Settled from=from text=text /> }.into_any()
            }
            Piece::Hunk(hunk) => {
                at += 1;
                view! { <OneHunk form=form fields=fields n=at - 1 hunk=hunk /> }.into_any()
            }
        })
        .collect_view();
    view! {
        <section class="merge-part">
            <h3 class="section-title">"Content"</h3>
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

#[component]
fn OneHunk(form: Form, fields: Memo<Vec<MergedField>>, n: usize, hunk: Hunk) -> impl IntoView {
    let taken = Memo::new(move |_| {
        fields.with(|fields| {
            fields.iter().find_map(|merged| match &merged.outcome {
                Outcome::Text(text) => text.hunks().nth(n).and_then(|hunk| hunk.taken.clone()),
                _ => None,
            })
        })
    });
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
        form.decide(|merge| merge.take_hunk(n, Some(Taken::Written(text))));
    };
    let choose = move |value: String| match value.as_str() {
        WRITTEN => write(),
        BOTH => form.decide(|merge| merge.take_hunk(n, Some(Taken::Both))),
        side => form.decide(|merge| merge.take_hunk(n, Some(Taken::One(side_of(side))))),
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

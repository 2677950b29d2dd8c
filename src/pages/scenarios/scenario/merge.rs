//! Two people's edits, put together: what merged by itself, and what has to be decided.

use domain::{
    ChangedField, Draft,
    merge::{MergedField, Outcome, Piece, Taken, TextMerge},
};
use leptos::prelude::*;

use crate::{
    pages::{
        field_words::field_words,
        merging::{OneHunk, Settled, TwoValues, side_of, two_sides, value_of},
    },
    ui::{Button, ButtonVariant, Dialog, DialogSize, Segmented},
    web::focus,
};

use super::form::Form;

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
                let n = at - 1;
                let taken = Memo::new(move |_| fields.with(|fields| taken_of(fields, n)));
                let take = move |taken| form.decide(|merge| merge.take_hunk(n, Some(taken)));
                view! { <OneHunk n=n hunk=hunk taken=taken on_take=take /> }.into_any()
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

/// What was decided about a conflict of the content.
fn taken_of(fields: &[MergedField], n: usize) -> Option<Taken> {
    fields.iter().find_map(|merged| match &merged.outcome {
        Outcome::Text(text) => text.hunks().nth(n)?.taken.clone(),
        _ => None,
    })
}

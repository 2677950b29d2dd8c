//! A change that has met somebody else's work: what the person does about it.

use contract::talkover::Training;
use domain::{
    merge::{Outcome, Piece, Taken},
    talkover::{Change, TrainingDraft, TrainingField, TrainingMerge, batch::Conflict},
};
use leptos::prelude::*;

use crate::{
    pages::{
        difference::Difference,
        merging::{OneHunk, Settled, TwoValues, side_of, two_sides, value_of},
    },
    ui::{Button, ButtonSize, ButtonVariant, Segmented},
    web::ids,
};

use super::training::text_of;

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Make this change instead.
    Instead(Change),
    /// Give the change up.
    GiveUp,
    /// Try it once more.
    Again,
}

/// What happened, what stands against what, and the ways out.
#[component]
pub fn Resolve(
    change: Change,
    conflict: Conflict,
    #[prop(into)] on_choice: Callback<Choice>,
) -> impl IntoView {
    let words = conflict.words();
    let ways = match (change, conflict) {
        (Change::Put(draft), Conflict::Changed(now) | Conflict::Taken(now)) => {
            view! { <Merging draft=draft now=*now on_choice=on_choice /> }.into_any()
        }
        (Change::Put(draft), Conflict::Doubtful(now)) => {
            view! { <Doubtful draft=draft now=*now on_choice=on_choice /> }.into_any()
        }
        (Change::Put(draft), Conflict::Deleted) => {
            let anew = Change::Put(draft.anew());
            view! {
                <Ways>
                    <Way words="Create it anew" choice=Choice::Instead(anew) on_choice=on_choice />
                    <Way words="Give up my change" choice=Choice::GiveUp on_choice=on_choice />
                </Ways>
            }
            .into_any()
        }
        (Change::Delete(before), Conflict::Changed(now)) => {
            let delete = Change::delete(&now);
            view! {
                <Difference
                    old=text_of(&before)
                    new=text_of(&now)
                    old_name="When you chose to delete it"
                    new_name="The service, now"
                />
                <Ways>
                    <Way words="Keep it" choice=Choice::GiveUp on_choice=on_choice />
                    <Way words="Delete it all the same" choice=Choice::Instead(delete) on_choice=on_choice />
                </Ways>
            }
            .into_any()
        }
        (_, _) => view! {
            <Ways>
                <Way words="Try again" choice=Choice::Again on_choice=on_choice />
                <Way words="Give up my change" choice=Choice::GiveUp on_choice=on_choice />
            </Ways>
        }
        .into_any(),
    };
    view! {
        <div class="resolve stack">
            <p>{words}</p>
            {ways}
        </div>
    }
}

#[component]
fn Ways(children: Children) -> impl IntoView {
    view! { <div class="row">{children()}</div> }
}

#[component]
fn Way(words: &'static str, choice: Choice, on_choice: Callback<Choice>) -> impl IntoView {
    view! {
        <Button size=ButtonSize::Small on_click=move |_| on_choice.run(choice.clone())>{words}</Button>
    }
}

/// Whether the training that is there is the one whose answer was lost.
#[component]
fn Doubtful(draft: TrainingDraft, now: Training, on_choice: Callback<Choice>) -> impl IntoView {
    let mut same = draft.clone();
    same.stand_on(&now);
    let other = draft.under(ids::random());
    view! {
        <blockquote class="merge-text">{text_of(&now)}</blockquote>
        <Ways>
            <Way words="It is this one" choice=Choice::Instead(Change::Put(same)) on_choice=on_choice />
            <Way words="It is another one" choice=Choice::Instead(Change::Put(other)) on_choice=on_choice />
            <Way words="Give up my change" choice=Choice::GiveUp on_choice=on_choice />
        </Ways>
    }
}

/// Two people's edits, put together.
#[component]
fn Merging(draft: TrainingDraft, now: Training, on_choice: Callback<Choice>) -> impl IntoView {
    let merge = RwSignal::new(TrainingMerge::of(&draft, &now));
    let left = Memo::new(move |_| merge.with(TrainingMerge::open));
    let mut over = draft.clone();
    over.stand_on(&now);
    let over = StoredValue::new(over);
    let parts = merge.with_untracked(|merge| merge.fields.clone());
    let parts = parts
        .into_iter()
        .map(|part| match part.outcome {
            Outcome::Text(text) => {
                let mut at = 0;
                let pieces = text
                    .pieces
                    .into_iter()
                    .map(|piece| match piece {
                        Piece::Merged { from, text, .. } => {
                            view! { <Settled from=from text=text /> }.into_any()
                        }
                        Piece::Hunk(hunk) => {
                            let n = at;
                            at += 1;
                            let taken = Memo::new(move |_| merge.with(|merge| taken_of(merge, n)));
                            let take = move |taken| {
                                merge.update(|merge| merge.take_hunk(n, Some(taken)));
                            };
                            view! { <OneHunk n=n hunk=hunk taken=taken on_take=take /> }.into_any()
                        }
                    })
                    .collect_view();
                view! {
                    <section class="merge-part">
                        <h3 class="section-title">"Instructions"</h3>
                        {pieces}
                    </section>
                }
                .into_any()
            }
            Outcome::Either(_) => {
                let field = part.field;
                let (mine, theirs) = (words_of(&draft, field), words_of_row(&now, field));
                let chosen = Signal::derive(move || {
                    merge.with(|merge| {
                        let one = merge.fields.iter().find(|one| one.field == field);
                        match one.map(|one| &one.outcome) {
                            Some(Outcome::Either(side)) => value_of(*side),
                            _ => String::new(),
                        }
                    })
                });
                view! {
                    <section class="merge-part">
                        <TwoValues label=field.label().to_owned() mine=mine theirs=theirs />
                        <Segmented
                            label=format!("{}: whose", field.label())
                            options=two_sides()
                            value=chosen
                            on_change=move |value: String| {
                                merge.update(|merge| merge.take(field, side_of(&value)));
                            }
                        />
                    </section>
                }
                .into_any()
            }
            outcome => {
                let words = match outcome {
                    Outcome::Mine => "Only you changed it: yours.",
                    Outcome::Theirs => "Only somebody else changed it: theirs.",
                    Outcome::Same => "You both made the same change.",
                    _ => "Both changes are in it.",
                };
                view! {
                    <p class="merge-done"><strong>{part.field.label()}</strong> " " {words}</p>
                }
                .into_any()
            }
        })
        .collect_view();
    let reason = MaybeProp::derive(move || match left.get() {
        0 => None,
        1 => Some("1 decision is left.".to_owned()),
        left => Some(format!("{left} decisions are left.")),
    });
    view! {
        {parts}
        <Ways>
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Primary
                disabled_reason=reason
                on_click=move |_| {
                    if let Some(draft) = merge.with_untracked(TrainingMerge::draft) {
                        on_choice.run(Choice::Instead(Change::Put(draft)));
                    }
                }
            >
                "Use both, put together"
            </Button>
            <Button
                size=ButtonSize::Small
                on_click=move |_| on_choice.run(Choice::Instead(Change::Put(over.get_value())))
            >
                "Mine, over theirs"
            </Button>
            <Way words="Theirs: give up my change" choice=Choice::GiveUp on_choice=on_choice />
        </Ways>
    }
}

fn taken_of(merge: &TrainingMerge, n: usize) -> Option<Taken> {
    merge.fields.iter().find_map(|one| match &one.outcome {
        Outcome::Text(text) => text.hunks().nth(n)?.taken.clone(),
        _ => None,
    })
}

fn words_of(draft: &TrainingDraft, field: TrainingField) -> String {
    match field {
        TrainingField::Subject => draft.subject.clone(),
        TrainingField::Instructions => draft.instructions.clone(),
        TrainingField::Status => draft.status.label().to_owned(),
    }
}

fn words_of_row(row: &Training, field: TrainingField) -> String {
    match field {
        TrainingField::Subject => row.subject.clone(),
        TrainingField::Instructions => row.instructions.clone(),
        TrainingField::Status => row.current_status.label().to_owned(),
    }
}

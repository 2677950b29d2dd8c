//! A change that has met somebody else's work: what the person does about it.

use contract::talkover::Training;
use domain::{
    merge::Taken,
    talkover::{Change, TrainingDraft, TrainingField, TrainingMerge, batch::Conflict},
};
use leptos::prelude::*;

use crate::{
    pages::{
        difference::Difference,
        merging::{Decided, MergeParts, left_words},
    },
    state::{agents::Desk, device::rhythm::GATHERS},
    ui::{Button, ButtonSize, ButtonVariant},
    web::{ids, online::on_page_hidden},
};

use super::{listing::Trainings, training::text_of};

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
    let desk = Trainings::expect().desk;
    let mut known = TrainingMerge::of(&draft, &now);
    known.write_again(&desk.written());
    let merge = RwSignal::new(known);
    let by_hand = ByHand::of(desk, merge);
    let left = Memo::new(move |_| merge.with(TrainingMerge::open));
    let mut over = draft.clone();
    over.stand_on(&now);
    let over = StoredValue::new(over);
    let parts = Memo::new(move |_| {
        merge.with(|merge| {
            let fields = merge.fields.iter();
            fields
                .map(|it| (it.field.label(), it.outcome.clone()))
                .collect()
        })
    });
    let field_at = move |n: usize| merge.with_untracked(|it| it.fields.get(n).map(|it| it.field));
    let theirs = TrainingDraft::of(&now, draft.node_id.clone());
    let words = move |n: usize| {
        let words = |of: &TrainingDraft| field_at(n).map(|field| words_of(of, field));
        [&draft, &theirs].map(|of| words(of).unwrap_or_default())
    };
    let decide = move |decided| {
        if let Decided::Hunk(_, Taken::Written(_)) = &decided {
            by_hand.keep_soon();
        }
        merge.update(|merge| match decided {
            Decided::Field(n, side) => {
                if let Some(field) = merge.fields.get(n).map(|it| it.field) {
                    merge.take(field, side);
                }
            }
            Decided::Hunk(n, taken) => merge.take_hunk(n, Some(taken)),
            // A training has no metadata.
            Decided::Key(..) => {}
        });
    };
    view! {
        <MergeParts parts=parts words=words on_decide=decide />
        <Ways>
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Primary
                disabled_reason=MaybeProp::derive(move || left_words(left.get()))
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

/// Keeps what is typed in place of conflicts on the device.
#[derive(Clone, Copy)]
struct ByHand {
    desk: Desk,
    merge: RwSignal<TrainingMerge>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl ByHand {
    /// Of a merge, as long as its view is there.
    fn of(desk: Desk, merge: RwSignal<TrainingMerge>) -> Self {
        let by_hand = Self {
            desk,
            merge,
            timer: StoredValue::new(None),
        };
        on_page_hidden(move || by_hand.hurry());
        on_cleanup(move || by_hand.hurry());
        by_hand
    }

    fn keep_soon(self) {
        let is_waiting = self.timer.with_value(Option::is_some);
        if !is_waiting {
            let timer = set_timeout_with_handle(move || self.hurry(), GATHERS);
            self.timer.set_value(timer.ok());
        }
    }

    /// Keeps at once what waits to be kept.
    fn hurry(self) {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer
            && let Some(written) = self.merge.try_with_untracked(TrainingMerge::written)
        {
            timer.clear();
            self.desk.write_by_hand(written);
        }
    }
}

fn words_of(draft: &TrainingDraft, field: TrainingField) -> String {
    match field {
        TrainingField::Subject => draft.subject.clone(),
        TrainingField::Instructions => draft.instructions.clone(),
        TrainingField::Status => draft.status.label().to_owned(),
    }
}

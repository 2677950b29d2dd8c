//! The run that makes the changes: how far it is, what needs a decision, and how it ended.

use contract::talkover::AgentStatus;
use domain::{
    outbox::Reason,
    talkover::{
        Change, Readiness,
        batch::{Conflict, Decision, Next, Rest, Run, State, Step, Task},
    },
};
use leptos::prelude::*;

use crate::{
    pages::device::{again_words, why_words},
    ui::{Banner, Button, ButtonSize, ButtonVariant, Dialog, DialogSize, Icon, IconName, Tone},
    web::{clock, focus, online::is_online},
};

use super::{
    listing::Trainings,
    publish::PublishButton,
    resolve::{Choice, Resolve},
    review::MissingLinks,
    training,
};

/// The dialog. Closing it stops nothing.
#[component]
pub fn RunDialog() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let open = RwSignal::new(false);
    let run = Memo::new(move |_| desk.run());
    Effect::new(move || open.set(trainings.shows_run.get() && run.with(Option::is_some)));
    let title = Signal::derive(move || {
        let next = run.with(|run| run.as_ref().map(Run::next));
        match next {
            Some(Next::Finished) | None => "How it ended",
            Some(Next::Decide) => "Your decision is needed",
            Some(Next::Stopped) => "Stopped",
            Some(Next::Rest) => "Waiting for the service…",
            Some(_) => "Making the changes…",
        }
        .to_owned()
    });
    let close = move || {
        trainings.shows_run.set(false);
    };
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Medium
            on_close=move |()| close()
            footer=ViewFn::from(move || view! { <Foot run=run /> })
        >
            {move || run.get().map(|run| view! { <Account run=run /> })}
        </Dialog>
    }
}

#[component]
fn Foot(run: Memo<Option<Run>>) -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let next = Memo::new(move |_| run.with(|run| run.as_ref().map(Run::next)));
    let is_offline = Memo::new(move |_| {
        run.with(|run| {
            let summary = run.as_ref().map(Run::summary);
            summary.is_some_and(|summary| summary.agent != Some(AgentStatus::Published))
        })
    });
    let end = move || {
        trainings.shows_run.set(false);
        desk.close_run();
    };
    move || {
        match next.get() {
        None => ().into_any(),
        Some(Next::Finished) => view! {
            <Button on_click=move |_| end()>"Close"</Button>
            <Show when=move || is_offline.get()>
                <PublishButton variant=ButtonVariant::Primary on_done=Callback::new(move |()| end()) />
            </Show>
        }
        .into_any(),
        Some(Next::Stopped) => view! {
            <Button on_click=move |_| end()>"Put the rest back"</Button>
            <Button variant=ButtonVariant::Primary on_click=move |_| desk.resume()>"Go on"</Button>
        }
        .into_any(),
        Some(Next::Decide) => view! {
            <Button on_click=move |_| end()>"Put the rest back"</Button>
        }
        .into_any(),
        Some(next) => view! {
            <Button on_click=move |_| desk.stop()>"Stop"</Button>
            {(next == Next::Rest).then(|| view! {
                <Button on_click=move |_| desk.resume()>"Try now"</Button>
            })}
            <Button on_click=move |_| trainings.shows_run.set(false)>"Go on in the background"</Button>
        }
        .into_any(),
    }
    }
}

/// Every step, how far it is, and what is to be decided.
#[component]
fn Account(run: Run) -> impl IntoView {
    let summary = run.summary();
    // A publish alone makes no changes.
    let sentences = summary.sentences();
    let skip = usize::from(summary.progress.1 == 0);
    let current = run.current().cloned();
    let stopped = run.stopped().map(str::to_owned);
    let next = run.next();
    let steps = run
        .tasks()
        .iter()
        .map(|task| {
            let why = summary
                .undone
                .iter()
                .find(|undone| undone.what == task.step.words())
                .map(|undone| undone.why.clone())
                .filter(|_| !task.is_done());
            view! { <StepRow task=task.clone() why=why is_next=current.as_ref() == Some(task) /> }
        })
        .collect_view();
    view! {
        <p role="status">{sentences.into_iter().skip(skip).collect::<Vec<_>>().join(" ")}</p>
        {stopped.filter(|_| next == Next::Stopped).map(|said| view! {
            <Banner tone=Tone::Amber silent=true title="It does not go on by itself">{said}</Banner>
        })}
        {run.resting().filter(|_| next == Next::Rest).map(|rest| view! { <Resting rest=rest.clone() /> })}
        <ol class="run-steps">{steps}</ol>
        {current.filter(|_| next == Next::Decide).map(|task| view! { <Decide task=task /> })}
    }
}

/// Why it waits, and when it goes on by itself.
#[component]
fn Resting(rest: Rest) -> impl IntoView {
    let online = is_online();
    let now = clock::each_second();
    let state = rest.waiting();
    let (why, said) = (rest.why, rest.said);
    // How the browser calls a missing answer helps nobody.
    let said = (why != Reason::NoAnswer).then_some(said);
    view! {
        <Banner tone=Tone::Amber silent=true title=Signal::derive(move || why_words(why, online.get()).to_owned())>
            {said.map(|said| format!("{said} "))}
            "It goes on by itself"
            {move || again_words(&state, now.get(), online.get())}
            "."
        </Banner>
    }
}

#[component]
fn StepRow(task: Task, why: Option<String>, is_next: bool) -> impl IntoView {
    let (icon, state) = match &task.state {
        State::Done { .. } => (IconName::Success, "done"),
        State::Sending => (IconName::Refresh, "going"),
        State::Waiting | State::Checked | State::Unanswered { .. } if is_next => {
            (IconName::Refresh, "going")
        }
        State::Waiting | State::Checked | State::Unanswered { .. } => (IconName::Minus, "waits"),
        State::Refused(_) | State::Conflict(_) | State::NotReady(_) => (IconName::Warning, "asks"),
        State::Skipped | State::Dropped => (IconName::Close, "left"),
    };
    let word = match state {
        "done" => "Done",
        "going" => "Being made",
        "waits" => "Not yet",
        "asks" => "Needs a decision",
        _ => "Not made",
    };
    view! {
        <li class="run-step" data-state=state>
            <Icon name=icon />
            <span>
                {task.step.words()}
                <span class="visually-hidden">{format!(": {word}")}</span>
                {why.map(|why| view! { <span class="run-why">{why}</span> })}
            </span>
        </li>
    }
}

/// What to do about a step that was refused or has met somebody else's work.
#[component]
fn Decide(task: Task) -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let decide = move |decision| desk.decide(decision);
    match (task.state, task.step) {
        (State::Conflict(conflict), Step::Put(draft)) => {
            view! { <InConflict change=Change::Put(draft) conflict=conflict /> }.into_any()
        }
        (State::Conflict(conflict), Step::Delete(row) | Step::DeleteOld(row)) => {
            view! { <InConflict change=Change::Delete(row) conflict=conflict /> }.into_any()
        }
        (State::NotReady(missing), _) => view! {
            <MissingLinks desk=desk missing=Readiness::lacking(missing).to_look_at().to_vec() />
            <div class="row">
                <Button size=ButtonSize::Small on_click=move |_| decide(Decision::Again)>"Try again"</Button>
                <Button size=ButtonSize::Small on_click=move |_| decide(Decision::Drop)>"Leave it offline"</Button>
            </div>
        }
        .into_any(),
        (State::Refused(refusal), step) => {
            let fields: Vec<String> = refusal
                .fields
                .iter()
                .map(|error| error.message.clone())
                .chain(refusal.others.iter().cloned())
                .collect();
            let target = match &step {
                Step::Put(draft) => Some(Change::Put(draft.clone()).target()),
                _ => None,
            };
            let is_publish = step == Step::Publish;
            let at_fault = refusal.fields.first().map(|error| training::field_id(&error.field));
            view! {
                <Banner tone=Tone::Red silent=true title=refusal.message.clone()>
                    <ul class="said" role="list">
                        {fields.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}
                    </ul>
                </Banner>
                <div class="row">
                    {target.map(|target| view! {
                        <Button
                            size=ButtonSize::Small
                            variant=ButtonVariant::Primary
                            on_click=move |_| {
                                decide(Decision::Skip);
                                trainings.shows_run.set(false);
                                trainings.show(target.name());
                                // What was said stands at the fields.
                                focus::focus_id(at_fault.clone().unwrap_or_else(|| training::SUBJECT_ID.to_owned()));
                            }
                        >
                            "Correct it"
                        </Button>
                    })}
                    <Button size=ButtonSize::Small on_click=move |_| decide(Decision::Again)>"Try again"</Button>
                    {(!is_publish).then(|| view! {
                        <Button size=ButtonSize::Small on_click=move |_| decide(Decision::Skip)>"Put it aside"</Button>
                    })}
                    <Button size=ButtonSize::Small on_click=move |_| decide(Decision::Drop)>
                        {if is_publish { "Leave it offline" } else { "Give it up" }}
                    </Button>
                </div>
            }
            .into_any()
        }
        (_, _) => ().into_any(),
    }
}

#[component]
fn InConflict(change: Change, conflict: Conflict) -> impl IntoView {
    let desk = Trainings::expect().desk;
    let may_skip = !matches!(conflict, Conflict::Doubtful(_));
    let choose = move |choice| {
        desk.decide(match choice {
            Choice::Instead(change) => Decision::Instead(change),
            Choice::GiveUp => Decision::Drop,
            Choice::Again => Decision::Again,
        });
    };
    view! {
        <Resolve change=change conflict=conflict on_choice=choose />
        {may_skip.then(|| view! {
            <div class="row">
                <Button size=ButtonSize::Small on_click=move |_| desk.decide(Decision::Skip)>"Put it aside"</Button>
            </div>
        })}
    }
}

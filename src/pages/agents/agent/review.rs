//! The changes that wait, looked over before they are made: what each does, what stands in its way,
//! and whether the agent is published afterwards.

use contract::talkover::{Agent, Setup, Training};
use domain::{
    outbox::Target,
    talkover::{
        Batch, Change, Readiness,
        batch::{Conflict, Next},
    },
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    pages::difference::Difference,
    paths,
    state::agents::{Desk, Fresh},
    ui::{
        Banner, Button, ButtonSize, ButtonVariant, Checkbox, Dialog, DialogSize, ErrorView,
        IconName, Progress, Tone,
    },
};

use super::{
    listing::Trainings,
    resolve::{Choice, Resolve},
    training::text_of,
};

/// What was read for the review.
#[derive(Clone, PartialEq)]
enum Read {
    Reading,
    Failed(ApiError),
    Ready(Box<Fresh>),
}

/// The dialog.
#[component]
pub fn Review() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let open = RwSignal::new(false);
    let read = RwSignal::new(Read::Reading);
    let publish = RwSignal::new(false);
    let batch = Memo::new(move |_| desk.batch());
    let load = move || {
        read.set(Read::Reading);
        spawn_local(async move {
            let now = desk.read_fresh().await;
            read.try_set(match now {
                Ok(fresh) => {
                    // An agent that takes calls is to take them again.
                    if trainings.reviews.try_get_untracked() == Some(Some(None)) {
                        publish.try_set(fresh.agent.is_published());
                    }
                    Read::Ready(Box::new(fresh))
                }
                Err(error) => Read::Failed(error),
            });
        });
    };
    Effect::new(move || {
        let Some(wish) = trainings.reviews.get() else {
            return;
        };
        publish.set(wish.unwrap_or(false));
        load();
        open.set(true);
    });
    let fresh = Memo::new(move |_| match read.get() {
        Read::Ready(fresh) => Some(*fresh),
        Read::Reading | Read::Failed(_) => None,
    });
    let conflicts = Memo::new(move |_| {
        fresh.with(|fresh| {
            let fresh = fresh.as_ref()?;
            Some(batch.with(|batch| batch.conflicts(&fresh.rows)))
        })
    });
    let reason = MaybeProp::derive(move || {
        if batch.with(Batch::is_empty) {
            return Some("No changes are pending any more.".to_owned());
        }
        if desk.run().is_some_and(|run| run.next() != Next::Finished) {
            return Some(
                "The changes that you applied before are still being made: see them through first."
                    .to_owned(),
            );
        }
        if batch.with(|batch| !batch.problems().is_empty()) {
            return Some("Something is wrong with a change: it is said below.".to_owned());
        }
        match conflicts.get() {
            None => Some("What the service has now is being read.".to_owned()),
            Some(conflicts) if !conflicts.is_empty() => {
                Some("Decide first what becomes of what somebody else has changed.".to_owned())
            }
            Some(_) => None,
        }
    });
    let words = move || {
        let count = words::count(batch.with(|batch| batch.changes().len()) as u64, "change");
        if publish.get() {
            format!("Apply {count} and publish")
        } else {
            format!("Apply {count}")
        }
    };
    let apply = move || {
        let Some(fresh) = fresh.get_untracked() else {
            return;
        };
        let may_publish = Readiness::of(&fresh.agent).may_publish();
        open.set(false);
        trainings.attempt.set(0);
        trainings.shows_run.set(true);
        desk.begin(fresh.agent, publish.get_untracked() && may_publish);
    };
    view! {
        <Dialog
            open=open
            title=Signal::derive(move || {
                format!("Apply {}?", words::count(batch.with(|batch| batch.changes().len()) as u64, "change"))
            })
            size=DialogSize::Large
            on_close=move |()| trainings.reviews.set(None)
            footer=ViewFn::from(move || view! {
                <Button on_click=move |_| open.set(false)>"Not now"</Button>
                <Button
                    variant=ButtonVariant::Primary
                    icon=IconName::Save
                    disabled_reason=reason
                    on_click=move |_| apply()
                >
                    {words}
                </Button>
            })
        >
            {move || match read.get() {
                Read::Reading => view! { <Progress label="Reading what the service has now…" /> }.into_any(),
                Read::Failed(error) => view! {
                    <ErrorView
                        title="The changes cannot be applied now"
                        meaning=format!("What the service has now could not be read. {error}")
                        advice=error.advice()
                        actions=ViewFn::from(move || view! {
                            <Button on_click=move |_| load()>"Try again"</Button>
                        })
                    />
                }
                .into_any(),
                Read::Ready(fresh) => view! {
                    <After agent=fresh.agent publish=publish />
                    <Changes batch=batch conflicts=conflicts on_left=Callback::new(move |()| open.set(false)) />
                }
                .into_any(),
            }}
        </Dialog>
    }
}

/// What becomes of the agent.
#[component]
fn After(agent: Agent, publish: RwSignal<bool>) -> impl IntoView {
    let desk = Trainings::expect().desk;
    let readiness = Readiness::of(&agent);
    let may_publish = readiness.may_publish();
    let hint = if may_publish {
        "The agent takes calls again as soon as the last change is made. If one is not made, it stays offline, and you are told."
            .to_owned()
    } else {
        readiness.words()
    };
    view! {
        <div class="stack">
            {agent.is_published().then(|| view! {
                <Banner tone=Tone::Amber title="The agent goes offline for new calls">
                    "The first change takes it offline until it is published again. Calls that are running go on."
                </Banner>
            })}
            <Checkbox
                checked=Signal::derive(move || publish.get() && may_publish)
                on_change=move |wanted| publish.set(wanted && may_publish)
                hint=hint
            >
                "Publish the agent afterwards"
            </Checkbox>
            {(!may_publish).then(|| view! { <MissingLinks desk=desk missing=readiness.to_look_at().to_vec() /> })}
        </div>
    }
}

/// What is missing for a publish, with the places where it is set.
#[component]
pub fn MissingLinks(desk: Desk, missing: Vec<Setup>) -> impl IntoView {
    let workspace = desk.agents().workspace_id();
    let settings = paths::agent_settings(&workspace, &desk.id());
    missing
        .into_iter()
        .map(|setup| {
            let href = format!("{settings}#{}", setup.as_str());
            view! { <p><a href=href>{format!("Set {}", setup.label().to_lowercase())}</a></p> }
        })
        .collect_view()
}

#[component]
fn Changes(
    batch: Memo<Batch>,
    conflicts: Memo<Option<Vec<(Target, Conflict)>>>,
    on_left: Callback<()>,
) -> impl IntoView {
    let targets = Memo::new(move |_| {
        batch.with(|batch| {
            batch
                .changes()
                .iter()
                .map(Change::target)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <ol class="review-list">
            <For
                each=move || targets.get()
                key=|target| target.clone()
                children=move |target| view! {
                    <One target=target batch=batch conflicts=conflicts on_left=on_left />
                }
            />
        </ol>
    }
}

#[component]
fn One(
    target: Target,
    batch: Memo<Batch>,
    conflicts: Memo<Option<Vec<(Target, Conflict)>>>,
    on_left: Callback<()>,
) -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let target = StoredValue::new(target);
    let change = Memo::new(move |_| {
        batch.with(|batch| target.with_value(|target| batch.of(target).cloned()))
    });
    let conflict = Memo::new(move |_| {
        conflicts.with(|conflicts| {
            let mut all = conflicts.as_ref()?.iter();
            target.with_value(|target| all.find(|(of, _)| of == target).map(|(_, it)| it.clone()))
        })
    });
    let choose = move |choice| match choice {
        Choice::Instead(change) => {
            desk.withdraw(&target.get_value());
            desk.put(change);
        }
        Choice::GiveUp => trainings.withdraw(&target.get_value()),
        // Nothing has been tried yet.
        Choice::Again => {}
    };
    let edit = move || {
        on_left.run(());
        target.with_value(|target| trainings.show(target.name()));
    };
    move || {
        change.get().map(|change| {
            let problems: Vec<String> =
                change.problems().0.into_iter().map(|error| error.message).collect();
            view! {
                <li class="review-item stack">
                    <div class="review-head">
                        <strong>{change.words()}</strong>
                        <div class="row">
                            <Button
                                size=ButtonSize::Small
                                variant=ButtonVariant::Quiet
                                on_click=move |_| edit()
                            >
                                "Edit"
                            </Button>
                            <Button
                                size=ButtonSize::Small
                                variant=ButtonVariant::Quiet
                                on_click=move |_| trainings.withdraw(&target.get_value())
                            >
                                "Give up"
                            </Button>
                        </div>
                    </div>
                    {change.warning().map(|words| view! {
                        <Banner tone=Tone::Amber silent=true>{words}</Banner>
                    })}
                    {(!problems.is_empty()).then(|| view! {
                        <Banner tone=Tone::Red silent=true title="This cannot be sent yet">{problems.join(" ")}</Banner>
                    })}
                    {match conflict.get() {
                        Some(conflict) => view! {
                            <Resolve change=change conflict=conflict on_choice=choose />
                        }
                        .into_any(),
                        None => view! { <Shows change=change /> }.into_any(),
                    }}
                </li>
            }
        })
    }
}

/// What a change does, word by word.
#[component]
fn Shows(change: Change) -> impl IntoView {
    let old = change.base().map(text_of).unwrap_or_default();
    let new = match &change {
        Change::Put(draft) => text_of(&Training {
            subject: draft.subject.clone(),
            instructions: draft.instructions.clone(),
            current_status: draft.status.clone(),
            ..blank()
        }),
        Change::Delete(_) => String::new(),
    };
    view! { <Difference old=old new=new old_name="The service, now" new_name="After this change" /> }
}

fn blank() -> Training {
    Training {
        id: String::new(),
        node_id: None,
        subject: String::new(),
        instructions: String::new(),
        current_status: contract::talkover::TrainingStatus::Active,
        created_at: String::new(),
        updated_at: String::new(),
        unknown: Default::default(),
    }
}

//! What was done on this device: each step can be undone, and done again.

use std::collections::HashSet;

use domain::{
    Draft, Publication,
    undo::{Direction, Record, Step},
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::{Device, Messages, Workspace},
    ui::{
        Button, ButtonSize, ButtonVariant, ConfirmDialog, EmptyState, IconName, Skeleton,
        SkeletonKind, StatusBadge, Tone,
    },
    web::{clock::Clock, idb::Store},
};

use super::{Drawer, ScenarioDifference, Undoing, Wanted, damaged::UnreadSteps};

/// Steps that are drawn before somebody asks for more.
const AT_FIRST: usize = 50;
/// Scenarios of a step that are drawn before somebody asks for more.
const SCENARIOS_AT_FIRST: usize = 10;

/// What the list shows of a step. The texts are read when somebody wants to see them.
#[derive(Clone, Debug, PartialEq)]
struct Listed {
    step: Step,
    /// Scenarios of it that are not undone.
    stands: usize,
    /// How many scenarios it is about.
    total: usize,
    /// Whether Ctrl+Z undoes it, or Ctrl+Shift+Z does it again.
    is_next: bool,
    /// Whether a later step that stands is about one of its scenarios.
    is_overtaken: bool,
}

/// The steps of the workspace, the newest first.
#[component]
pub fn History() -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let messages = Messages::expect();
    spawn_local(device.steps_known());
    let limit = RwSignal::new(AT_FIRST);
    let listed = Memo::new(move |_| {
        device
            .knows_steps()
            .then(|| listed(device, &workspace.scope()))
    });
    let unread = Memo::new(move |_| device.unread(Store::Steps, &workspace.scope()));
    let asks = RwSignal::new(false);
    let forget = move |()| {
        let scope = workspace.scope();
        spawn_local(async move {
            match device.forget_steps(&scope).await {
                Ok(()) => messages.say("The history was deleted from this device."),
                Err(error) => messages.failed(format!("{error} {}", error.advice())),
            }
        });
    };
    view! {
        {move || match listed.get() {
            None => view! {
                <Skeleton kind=SkeletonKind::Rows count=3 label="Reading the history" />
            }
            .into_any(),
            Some(all) if all.is_empty() && unread.with(|unread| !unread.is_empty()) => {
                ().into_any()
            }
            Some(all) if all.is_empty() => view! {
                <EmptyState icon=IconName::History title="Nothing was done here yet">
                    <p>
                        "Every save, publish, move and delete that you send from this browser is listed here, and can be undone, also after a reload. Ctrl+Z undoes the last one."
                    </p>
                </EmptyState>
            }
            .into_any(),
            Some(all) => {
                let total = all.len();
                let rows = all
                    .into_iter()
                    .take(limit.get())
                    .map(|listed| view! { <Item listed=listed /> })
                    .collect_view();
                view! {
                    <ol class="device-list" role="list" aria-label="What was done, newest first">
                        {rows}
                    </ol>
                    <div class="row device-foot">
                        <Show when=move || { total > limit.get() }>
                            <Button on_click=move |_| limit.update(|limit| *limit += AT_FIRST)>
                                {format!("Show more of {total}")}
                            </Button>
                        </Show>
                        <Button variant=ButtonVariant::Quiet on_click=move |_| asks.set(true)>
                            "Delete this history…"
                        </Button>
                    </div>
                }
                .into_any()
            }
        }}
        <UnreadSteps keys=unread />
        <ConfirmDialog
            open=asks
            title="Delete this history?"
            confirm="Delete the history"
            danger=true
            on_confirm=forget
        >
            <p>
                "What was done stays done, but it can no longer be undone from this browser. Scenarios that you deleted cannot be brought back then."
            </p>
        </ConfirmDialog>
    }
}

fn listed(device: Device, scope: &str) -> Vec<Listed> {
    let records = device.records(scope);
    let history = device.history(scope);
    let (undo, redo) = (
        history.next_undo().map(|step| step.id),
        history.next_redo().map(|step| step.id),
    );
    let mut touched: HashSet<String> = HashSet::new();
    let mut all = Vec::new();
    for step in history.steps().iter().rev() {
        let of_step = domain::undo::records_of(&records, step.id);
        let ids = of_step
            .iter()
            .map(|(_, record)| record.change.scenario.clone());
        let ids: Vec<String> = ids.collect();
        all.push(Listed {
            stands: of_step.iter().filter(|(_, record)| !record.undone).count(),
            total: of_step.len(),
            is_next: Some(step.id) == undo || Some(step.id) == redo,
            is_overtaken: !step.undone && ids.iter().any(|id| touched.contains(id)),
            step: step.clone(),
        });
        if !step.undone {
            touched.extend(ids);
        }
    }
    all
}

#[component]
fn Item(listed: Listed) -> impl IntoView {
    let clock = Clock::expect();
    let undoing = Undoing::expect();
    let drawer = Drawer::expect();
    let Listed {
        step,
        stands,
        total,
        is_next,
        is_overtaken,
    } = listed;
    let (number, at) = (step.id, step.at);
    let direction = if step.undone {
        Direction::Redo
    } else {
        Direction::Undo
    };
    let (verb, keys) = match direction {
        Direction::Undo => ("Undo", "Ctrl+Z"),
        Direction::Redo => ("Redo", "Ctrl+Shift+Z"),
    };
    let shows = RwSignal::new(untrack(|| drawer.shown_step()) == Some(number));
    let label = step.label.clone();
    view! {
        <li class="device-item" data-undone=step.undone.then_some("")>
            <div class="device-item-head">
                <strong class="device-item-title">{step.label}</strong>
                <span class="device-item-about">
                    {move || words::ago(at, clock.get())}
                    {step.undone.then(|| view! {
                        " · "
                        <StatusBadge icon=IconName::Undo tone=Tone::Grey plain=true label="Undone" />
                    })}
                    {(!step.undone && stands < total).then(|| {
                        format!(" · undone for {} of {total}", total - stands)
                    })}
                </span>
            </div>
            {is_overtaken.then(|| view! {
                <p class="field-hint">
                    "Something was done to the same scenario later. Undoing this compares first, and overwrites nothing."
                </p>
            })}
            <div class="row">
                <Button
                    size=ButtonSize::Small
                    variant=if is_next && direction == Direction::Undo {
                        ButtonVariant::Primary
                    } else {
                        ButtonVariant::Standard
                    }
                    icon=if direction == Direction::Undo { IconName::Undo } else { IconName::Redo }
                    hint=if is_next { keys } else { "" }
                    on_click=move |_| undoing.want(Wanted::Step(number, direction))
                >
                    {verb}
                    <span class="visually-hidden">" " {label}</span>
                </Button>
                <Button
                    size=ButtonSize::Small
                    on_click=move |_| shows.update(|shows| *shows = !*shows)
                    attr:aria-expanded=move || shows.get().to_string()
                >
                    "What it did"
                </Button>
            </div>
            <Show when=move || shows.get()>
                <Did step=number />
            </Show>
        </li>
    }
}

/// What a step did, scenario by scenario.
#[component]
fn Did(step: u64) -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let limit = RwSignal::new(SCENARIOS_AT_FIRST);
    let records = Memo::new(move |_| device.records_of_step(&workspace.scope(), step));
    move || {
        let records = records.get();
        let total = records.len();
        let several = total > 1;
        let rows = records
            .into_iter()
            .take(limit.get())
            .map(|(number, record)| {
                view! { <OneScenario number=number record=record several=several /> }
            })
            .collect_view();
        view! {
            <ul class="device-did" role="list">{rows}</ul>
            <Show when=move || { total > limit.get() }>
                <Button
                    size=ButtonSize::Small
                    on_click=move |_| limit.update(|limit| *limit += SCENARIOS_AT_FIRST)
                >
                    {format!("Show more of {total}")}
                </Button>
            </Show>
        }
    }
}

#[component]
fn OneScenario(number: u64, record: Record, several: bool) -> impl IntoView {
    let undoing = Undoing::expect();
    let (before, after) = (
        record.change.before.as_deref(),
        record.change.after.as_deref(),
    );
    let publication = match (before.map(Publication::of), after.map(Publication::of)) {
        (Some(before), Some(after)) if before != after => Some(format!(
            "{} → {}",
            before.badge().label,
            after.badge().label
        )),
        _ => None,
    };
    let form = |training: Option<&contract::opencx::Training>| {
        training.map_or_else(|| Draft::new(None), Draft::of)
    };
    let (old, new) = (form(before), form(after));
    // Where it was only published, there is no difference to be shown.
    let over = Draft {
        base: old.base.clone(),
        ..new.clone()
    };
    let shows_text = publication.is_none() || over.is_dirty();
    let title = match record.title() {
        "" => "Without a title".to_owned(),
        title => title.to_owned(),
    };
    let direction = if record.undone {
        Direction::Redo
    } else {
        Direction::Undo
    };
    let words = match direction {
        Direction::Undo => "Undo this one",
        Direction::Redo => "Redo this one",
    };
    view! {
        <li class="device-one">
            {several.then(|| view! { <h4 class="device-one-title">{title}</h4> })}
            {publication.map(|words| view! { <p class="field-hint">{words}</p> })}
            {shows_text
                .then(|| view! {
                    <ScenarioDifference
                        now=old
                        edited=new
                        old_name="Before"
                        new_name="After"
                        same="Its text and its settings stayed the same."
                    />
                })}
            {several.then(|| view! {
                <div class="row">
                    <Button
                        size=ButtonSize::Small
                        on_click=move |_| undoing.want(Wanted::Record(number, direction))
                    >
                        {words}
                    </Button>
                </div>
            })}
        </li>
    }
}

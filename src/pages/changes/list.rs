//! The changes of the chosen days, newest first, under their days.

use domain::{Day, Moment, seen::summary, words};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::{
        Device, Prefs, Workspace,
        device::{Recording, SeenChange},
    },
    ui::{Banner, Button, EmptyState, ErrorView, IconName, Progress, Skeleton, SkeletonKind, Tone},
    web::{clock::Clock, idb::StorageError},
};

use super::{
    change::Change,
    period::{Chosen, day_of},
};

/// Changes that are drawn before somebody asks for more.
const AT_FIRST: usize = 100;

type Found = Result<Vec<SeenChange>, StorageError>;

/// The list, and what stands in its place.
#[component]
pub fn Changes(chosen: Chosen) -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let prefs = Prefs::expect();
    let found = RwSignal::new(None::<Found>);
    let limit = RwSignal::new(AT_FIRST);
    let again = RwSignal::new(0_u32);
    // Only the last answer counts.
    let asked = StoredValue::new(0_u32);
    Effect::new(move || {
        again.track();
        let _news = device.seen_news();
        let (from, to) = chosen.moments();
        let scope = workspace.scope();
        let number = asked.get_value() + 1;
        asked.set_value(number);
        spawn_local(async move {
            let result = device.seen_between(&scope, from, to).await;
            let result = result.map(|mut changes| {
                changes.sort_by(|one, other| {
                    (other.at, &one.scenario).cmp(&(one.at, &other.scenario))
                });
                changes
            });
            if asked.try_get_value() == Some(number) {
                found.try_set(Some(result));
            }
        });
    });
    Effect::new(move || {
        chosen.period.track();
        limit.set(AT_FIRST);
    });
    let is_kept = Memo::new(move |_| device.seen_usage().is_none_or(|usage| usage.versions > 0));
    let is_busy = Memo::new(move |_| {
        prefs.remembers()
            && (device.seen_recording() == Recording::Busy
                || workspace
                    .loading()
                    .with(|loading| !loading.finished && loading.error.is_none()))
    });
    view! {
        <Show when=move || is_busy.get()>
            <Progress label="Noting what the workspace has now…" />
        </Show>
        {move || match (found.get(), prefs.remembers(), is_kept.get()) {
            (Some(Err(error)), ..) => view! {
                <ErrorView
                    title="What was seen cannot be read"
                    meaning=error.to_string()
                    advice="Nothing at the service is affected. Reload the page; where that does not help, delete the local history below."
                    actions=ViewFn::from(move || view! {
                        <Button on_click=move |_| again.update(|times| *times += 1)>"Try again"</Button>
                    })
                />
            }
            .into_any(),
            (_, false, false) => view! { <NotRemembered /> }.into_any(),
            (None, ..) => view! {
                <Skeleton kind=SkeletonKind::Rows count=6 label="Comparing what was seen" />
            }
            .into_any(),
            (Some(Ok(changes)), remembers, _) => view! {
                {(!remembers).then(|| view! {
                    <Banner tone=Tone::Blue silent=true title="Nothing new is remembered">
                        "What was remembered before is still here. You can delete it below."
                    </Banner>
                })}
                <Listed chosen=chosen changes=changes limit=limit />
            }
            .into_any(),
        }}
    }
}

#[component]
fn NotRemembered() -> impl IntoView {
    let prefs = Prefs::expect();
    view! {
        <EmptyState
            icon=IconName::History
            title="Versions are not remembered on this device"
            actions=ViewFn::from(move || view! {
                <Button on_click=move |_| prefs.set_remembers(true)>
                    "Remember versions from now on"
                </Button>
            })
        >
            <p>
                "Where they are, this page says what changed in the workspace, and any version that you have seen can be compared and restored."
            </p>
        </EmptyState>
    }
}

#[component]
fn Listed(chosen: Chosen, changes: Vec<SeenChange>, limit: RwSignal<usize>) -> impl IntoView {
    let Some(summary) = summary(changes.iter().map(|change| &change.what)) else {
        return view! {
            <EmptyState icon=IconName::Check title="No change was seen in these days">
                <p>
                    "This page knows what this browser has seen: what was changed and changed again while it was closed, it cannot tell. Choose other days to look further back."
                </p>
            </EmptyState>
        }
        .into_any();
    };
    let total = changes.len();
    let changes = StoredValue::new(changes);
    view! {
        <p class="changes-summary" role="status">{summary}</p>
        {move || {
            let shown = changes.with_value(|changes| {
                let shown: Vec<SeenChange> = changes.iter().take(limit.get()).cloned().collect();
                shown
            });
            by_day(shown)
                .into_iter()
                .map(|(day, changes)| view! { <OneDay chosen=chosen day=day changes=changes /> })
                .collect_view()
        }}
        <Show when=move || { limit.get() < total }>
            <div class="row">
                <Button on_click=move |_| limit.update(|limit| *limit += AT_FIRST)>
                    {move || format!(
                        "Show {} more of {}",
                        AT_FIRST.min(total - limit.get()),
                        words::count(total as u64, "change"),
                    )}
                </Button>
            </div>
        </Show>
    }
    .into_any()
}

fn by_day(changes: Vec<SeenChange>) -> Vec<(Day, Vec<SeenChange>)> {
    let mut days: Vec<(Day, Vec<SeenChange>)> = Vec::new();
    for change in changes {
        let day = day_of(change.at);
        match days.last_mut() {
            Some((last, changes)) if *last == day => changes.push(change),
            _ => days.push((day, vec![change])),
        }
    }
    days
}

#[component]
fn OneDay(chosen: Chosen, day: Day, changes: Vec<SeenChange>) -> impl IntoView {
    let clock = Clock::expect();
    let heading = move || day_words(day, chosen.today.get(), clock.get());
    view! {
        <section class="changes-day">
            <h2 class="section-title">{heading}</h2>
            <ul class="changes-list">
                {changes
                    .into_iter()
                    .map(|change| view! { <Change change=change /> })
                    .collect_view()}
            </ul>
        </section>
    }
}

fn day_words(day: Day, today: Day, now: Moment) -> String {
    let date = words::date(day.as_if_utc(), now);
    if day == today {
        format!("Today, {date}")
    } else if day.plus(1) == today {
        format!("Yesterday, {date}")
    } else {
        date
    }
}

//! The writes that wait, and what can be done about each.

use std::collections::BTreeMap;

use domain::{
    Moment,
    journal::EditKey,
    outbox::{About, DirectoryWrite, Entry, Reason, State, Target, Write},
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    paths,
    state::{Device, Messages, Workspace},
    ui::{Banner, Button, ButtonSize, ButtonVariant, EmptyState, IconName, StatusBadge, Tone},
    web::clock,
};

use super::{Drawer, Naming, waiting::behind_words};

/// Entries of a group that are drawn one by one.
const SHOWN_OF_GROUP: usize = 5;

/// The writes of the workspace that the service has not taken yet.
#[component]
pub fn Outbox() -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let entries = Memo::new(move |_| device.outbox(&workspace.scope()));
    move || {
        let entries = entries.get();
        if entries.is_empty() {
            return view! {
                <EmptyState icon=IconName::Check title="The service has everything you sent">
                    <p>
                        "Every save, publish, move and delete of scenarios, segments and directories passes through here. Without a connection it waits, also over a reload, and goes by itself."
                    </p>
                </EmptyState>
            }
            .into_any();
        }
        let mut groups: BTreeMap<(usize, Option<String>), Vec<Entry>> = BTreeMap::new();
        let mut first_of: BTreeMap<String, usize> = BTreeMap::new();
        for (at, entry) in entries.into_iter().enumerate() {
            let key = match &entry.group {
                None => (at, None),
                Some(group) => {
                    let first = *first_of.entry(group.clone()).or_insert(at);
                    (first, Some(group.clone()))
                }
            };
            groups.entry(key).or_default().push(entry);
        }
        let items = groups
            .into_values()
            .map(|entries| view! { <Group entries=entries /> })
            .collect_view();
        view! { <ul class="device-list" role="list">{items}</ul> }.into_any()
    }
}

/// One write, or several that were asked for at once.
#[component]
fn Group(entries: Vec<Entry>) -> impl IntoView {
    let total = entries.len();
    let failed: Vec<Entry> = entries
        .iter()
        .filter(|entry| entry.is_failed())
        .cloned()
        .collect();
    if total <= SHOWN_OF_GROUP {
        return entries
            .into_iter()
            .map(|entry| view! { <Item entry=entry /> })
            .collect_view()
            .into_any();
    }
    let device = Device::expect();
    let what = entries
        .first()
        .map(|entry| entry.write.words())
        .unwrap_or_default();
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let take_all_back = move |_| {
        let ids = ids.clone();
        spawn_local(async move {
            for id in ids {
                // One that cannot be taken out stays in sight.
                let _ = device.take_back(&id).await;
            }
        });
    };
    view! {
        <li class="device-item">
            <div class="device-item-head">
                <strong class="device-item-title">
                    {format!("{what}: {} left", words::count(total as u64, "scenario"))}
                </strong>
                <span class="device-item-about">
                    {entries.iter().find(|entry| !entry.is_failed()).map(|entry| view! { <Status entry=entry.clone() /> })}
                </span>
            </div>
            <div class="row">
                <Button size=ButtonSize::Small on_click=take_all_back>"Take the rest back"</Button>
            </div>
        </li>
        {failed
            .into_iter()
            .map(|entry| view! { <Item entry=entry /> })
            .collect_view()}
    }
    .into_any()
}

#[component]
fn Item(entry: Entry) -> impl IntoView {
    let words = entry.write.words();
    // What is done to a scenario stands beside its title; of the others the words say all.
    let (title, what) = match (entry.about(), entry.title.trim()) {
        (About::Scenario, "") => ("Without a title".to_owned(), Some(words)),
        (About::Scenario, title) => (title.to_owned(), Some(words)),
        (About::Segment | About::Directory, _) => (words, None),
    };
    let failure = match &entry.state {
        State::Failed(failure) => Some(failure.clone()),
        _ => None,
    };
    view! {
        <li class="device-item">
            <div class="device-item-head">
                <strong class="device-item-title" class:truncate=what.is_some()>{title}</strong>
                <span class="device-item-about">
                    {what.map(|what| view! { {what} " · " })}
                    {clock::wall_time_of(entry.at)} " · "
                    <Status entry=entry.clone() />
                </span>
            </div>
            {entry.said.clone().filter(|_| failure.is_none()).map(|said| view! {
                <p class="field-hint">{said}</p>
            })}
            {failure.map(|failure| view! {
                <Banner tone=Tone::Red silent=true title=failure.message>{failure.advice}</Banner>
            })}
            <Actions entry=entry />
        </li>
    }
}

/// How far a write is: an icon, words, a countdown.
#[component]
pub fn Status(entry: Entry) -> impl IntoView {
    let device = Device::expect();
    let now = clock::each_second();
    let id = entry.id.clone();
    let behind = Memo::new(move |_| {
        device.queue().with(|queue| {
            let number = queue.number(&id)?;
            queue.blocked(number)
        })
    });
    let (icon, tone) = match &entry.state {
        State::Ready | State::Sending => (IconName::Publish, Tone::Blue),
        State::Waiting { .. } => (IconName::Scheduled, Tone::Amber),
        State::Failed(_) => (IconName::Error, Tone::Red),
    };
    let state = entry.state;
    let label = Signal::derive(move || match (&state, behind.get()) {
        (State::Failed(_), _) => "Refused".to_owned(),
        (_, Some(blocked)) => behind_words(blocked).to_owned(),
        (State::Ready | State::Sending, None) => match device.held_until() {
            Some(until) => format!(
                "Waits for the limit of the service, {} s",
                seconds(until, now.get())
            ),
            None => "Sending".to_owned(),
        },
        (State::Waiting { until, why, .. }, None) => {
            format!(
                "{}, again in {} s",
                why_words(*why),
                seconds(*until, now.get())
            )
        }
    });
    view! { <StatusBadge icon=icon tone=tone plain=true label=label /> }
}

/// Whole seconds until a moment, rounded up.
#[must_use]
pub fn seconds(until: Moment, now: Moment) -> i64 {
    (until.0 - now.0 + 999).max(0) / 1_000
}

/// Why a write waits.
#[must_use]
pub const fn why_words(why: Reason) -> &'static str {
    match why {
        Reason::NoAnswer => "No answer from the service",
        Reason::TooMany => "The service asks to wait",
        Reason::Service => "The service failed",
    }
}

#[component]
fn Actions(entry: Entry) -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let messages = Messages::expect();
    let drawer = Drawer::expect();
    let id = StoredValue::new(entry.id.clone());
    let is_sending = matches!(entry.state, State::Sending);
    let can_edit = entry.write.has_text() || naming_of(&entry).is_some();
    let unsure = entry.unsure;
    let retry = move |_| {
        let id = id.get_value();
        spawn_local(async move { device.retry(&id).await });
    };
    let take_back = move |then_edit: bool| {
        let id = id.get_value();
        spawn_local(async move {
            match device.take_back(&id).await {
                Ok(Some(entry)) => {
                    if let Some(naming) = naming_of(&entry).filter(|_| then_edit) {
                        drawer.name_again(naming, paths::scenarios(&workspace.id(), ""));
                        return;
                    }
                    let title = said_of(&entry);
                    let key = device.keep_typed(&entry).await;
                    match key {
                        Ok(Some(key)) if then_edit => {
                            let path = path_of(workspace, &entry, &key);
                            device.want(key);
                            drawer.leave_for(&path);
                        }
                        Ok(Some(_)) => messages.done(format!(
                            "{title} was not sent. Its text is among the unsent edits."
                        )),
                        Ok(None) => messages.done(format!("{title} was not sent.")),
                        Err(error) => messages.failed(format!("{error} {}", error.advice())),
                    }
                }
                Ok(None) => messages.failed(
                    "It is being sent at this moment, or it is done. Look again in a moment.",
                ),
                Err(error) => messages.failed(format!("{error} {}", error.advice())),
            }
        });
    };
    let reason = MaybeProp::derive(move || {
        is_sending.then(|| "It is being sent at this moment.".to_owned())
    });
    view! {
        {unsure.then(|| view! {
            <p class="field-hint">
                "An answer was lost: the service may have it already. Trying again does no harm."
            </p>
        })}
        <div class="row">
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Primary
                disabled_reason=reason
                on_click=retry
            >
                "Try now"
            </Button>
            {can_edit.then(|| view! {
                <Button
                    size=ButtonSize::Small
                    disabled_reason=reason
                    on_click=move |_| take_back(true)
                >
                    "Edit"
                </Button>
            })}
            <Button
                size=ButtonSize::Small
                disabled_reason=reason
                on_click=move |_| take_back(false)
            >
                "Take back"
            </Button>
        </div>
    }
}

fn path_of(workspace: Workspace, entry: &Entry, key: &EditKey) -> String {
    let workspace = workspace.id();
    let edit = paths::query([("edit", key.item.as_str())]);
    match (entry.about(), &entry.target) {
        (About::Segment, Target::Known(id)) => paths::segment(&workspace, id),
        (About::Segment, Target::New(_)) => {
            paths::with_query(paths::new_segment(&workspace), &edit)
        }
        (_, Target::Known(id)) => paths::scenario(&workspace, id, ""),
        (_, Target::New(_)) => paths::new_scenario(&workspace, &edit),
    }
}

/// The name that somebody typed for a directory.
fn naming_of(entry: &Entry) -> Option<Naming> {
    let error = match &entry.state {
        State::Failed(failure) => Some(failure.message.clone()),
        _ => None,
    };
    match &entry.write {
        Write::Directory(DirectoryWrite::Create {
            name, parent_id, ..
        }) => Some(Naming {
            id: None,
            parent: parent_id.clone(),
            name: name.clone(),
            error,
        }),
        Write::Directory(DirectoryWrite::Rename { base, name }) => Some(Naming {
            id: Some(base.id.clone()),
            parent: None,
            name: name.clone(),
            error,
        }),
        _ => None,
    }
}

/// A write in a sentence: the scenario's title, or all of what was asked for.
fn said_of(entry: &Entry) -> String {
    match entry.about() {
        About::Scenario => format!("“{}”", entry.title),
        About::Segment | About::Directory => entry.write.words(),
    }
}

/// Sends what waits, as long as the workspace is open, and says how it ends where no form does.
#[component]
pub fn Sender() -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let messages = Messages::expect();
    let drawer = Drawer::expect();
    device.send_for(workspace);
    crate::web::online::on_online(move || device.hurry());
    // Tabs end without a word; what they leave is taken over sooner or later.
    let every = clock::Clock::expect();
    Effect::new(move || {
        let _moved = every.get();
        device.read_outbox();
    });
    let scope = workspace.scope();
    device.on_settled(move |settled| {
        let entry = &settled.entry;
        if entry.scope != scope || entry.step.is_some() || device.is_minded(&entry.id) {
            return;
        }
        match &settled.ending {
            crate::state::device::Ending::Done(_) if entry.group.is_none() => {
                let words = entry.write.words();
                messages.done(match entry.about() {
                    About::Scenario => {
                        format!("Done: {} “{}”.", words.to_lowercase(), entry.title)
                    }
                    About::Segment | About::Directory => format!("Done: {words}."),
                });
            }
            crate::state::device::Ending::Done(_) => {}
            crate::state::device::Ending::Refused(error) => {
                messages.failed_with(
                    format!("{} was refused. {error}", said_of(entry)),
                    "Show",
                    move || drawer.show_outbox(),
                );
            }
        }
    });
}

//! The writes that wait, and what can be done about each.

use std::collections::BTreeMap;

use domain::{
    Moment,
    outbox::{About, Entry, Reason, State},
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::{Device, Workspace},
    ui::{Banner, Button, ButtonSize, EmptyState, IconName, StatusBadge, Tone},
    web::{clock, idb::Store, online::is_online},
};

use super::{damaged::Unread, waiting::behind_words};

mod actions;
mod sender;

use actions::Actions;
pub use sender::Sender;

/// Entries of a group that are drawn one by one.
const SHOWN_OF_GROUP: usize = 5;

/// The writes of the workspace that the service has not taken yet.
#[component]
pub fn Outbox() -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let entries = Memo::new(move |_| device.outbox(&workspace.scope()));
    let unread = Memo::new(move |_| device.unread(Store::Outbox, &workspace.scope()));
    let list = move || {
        let entries = entries.get();
        if entries.is_empty() && unread.with(|unread| !unread.is_empty()) {
            return ().into_any();
        }
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
    };
    view! {
        <Unread store=Store::Outbox keys=unread />
        {list}
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
    let (failure, said) = match &entry.state {
        State::Failed(failure) => (Some(failure.clone()), None),
        // The others say all there is to say by their name.
        State::Waiting { why, .. } if *why == Reason::Service => (None, entry.said.clone()),
        _ => (None, None),
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
            {said.map(|said| view! {
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
    let online = is_online();
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
        (State::Waiting { why, .. }, None) if *why == Reason::NoAnswer && !online.get() => {
            "Waits for a connection".to_owned()
        }
        (State::Waiting { why, .. }, None) if *why == Reason::NoKey => "Waits for a key".to_owned(),
        (State::Waiting { why, .. }, None) => {
            let again = again_words(&state, now.get(), online.get());
            format!("{}{again}", why_words(*why, online.get()))
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
pub const fn why_words(why: Reason, online: bool) -> &'static str {
    match why {
        Reason::NoAnswer if !online => "No connection",
        Reason::NoAnswer => "No answer from the service",
        Reason::TooMany => "The service asks to wait",
        Reason::Service => "The service failed",
        Reason::NoKey => "The service asks for a key",
    }
}

/// When a write that waits is tried again; nothing of one that does not wait for a time.
#[must_use]
pub fn again_words(state: &State, now: Moment, online: bool) -> String {
    match (state, state.waits_until(now)) {
        (State::Waiting { why, .. }, _) if *why == Reason::NoAnswer && !online => {
            " as soon as there is a connection".to_owned()
        }
        (State::Waiting { why, .. }, _) if *why == Reason::NoKey => {
            " as soon as there is one".to_owned()
        }
        (_, Some(until)) => format!(", again in {} s", seconds(until, now)),
        (_, None) => String::new(),
    }
}

/// A write in a sentence: the scenario's title, or all of what was asked for.
fn said_of(entry: &Entry) -> String {
    match entry.about() {
        About::Scenario => format!("“{}”", entry.title),
        About::Segment | About::Directory => entry.write.words(),
    }
}

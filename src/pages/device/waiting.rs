//! In a form: that its last write has not reached the service yet.

use domain::outbox::{Blocked, Entry, Queue, Reason, State};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Drawer,
    outbox::{again_words, why_words},
};
use crate::{
    state::Device,
    ui::{Banner, Button, ButtonSize, Tone},
    web::{clock, online::is_online},
};

/// Why a write waits, in words for the person. `None` where it is on its way.
fn why_it_waits(queue: &Queue, entry: &Entry, online: bool) -> Option<String> {
    match &entry.state {
        State::Failed(failure) => Some(failure.message.clone()),
        State::Waiting { why, .. } => {
            // How the browser calls a missing answer helps nobody.
            let said = entry.said.clone().filter(|_| *why == Reason::Service);
            Some(said.unwrap_or_else(|| why_words(*why, online).to_owned()))
        }
        State::Ready | State::Sending if queue.is_held(&entry.id) => {
            Some(behind_words(queue.blocked(queue.number(&entry.id)?)?).to_owned())
        }
        State::Ready | State::Sending => None,
    }
}

/// What a write waits behind.
#[must_use]
pub const fn behind_words(blocked: Blocked) -> &'static str {
    match blocked {
        Blocked::BehindFailed => "Waits for an earlier write that was refused",
        Blocked::Behind => "Waits for an earlier write",
    }
}

/// That the last write of a form waits or was refused, why, and until when.
#[component]
pub fn WaitingBanner(
    /// The write, while it is in the outbox.
    #[prop(into)]
    write: Signal<Option<Entry>>,
) -> impl IntoView {
    let device = Device::expect();
    let drawer = Drawer::expect();
    let online = is_online();
    let waiting = Memo::new(move |_| {
        // What was refused is said by the form itself, where that has asked for it.
        let is_said = |entry: &Entry| entry.is_failed() && device.is_minded(&entry.id);
        let entry = write.get().filter(|entry| !is_said(entry))?;
        let why = device
            .queue()
            .with(|queue| why_it_waits(queue, &entry, online.get()))?;
        Some((entry, why))
    });
    move || {
        let (entry, why) = waiting.get()?;
        let id = entry.id.clone();
        let retry = Callback::new(move |()| {
            let id = id.clone();
            spawn_local(async move { device.retry(&id).await });
        });
        let actions = ViewFn::from(move || {
            view! {
                <Button size=ButtonSize::Small on_click=move |_| retry.run(())>"Try now"</Button>
                <Button size=ButtonSize::Small on_click=move |_| drawer.show_outbox()>
                    "Show the outbox"
                </Button>
            }
        });
        let has_text = entry.write.has_text();
        let banner = match entry.state {
            State::Failed(failure) => view! {
                <Banner tone=Tone::Red title=why actions=actions>{failure.advice}</Banner>
            }
            .into_any(),
            state => view! {
                <Banner tone=Tone::Amber title=why actions=actions>
                    {if has_text {
                        "Your text is still here, and kept on this device. It is sent by itself"
                    } else {
                        "Nothing is changed yet. What you asked for is kept on this device, and sent by itself"
                    }}
                    <Again state=state online=online />
                    {if has_text {
                        ". You can go on writing, or leave."
                    } else {
                        ". You can leave."
                    }}
                </Banner>
            }
            .into_any(),
        };
        Some(banner)
    }
}

/// When it is tried again.
#[component]
fn Again(state: State, online: Signal<bool>) -> impl IntoView {
    let now = clock::each_second();
    move || again_words(&state, now.get(), online.get())
}

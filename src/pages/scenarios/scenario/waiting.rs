//! A write of this form that the service has not taken yet.

use domain::outbox::State;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::device::{Drawer, seconds, why_words},
    state::Device,
    ui::{Banner, Button, ButtonSize, Tone},
    web::clock,
};

use super::form::Form;

/// That a write waits, why, and until when.
#[component]
pub fn Waiting(form: Form) -> impl IntoView {
    let device = Device::expect();
    let drawer = Drawer::expect();
    let waiting = Memo::new(move |_| {
        form.on_its_way_now()
            .filter(|entry| matches!(entry.state, State::Waiting { .. } | State::Failed(_)))
    });
    move || {
        let entry = waiting.get()?;
        let title = match &entry.state {
            State::Waiting { why, .. } => entry
                .said
                .clone()
                .unwrap_or_else(|| why_words(*why).to_owned()),
            State::Failed(failure) => failure.message.clone(),
            State::Ready | State::Sending => return None,
        };
        let id = entry.id.clone();
        let retry = Callback::new(move |()| {
            let id = id.clone();
            spawn_local(async move { device.retry(&id).await });
        });
        Some(view! {
            <Banner
                tone=Tone::Amber
                title=title
                actions=ViewFn::from(move || view! {
                    <Button size=ButtonSize::Small on_click=move |_| retry.run(())>"Try now"</Button>
                    <Button size=ButtonSize::Small on_click=move |_| drawer.show_outbox()>
                        "Show the outbox"
                    </Button>
                })
            >
                "Your text is still here, and kept on this device. It is sent by itself"
                <Again state=entry.state />
                ". You can go on writing, or leave."
            </Banner>
        })
    }
}

/// When it is tried again.
#[component]
fn Again(state: State) -> impl IntoView {
    let now = clock::each_second();
    move || match &state {
        State::Waiting { until, .. } => format!(", again in {} s", seconds(*until, now.get())),
        _ => String::new(),
    }
}

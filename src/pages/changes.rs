//! What changed in a workspace between two days, as far as this device has seen it.

use leptos::prelude::*;

use crate::{
    state::{Device, Prefs, Workspace, device::Recording},
    ui::{Banner, Later, Progress, Tone},
    web::focus,
};

mod change;
mod list;
mod period;
mod settings;

use list::Changes;
use period::{Chosen, PeriodBar};
use settings::HistorySettings;
pub use settings::{DeleteHistory, RememberChoice};

/// What changed.
#[component]
pub fn ChangesPage() -> impl IntoView {
    view! {
        <Later now=true waiting=|| view! { <Progress label="Opening the changes…" /> }>
            <Page />
        </Later>
    }
}

/// Keeps what the open workspace shows, where the person wants that.
#[component]
pub fn Recorder() -> impl IntoView {
    Device::expect().record_for(Workspace::expect());
}

#[component]
fn Page() -> impl IntoView {
    focus::set_title("Changes");
    let chosen = Chosen::here();
    view! {
        <div class="panes">
            <main class="pane" data-name="changes" id="main" tabindex="-1">
                <div class="pane-head">
                    <h1 class="pane-title">"Changes"</h1>
                </div>
                <PeriodBar chosen=chosen />
                <div class="pane-body" data-pad="">
                    <div class="changes">
                        <NotKept />
                        <Changes chosen=chosen />
                        <HistorySettings />
                    </div>
                </div>
            </main>
        </div>
    }
}

/// Says that what is seen now is not being kept.
#[component]
fn NotKept() -> impl IntoView {
    let device = Device::expect();
    let prefs = Prefs::expect();
    move || match device.seen_recording() {
        Recording::Failed(error) if prefs.remembers() => Some(view! {
            <Banner tone=Tone::Amber title="New versions are not being remembered">
                <p>{error.to_string()}</p>
                <p>
                    "What the service has is safe, and so is what was remembered before. Free space on the disk, or choose a smaller limit below; it goes on by itself with the next change."
                </p>
            </Banner>
        }),
        _ => None,
    }
}

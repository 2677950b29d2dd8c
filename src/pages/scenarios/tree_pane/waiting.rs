//! Changes of the directories that the service has not taken yet. The tree shows what there is, so
//! it says beside it what is to come.

use domain::{
    outbox::{About, Entry, State},
    words,
};
use leptos::prelude::*;

use crate::{
    pages::device::{Drawer, why_words},
    state::{Device, Workspace},
    ui::{Button, ButtonSize, Icon, IconName, Tone},
    web::online::is_online,
};

/// What waits, why, and the way to it.
#[component]
pub fn WaitingWrites(workspace: Workspace) -> impl IntoView {
    let device = Device::expect();
    let drawer = Drawer::expect();
    let online = is_online();
    let scope = workspace.scope();
    let waiting = Memo::new(move |_| {
        device.queue().with(|queue| {
            let is_ours = |entry: &&Entry| {
                // What was refused is said where it was asked for, as long as that is there.
                let is_said = entry.is_failed() && device.is_minded(&entry.id);
                entry.scope == scope && entry.about() == About::Directory && !is_said
            };
            let entries = queue.entries().iter().map(|(_, entry)| entry);
            entries
                .filter(is_ours)
                .filter(|entry| queue.is_held(&entry.id))
                .map(|entry| (entry.write.words(), entry.state.clone()))
                .collect::<Vec<_>>()
        })
    });
    move || {
        let all = waiting.get();
        let (first, _) = all.first()?.clone();
        let refused = all
            .iter()
            .filter(|(_, state)| matches!(state, State::Failed(_)))
            .count();
        let what = match all.len() {
            1 => first,
            several => format!(
                "{} of directories not sent yet",
                words::count(several as u64, "change")
            ),
        };
        // What was refused needs somebody; the rest goes by itself.
        let why = match (refused, all.len()) {
            (0, _) => {
                let waits = all.iter().find_map(|(_, state)| match state {
                    State::Waiting { why, .. } => Some(why_words(*why, online.get())),
                    _ => None,
                });
                let waits = waits.unwrap_or("Waits for an earlier write");
                format!("{waits}. Sent by itself.")
            }
            (1, 1) => "Refused: see why, and decide.".to_owned(),
            (refused, _) => format!("{refused} refused: see why, and decide."),
        };
        let (tone, drawing) = if refused > 0 {
            (Tone::Red, IconName::Error)
        } else {
            (Tone::Amber, IconName::Scheduled)
        };
        Some(view! {
            <div class="directory-note" data-tone=tone.as_str() role="status">
                <Icon name=drawing />
                <div>
                    <span class="directory-note-what">{what}</span>
                    <span class="directory-note-why">{why}</span>
                    <Button size=ButtonSize::Small on_click=move |_| drawer.show_outbox()>
                        "Show the outbox"
                    </Button>
                </div>
            </div>
        })
    }
}

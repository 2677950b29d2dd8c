//! Changes of the directories that the service has not taken yet. The tree shows what there is, so
//! it says beside it what is to come.

use domain::{
    outbox::{About, Entry},
    words,
};
use leptos::prelude::*;

use crate::{
    pages::device::{Drawer, why_it_waits},
    state::{Device, Workspace},
    ui::{Banner, Button, ButtonSize, Tone},
};

/// What waits, why, and the way to it.
#[component]
pub fn WaitingWrites(workspace: Workspace) -> impl IntoView {
    let device = Device::expect();
    let drawer = Drawer::expect();
    let scope = workspace.scope();
    let waiting = Memo::new(move |_| {
        device.queue().with(|queue| {
            let about = |entry: &&Entry| {
                // What was refused is said where it was asked for, as long as that is there.
                let is_said = entry.is_failed() && device.is_minded(&entry.id);
                entry.scope == scope && entry.about() == About::Directory && !is_said
            };
            let entries = queue.entries().iter().map(|(_, entry)| entry);
            entries
                .filter(about)
                .filter_map(|entry| {
                    let why = why_it_waits(queue, entry)?;
                    Some((entry.write.words(), why, entry.is_failed()))
                })
                .collect::<Vec<_>>()
        })
    });
    move || {
        let all = waiting.get();
        let refused = all.iter().any(|(_, _, refused)| *refused);
        // What was refused needs somebody; the rest goes by itself.
        let (what, why, _) = all.iter().find(|(_, _, is)| *is == refused)?.clone();
        let title = match all.len() {
            1 => what,
            several => format!(
                "{} of directories not sent yet",
                words::count(several as u64, "change")
            ),
        };
        let tone = if refused { Tone::Red } else { Tone::Amber };
        let after = if refused {
            ""
        } else {
            " It is kept on this device and sent by itself."
        };
        Some(view! {
            <Banner
                tone=tone
                title=title
                actions=ViewFn::from(move || view! {
                    <Button size=ButtonSize::Small on_click=move |_| drawer.show_outbox()>
                        "Show the outbox"
                    </Button>
                })
            >
                {words::sentence(&why)} {after}
            </Banner>
        })
    }
}

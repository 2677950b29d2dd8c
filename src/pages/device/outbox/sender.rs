//! Sending, as long as a workspace is open.

use std::collections::HashSet;

use domain::outbox::About;
use leptos::prelude::*;

use crate::{
    pages::device::Drawer,
    state::{Device, Messages, Workspace, device::Ending},
    web::clock,
};

use super::said_of;

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
    // What somebody has decided about, here or in another tab, needs no word any more.
    let failed = Memo::new(move |_| {
        device.queue().with(|queue| {
            let failed = queue.entries().iter().filter(|(_, e)| e.is_failed());
            failed.map(|(_, e)| e.id.clone()).collect::<HashSet<_>>()
        })
    });
    Effect::new(move |before: Option<HashSet<String>>| {
        let now = failed.get();
        for id in before.iter().flatten().filter(|id| !now.contains(*id)) {
            messages.settled(id);
        }
        now
    });
    let scope = workspace.scope();
    device.on_settled(move |settled| {
        let entry = &settled.entry;
        if entry.scope != scope || entry.step.is_some() || device.is_minded(&entry.id) {
            return;
        }
        match &settled.ending {
            Ending::Done(_) if entry.group.is_none() => {
                let words = entry.write.words();
                messages.done(match entry.about() {
                    About::Scenario => {
                        format!("Done: {} “{}”.", words.to_lowercase(), entry.title)
                    }
                    About::Segment | About::Directory => format!("Done: {words}."),
                });
            }
            Ending::Done(_) => {}
            Ending::Refused(error) => {
                messages.failed_until(
                    entry.id.clone(),
                    format!("{} was refused. {error}", said_of(entry)),
                    "Show",
                    move || drawer.show_outbox(),
                );
            }
        }
    });
}

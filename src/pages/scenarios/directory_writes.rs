//! Asking for a change of the directories: it goes through the outbox like every write.

use domain::outbox::{DirectoryWrite, Entry, Target, Write};
use leptos::task::spawn_local;

use crate::{
    state::{Device, Workspace, device::Ending},
    web::{clock, ids},
};

/// Puts a write into the outbox and gives back its name there. `ended` is told once how it ended,
/// as long as this tab is there and minds it; otherwise the outbox says it.
pub fn ask(
    workspace: Workspace,
    device: Device,
    write: DirectoryWrite,
    ended: impl Fn(&str, &Ending) + 'static,
) -> String {
    let id = ids::random();
    let target = match write.base() {
        Some(base) => Target::Known(base.id.clone()),
        None => Target::New(id.clone()),
    };
    let write = Write::Directory(write);
    let entry = Entry::new(id.clone(), workspace.scope(), target, write, clock::now());
    let name = id.clone();
    device.watch(&id, move |ending| ended(&name, ending));
    spawn_local(async move { device.enqueue(vec![entry]).await });
    id
}

/// Takes a refused write out of the outbox: who asked for it is told why where they asked.
pub fn give_up(device: Device, id: &str) {
    let id = id.to_owned();
    spawn_local(async move {
        // Where it cannot be taken out, the outbox shows it.
        let _ = device.take_back(&id).await;
        device.forget(&id);
    });
}

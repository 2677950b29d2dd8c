//! The name of a directory, from its field in the tree to the service.

use std::time::Duration;

use domain::outbox::{DirectoryWrite, Queue};
use leptos::prelude::*;

use crate::{
    api::ApiError,
    pages::{
        device::Naming,
        scenarios::directory_writes,
        workspace::{Panes, ShownPane},
    },
    state::device::Ending,
    ui::EditTarget,
};

use super::{super::directory_of, DirectoryActions};

/// How long the field of a name stays for the answer. A service that is there refuses a taken name
/// within it, and the person corrects it where they typed it; for longer nobody waits before a
/// field: the outbox has it then.
const A_MOMENT: Duration = Duration::from_secs(2);

impl DirectoryActions {
    /// A name was confirmed.
    pub(in crate::pages::scenarios::tree_pane) fn confirm(self, target: EditTarget, name: String) {
        if name.trim().is_empty() {
            match target {
                EditTarget::New { .. } => self.edit.set(None),
                EditTarget::Rename(_) => self.refuse("A directory needs a name.".to_owned()),
            }
            return;
        }
        let name = name.trim().to_owned();
        let workspace = self.listing.workspace;
        let write = match target {
            EditTarget::Rename(row) => {
                let Some(id) = directory_of(&row) else {
                    return;
                };
                if !self.has_directories() {
                    // A service that names none: the name is one of this device.
                    self.prefs.set_label(&workspace.id(), &id, name.clone());
                    self.edit.set(None);
                    self.messages.say(format!("Renamed to “{name}”."));
                    return;
                }
                let Some(base) = workspace.directory(&id) else {
                    self.refuse("There is no such directory any more.".to_owned());
                    return;
                };
                DirectoryWrite::Rename {
                    base,
                    name: name.clone(),
                }
            }
            EditTarget::New { parent } => {
                let parent_id = parent.as_deref().and_then(directory_of);
                let namesake = workspace.directory_named(&name, parent_id.as_deref());
                DirectoryWrite::Create {
                    name: name.clone(),
                    parent_id,
                    namesake: namesake.map(|directory| directory.id),
                }
            }
        };
        self.edit.update(|edit| {
            if let Some(edit) = edit {
                edit.busy = true;
                edit.text = name;
            }
        });
        let words = match &write {
            DirectoryWrite::Rename { name, .. } => format!("Renamed to “{name}”."),
            write => format!("Created “{}”.", write.name()),
        };
        let id = directory_writes::ask(workspace, self.device, write, move |id, ending| {
            self.named(id, &words, ending);
        });
        self.naming.set(Some(id.clone()));
        set_timeout(move || self.let_go(&id), A_MOMENT);
    }

    /// A name was taken or refused.
    fn named(self, id: &str, words: &str, ending: &Ending) {
        let is_in_field = self.is_named_by(id);
        match ending {
            Ending::Done(_) => {
                if is_in_field {
                    self.edit.set(None);
                }
                self.messages.say(words);
            }
            // It stands in its field, with the reason: there it is corrected.
            Ending::Refused(error) if is_in_field => {
                directory_writes::give_up(self.device, id);
                self.refuse(reason(error));
            }
            // Another name is being typed by now: the outbox keeps this one.
            Ending::Refused(error) => {
                self.device.forget(id);
                let drawer = self.drawer;
                let show = move || drawer.show_outbox();
                self.messages.failed_with(reason(error), "Show", show);
            }
        }
    }

    /// Whether the field of a name is still that of this write.
    fn is_named_by(self, id: &str) -> bool {
        let is_busy = self
            .edit
            .try_with_untracked(|edit| edit.as_ref().is_some_and(|edit| edit.busy));
        let is_this = self
            .naming
            .try_with_untracked(|naming| naming.as_deref() == Some(id));
        is_busy == Some(true) && is_this == Some(true)
    }

    /// Closes the field of a name: the outbox has it, and says how it ends.
    fn let_go(self, id: &str) {
        if !self.is_named_by(id) {
            return;
        }
        self.edit.try_set(None);
        self.device.forget(id);
        self.messages.say(
            "The name is not at the service yet. It is kept on this device, and sent by itself.",
        );
    }

    /// Lets the field of a name go where its write waits, and opens it for a name that was taken
    /// back from the outbox.
    pub(in crate::pages::scenarios::tree_pane) fn follow(self, panes: Panes) {
        let queue = self.device.queue();
        Effect::new(move || {
            let waits = self.naming.with(|naming| {
                let id = naming.as_deref()?;
                // One that was refused is answered where it was asked for.
                let is_held = |queue: &Queue| {
                    queue.is_held(id) && queue.get(id).is_some_and(|entry| !entry.is_failed())
                };
                queue.with(is_held).then(|| id.to_owned())
            });
            if let Some(id) = waits {
                self.let_go(&id);
            }
        });
        let directories = self.listing.workspace.directories();
        let is_read = Memo::new(move |_| directories.with(|known| known.ready().is_some()));
        Effect::new(move || {
            // A row that is not there yet cannot take a name.
            if !is_read.get() {
                return;
            }
            if let Some(naming) = self.drawer.take_naming() {
                panes.show(ShownPane::Tree);
                untrack(|| self.name_again(naming));
            }
        });
    }

    fn name_again(self, naming: Naming) {
        let Naming {
            id,
            parent,
            name,
            error,
        } = naming;
        match id {
            Some(id) if self.listing.workspace.directory(&id).is_none() => {
                self.messages.failed(format!(
                    "The directory that was to become “{name}” is not there any more."
                ));
                return;
            }
            Some(id) => self.begin_rename(&id),
            None => self.begin_new_in(parent.as_deref()),
        }
        self.edit.update(|edit| {
            if let Some(edit) = edit {
                edit.text = name;
                edit.error = error;
            }
        });
    }

    fn refuse(self, error: String) {
        self.edit.try_update(|edit| {
            if let Some(edit) = edit {
                edit.busy = false;
                edit.error = Some(error);
            }
        });
    }
}

fn reason(error: &ApiError) -> String {
    match error {
        ApiError::Invalid(errors) => errors
            .0
            .iter()
            .map(|error| error.message.clone())
            .collect::<Vec<_>>()
            .join("; "),
        other => other.to_string(),
    }
}

//! What can be done to directories, and how it ends.

use std::time::Duration;

use contract::Capability;
use domain::outbox::{DirectoryWrite, Queue};
use leptos::prelude::*;

use crate::{
    api::ApiError,
    pages::{
        device::{Drawer, Naming, Undoing},
        workspace::{Panes, ShownPane},
    },
    state::{Device, Messages, Prefs, device::Ending},
    ui::{ConfirmDialog, EditTarget, TreeEdit},
};

use super::{
    super::{directory_writes, move_dialog},
    Cut, DirectoryChoice, Listing, Open, accepts, directory_of,
};

/// How long the field of a name stays for the answer. A service that is there refuses a taken name
/// within it, and the person corrects it where they typed it; for longer nobody waits before a
/// field: the outbox has it then.
const A_MOMENT: Duration = Duration::from_secs(2);

/// The actions of the tree.
#[derive(Clone, Copy)]
pub struct DirectoryActions {
    device: Device,
    listing: Listing,
    edit: RwSignal<Option<TreeEdit>>,
    open: Open,
    /// The write that the field of a name waits for.
    naming: RwSignal<Option<String>>,
    deleting: RwSignal<Option<String>>,
    asks: RwSignal<bool>,
    messages: Messages,
    undoing: Undoing,
    drawer: Drawer,
    prefs: Prefs,
}

impl DirectoryActions {
    pub(super) fn new(listing: Listing, edit: RwSignal<Option<TreeEdit>>, open: Open) -> Self {
        Self {
            device: Device::expect(),
            listing,
            edit,
            open,
            naming: RwSignal::new(None),
            deleting: RwSignal::new(None),
            asks: RwSignal::new(false),
            messages: Messages::expect(),
            undoing: Undoing::expect(),
            drawer: Drawer::expect(),
            prefs: Prefs::expect(),
        }
    }

    /// Whether the service has directories at all.
    pub(super) fn has_directories(self) -> bool {
        self.listing.workspace.has(Capability::Directories)
    }

    /// A new directory inside the chosen one, or at the top.
    pub(super) fn begin_new(self) {
        let parent = match self.listing.filter.with_untracked(|f| f.directory.clone()) {
            DirectoryChoice::Id(id) => Some(id),
            DirectoryChoice::All | DirectoryChoice::None => None,
        };
        self.begin_new_in(parent.as_deref());
    }

    pub(super) fn begin_new_in(self, parent: Option<&str>) {
        let row = parent.map(|id| format!("{}{id}", super::DIRECTORY));
        if let Some(row) = &row {
            self.open.toggle(std::slice::from_ref(row), true);
        }
        self.edit.set(Some(TreeEdit::new_in(row.as_deref())));
    }

    pub(super) fn begin_rename(self, id: &str) {
        let name = self
            .listing
            .workspace
            .tree()
            .with_untracked(|tree| tree.get(id).map(|node| node.name.clone()));
        if let Some(name) = name {
            let row = format!("{}{id}", super::DIRECTORY);
            self.edit.set(Some(TreeEdit::rename(&row, &name)));
        }
    }

    pub(super) fn begin_move(self, id: &str) {
        self.listing.moving.set(Some(Cut::Directory(id.to_owned())));
    }

    /// A name was confirmed.
    pub(super) fn confirm(self, target: EditTarget, name: String) {
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
    pub(super) fn follow(self, panes: Panes) {
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

    /// Puts scenarios or a directory on a row.
    pub(super) fn put(self, what: &Cut, row: &str) {
        let target = directory_of(row);
        if let Err(why) = accepts(self.listing.workspace, what, row) {
            self.messages.failed(why);
            return;
        }
        self.listing.cut.set(None);
        move_dialog::put(
            self.listing,
            self.device,
            (self.messages, self.undoing),
            what.clone(),
            target,
        );
    }

    /// Asks before a directory is deleted: its content moves up and does not move back.
    pub(super) fn ask_delete(self, row: &str) {
        if let Some(id) = directory_of(row).filter(|_| self.has_directories()) {
            self.deleting.set(Some(id));
            self.asks.set(true);
        }
    }

    fn delete(self) {
        let Some(id) = self.deleting.get_untracked() else {
            return;
        };
        let listing = self.listing;
        let name = listing
            .workspace
            .tree()
            .with_untracked(|tree| tree.path(&id));
        let parent = listing.workspace.tree().with_untracked(|tree| {
            tree.get(&id)
                .and_then(|node| Some(tree.nodes().get(node.parent?)?.id.clone()))
        });
        let Some(base) = listing.workspace.directory(&id) else {
            self.messages
                .failed(format!("There is no directory “{name}” any more."));
            return;
        };
        let write = DirectoryWrite::Delete { base };
        let ended = move |write: &str, ending: &Ending| match ending {
            Ending::Done(_) => {
                let chosen = listing.filter.try_get_untracked().map(|f| f.directory);
                if chosen == Some(DirectoryChoice::Id(id.clone())) {
                    let above = parent.clone();
                    listing
                        .choose_directory(above.map_or(DirectoryChoice::All, DirectoryChoice::Id));
                }
                self.messages.done(format!(
                    "Deleted the directory “{name}”. Its content moved up."
                ));
            }
            Ending::Refused(error) => {
                directory_writes::give_up(self.device, write);
                self.messages.failed(format!(
                    "“{name}” was not deleted. {error} {}",
                    error.advice()
                ));
            }
        };
        directory_writes::ask(listing.workspace, self.device, write, ended);
    }

    /// The question before a directory is deleted.
    pub(super) fn dialog(self) -> impl IntoView {
        let words = Signal::derive(move || {
            let id = self.deleting.get().unwrap_or_default();
            self.listing.workspace.tree().with(|tree| {
                let above = tree
                    .get(&id)
                    .and_then(|node| tree.nodes().get(node.parent?))
                    .map_or_else(
                        || "the top level and “No directory”".to_owned(),
                        |parent| format!("“{}”", parent.name),
                    );
                (tree.path(&id), above)
            })
        });
        view! {
            <ConfirmDialog
                open=self.asks
                title=Signal::derive(move || format!("Delete “{}”?", words.get().0))
                confirm="Delete the directory"
                danger=true
                on_confirm=move |()| self.delete()
            >
                <p>
                    "No scenario is deleted. The scenarios and directories in it move to "
                    {move || words.get().1} ". Deleting the directory cannot be undone."
                </p>
            </ConfirmDialog>
        }
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

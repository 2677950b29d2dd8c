//! What can be done to directories, and how it ends.

use contract::Capability;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    pages::device::Undoing,
    state::{Device, Messages, Prefs},
    ui::{ConfirmDialog, EditTarget, TreeEdit},
};

use super::{super::move_dialog, Cut, DirectoryChoice, Listing, Open, accepts, directory_of};

/// The actions of the tree.
#[derive(Clone, Copy)]
pub struct DirectoryActions {
    device: Device,
    listing: Listing,
    edit: RwSignal<Option<TreeEdit>>,
    open: Open,
    deleting: RwSignal<Option<String>>,
    asks: RwSignal<bool>,
    messages: Messages,
    undoing: Undoing,
    prefs: Prefs,
}

impl DirectoryActions {
    pub(super) fn new(listing: Listing, edit: RwSignal<Option<TreeEdit>>, open: Open) -> Self {
        Self {
            device: Device::expect(),
            listing,
            edit,
            open,
            deleting: RwSignal::new(None),
            asks: RwSignal::new(false),
            messages: Messages::expect(),
            undoing: Undoing::expect(),
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
        self.edit.update(|edit| {
            if let Some(edit) = edit {
                edit.busy = true;
                edit.text.clone_from(&name);
            }
        });
        let workspace = self.listing.workspace;
        spawn_local(async move {
            let shown = name.trim().to_owned();
            let result = match target {
                EditTarget::Rename(row) => match directory_of(&row) {
                    Some(id) => workspace
                        .rename_directory(self.prefs, &id, name)
                        .await
                        .map(|()| format!("Renamed to “{shown}”.")),
                    None => Ok(String::new()),
                },
                EditTarget::New { parent } => {
                    let parent = parent.as_deref().and_then(directory_of);
                    workspace
                        .create_directory(name, parent)
                        .await
                        .map(|_| format!("Created “{shown}”."))
                }
            };
            match result {
                Ok(words) => {
                    self.edit.try_set(None);
                    self.messages.say(words);
                }
                Err(error) => self.refuse(reason(&error)),
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
        spawn_local(async move {
            match listing.workspace.delete_directory(&id).await {
                Ok(()) => {
                    let chosen = listing.filter.try_get_untracked().map(|f| f.directory);
                    if chosen == Some(DirectoryChoice::Id(id)) {
                        listing.choose_directory(
                            parent.map_or(DirectoryChoice::All, DirectoryChoice::Id),
                        );
                    }
                    self.messages.done(format!(
                        "Deleted the directory “{name}”. Its content moved up."
                    ));
                }
                Err(error) => self.messages.failed(format!(
                    "“{name}” was not deleted. {error} {}",
                    error.advice()
                )),
            }
        });
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

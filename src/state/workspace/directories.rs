//! Commands on directories. After each the tree is read again: counts and order may have changed.

use contract::{
    Field,
    opencx::{Directory, DirectoryInput, Training},
};
use domain::outbox::{DirectoryWrite, Entry, Standing};
use leptos::prelude::*;

use super::{Known, Unwritten, Workspace};
use crate::api::{ApiError, Client, opencx};

impl Workspace {
    /// Writes a directory, once: what it has left, but of one that was deleted. A create
    /// whose answer was lost is looked for first where nothing else keeps it from being made twice.
    ///
    /// # Errors
    ///
    /// [`ApiError::Conflict`] where somebody else has changed the same meanwhile, or has the name;
    /// any other [`ApiError`].
    pub async fn write_directory(
        self,
        write: &DirectoryWrite,
        entry: &Entry,
    ) -> Result<Option<Directory>, Unwritten> {
        let client = self.client();
        // The list gives no tags (decision 24), so everything but a create is preceded by a fresh
        // reading; a create, only where nothing else keeps it from being done twice.
        let reads =
            !write.is_create() || self.looks_first(entry).await.map_err(Unwritten::before)?;
        if reads
            && let Some(left) = self
                .done_before(&client, write)
                .await
                .map_err(Unwritten::before)?
        {
            return Ok(left);
        }
        match self.send_directory(&client, write, &entry.id).await {
            // The key may be forgotten by now: its own earlier attempt may have the name.
            Err(refused @ ApiError::Conflict { .. }) if entry.unsure && write.is_create() => {
                let done = self.done_before(&client, write).await?;
                Ok(done.ok_or(refused)?)
            }
            // Somebody else was faster: it is gone, which is what was asked for.
            Err(ApiError::NotFound { .. }) if matches!(write, DirectoryWrite::Delete { .. }) => {
                self.directory_is_gone(write);
                Ok(None)
            }
            result => Ok(result?),
        }
    }

    /// What a write has left that is done already; `None` where it is to be sent.
    async fn done_before(
        self,
        client: &Client,
        write: &DirectoryWrite,
    ) -> Result<Option<Option<Directory>>, ApiError> {
        let all = opencx::directories(client, None).await?;
        let standing = write.standing(&all);
        self.directories.try_set(Known::Ready(all));
        match standing {
            Standing::Open => Ok(None),
            Standing::Done(left) => {
                if left.is_none() {
                    self.directory_is_gone(write);
                }
                Ok(Some(left))
            }
            Standing::Changed { how } => Err(ApiError::Conflict { message: how }),
            Standing::Gone => Err(ApiError::NotFound {
                message: format!("There is no directory “{}” any more.", write.name()),
            }),
        }
    }

    async fn send_directory(
        self,
        client: &Client,
        write: &DirectoryWrite,
        key: &str,
    ) -> Result<Option<Directory>, ApiError> {
        let input =
            |name: Field<String>, parent_id: Field<String>| DirectoryInput { name, parent_id };
        let left = match write {
            DirectoryWrite::Create {
                name, parent_id, ..
            } => {
                let parent = Field::from_option(parent_id.clone());
                let input = input(Field::Value(name.clone()), parent);
                opencx::create_directory(client, &input, key).await?
            }
            DirectoryWrite::Rename { base, name } => {
                let input = input(Field::Value(name.clone()), Field::Absent);
                opencx::update_directory(client, &base.id, &input).await?
            }
            DirectoryWrite::Move {
                base, parent_id, ..
            } => {
                let input = input(Field::Absent, Field::from_option(parent_id.clone()));
                opencx::update_directory(client, &base.id, &input).await?
            }
            DirectoryWrite::Delete { base } => {
                opencx::delete_directory(client, &base.id).await?;
                self.directory_is_gone(write);
                return Ok(None);
            }
        };
        self.directories.try_update(|known| {
            if let Known::Ready(all) = known {
                match all.iter_mut().find(|old| old.id == left.id) {
                    Some(old) => old.clone_from(&left),
                    None => all.push(left.clone()),
                }
            }
        });
        self.read_directories_soon();
        Ok(Some(left))
    }

    /// The service has moved its scenarios up with it; reading all of them again would say the
    /// same.
    fn directory_is_gone(self, write: &DirectoryWrite) {
        let Some(gone) = write.base() else {
            return;
        };
        self.directories.try_update(|known| {
            if let Known::Ready(all) = known {
                all.retain(|other| other.id != gone.id);
                for child in all {
                    if child.parent_id.as_ref() == Some(&gone.id) {
                        child.parent_id.clone_from(&gone.parent_id);
                    }
                }
            }
        });
        self.index.try_update(|index| {
            let inside: Vec<Training> = index
                .iter()
                .filter(|training| training.directory_id.as_ref() == Some(&gone.id))
                .cloned()
                .collect();
            for mut training in inside {
                training.directory_id.clone_from(&gone.parent_id);
                index.upsert(training);
            }
        });
        self.read_directories(true);
    }

    /// A directory as the service showed it last.
    #[must_use]
    pub fn directory(self, id: &str) -> Option<Directory> {
        self.directories
            .try_with_untracked(|known| {
                let mut all = known.ready()?.iter();
                all.find(|directory| directory.id == id).cloned()
            })
            .flatten()
    }

    /// The directory that is known to have a name at a place.
    #[must_use]
    pub fn directory_named(self, name: &str, parent: Option<&str>) -> Option<Directory> {
        self.directories
            .try_with_untracked(|known| {
                let mut all = known.ready()?.iter();
                all.find(|other| other.name == name && other.parent_id.as_deref() == parent)
                    .cloned()
            })
            .flatten()
    }
}

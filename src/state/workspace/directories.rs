//! Commands on directories. After each the tree is read again: counts and order may have changed.

use contract::{
    Capability, Field,
    opencx::{Directory, DirectoryInput, Training},
};

use leptos::prelude::*;

use super::Workspace;
use crate::{
    api::{ApiError, opencx},
    state::Prefs,
};

impl Workspace {
    /// Creates a directory.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn create_directory(
        self,
        name: String,
        parent_id: Option<String>,
    ) -> Result<Directory, ApiError> {
        let input = DirectoryInput {
            name: Field::Value(name),
            parent_id: Field::from_option(parent_id),
        };
        let directory = opencx::create_directory(&self.client(), &input).await?;
        self.read_directories();
        Ok(directory)
    }

    /// Renames a directory: at the service, or on this device where it names none.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn rename_directory(
        self,
        prefs: Prefs,
        id: &str,
        name: String,
    ) -> Result<(), ApiError> {
        if !self.has(Capability::Directories) {
            prefs.set_label(&self.id(), id, name.trim().to_owned());
            return Ok(());
        }
        let input = DirectoryInput {
            name: Field::Value(name),
            parent_id: Field::Absent,
        };
        opencx::update_directory(&self.client(), id, &input).await?;
        self.read_directories();
        Ok(())
    }

    /// Moves a directory with everything in it.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn move_directory(self, id: &str, parent_id: Option<String>) -> Result<(), ApiError> {
        let input = DirectoryInput {
            name: Field::Absent,
            parent_id: Field::from_option(parent_id),
        };
        opencx::update_directory(&self.client(), id, &input).await?;
        self.read_directories();
        Ok(())
    }

    /// Deletes a directory; its scenarios and subdirectories move to its parent.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn delete_directory(self, id: &str) -> Result<(), ApiError> {
        let parent = self
            .tree
            .try_with_untracked(|tree| {
                let place = tree.get(id)?.parent?;
                Some(tree.nodes().get(place)?.id.clone())
            })
            .flatten();
        opencx::delete_directory(&self.client(), id).await?;
        // The service has moved the scenarios with it; reading all of them again would say the same.
        self.index.try_update(|index| {
            let inside: Vec<Training> = index
                .iter()
                .filter(|training| training.directory_id.as_deref() == Some(id))
                .cloned()
                .collect();
            for mut training in inside {
                training.directory_id.clone_from(&parent);
                index.upsert(training);
            }
        });
        self.read_directories();
        Ok(())
    }
}

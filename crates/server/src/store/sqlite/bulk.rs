//! Many rows in one transaction.

use super::{SqliteStore, trainings};
use crate::store::{StoreError, seed::Seed};

impl SqliteStore {
    /// Writes `seed` into a workspace in one transaction: all of it or nothing. Call it again
    /// for more; a few thousand scenarios at a time keep other writers waiting least.
    ///
    /// # Errors
    ///
    /// An id that is taken, a directory or segment that is named but neither here nor stored.
    pub async fn insert_bulk(&self, workspace: &str, seed: Seed) -> Result<(), StoreError> {
        let workspace = workspace.to_owned();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let Seed {
                        directories,
                        segments,
                        trainings,
                    } = seed;
                    for directory in &directories {
                        super::directories::insert(connection, &workspace, directory).await?;
                    }
                    for segment in &segments {
                        super::segments::insert(connection, &workspace, segment).await?;
                    }
                    for row in &trainings {
                        trainings::insert(connection, &workspace, &row.training, &row.versions)
                            .await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

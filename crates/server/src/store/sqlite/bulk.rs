//! Many rows in one transaction.

use contract::opencx::Training;

use super::{SqliteStore, trainings};
use crate::{
    clock::rfc3339,
    store::{StoreError, seed::Seed},
};

impl SqliteStore {
    /// Writes `seed` into a workspace in one transaction: all of it or nothing. Call it again
    /// for more; a few thousand scenarios at a time keep other writers waiting least.
    ///
    /// # Errors
    ///
    /// An id that is taken, a directory or segment that is named but neither here nor stored, a
    /// `created_at` or `updated_at` that is not written as [`crate::clock::rfc3339`] does.
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
                        check_times(&row.training)?;
                        trainings::insert(connection, &workspace, &row.training, &row.versions)
                            .await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// Lists sort and page by these texts.
fn check_times(training: &Training) -> Result<(), StoreError> {
    for time in [&training.created_at, &training.updated_at] {
        let known = chrono::DateTime::parse_from_rfc3339(time)
            .is_ok_and(|parsed| rfc3339(parsed.to_utc()) == *time);
        if !known {
            return Err(StoreError::Database(format!(
                "training {}: `{time}` is not written as 2026-01-31T09:00:00.000Z",
                training.id
            )));
        }
    }
    Ok(())
}

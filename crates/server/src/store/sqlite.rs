//! The store in one SQLite file.

use std::{path::Path, sync::Arc, time::Duration};

use contract::WorkspaceInfo;
use sqlx::{
    ConnectOptions as _,
    sqlite::{
        SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
        SqliteSynchronous,
    },
};

use super::StoreError;

mod agents;
mod bulk;
mod claims;
mod directories;
mod embeddings;
mod keys;
mod knowledge;
mod search;
mod segments;
mod trainings;
mod workspaces;
mod writer;

use trainings::Anchors;
use writer::Writer;

/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Read connections; each is a thread of SQLite's own.
const READERS: u32 = 4;
/// Part of the file that readers see without copying, in bytes.
const MAPPED_BYTES: &str = "1073741824";

/// All workspaces in one SQLite file: one writer, several readers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    readers: SqlitePool,
    writer: Writer,
    anchors: Arc<Anchors>,
    workspaces: Arc<[WorkspaceInfo]>,
}

impl SqliteStore {
    /// Opens the file behind `url` (`sqlite:data/cuebook.db`), makes it and its folder where they
    /// are missing, and brings its tables up to date. A new file has the
    /// workspaces `main` and `voice`.
    ///
    /// # Errors
    ///
    /// A URL that names no SQLite file, a folder that cannot be made, a file that is no database
    /// or that was made by a newer version.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options = url
            .parse::<SqliteConnectOptions>()?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        make_folder(options.get_filename())?;
        let mut connection = connect(&options).await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&mut connection)
            .await?;
        let workspaces = workspaces::all(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(
                options
                    .create_if_missing(false)
                    .read_only(true)
                    .pragma("mmap_size", MAPPED_BYTES),
            )
            .await?;
        Ok(Self {
            readers,
            writer: Writer::start(connection),
            anchors: Arc::default(),
            workspaces: workspaces.into(),
        })
    }

    /// Writes what is queued, folds the log into the file and closes it. Further writes fail.
    pub async fn close(&self) {
        // The last one to close folds the log in, and a reader could not.
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The workspaces in this file.
    #[must_use]
    pub fn workspaces(&self) -> &[WorkspaceInfo] {
        &self.workspaces
    }

    /// Whether the file can be read.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn check(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }
}

async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    Ok(options.connect().await?)
}

fn make_folder(file: &Path) -> Result<(), StoreError> {
    let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        StoreError::Database(format!(
            "cannot make the folder {}: {error}",
            folder.display()
        ))
    })
}

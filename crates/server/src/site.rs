//! The static site: one build of the console, served from memory.
//!
//! A build is read as a whole and replaced as a whole, so a browser never gets the page of one
//! build and the files of another. The folder is looked at again while it is asked for; a build
//! that is still being written is left alone until every hashed file that its page names is
//! there. The hashed files of the build before stay available for pages that are open.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use axum::{http::request::Parts, response::Response};

mod answer;
mod encoding;
mod file;
mod inline;
mod media;
mod policy;
mod snapshot;

use file::File;
use snapshot::{Snapshot, Stamp};

/// How often the folder is looked at, at most.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// A folder that cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The folder or something in it cannot be read.
    #[error("cannot read the site in {}: {source}", folder.display())]
    Unreadable {
        /// What was to be read.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder is too large to be a build of the console.
    #[error(
        "{} holds more than 256 MiB, so it is no build of the site; \
         name the folder that `trunk build` wrote",
        folder.display()
    )]
    TooLarge {
        /// The folder.
        folder: PathBuf,
    },
}

/// The site in a folder.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    current: RwLock<Arc<Build>>,
    looked: Mutex<Instant>,
}

/// What is served at one moment.
#[derive(Debug, Default)]
struct Build {
    now: Snapshot,
    /// Hashed files that only the build before had.
    before: HashMap<String, File>,
}

impl Build {
    fn file(&self, path: &str) -> Option<&File> {
        self.now.files.get(path).or_else(|| self.before.get(path))
    }
}

impl Site {
    /// Reads the site in a folder. One that is missing or has no `index.html` yet is an empty
    /// site, and is picked up when it is built.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read or is far too large.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, SiteError> {
        let folder = folder.into();
        let now = Snapshot::read(&folder, Stamp::take(&folder)?)?;
        if let Some(path) = now.missing() {
            tracing::warn!(%path, "the page names a file that the site's folder does not have");
        }
        Ok(Self {
            folder,
            current: RwLock::new(Arc::new(Build {
                now,
                before: HashMap::new(),
            })),
            looked: Mutex::new(Instant::now()),
        })
    }

    /// Whether there is a page to serve.
    #[must_use]
    pub fn is_built(&self) -> bool {
        self.build().now.index().is_some()
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Answers a request for the site.
    pub async fn answer(self: Arc<Self>, request: &Parts) -> Response {
        let build = self.build();
        // A hashed file that is known cannot be out of date.
        let known = build
            .file(request.uri.path())
            .is_some_and(|file| file.immutable);
        if known || !self.is_due() {
            return answer::answer(&build, &self.folder, request);
        }
        let site = Arc::clone(&self);
        // A panic in there leaves the build that is served now.
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || site.look()).await {
            tracing::warn!(%error, "the site's folder cannot be read; the last build stays");
        }
        answer::answer(&self.build(), &self.folder, request)
    }

    /// Takes over a new build, if there is a complete one.
    fn look(&self) -> Result<(), SiteError> {
        let stamp = Stamp::take(&self.folder)?;
        let old = self.build();
        if stamp == old.now.stamp {
            return Ok(());
        }
        let now = Snapshot::read(&self.folder, stamp.clone())?;
        // Without a page, or without a file that it names, the build is being written.
        if now.index().is_none() || now.missing().is_some() {
            return Ok(());
        }
        // Written to while it was read: the next look sees it at rest.
        if Stamp::take(&self.folder)? != stamp {
            return Ok(());
        }
        let before = old
            .now
            .files
            .iter()
            .filter(|(path, file)| file.immutable && !now.files.contains_key(*path))
            .map(|(path, file)| (path.clone(), file.clone()))
            .collect();
        tracing::info!(files = now.files.len(), "the site was built anew");
        *self.current.write().unwrap_or_else(PoisonError::into_inner) =
            Arc::new(Build { now, before });
        Ok(())
    }

    fn build(&self) -> Arc<Build> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether it is time to look again; the caller who is told so is the one to look.
    fn is_due(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let due = looked.elapsed() >= LOOK_EVERY;
        if due {
            *looked = Instant::now();
        }
        due
    }
}
